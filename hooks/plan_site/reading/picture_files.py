"""Reads the file of a picture, and says why it cannot be shown or must not be."""

from __future__ import annotations

import io
import re
import warnings
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from plan_site.model.problems import Place, Problem
from plan_site.model.rules import ReaderRule
from plan_site.reading.drawings import NoDrawing, strange_parts
from plan_site.yaml.values import Unreadable, bytes_of

LARGEST_PICTURE = 5_000_000  # bytes
LARGEST_DRAWING = 500_000
MOST_PIXELS = 25_000_000
"""What a camera makes; a picture of more takes memory that many phones do not have."""
_MOST_NAMED = 3

_FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP"}
PICTURES = frozenset({".svg", *_FORMATS})


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a picture must not be shown: the rule, what is wrong and where, what to do."""

    rule: ReaderRule
    what: str
    remedy: str
    line: int = 1


def picture_problem(path: Path, name: str) -> Problem | None:
    """What is wrong with the picture in a file; None if it can be seen and does nothing else.

    `name` is how the editor knows the file.
    """
    largest = LARGEST_DRAWING if path.suffix == ".svg" else LARGEST_PICTURE
    try:
        data = bytes_of(path, name, largest, "Save it again as a smaller picture.")
    except Unreadable as unreadable:
        return unreadable.problem
    fault = picture_fault(data, path.suffix)
    if fault is None:
        return None
    what = f"The picture ‘{name.rpartition('/')[2]}’ {fault.what}"
    return fault.rule.broken(Place(name, fault.line), what, fault.remedy)


def picture_fault(data: bytes, ending: str) -> Fault | None:
    """What is wrong with a picture whose file has a name with this ending."""
    return _drawing_fault(data) if ending == ".svg" else _photo_fault(data, _FORMATS[ending], ending)


# --- drawings ---------------------------------------------------------------------------------------------

_PLAIN = (
    "Save it again as a plain drawing (Inkscape: ‘Optimised SVG’, with ‘Remove metadata’; Illustrator: ‘Export As’), "
    "or as .png."
)


def _drawing_fault(data: bytes) -> Fault | None:
    """A drawing may hold a program, which would run for whoever opens it by itself."""
    try:
        strange = strange_parts(data)
    except NoDrawing:
        return _no_whole(".svg")
    if not strange:
        return None
    named = [part.what for part in strange[:_MOST_NAMED]]
    more = len(strange) - len(named)
    what = f"holds more than a plain drawing: {', '.join(named)}{f' and {more} more' if more else ''}."
    return Fault(ReaderRule.every_drawing_is_plain, what, _PLAIN, strange[0].line)


def _no_whole(ending: str) -> Fault:
    what = f"cannot be shown: what is in the file is no whole {ending} picture."
    return Fault(ReaderRule.every_picture_can_be_shown, what, "Save it again, or take it anew from its source.")


# --- photographs ------------------------------------------------------------------------------------------


class _Broken(Exception):
    """A file whose parts do not follow one another to its end."""


def _photo_fault(data: bytes, picture_format: str, ending: str) -> Fault | None:
    """Its parts come first: they say how much there is to decode, and what a picture says beside what it shows."""
    try:
        parts = list(_PARTS_OF[picture_format](data))
    except (_Broken, IndexError):
        return _no_whole(ending)
    if any(part in _MOVES for part in parts):
        what = "moves, and nobody could stop it."
        return Fault(ReaderRule.no_picture_moves, what, "Save one view of it as a picture that stands still.")
    return _decoding_fault(data, picture_format, ending) or _note_fault(
        part for part in parts if part not in _SHOWN[picture_format]
    )


def _decoding_fault(data: bytes, picture_format: str, ending: str) -> Fault | None:
    from PIL import Image, UnidentifiedImageError  # a plan with drawings alone need not wait for it

    if picture_format == "WEBP" and _points_of_webp(data) > MOST_PIXELS:  # to open one takes memory for them all
        return _TOO_LARGE
    try:
        with (
            warnings.catch_warnings(action="ignore"),
            Image.open(io.BytesIO(data), formats=[picture_format]) as picture,
        ):
            width, height = picture.size
            if width * height <= MOST_PIXELS:
                picture.load()
                return None
    except Image.DecompressionBombError:
        return _TOO_LARGE
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, zlib.error):
        return _no_whole(ending)
    return _TOO_LARGE


_TOO_LARGE = Fault(
    ReaderRule.no_file_is_huge,
    f"has more than {MOST_PIXELS // 1_000_000} million points, which many phones cannot show.",
    "Save it again as a smaller picture.",
)


def _note_fault(notes: Iterable[str]) -> Fault | None:
    """Cameras write down where a picture was taken, other programs who made it; whoever fetches it can read that."""
    named = list(dict.fromkeys(_CALLED.get(note, f"a part called {note}") for note in notes))
    if not named:
        return None
    what = f"says more than it shows: {', '.join(named[:_MOST_NAMED])}. That may be where, when or by whom it was made."
    return Fault(ReaderRule.no_picture_tells_where_it_was_made, what, _WITHOUT_NOTES)


_WITHOUT_NOTES = (
    "Save it again without this. In Windows: right-click, ‘Properties’, ‘Details’, ‘Remove Properties and Personal "
    "Information’; in GIMP: ‘Export As’, and untick all that it would save besides the picture."
)
_MOVES = frozenset({"acTL", "fcTL", "fdAT", "ANIM", "ANMF"})
_POINTS = "-"
"""What the parts of a JPEG are called that are no notes."""
_SHOWN = {
    "PNG": {"IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "sBIT", "bKGD", "pHYs", "cICP"},
    "JPEG": {_POINTS, "JFIF", "ICC_PROFILE", "Adobe"},
    "WEBP": {"VP8", "VP8L", "VP8X", "ALPH", "ICCP"},
}
"""The parts that show something: the points, and their colours."""
_CALLED = {
    "": "a part without a name",
    "eXIf": "EXIF data",
    "Exif": "EXIF data",
    "EXIF": "EXIF data",
    "XMP": "XMP data",
    "http": "XMP data",
    "tEXt": "a note",
    "zTXt": "a note",
    "iTXt": "a note",
    "comment": "a note",
    "Photoshop": "data of Photoshop (IPTC)",
    "MPF": "further pictures (MPF)",
    "JFXX": "a small picture of its own",
    "tIME": "a time",
    "more": "data after its end",
}


def _parts_of_png(data: bytes) -> Iterator[str]:
    at, name = len(_PNG), ""
    if not data.startswith(_PNG):
        raise _Broken
    while name != "IEND":
        size, end = int.from_bytes(data[at : at + 4]), at + 12 + int.from_bytes(data[at : at + 4])
        name = _name(data[at + 4 : at + 8])
        if end > len(data) or zlib.crc32(data[at + 4 : at + 8 + size]) != int.from_bytes(data[end - 4 : end]):
            raise _Broken
        yield name
        at = end
    if at < len(data):
        yield "more"


def _parts_of_webp(data: bytes) -> Iterator[str]:
    at, end = 12, int.from_bytes(data[4:8], "little") + 8
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP" or end > len(data):
        raise _Broken
    while at < end:
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        yield _name(data[at : at + 4])
        at += 8 + size + size % 2
    if at != end:
        raise _Broken
    if end < len(data):
        yield "more"


def _points_of_webp(data: bytes) -> int:
    """How many there are, as its first part says."""
    if data[12:16] == b"VP8X":
        return (1 + int.from_bytes(data[24:27], "little")) * (1 + int.from_bytes(data[27:30], "little"))
    if data[12:16] == b"VP8L":
        both = int.from_bytes(data[21:25], "little")
        return (1 + both % _ONE_SIDE) * (1 + (both // _ONE_SIDE) % _ONE_SIDE)
    return (int.from_bytes(data[26:28], "little") % _ONE_SIDE) * (int.from_bytes(data[28:30], "little") % _ONE_SIDE)


def _parts_of_jpeg(data: bytes) -> Iterator[str]:
    """Every part before, between and after the points; there are as many scans of these as a picture has use for."""
    at, scans = 2, 0
    if data[:2] != b"\xff\xd8":
        raise _Broken
    while data[at : at + 2] != b"\xff\xd9":
        if data[at : at + 2] == b"\xff\xff":  # it may be repeated
            at += 1
            continue
        marker, size = data[at + 1], int.from_bytes(data[at + 2 : at + 4])
        if data[at] != 0xFF or marker < 0xC0 or size < 2 or at + 2 + size > len(data):
            raise _Broken
        yield _name_in_jpeg(marker, data[at + 4 : at + 2 + size])
        at += 2 + size
        if marker == _SCAN:
            scans += 1
            at = _end_of_scan(data, at)
        if scans > _MOST_SCANS:
            raise _Broken
    if at + 2 < len(data):
        yield "more"


def _end_of_scan(data: bytes, at: int) -> int:
    """Where the next marker stands; within a scan FF is followed by 00, or by the number of a piece."""
    while (at := data.find(b"\xff", at)) >= 0 and (data[at + 1] == 0 or 0xD0 <= data[at + 1] <= 0xD7):
        at += 2
    if at < 0:
        raise _Broken
    return at


def _name_in_jpeg(marker: int, data: bytes) -> str:
    if marker == _COMMENT:
        return "comment"
    if not 0xE0 <= marker <= 0xEF:
        return _POINTS
    name = _name(data.split(b"\0")[0].split(b" ")[0].split(b":")[0])
    has_another = name == "JFIF" and len(data) > _JFIF  # of what was there before somebody cut it
    return "JFXX" if has_another else name


def _name(letters: bytes) -> str:
    """What a part is called, as far as it can be printed."""
    return re.sub(r"\W", "", letters[:_LONGEST_NAME].decode("ascii", "ignore"))


_PNG = b"\x89PNG\r\n\x1a\n"
_SCAN, _COMMENT = 0xDA, 0xFE
_LONGEST_NAME = 20
_ONE_SIDE = 1 << 14
"""The longest that a side of a plain WebP can be."""
_JFIF = 14
"""Bytes of its header."""
_MOST_SCANS = 100
_PARTS_OF: Mapping[str, Callable[[bytes], Iterator[str]]] = {
    "PNG": _parts_of_png,
    "JPEG": _parts_of_jpeg,
    "WEBP": _parts_of_webp,
}
