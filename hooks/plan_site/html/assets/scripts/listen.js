// Reads the main part aloud, line by line. Fetched when "Listen" is first pressed; keeps nothing.
(function () {
  const synth = speechSynthesis;
  const button = document.getElementById("listen");
  const html = document.documentElement;
  const main = document.getElementById("main");
  const bar = document.createElement("section");
  const SPEEDS = [[0.6, "the slowest"], [0.8, "slow"], [1, "usual"], [1.3, "fast"], [1.6, "the fastest"]];
  // Words for screen readers alone are left out: nothing on the screen could be marked.
  const SILENT = "[data-silent],[aria-hidden=true],.visually-hidden,form,button,svg,details:not([open])>:not(summary)";
  // Of any script.
  const LETTER = "0-9A-Za-z_À-\u1fff\u2c00-\ud7ff";
  let lines, at, isPaused, marked, timer;
  let speed = 2;
  // Kept, for some browsers drop an utterance that nothing refers to, and its end is never heard.
  let spoken;

  // --- what is read ---

  // The longest first, so that "EHC plan" is not taken for "plan". Capitals alone tell SEND from send.
  const ways = new Map();
  for (const [written, say] of JSON.parse(button.getAttribute("data-say")))
    ways.set(written === written.toUpperCase() ? written : written.toLowerCase(), say);
  const longestFirst = Array.from(ways.keys()).sort((one, other) => other.length - one.length);
  const written = longestFirst.map((way) => way.replace(/[^\w ]/g, "\\$&")).join("|") || "$^";
  const each = new RegExp(`(^|[^${LETTER}])(${written})(s?)(?![${LETTER}])`, "gi");
  const sayOf = (text) => text.replace(/\s+/g, " ").replace(each, (match, before, word, plural) => {
    const say = ways.get(word) || ways.get(word.toLowerCase());
    return say ? before + say + plural : match;
  });

  // Where to cut: after each sentence, and where one is long, after a comma. Intl.Segmenter would cut after "Dr.".
  function cuts(text, isOneLine) {
    const ends = [];
    const each = /[.!?…؟۔।]+["”’)]*\s+(?=["“‘(]*[A-Z0-9£À-ÞĀ-\u1fff\u2c00-\ud7ff])/g;
    while (!isOneLine && each.test(text)) {
      const end = each.lastIndex;
      if (!/(^|[\s(“‘])(Dr|Mrs?|Ms|St|Prof|[a-z]\.[a-z]|[A-ZÀ-Þ])\.\s+$/.test(text.slice(0, end))) ends.push(end);
    }
    const found = [];
    let from = 0;
    for (const end of ends.concat(text.length)) {
      // Some voices stop after 15 seconds.
      const most = 150 * Math.min(SPEEDS[speed][0], 1);
      while (end - from > most) {
        const piece = text.slice(from, from + most);
        from += (/.*[,;:–] /.exec(piece) || /.* /.exec(piece) || [piece])[0].length;
        found.push(from);
      }
      found.push((from = end));
    }
    return found;
  }

  // Each line: its words, the nodes that it stands in, and from which letter of theirs to which.
  function linesOf() {
    const all = [];
    let parts = [];

    function flush(block) {
      const text = parts.map((part) => part[1]).join("").replace(/\s/g, " ");
      let from = 0;
      for (const to of cuts(text, block.closest(".easy-line"))) {
        const words = text.slice(from, to).trim();
        if (/[^\s!-/:-@[-`{-¿\u2000-\u2bff\u3000-\u303f]/.test(words)) all.push({ words, block, parts, from: text.indexOf(words, from) });
        from = to;
      }
      parts = [];
    }

    function walk(element, block) {
      for (const node of element.childNodes) {
        if (node.nodeType === 3) parts.push([node, node.data]);
        if (node.nodeType !== 1 || node.matches(SILENT)) continue;
        const { display, visibility } = getComputedStyle(node);
        if (display === "none" || visibility === "hidden") continue;
        const own = /^(inline|contents|ruby)/.test(display) ? block : node;
        const words = node.localName === "br" ? " " : node.getAttribute("data-say");
        if (own === node) flush(block);
        if (words) parts.push([node, words]);
        else walk(node, own);
        if (own === node) flush(node);
      }
    }

    walk(main, main);
    flush(main);
    return all;
  }

  // --- what is marked ---

  function unmark() {
    if (window.Highlight) CSS.highlights.clear();
    else if (marked) marked.classList.remove("listen-line");
  }

  function mark({ words, block, parts, from }) {
    const range = document.createRange();
    function place(edge, letter, isEnd) {
      for (const [node, text] of parts) {
        // What is said in other words is marked whole.
        if (letter < text.length + isEnd) return range[edge](node, node.data ? letter : isEnd * node.childNodes.length);
        letter -= text.length;
      }
    }
    place("setStart", from, 0);
    place("setEnd", from + words.length, 1);
    unmark();
    if (window.Highlight) CSS.highlights.set("listen", new Highlight(range));
    else (marked = block).classList.add("listen-line");
    const { top, bottom } = range.getBoundingClientRect();
    const free = innerHeight - bar.offsetHeight;
    if (top < 0 || bottom > free) scrollBy(0, top - free / 4);
  }

  // --- the voice ---

  function voice() {
    const rank = ({ lang, localService }) => /^en/i.test(lang) * 4 + /^eng?[-_]GB/i.test(lang) * 2 + localService;
    return synth.getVoices().sort((one, other) => rank(other) - rank(one))[0];
  }

  // Whatever is still heard of an utterance that was cancelled counts for nothing.
  function hush() {
    spoken = null;
    clearTimeout(timer);
    synth.cancel();
  }

  function go(to) {
    hush();
    if (to === lines.length) return stop();
    at = Math.max(to, 0);
    mark(lines[at]);
    // Android forgets what is spoken right after cancel().
    if (!isPaused) timer = setTimeout(speak, 100);
  }

  function speak() {
    const own = (spoken = new SpeechSynthesisUtterance(sayOf(lines[at].words)));
    own.voice = voice();
    own.lang = "en-GB";
    own.rate = SPEEDS[speed][0];
    own.onend = () => own === spoken && go(at + 1);
    // The voice failed, or something else has taken it away: wait for the reader, do not run on.
    own.onerror = () => own === spoken && pause(true, "The voice stopped.");
    synth.speak(own);
    if (!/[0-9A-Za-zÀ-ɏ]/.test(own.text)) bar.lastChild.textContent = "The voice may not read these letters.";
    // It may never begin or end.
    timer = setTimeout(own.onerror, 10000 + (own.text.length * 250) / own.rate);
  }

  // --- the bar ---

  // Pausing cancels, and going on starts the line again: pause() of Android does no more.
  function pause(willPause, words) {
    isPaused = willPause;
    play.textContent = willPause ? "Go on" : "Pause";
    bar.lastChild.textContent = words;
    if (isPaused) hush();
    else go(at);
  }

  function change(by) {
    speed = Math.min(Math.max(speed + by, 0), 4);
    const { parts: [[node]], from } = lines[at];
    lines = linesOf();
    lines.forEach((line, number) => line.parts[0][0] === node && line.from <= from && (at = number));
    bar.lastChild.textContent = `Speed: ${SPEEDS[speed][1]}`;
    if (!isPaused) go(at);
  }

  function stop(event) {
    if (!bar.isConnected) return;
    hush();
    unmark();
    const focused = document.activeElement;
    const hadFocus = bar.contains(focused) || focused === document.body;
    bar.remove();
    html.classList.remove("is-listening");
    // Only who stopped with the keyboard is taken back to the top: others go on where they are.
    if (hadFocus) button.focus({ preventScroll: !event || event.detail > 0 });
  }

  function start() {
    lines = linesOf();
    at = 0;
    document.body.append(bar);
    html.classList.add("is-listening");
    play.focus({ preventScroll: true });
    pause(false, "");
  }

  const acts = {
    Pause: () => pause(!isPaused, ""),
    "Previous line": () => go(at - 1),
    "Next line": () => go(at + 1),
    Slower: () => change(-1),
    Faster: () => change(1),
    Stop: stop,
  };
  bar.className = "listen-bar";
  bar.setAttribute("aria-label", "Listen to this page");
  const buttons = Object.keys(acts).map((words) => `<button type="button">${words}</button>`);
  bar.innerHTML = buttons.join("") + '<p aria-live="polite"></p>';
  bar.querySelectorAll("button").forEach((each) => each.addEventListener("click", acts[each.textContent]));
  const play = bar.firstChild;

  button.addEventListener("click", start);
  document.addEventListener("keydown", (event) => event.key === "Escape" && stop(event));
  addEventListener("pagehide", () => stop());
  // Some voices of Chrome fall asleep.
  setInterval(() => spoken && synth.resume(), 9000);
  start();
})();
