"""Finds the barriers that only a laid-out page shows: each rule is what the browser runs, and its name is the rule.

The browser is asked once for all rules, for a question costs more than its answer. The keyboard's walk comes first,
and five rules read what it met.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable

from playwright.sync_api import Page

ScreenRule = Callable[[], str]
"""Says in JavaScript how its faults are found."""


def faults_of(page: Page, rules: Iterable[ScreenRule] | None = None, *, by_keys: bool = True) -> list[str]:
    """Every fault of a page that is asked for less motion, each after the name of its rule.

    Keys are what readers press. A script that gives the focus to one control after the other takes a fifth of the time;
    it tells nothing of order and traps (RULES_OF_KEYS).
    """
    chosen = tuple(rules or SCREEN_RULES)
    is_walked = bool({*chosen} & {*RULES_OF_KEYS, *RULES_OF_THE_FOCUS})
    if is_walked and by_keys:
        _walk_by_keys(page)
    walk = _WALK_BY_SCRIPT if is_walked and not by_keys else ""
    looking = "\n".join(f"look({json.dumps(rule.__name__)}, faults => {{ {rule()} }});" for rule in chosen)
    found: list[str] = page.evaluate(f"() => {{ {_SEEING} {walk} {_LOOKING} {looking} return found; }}")
    return found


def text_spacing(page: Page) -> None:
    """Spaces the text as WCAG 1.4.12 says that a reader may; a constructed stylesheet, for a policy allows no other."""
    page.evaluate(
        """() => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(`
            * { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
            p { margin-block-end: 2em !important }`);
          document.adoptedStyleSheets.push(sheet);
        }"""
    )


# --- how a page is seen -----------------------------------------------------------------------------------

_SEEING = r"""
const every = selector => [...document.querySelectorAll(selector)];
const folded = text => (text || '').replace(/\s+/g, ' ').trim();
const called = element => {
  const words = folded(element.getAttribute('aria-label') || element.textContent || element.getAttribute('name'));
  return `‘${words.slice(0, 60) || `<${element.localName}>`}’`;
};
const hasSize = box => box.width > 1 && box.height > 1;

// An element that is clipped to nothing is there for screen readers alone.
const remembered = new Map();
const isSeen = element => {
  if (!element || element === document.documentElement) return true;
  if (!remembered.has(element)) remembered.set(element, looksSeen(element) && isSeen(element.parentElement));
  return remembered.get(element);
};
const looksSeen = element => {
  if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
  const style = getComputedStyle(element), box = element.getBoundingClientRect();
  const cut = style.overflowX !== 'visible' && (box.width <= 1 || box.height <= 1);
  const away = hasSize(box) && (box.right + scrollX <= 0 || box.bottom + scrollY <= 0);
  return !cut && !away && style.clipPath !== 'inset(50%)' && style.clip !== 'rect(0px, 0px, 0px, 0px)';
};

const isInline = element => ['inline', 'contents', 'ruby'].includes(getComputedStyle(element).display);
const blockOf = node => {
  let block = node.parentElement;
  while (block !== document.documentElement && isInline(block)) block = block.parentElement;
  return block;
};
const hasWords = text => /[\p{L}\p{N}]/u.test(text);
const textsIn = root => {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT), texts = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    if (hasWords(node.data) && !node.parentElement.closest('script, style, noscript, template, svg, option')
        && isSeen(node.parentElement)) texts.push(node);
  return texts;
};
const rectsOf = (node, from = 0, to = node.data.length) => {
  const range = document.createRange();
  range.setStart(node, from);
  range.setEnd(node, to);
  return [...range.getClientRects()];
};
// Each block of text, and the pieces of text that flow through it.
const blocksOfText = () => {
  const blocks = new Map();
  for (const text of textsIn(document.body)) {
    const block = blockOf(text);
    blocks.set(block, [...(blocks.get(block) || []), text]);
  }
  return blocks;
};
const onOneLine = (a, b) => Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > Math.min(a.height, b.height) / 2;
const between = (link, text) => {
  const range = document.createRange();
  const isBefore = link.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_PRECEDING;
  range.setStartAfter(isBefore ? text : link);
  range.setEndBefore(isBefore ? link : text);
  return range.cloneContents();
};
// A link is in running text where other words flow on from it, though a narrow screen may give it a line of its own.
const isInText = link => {
  if (!/^inline/.test(getComputedStyle(link).display) || link.closest('nav')) return false;
  const block = blockOf(link);
  return textsIn(block).some(text => !text.parentElement.closest('a') && blockOf(text) === block
    && !between(link, text).querySelector('br'));
};

