"""Reads a drawing (SVG), and names each part of it that a plain drawing does without.

Whoever opens a drawing by itself opens a document, which can hold programs, pages and links. So only what is on the
lists below may be in it: whatever they do not name is refused, known or not.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from xml.parsers import expat

DEEPEST = 50
"""Parts inside one another."""
MOST_DRAWN = 50_000
"""Parts that are drawn, each as often as others show it again."""
_ROUNDS = 12
"""How many times one part may show another that shows another."""

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_XML = "http://www.w3.org/XML/1998/namespace"
_ODD_NAMESPACE = re.compile(r"[^\w:/.#~-]", re.ASCII)
"""The name of a format that some programs take, and others refuse."""

_DRAWS = """circle clipPath defs desc ellipse feBlend feColorMatrix feComposite feFlood feGaussianBlur feMerge
    feMergeNode feMorphology feOffset filter g line linearGradient marker mask metadata path pattern polygon polyline
    radialGradient rect stop style svg symbol text title tspan use"""
_SHAPES = """cx cy d dx dy fx fy fr gradientTransform gradientUnits height markerHeight markerUnits markerWidth orient
    offset pathLength patternContentUnits patternTransform patternUnits points preserveAspectRatio r refX refY rotate
    rx ry spreadMethod transform viewBox width x x1 x2 y y1 y2 clipPathUnits maskContentUnits maskUnits lengthAdjust
    textLength"""
_LOOKS = """alignment-baseline clip clip-path clip-rule color color-interpolation color-interpolation-filters
    color-rendering direction display dominant-baseline baseline-shift enable-background fill fill-opacity fill-rule
    filter flood-color flood-opacity font-family font-size font-stretch font-style font-variant font-weight
    image-rendering isolation letter-spacing lighting-color marker-end marker-mid marker-start mask mask-type
    mix-blend-mode opacity overflow paint-order shape-rendering stop-color stop-opacity stroke stroke-dasharray
    stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width style text-anchor
    text-decoration text-rendering unicode-bidi vector-effect visibility word-spacing writing-mode"""
_OF_FILTERS = "filterUnits primitiveUnits in in2 k1 k2 k3 k4 mode operator radius result stdDeviation type values"
_OF_FORMAT = "baseProfile media version zoomAndPan"
_ELEMENTS = frozenset(_DRAWS.split())
_CHECKED = frozenset(f"{_SHAPES} {_LOOKS} {_OF_FILTERS} {_OF_FORMAT}".split())
_WORDS = frozenset(
    {"aria-hidden", "aria-label", "aria-labelledby", "class", "data-name", "focusable", "id", "lang", "role"}
    | {f"{_XML} space", f"{_XML} lang"}
)
"""Attributes that only name something."""
_LINKS = frozenset({"href", f"{_XLINK} href"})

_WITHIN = re.compile(r"#([\w.:-]+)")
_POINTED_AT = re.compile(r"\burl\(\s*([\"']?)#([\w.:-]+)\1\s*\)", re.IGNORECASE)
_HARMLESS = re.compile(
    rf"{_POINTED_AT.pattern}|\b(?:matrix|translate|rotate|scale|skew[XY]|rgba?|hsla?)\s*\([-+\w\s.,%/]*\)",
    re.IGNORECASE,
)
_LEADS_AWAY = re.compile(r"[\\@(]")
"""No address, font or rule of a style can do without one of these."""


class NoDrawing(Exception):
    """Nobody could show what is in the file."""


@dataclass(frozen=True, slots=True)
class Strange:
    """A part that a plain drawing does without, and its line."""

    what: str
    line: int


def strange_parts(data: bytes) -> tuple[Strange, ...]:
    """What a file holds beyond a plain drawing, in its order, each sort once; nothing if it holds none.

    Raises NoDrawing.
    """
    reader = _Reader()
    try:
        data.decode("utf-8")
        reader.parser.Parse(data, True)  # noqa: FBT003
    except (expat.ExpatError, LookupError, ValueError, NoDrawing):
        if reader.strange:  # what nobody can read to its end may have done harm before
            return tuple(reader.strange.values())
        raise NoDrawing from None
    if not reader.strange and reader.draws_without_end:
        return (Strange("parts that show one another again and again", 1),)
    return tuple(reader.strange.values())


@dataclass
class _Named:
    """What a part with a name holds."""

    parts: int = 0
    shows: Counter[str] = field(default_factory=Counter)


class _Reader:
    """Follows the parser through a drawing."""

    def __init__(self) -> None:
        self.strange: dict[str, Strange] = {}
        self.open: list[str] = []
        self.names: list[tuple[int, str]] = [(0, "")]
        """The names that are open, each with how deep it stands; the drawing itself has none."""
        self.named: dict[str, _Named] = {"": _Named()}
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text, self.parser.buffer_size = True, 1 << 20
        self.parser.XmlDeclHandler = self._declaration
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.ProcessingInstructionHandler = self._instruction
        self.parser.StartNamespaceDeclHandler = self._namespace
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text

    def _refuse(self, what: str) -> None:
        self.strange.setdefault(what, Strange(what, self.parser.CurrentLineNumber))

    def _declaration(self, version: str, encoding: str | None, standalone: int) -> None:
        del version, standalone
        if encoding is not None and encoding.lower() != "utf-8":
            self._refuse(f"the encoding {_shown(encoding)}")
            raise NoDrawing

    def _doctype(self, *_: object) -> None:
        self._refuse("<!DOCTYPE>")
        raise NoDrawing  # it can say that words mean something else, a million times over

    def _instruction(self, target: str, data: str) -> None:
        del data
        self._refuse(f"<?{_shown(target)}?>")

    def _namespace(self, prefix: str | None, address: str | None) -> None:
        if address and _ODD_NAMESPACE.search(address):
            self._refuse(f"the format {_shown(prefix or address)}")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, element = name.rpartition(" ")
        is_known = space == _SVG and element in _ELEMENTS and (bool(self.open) or element == "svg")
        if not is_known:
            self._refuse(f"<{_shown(element)}>" if space == _SVG else f"<{_shown(element)}> of another format")
        self.open.append(element)
        if len(self.open) == DEEPEST:
            self._refuse(f"more than {DEEPEST} parts inside one another")
        if len(self.open) < DEEPEST:
            self._count(attributes)
        for attribute, value in attributes.items() if is_known else ():
            self._attribute(element, attribute, value)

    def _attribute(self, element: str, attribute: str, value: str) -> None:
        called = f"{_shown(attribute.rpartition(' ')[2])}=“{_shown(value)}” of <{_shown(element)}>"
        if attribute in _LINKS:
            is_plain = _WITHIN.fullmatch(value) is not None
        elif attribute in _CHECKED:
            is_plain = not _leads_away(value)
        else:
            is_plain = attribute in _WORDS
            called = f"the attribute {_shown(attribute.rpartition(' ')[2])}"
        if not is_plain:
            self._refuse(called)

    def _count(self, attributes: dict[str, str]) -> None:
        """Notes what each part that is open holds and shows, so that nothing is drawn for ever."""
        if given := attributes.get("id"):
            self.names.append((len(self.open), given))
            self.named.setdefault(given, _Named())
        shown = [found[1] for link in _LINKS & attributes.keys() if (found := _WITHIN.fullmatch(attributes[link]))]
        shown += [found[2] for value in attributes.values() for found in _POINTED_AT.finditer(value)]
        for _, name in self.names:
            self.named[name].parts += 1
            self.named[name].shows.update(shown)

    @property
    def draws_without_end(self) -> bool:
        """Whether parts show one another so often that nobody could wait for it, or in a circle."""
        drawn = {name: each.parts for name, each in self.named.items()}
        for _ in range(_ROUNDS):
            before, drawn = (
                drawn,
                {
                    name: each.parts + sum(times * drawn.get(other, 0) for other, times in each.shows.items())
                    for name, each in self.named.items()
                },
            )
            if drawn == before:
                return max(drawn.values()) > MOST_DRAWN
        return True

    def _end(self, name: str) -> None:
        del name
        if self.names[-1][0] == len(self.open):
            self.names.pop()
        self.open.pop()

    def _text(self, words: str) -> None:
        if self.open[-1] == "style" and _leads_away(words):
            self._refuse(f"“{_shown(words)}” in <style>")


def _leads_away(value: str) -> bool:
    return _LEADS_AWAY.search(_HARMLESS.sub(" ", value)) is not None


_LONGEST = 40


def _shown(text: str) -> str:
    """A piece of the file that is safe to print."""
    words = "".join(sign if sign.isprintable() else " " for sign in text)
    words = " ".join(words.split())
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rstrip()}…"
