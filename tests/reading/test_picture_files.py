"""Pictures that must not be shown are told from those that may: hostile drawings, photographs that say too much."""

from __future__ import annotations

import io
import itertools
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from plan_site.reading.picture_files import LARGEST_DRAWING, MOST_PIXELS, picture_fault, picture_problem
from plan_tools.check_site.gate import looked_at
from sites import ROOT, environment

OPENING = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'


def drawing(inside: str) -> bytes:
    return f"{OPENING}{inside}</svg>".encode()


def said_of(data: bytes, ending: str = ".svg") -> str:
    fault = picture_fault(data, ending)
    return fault.what if fault else ""


# --- drawings ---------------------------------------------------------------------------------------------

XHTML = 'xmlns:h="http://www.w3.org/1999/xhtml"'
HOSTILE: dict[str, tuple[bytes, str]] = {
    "a script": (drawing("<script>alert(1)</script>"), "<script>"),
    "a script of XHTML": (drawing(f"<h:script {XHTML}>alert(1)</h:script>"), "<script> of another format"),
    "a script far down": (
        drawing(f"<g><g><metadata><x:script {XHTML.replace('h=', 'x=')}/></metadata></g></g>"),
        "<sc",
    ),
    "a frame with a page": (drawing(f'<h:iframe {XHTML} srcdoc="&lt;script>1&lt;/script>"/>'), "<iframe> of another"),
    "a picture that is not there": (drawing(f'<h:img {XHTML} src="x" onerror="alert(1)"/>'), "<img> of another format"),
    "a page that leads on": (drawing(f'<h:meta {XHTML} http-equiv="refresh" content="0;url=//x.org"/>'), "<meta> of"),
    "another base": (drawing(f'<h:base {XHTML} href="https://x.org/"/>'), "<base> of another format"),
    "a stylesheet of XHTML": (drawing(f'<h:link {XHTML} rel="stylesheet" href="https://x.org/a.css"/>'), "<link> of"),
    "a piece of a page": (drawing(f"<foreignObject><h:body {XHTML}/></foreignObject>"), "<foreignObject>"),
    "a formula": (drawing('<m:maction xmlns:m="http://www.w3.org/1998/Math/MathML"/>'), "<maction> of another format"),
    "a root of XHTML": (f"<h:html {XHTML}><h:script>1</h:script></h:html>".encode(), "<html> of another format"),
    "an event": (drawing('<path onclick="alert(1)" d="M0 0"/>'), "the attribute onclick"),
    "an event at the start": (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "the attribute onload"),
    "an event in capitals": (drawing('<path onClick="alert(1)"/>'), "the attribute onClick"),
    "an event of a format": (drawing('<path xmlns:e="http://www.w3.org/2001/xml-events" e:event="x"/>'), "event"),
    "an animated link": (drawing('<animate attributeName="href" to="javascript:alert(1)"/>'), "<animate>"),
    "a link that is set": (drawing('<set attributeName="href" to="&#106;avascript:alert(1)"/>'), "<set>"),
    "a movement": (drawing('<animateTransform attributeName="transform"/>'), "<animateTransform>"),
    "a path of movement": (drawing('<animateMotion path="M0 0"/>'), "<animateMotion>"),
    "a link": (drawing('<a href="https://x.org/"><path d="M0 0"/></a>'), "<a>"),
    "a link that runs": (drawing('<a xlink:href="javascript:alert(1)"><path d="M0 0"/></a>'), "<a>"),
    "another picture": (drawing('<image href="https://x.org/a.png"/>'), "<image>"),
    "another picture as data": (drawing('<image href="data:image/svg+xml,%3Csvg/%3E"/>'), "<image>"),
    "a picture in a filter": (drawing('<filter><feImage href="https://x.org/a.png"/></filter>'), "<feImage>"),
    "parts from elsewhere": (drawing('<use href="https://x.org/a.svg#b"/>'), "href=“https://x.org/a.svg#b” of <use>"),
    "parts as data": (drawing('<use xlink:href="data:image/svg+xml,x#a"/>'), "href=“data:image/svg+xml,x#a” of <use>"),
    "a colour from elsewhere": (drawing('<path fill="url(https://x.org/a#b)"/>'), "fill=“url(https://x.org/a#b)” of <"),
    "a colour in capitals": (drawing('<path fill="URL(//x.org/a#b)"/>'), "fill=“URL(//x.org/a#b)” of <path>"),
    "a colour with a quote mark": (drawing("<path fill=\"url('#a' https://x.org)\"/>"), "fill=“url("),
    "a mask from elsewhere": (drawing("<path mask=\"url( 'https://x.org/a#b' )\"/>"), "mask=“url("),
    "a style that asks": (drawing('<path style="background:url(https://x.org/a)"/>'), "style=“background:url"),
    "a style with an escape": (drawing(r'<path style="fill:u\72l(https://x.org/a)"/>'), r"style=“fill:u\72l(https"),
    "a set of pictures": (drawing("<path style=\"fill:image-set('https://x.org/a' 1x)\"/>"), "style=“fill:image-set("),
    "a source": (drawing("<path style=\"fill:src('https://x.org/a')\"/>"), "style=“fill:src("),
    "a stylesheet that fetches": (drawing("<style>@import 'https://x.org/a.css';</style>"), "“@import '"),
    "a font": (drawing("<style>@font-face{src:url(https://x.org/a)}</style>"), "“@font-face{src:url("),
    "a movement in style": (drawing("<style>@keyframes a{to{opacity:0}}</style>"), "“@keyframes a{"),
    "an escape in style": (drawing(r"<style>*{fill:\75rl(//x.org/a)}</style>"), r"“*{fill:\75rl(//x.org/a)}” in"),
    "a style in pieces": (drawing("<style>*{fill:ur<!-- -->l(//x.org/a)}</style>"), "in <style>"),
    "a style as data": (
        drawing("<style><![CDATA[@import '//x.org/a';]]></style>"),
        "“@import '//x.org/a';” in <style>",
    ),
    "a style told by numbers": (
        drawing("<style>&#64;import '//x.org/a';</style>"),
        "“@import '//x.org/a';” in <style>",
    ),
    "an instruction": (b'<?xml-stylesheet href="https://x.org/a.xsl"?>' + drawing(""), "<?xml-stylesheet?>"),
    "an instruction in it": (drawing('<?xml-stylesheet href="https://x.org/a.css"?>'), "<?xml-stylesheet?>"),
    "a program of PHP": (drawing("<?php system('id') ?>"), "<?php?>"),
    "a grammar from elsewhere": (b'<!DOCTYPE svg SYSTEM "https://x.org/a.dtd">' + drawing(""), "<!DOCTYPE>"),
    "words that mean others": (b'<!DOCTYPE svg [<!ENTITY a "<x/>">]>' + drawing("&a;"), "<!DOCTYPE>"),
    "a file of the machine": (
        b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + drawing("&a;"),
        "<!DOCTYPE>",
    ),
    "a base in XML": (drawing('<g xml:base="https://x.org/"><use href="#a"/></g>'), "the attribute base"),
    "a link of XLink": (drawing('<g xlink:type="simple" xlink:href="https://x.org/"/>'), "the attribute type"),
    "another encoding": (b'<?xml version="1.0" encoding="iso-2022-jp"?>' + drawing(""), "the encoding iso-2022-jp"),
    "UTF-16": (drawing("<script/>").decode().encode("utf-16"), "is no whole .svg picture"),
    "UTF-7": (b'<?xml version="1.0" encoding="UTF-7"?>' + drawing("+ADw-script/+AD4-"), "the encoding UTF-7"),
    "a program before it breaks off": (f"{OPENING}<script>alert(1)</script>".encode(), "<script>"),
    "a symbol within itself": (drawing('<g id="a"><use href="#a"/></g>'), "parts that show one another again and"),
    "a pattern within itself": (drawing('<pattern id="a"><path fill="url(#a)"/></pattern>'), "parts that show one"),
    "a format with an odd name": (drawing("").replace(b"xlink", b"x{").replace(b":x{=", b":x="), "the format x"),
    "a handler": (drawing('<handler type="application/ecmascript">1</handler>'), "<handler>"),
    "a listener": (drawing('<listener event="load" handler="#a"/>'), "<listener>"),
    "a look that is unknown": (drawing('<path frobnicate="1"/>'), "the attribute frobnicate"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_drawing_that_does_more_is_refused_and_what_it_does_is_named(name: str) -> None:
    data, what = HOSTILE[name]
    assert what in said_of(data)


@pytest.mark.parametrize("name", HOSTILE)
def test_the_look_through_a_built_site_refuses_the_same(name: str) -> None:
    _, faults = looked_at("pictures/x.svg", HOSTILE[name][0])
    assert len(faults) == 1


def test_a_drawing_that_grows_with_each_part_is_refused_at_once() -> None:
    parts = "".join(f'<g id="a{n + 1}">' + f'<use href="#a{n}"/>' * 10 + "</g>" for n in range(9))
    assert "again and again" in said_of(drawing(f'<path id="a0" d="M0 0"/>{parts}'))


def test_a_drawing_of_parts_within_parts_is_refused_at_once() -> None:
    deep = LARGEST_DRAWING // 8
    assert "more than 50 parts inside one another" in said_of(drawing("<g>" * deep + "</g>" * deep))


def test_what_is_refused_is_said_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "map.svg"
    file.write_bytes(drawing("\n<path d='M0 0'/>\n<script/><a/><set/><image/>\n"))
    problem = picture_problem(file, "content/map.svg")
    assert problem is not None
    assert (problem.place.line, problem.rule) == (3, "every_drawing_is_plain")
    assert problem.what.endswith("holds more than a plain drawing: <script>, <a>, <set> and 1 more.")


HARMLESS = {
    "Illustrator": """<?xml version="1.0" encoding="UTF-8"?>
<svg id="Layer_1" data-name="Layer 1 (copy)" xmlns="http://www.w3.org/2000/svg" version="1.1" viewBox="0 0 9 9"
  xmlns:xlink="http://www.w3.org/1999/xlink"><!-- Generator: Adobe Illustrator 29 -->
  <defs><style>.cls-1 { fill: url(#linear-gradient); } .cls-1, .cls-2 { stroke-width: 0px; }</style>
  <linearGradient id="linear-gradient" x1="0" x2="9" gradientTransform="translate(0 9) scale(1 -1)"
  gradientUnits="userSpaceOnUse"><stop offset="0" stop-color="#fff"/></linearGradient>
  <path id="SVGID_1_" d="M0 0h9v9z"/><clipPath id="SVGID_2_"><use xlink:href="#SVGID_1_" style="overflow:visible;"/>
  </clipPath></defs><path class="cls-1" clip-path="url(#SVGID_2_)" d="M0,0h9v9z"/></svg>""",
    "Inkscape": """<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<svg width="210mm" height="297mm" viewBox="0 0 210 297" version="1.1" id="svg5" xml:space="preserve"
  xmlns="http://www.w3.org/2000/svg" xmlns:svg="http://www.w3.org/2000/svg"><defs id="defs2"><radialGradient
  xlink:href="#a" id="b" xmlns:xlink="http://www.w3.org/1999/xlink" cx="9" cy="9" r="9"/></defs><g id="layer1">
  <path style="fill:#ff0000;fill-opacity:1;stroke:none;stroke-width:0.26;-inkscape-stroke:none;paint-order:fill markers"
  d="m 1,1 h 9" transform="matrix(1,0,0,1,2,3) rotate(-45.5)" /><text x="1" y="1" style="font-family:'Arial'"><tspan>
  Words</tspan></text></g></svg>""",
    "Figma": """<svg width="24" height="24" viewBox="0 0 24 24" fill="none" xmlns="http://www.w3.org/2000/svg">
<g clip-path="url(#clip0_1_2)" filter="url(#filter0_d)"><mask id="m" style="mask-type:luminance"
maskUnits="userSpaceOnUse" x="0" y="0" width="24" height="24"><path d="M24 0H0V24H24V0Z" fill="white"/></mask></g><defs>
<clipPath id="clip0_1_2"><rect width="24" height="24" fill="white"/></clipPath><filter id="filter0_d" x="0" y="0"
width="8" height="8" filterUnits="userSpaceOnUse" color-interpolation-filters="sRGB"><feFlood flood-opacity="0"
result="B"/><feColorMatrix in="SourceAlpha" type="matrix" values="0 0 0 0 0"/><feOffset dy="4"/><feGaussianBlur
stdDeviation="2"/><feComposite in2="hardAlpha" operator="out"/><feBlend mode="normal" in2="B" result="C"/></filter>
</defs></svg>""",
}


@pytest.mark.parametrize("program", HARMLESS)
def test_a_plain_drawing_of_a_common_program_is_taken(program: str) -> None:
    assert said_of(HARMLESS[program].encode()) == ""


@pytest.mark.parametrize(
    ("inside", "what"),
    [
        (
            '<n:namedview xmlns:n="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"/>',
            "<namedview> of another format",
        ),
        ('<g xmlns:i="http://www.inkscape.org/namespaces/inkscape" i:label="Layer 1"/>', "the attribute label"),
        (
            '<metadata><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></metadata>',
            "<RDF> of another format",
        ),
    ],
)
def test_what_a_program_for_drawing_notes_for_itself_is_named_with_a_way_out(inside: str, what: str) -> None:
    fault = picture_fault(drawing(inside), ".svg")
    assert fault is not None
    assert what in fault.what
    assert "‘Optimised SVG’" in fault.remedy


# --- photographs ------------------------------------------------------------------------------------------


def photo(picture_format: str = "PNG", size: tuple[int, int] = (40, 30), **options: object) -> bytes:
    file = io.BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(file, picture_format, **options)
    return file.getvalue()


def exif() -> bytes:
    notes = Image.Exif()
    notes.get_ifd(0x8825)[2] = (52.9, 55.3, 0.0)  # a latitude
    return notes.tobytes()


def with_part(data: bytes, name: bytes, words: bytes = b"x") -> bytes:
    """A PNG with another part after its header."""
    part = struct.pack(">I", len(words)) + name + words + struct.pack(">I", zlib.crc32(name + words))
    return data[:33] + part + data[33:]


def with_segment(data: bytes, marker: int, words: bytes) -> bytes:
    """A JPEG with another part after its header."""
    return data[:20] + bytes([0xFF, marker]) + struct.pack(">H", len(words) + 2) + words + data[20:]


def with_chunk(data: bytes, name: bytes, words: bytes = b"xx") -> bytes:
    """A WebP with another part at its end."""
    data += name + struct.pack("<I", len(words)) + words
    return data[:4] + struct.pack("<I", len(data) - 8) + data[8:]


def moving(picture_format: str) -> bytes:
    file = io.BytesIO()
    views = [Image.new("RGB", (9, 9), colour) for colour in ("red", "blue")]
    views[0].save(file, picture_format, save_all=True, append_images=views[1:])
    return file.getvalue()


FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP"}


@pytest.mark.parametrize("ending", FORMATS)
def test_a_plain_photograph_is_taken(ending: str) -> None:
    assert said_of(photo(FORMATS[ending]), ending) == ""


@pytest.mark.parametrize(
    ("data", "ending"),
    [
        (photo("JPEG", progressive=True), ".jpg"),
        (photo("JPEG").replace(b"\xff\xdb", b"\xff\xff\xff\xdb", 1), ".jpg"),
        (photo("WEBP", lossless=True), ".webp"),
        (with_part(photo(), b"pHYs", bytes(9)), ".png"),
        (photo("JPEG", icc_profile=b"profile"), ".jpg"),
    ],
    ids=["progressive", "filled up", "lossless", "with its size", "with its colours"],
)
def test_a_photograph_may_be_made_in_other_ways(data: bytes, ending: str) -> None:
    assert said_of(data, ending) == ""


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize(
    "spoil",
    [
        lambda _: b"",
        lambda data: data[:8],
        lambda data: data[: len(data) // 2],
        lambda data: data[:-1],
        lambda data: data[:12] + b"<script>alert(1)</script>",
        lambda data: b"<script>alert(1)</script>" + data,
        lambda data: bytes(len(data)),
    ],
    ids=["empty", "its first bytes", "half", "its last byte gone", "magic and a script", "a script first", "naughts"],
)
def test_a_photograph_that_is_not_whole_is_refused(ending: str, spoil: Callable[[bytes], bytes]) -> None:
    assert said_of(spoil(photo(FORMATS[ending])), ending) == (
        f"cannot be shown: what is in the file is no whole {ending} picture."
    )


@pytest.mark.parametrize(("ending", "of"), list(itertools.permutations(FORMATS, 2)))
def test_a_photograph_has_the_format_of_its_name(ending: str, of: str) -> None:
    is_of_it = FORMATS[ending] == FORMATS[of]
    assert said_of(photo(FORMATS[of]), ending).startswith("cannot be shown") is not is_of_it


def test_points_that_cannot_be_read_are_found() -> None:
    whole = photo(size=(200, 200))
    at = whole.index(b"IDAT") + 40
    size = int.from_bytes(whole[at - 44 : at - 40])
    spoilt = bytearray(whole)
    spoilt[at] ^= 0xFF
    checked = at - 44 + 8 + size
    spoilt[checked : checked + 4] = struct.pack(">I", zlib.crc32(bytes(spoilt[at - 40 : checked])))
    assert said_of(bytes(spoilt), ".png").startswith("cannot be shown")


@pytest.mark.parametrize(
    ("data", "ending", "what"),
    [
        (photo("PNG", exif=exif()), ".png", "EXIF data"),
        (photo("JPEG", exif=exif()), ".jpg", "EXIF data"),
        (photo("WEBP", exif=exif()), ".webp", "EXIF data"),
        (photo("JPEG", xmp=b"<x/>"), ".jpg", "XMP data"),
        (photo("WEBP", xmp=b"<x/>"), ".webp", "XMP data"),
        (photo("JPEG", comment=b"A name"), ".jpg", "a note"),
        (with_part(photo(), b"tEXt", b"Author\0A name"), ".png", "a note"),
        (with_part(photo(), b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<x/>"), ".png", "a note"),
        (with_part(photo(), b"abCd"), ".png", "a part called abCd"),
        (with_segment(photo("JPEG"), 0xED, b"Photoshop 3.0\0"), ".jpg", "data of Photoshop (IPTC)"),
        (with_segment(photo("JPEG"), 0xE5, b"IDAT\0<script>"), ".jpg", "a part called IDAT"),
        (with_segment(photo("JPEG"), 0xE5, b"-\0<script>"), ".jpg", "a part without a name"),
        (with_segment(photo("JPEG"), 0xE0, b"JFIF\0" + bytes(40)), ".jpg", "a small picture of its own"),
        (with_chunk(photo("WEBP"), b"abcd"), ".webp", "a part called abcd"),
        *((photo(name) + b"<script>alert(1)</script>", end, "data after its end") for end, name in FORMATS.items()),
        (photo("JPEG") + photo("JPEG"), ".jpg", "data after its end"),
    ],
)
def test_what_a_photograph_says_besides_is_named(data: bytes, ending: str, what: str) -> None:
    assert said_of(data, ending) == (
        f"says more than it shows: {what}. That may be where, when or by whom it was made."
    )


@pytest.mark.parametrize(("picture_format", "ending"), [("PNG", ".png"), ("WEBP", ".webp")])
def test_a_picture_that_moves_is_refused(picture_format: str, ending: str) -> None:
    assert said_of(moving(picture_format), ending) == "moves, and nobody could stop it."


def header_alone(width: int, height: int) -> bytes:
    """A PNG that says that it has so many points."""
    data = photo()
    header = b"IHDR" + struct.pack(">II", width, height) + data[24:29]
    return data[:12] + header + struct.pack(">I", zlib.crc32(header)) + data[33:]


def large_jpeg() -> bytes:
    data = photo("JPEG")
    at = data.index(b"\xff\xc0") + 5
    return data[:at] + struct.pack(">HH", 65_000, 65_000) + data[at + 4 :]


def large_webp(name: str) -> bytes:
    """One that says in its first part, of either of three sorts, that it has 256 million points."""
    if name == "VP8X":
        return with_chunk(b"RIFF\0\0\0\0WEBP", b"VP8X", bytes(4) + (16_000 - 1).to_bytes(3, "little") * 2)
    data = bytearray(photo("WEBP", lossless=name == "VP8L"))
    data[21:25] = ((16_000 - 1) * (1 + (1 << 14))).to_bytes(4, "little") if name == "VP8L" else data[21:25]
    data[26:30] = (16_000).to_bytes(2, "little") * 2 if name == "VP8 " else data[26:30]
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "ending"),
    [
        *(
            (header_alone(*size), ".png")
            for size in [(30_000, 30_000), (5_001, 5_000), (1, MOST_PIXELS + 1), (2**31 - 1, 2**31 - 1)]
        ),
        (large_jpeg(), ".jpg"),
        *((large_webp(name), ".webp") for name in ("VP8X", "VP8L", "VP8 ")),
    ],
)
def test_a_picture_of_too_many_points_is_refused_before_they_are_read(data: bytes, ending: str) -> None:
    program = (
        "import resource, sys\nfrom plan_site.reading.picture_files import picture_fault\n"
        "from PIL import JpegImagePlugin, PngImagePlugin, WebPImagePlugin\n"
        "resource.setrlimit(resource.RLIMIT_AS, (400_000_000,) * 2)\n"
        f"print(picture_fault(sys.stdin.buffer.read(), {ending!r}).what)"
    )
    done = subprocess.run([sys.executable, "-c", program], input=data, capture_output=True, env=environment())
    assert b"has more than 25 million points" in done.stdout, done.stderr


def test_a_plan_of_drawings_alone_does_not_wait_for_what_reads_photographs(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_bytes(drawing(""))
    program = (
        "import sys\nfrom pathlib import Path\nfrom plan_site.reading.picture_files import picture_problem\n"
        f"assert picture_problem(Path({str(tmp_path / 'a.svg')!r}), 'a.svg') is None\nprint('PIL' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, env=environment(), check=True
    )
    assert done.stdout == "False\n"


def test_the_look_through_a_built_site_knows_photographs_too() -> None:
    for data in (photo("JPEG", exif=exif()), b"\xff\xd8\xff", b""):
        _, faults = looked_at("photo.jpg", data)
        assert len(faults) == 1
    assert looked_at("photo.jpg", photo("JPEG"))[1] == []


def test_every_picture_of_this_project_may_be_shown() -> None:
    files = [path for path in (ROOT / "hooks/plan_site/html/assets").iterdir() if path.suffix in {".png", ".svg"}]
    files += (ROOT / "plan_data/pictures").glob("*.svg")
    assert [file.name for file in files if picture_problem(file, file.name)] == []