const paint = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
const colours = new Map();
const rgba = colour => {
  if (!colours.has(colour)) {
    paint.clearRect(0, 0, 1, 1);
    paint.fillStyle = colour;
    paint.fillRect(0, 0, 1, 1);
    colours.set(colour, [...paint.getImageData(0, 0, 1, 1).data]);
  }
  return colours.get(colour);
};
const mixed = (a, b, alpha) => (a * alpha + b * (255 - alpha)) / 255;
const over = (above, below) => [...[0, 1, 2].map(i => mixed(above[i], below[i], above[3])), 255];
const behind = element => {
  if (!element) return [255, 255, 255, 255];
  const own = rgba(getComputedStyle(element).backgroundColor);
  return own[3] === 255 ? own : over(own, behind(element.parentElement));
};
const light = colour => {
  const [r, g, b] = colour.slice(0, 3).map(value => value / 255)
    .map(value => value <= .04045 ? value / 12.92 : ((value + .055) / 1.055) ** 2.4);
  return .2126 * r + .7152 * g + .0722 * b;
};
const contrast = (colour, ground) => {
  const [dark, bright] = [light(over(rgba(colour), ground)), light(ground)].sort((a, b) => a - b);
  return (bright + .05) / (dark + .05);
};
"""


_LOOKING = """
const found = [];
const look = (name, rule) => {
  const faults = [];
  rule(faults);
  found.push(...faults.map(fault => `${name}: ${fault}`));
};
"""


# --- the walk of the keyboard -----------------------------------------------------------------------------

_WALK = r"""
const root = document.documentElement;
const isStop = element => element.tabIndex >= 0 && !element.disabled && !element.closest('[inert]')
  && element.checkVisibility({ visibilityProperty: true });
const groupOf = element => element.type === 'radio' && element.name
  ? every('input[type=radio]').filter(other => other.name === element.name && other.form === element.form) : [element];
const stands = element => {
  const group = groupOf(element);
  return element === (group.find(other => other.checked) || group[0]);
};
const controls = every('a[href], area[href], button, input, select, textarea, summary, [tabindex], [contenteditable]')
  .filter(element => isStop(element) && stands(element));
const carriers = element => [element, ...(element.labels || [])].flatMap(each =>
  [null, '::before', '::after'].map(part => [each, part, getComputedStyle(each, part)]));
const marks = element => carriers(element).map(([, , style]) => style.outline + style.boxShadow);
const still = new CSSStyleSheet();
still.replaceSync('*, ::before, ::after { transition: none !important; scroll-behavior: auto !important }');
document.adoptedStyleSheets.push(still);
// Where the browser starts from after focus is where focus was, so a passing element takes it to the top.
const top = document.createElement('span');
top.tabIndex = -1;
document.body.prepend(top);
top.focus();
top.remove();
scrollTo(0, 0);
const resting = new Map(controls.map(control => [control, marks(control)]));
const walk = root.walk = { controls, still, visited: [], over: false, faults: {
  reached: [], trapped: [], off: [], unseen: [], covered: [] } };

const halo = (style, ground) => style.boxShadow !== 'none' && style.boxShadow.split(/,(?![^(]*\))/).some(shadow => {
  const [colour] = shadow.match(/[a-z]+\([^)]*\)/) || ['black'];
  const [x, y, blur, spread] = shadow.replace(colour, '').match(/-?[\d.]+(?=px)/g).map(Number);
  return Math.max(Math.abs(x), Math.abs(y)) + blur + spread >= 3 && contrast(colour, ground) >= 3;
});
const ring = (style, ground) => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 3
  && contrast(style.outlineColor, ground) >= 3;
const isMarked = element => carriers(element).some(([each, , style], i) => {
  if ((resting.get(element) || [])[i] === style.outline + style.boxShadow) return false;
  if (!each.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
  const ground = behind(parseFloat(style.outlineOffset) < 0 ? each : each.parentElement);
  return ring(style, ground) || halo(style, ground);
});
const boxesOf = element => {
  const boxes = [element, ...element.querySelectorAll('*')].map(each => [...each.getClientRects()].filter(hasSize));
  return boxes.find(found => found.length) || [];
};
const middle = box => [(Math.max(box.left, 0) + Math.min(box.right, root.clientWidth)) / 2,
  (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2];
const whatCovers = (element, box) => {
  const hit = document.elementFromPoint(...middle(box));
  return !hit || [element, ...(element.labels || [])].some(each => each.contains(hit)) ? null : hit;
};
const heightOf = boxes => Math.max(...boxes.map(box => box.bottom)) - Math.min(...boxes.map(box => box.top));
const room = innerHeight - (parseFloat(getComputedStyle(root).scrollPaddingTop) || 0);
const isOff = (box, height) => box.left < -1 || box.right > root.clientWidth + 1
  || (height <= room && (box.top < -1 || box.bottom > innerHeight + 1));
const look = element => {
  const boxes = boxesOf(element), faults = walk.faults;
  if (!boxes.length) faults.off.push(`${called(element)} has the focus and no size`);
  else if (boxes.some(box => isOff(box, heightOf(boxes))))
    faults.off.push(`${called(element)} has the focus outside the screen`);
  if (!isMarked(element)) faults.unseen.push(`nobody sees that ${called(element)} has the focus`);
  const cover = boxes.map(box => isOff(box, box.height) ? null : whatCovers(element, box)).find(Boolean);
  if (cover) faults.covered.push(`${called(element)} has the focus and ${called(cover)} covers it`);
};
// The browser scrolls between the key's going down and its coming up.
walk.step = event => {
  if (event.key !== 'Tab' || walk.over) return;
  const element = document.activeElement, { visited } = walk;
  if (!element || element === document.body || element === root || element === visited[0] && visited.length > 1)
    return void (walk.over = true);
  if (element === visited.at(-1)) {
    if (controls.length > 1) walk.faults.trapped.push(`the Tab key does not leave ${called(element)}`);
    return void (walk.over = true);
  }
  look(element);
  visited.push(element);
};
"""

_WALK_IS_STILL_NO_MORE = r"""
document.adoptedStyleSheets = document.adoptedStyleSheets.filter(sheet => sheet !== walk.still);
scrollTo(0, 0);
"""

_KEYS_BEGIN = f"{_WALK} addEventListener('keyup', walk.step, true); return controls.length;"

_KEYS_END = r"""
const { walk } = document.documentElement;
removeEventListener('keyup', walk.step, true);
const order = walk.visited.map(element => walk.controls.indexOf(element)).filter(index => index >= 0);
const reached = walk.faults.reached;
walk.controls.forEach((control, index) => {
  const times = order.filter(each => each === index).length;
  if (times !== 1) reached.push(`the Tab key reaches ${called(control)} ${times} times`);
});
order.forEach((index, i) => {
  if (i && index < order[i - 1]) reached.push(`the Tab key reaches ${called(walk.controls[index])} out of order`);
});
if (!walk.over && walk.visited.length)
  walk.faults.trapped.push(`after ${walk.visited.length} steps the Tab key has not left the page`);
"""

_WALK_BY_SCRIPT = f"""{{
  {_WALK}
  for (const control of controls) {{
    control.focus({{ focusVisible: true }});
    if (document.activeElement === control) walk.step({{ key: 'Tab' }});
    else walk.faults.reached.push(`${{called(control)}} does not take the focus`);
  }}
  if (document.activeElement) document.activeElement.blur();
  {_WALK_IS_STILL_NO_MORE}
}}"""

_STEPS_BEYOND_THE_LAST = 10


def _walk_by_keys(page: Page) -> None:
    stops: int = page.evaluate(f"() => {{ {_SEEING} {_KEYS_BEGIN} }}")
    for _ in range(stops + 1):
        page.keyboard.press("Tab")
    if not page.evaluate("document.documentElement.walk.over"):
        for _ in range(_STEPS_BEYOND_THE_LAST):
            page.keyboard.press("Tab")
    page.evaluate(f"() => {{ {_SEEING} {_KEYS_END} {_WALK_IS_STILL_NO_MORE} }}")


def _met_on_the_walk(kind: str) -> str:
    return f"faults.push(...document.documentElement.walk.faults.{kind});"


def every_control_is_reached_once_and_in_order() -> str:
    """WCAG 2.1.3, keyboard (no exception), and 2.4.3, focus order."""
    return _met_on_the_walk("reached")


def the_keyboard_is_never_trapped() -> str:
    """WCAG 2.1.2, no keyboard trap."""
    return _met_on_the_walk("trapped")


def what_has_the_focus_is_on_the_screen() -> str:
    """WCAG 2.4.7, focus visible, and 2.4.3, focus order."""
    return _met_on_the_walk("off")


def everybody_sees_where_the_focus_is() -> str:
    """WCAG 2.4.13, focus appearance, and 1.4.11, non-text contrast."""
    return _met_on_the_walk("unseen")


def nothing_covers_what_has_the_focus() -> str:
    """WCAG 2.4.12, focus not obscured (enhanced)."""
    return _met_on_the_walk("covered")


# --- fingers and scrolling --------------------------------------------------------------------------------


def every_target_is_large_enough() -> str:
    """WCAG 2.5.5, target size (enhanced): 44 by 44, but for a link in running text."""
    return r"""
    const isChoice = element => element.matches('input[type=radio], input[type=checkbox]');
    const touched = element => isChoice(element) && element.labels.length ? element.labels[0] : element;
    const spans = element => ['::before', '::after'].map(part => getComputedStyle(element, part))
      .filter(style => style.content !== 'none' && style.position === 'absolute')
      .map(style => ({ width: parseFloat(style.width), height: parseFloat(style.height) }));
    const union = element => {
      const boxes = [element, ...element.querySelectorAll('*')].flatMap(each => [...each.getClientRects()]);
      const width = Math.max(...boxes.map(box => box.right)) - Math.min(...boxes.map(box => box.left));
      return { width, height: Math.max(...boxes.map(box => box.bottom)) - Math.min(...boxes.map(box => box.top)) };
    };
    const isLarge = box => box.width > 43.9 && box.height > 43.9;
    const selector = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button]';
    for (const element of every(selector)) {
      const target = touched(element), boxes = isSeen(target) ? [union(target), ...spans(target)] : [];
      if (element.disabled || !boxes.length || boxes.some(isLarge)) continue;
      if (element.matches('a') && isInText(element)) continue;
      faults.push(`${called(target)} is ${Math.round(boxes[0].width)} × ${Math.round(boxes[0].height)} large`);
    }"""


def nothing_scrolls_sideways() -> str:
    """WCAG 1.4.10, reflow."""
    return r"""
    const root = document.documentElement;
    if (root.scrollWidth > innerWidth) {
      const wide = every('body *').filter(element => element.getBoundingClientRect().right > innerWidth + 1);
      const culprit = wide.length ? `, for example ${called(wide.at(-1))}` : '';
      faults.push(`the page is ${root.scrollWidth} wide on a screen of ${innerWidth}${culprit}`);
    }"""


def whatever_scrolls_can_be_reached_and_is_named() -> str:
    """WCAG 2.1.1, keyboard, and 4.1.2, name, role, value."""
    return r"""
    const scrolls = (style, overflow, more) => /auto|scroll/.test(style[overflow]) && more > 1;
    for (const box of every('body *:not(textarea, select)')) {
      const style = getComputedStyle(box);
      if (!scrolls(style, 'overflowX', box.scrollWidth - box.clientWidth)
        && !scrolls(style, 'overflowY', box.scrollHeight - box.clientHeight)) continue;
      const named = box.ariaLabel || box.getAttribute('aria-labelledby');
      const role = box.getAttribute('role') || ['section', 'nav', 'dialog'].includes(box.localName);
      if (box.tabIndex < 0 || !box.hasAttribute('tabindex') || !role || !named)
        faults.push(`${called(box)} scrolls, and has no focus, no role or no name`);
    }"""


# --- words ------------------------------------------------------------------------------------------------


def links_in_text_are_told_without_colour() -> str:
    """WCAG 1.4.1, use of colour."""
    return r"""
    const isLined = element => {
      const style = getComputedStyle(element);
      const line = style.textDecorationLine.includes('underline') && rgba(style.textDecorationColor)[3] > 0;
      const border = style.borderBottomStyle !== 'none' && parseFloat(style.borderBottomWidth) >= 1
        && rgba(style.borderBottomColor)[3] > 0;
      return line || border;
    };
    for (const link of every('a[href]'))
      if (isSeen(link) && isInText(link) && !isLined(link)
        && !textsIn(link).every(text => text.parentElement !== link && isLined(text.parentElement)))
        faults.push(`only its colour tells the link ${called(link)} from the text`);"""


def every_label_is_seen() -> str:
    """WCAG 3.3.2, labels or instructions."""
    return r"""
    const isFilledIn = field => field.labels && !/submit|button|reset|image/.test(field.type)
      && field.checkVisibility({ visibilityProperty: true });
    for (const field of every('input, select, textarea').filter(isFilledIn))
      if (![...field.labels].some(label => textsIn(label).length))
        faults.push(`no label of the field ${called(field)} is seen`);"""


def every_list_without_marks_says_that_it_is_one() -> str:
    """Safari takes a list whose style takes its marks away for no list, unless its role says so."""
    return r"""
    for (const list of every('ul, ol').filter(isSeen))
      if (/^(none|"")$/.test(getComputedStyle(list).listStyleType) && list.getAttribute('role') !== 'list')
        faults.push(`the list ${called(list)} has no marks, and no role that says what it is`);"""


def no_text_is_small() -> str:
    """WCAG 1.4.4, resize text, and the guidance of the British Dyslexia Association: 16 pixels."""
    return r"""
    const sizeOf = element => parseFloat(getComputedStyle(element).fontSize);
    const parents = new Set(textsIn(document.body).map(text => text.parentElement));
    const isTyped = field => !/radio|checkbox|hidden/.test(field.type);
    const fields = every('input, select, textarea').filter(field => isTyped(field) && isSeen(field));
    for (const element of [...parents, ...fields])
      if (sizeOf(element) < 15.99 && !element.closest('sup, sub'))
        faults.push(`the text ${called(element)} is ${sizeOf(element)} pixels large`);"""


def every_text_has_a_contrast_of_seven_to_one() -> str:
    """WCAG 1.4.6, contrast (enhanced), also for large text. It looks at colours, not at pictures that lie between."""
    return r"""
    for (const text of textsIn(document.body)) {
      const holder = text.parentElement;
      const found = contrast(getComputedStyle(holder).color, behind(holder));
      if (found < 6.995) faults.push(`the contrast of ‘${folded(text.data).slice(0, 60)}’ is ${found.toFixed(2)}`);
    }"""


def no_text_is_justified() -> str:
    """WCAG 1.4.8, visual presentation."""
    return r"""
    for (const block of blocksOfText().keys())
      if (getComputedStyle(block).textAlign === 'justify')
        faults.push(`the text ${called(block)} is justified`);"""


def lines_stand_well_apart() -> str:
    """WCAG 1.4.8, visual presentation: one and a half lines, but for headings and for links that stand alone."""
    return r"""
    const lines = texts => {
      const rects = texts.flatMap(text => rectsOf(text)).filter(hasSize);
      return rects.filter((rect, i) => !rects.slice(0, i).some(other => onOneLine(rect, other))).length;
    };
    for (const [block, texts] of blocksOfText()) {
      const style = getComputedStyle(block), size = parseFloat(style.fontSize);
      const apart = (parseFloat(style.lineHeight) || 1.2 * size) / size;
      if (apart < 1.49 && !block.closest('h1, h2, h3, h4, h5, h6, legend, button, a') && lines(texts) > 1)
        faults.push(`the lines of ${called(block)} stand ${apart.toFixed(2)} lines apart`);
    }"""


def no_line_is_too_long() -> str:
    """WCAG 1.4.8, visual presentation, asks for 80 characters at most; a line here holds 70."""
    return r"""
    const MOST = 70;
    const isNextLine = (line, rect) => line && !onOneLine(line, rect);
    const longest = texts => {
      const lines = [''];
      let line = null;
      for (const text of texts) for (let i = 0; i < text.data.length; i++) {
        const rect = rectsOf(text, i, i + 1).at(-1);
        if (!rect || !rect.width) continue;
        if (isNextLine(line, rect)) lines.push('');
        if (!line || isNextLine(line, rect)) line = rect;
        lines[lines.length - 1] += text.data[i];
      }
      return lines.map(folded).reduce((a, b) => [...b].length > [...a].length ? b : a);
    };
    const length = texts => texts.reduce((sum, text) => sum + text.data.length, 0);
    for (const [block, texts] of blocksOfText()) {
      if (block.closest('nav, pre, h1, h2, h3, h4, h5, h6') || length(texts) <= MOST) continue;
      const line = longest(texts);
      if ([...line].length > MOST) faults.push(`a line of ${[...line].length} characters: ‘${line}’`);
    }"""


def no_text_is_cut_off() -> str:
    """WCAG 1.4.4, resize text, and 1.4.12, text spacing."""
    return r"""
    const cuts = (style, box) => /hidden|clip/.test(style.overflowX) && box.scrollWidth > box.clientWidth + 1
      || /hidden|clip/.test(style.overflowY) && box.scrollHeight > box.clientHeight + 1;
    const isOut = (rect, frame) => rect.right > frame.right + 1 || rect.bottom > frame.bottom + 1
      || rect.left < frame.left - 1 || rect.top < frame.top - 1;
    for (const box of every('body *'))
      if (isSeen(box) && cuts(getComputedStyle(box), box)) {
        const frame = box.getBoundingClientRect();
        const text = textsIn(box).find(each => rectsOf(each).some(rect => hasSize(rect) && isOut(rect, frame)));
        if (text) faults.push(`the text ‘${folded(text.data).slice(0, 60)}’ is cut off`);
      }"""


# --- motion -----------------------------------------------------------------------------------------------


def nothing_moves_where_less_motion_is_asked_for() -> str:
    """WCAG 2.3.3, animation from interactions."""
    return r"""
    const lasts = times => times.split(',').some(time => parseFloat(time) > 0);
    for (const element of every('*')) for (const part of [null, '::before', '::after']) {
      const style = getComputedStyle(element, part);
      const moves = style.animationName !== 'none' && lasts(style.animationDuration);
      if (moves || lasts(style.transitionDuration) || style.scrollBehavior === 'smooth')
        faults.push(`${called(element)}${part || ''} moves where less motion is asked for`);
    }"""


RULES_OF_KEYS: tuple[ScreenRule, ...] = (every_control_is_reached_once_and_in_order, the_keyboard_is_never_trapped)

RULES_OF_THE_FOCUS: tuple[ScreenRule, ...] = (
    what_has_the_focus_is_on_the_screen,
    everybody_sees_where_the_focus_is,
    nothing_covers_what_has_the_focus,
)

SCREEN_RULES: tuple[ScreenRule, ...] = (
    *RULES_OF_KEYS,
    *RULES_OF_THE_FOCUS,
    every_target_is_large_enough,
    nothing_scrolls_sideways,
    whatever_scrolls_can_be_reached_and_is_named,
    links_in_text_are_told_without_colour,
    every_label_is_seen,
    every_list_without_marks_says_that_it_is_one,
    no_text_is_small,
    every_text_has_a_contrast_of_seven_to_one,
    no_text_is_justified,
    lines_stand_well_apart,
    no_line_is_too_long,
    no_text_is_cut_off,
    nothing_moves_where_less_motion_is_asked_for,
)
