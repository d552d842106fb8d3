"""Links out of the site: what is gone is told from what did not answer today, and where to mend it is said."""

from __future__ import annotations

import http.server
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import external_links
from external_links import Found, Link, links_of, report, sort

_ANSWERS = {
    "/robots.txt": 404,
    "/gone": 404,
    "/taken-away": 410,
    "/no": 403,
    "/too-many": 429,
    "/broken": 500,
    "/rude": 418,
    "/rude-and-gone": 404,
    "/long": 418,
}
_EVIL = "![x](https://evil.example/p.png) <b>`</b> @everyone"
_REASONS = {"/rude": _EVIL, "/rude-and-gone": _EVIL, "/long": "a" * 500}


class _Host(http.server.BaseHTTPRequestHandler):
    """A host of the web, as some of them are."""

    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        if self.path == "/slow":
            time.sleep(3)
        code = _ANSWERS.get(self.path, 200)
        if self.path == "/slips" and self.asked.count("/slips") == 1:
            code = 503
        self.send_response(301 if self.path == "/moved" else code, _REASONS.get(self.path))
        if self.path == "/moved":
            self.send_header("Location", "/gone")
        self.send_header("LinkChecker", "yes")  # else it waits between requests
        self.end_headers()

    do_HEAD = do_GET  # noqa: N815 - the name that the library calls

    def log_message(self, *_: object) -> None:
        pass


class _HostThatKeepsOut(_Host):
    """Asks every program to keep out."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.end_headers()
        self.wfile.write(b"User-agent: *\nDisallow: /\n")

    do_HEAD = do_GET  # noqa: N815 - the name that the library calls


def _started(kind: type[_Host]) -> Iterator[str]:
    kind.asked = []
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), kind) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def web() -> Iterator[str]:
    yield from _started(_Host)


@pytest.fixture(scope="module")
def web_that_keeps_out() -> Iterator[str]:
    yield from _started(_HostThatKeepsOut)


def site_with(links: list[str], into: Path) -> Path:
    into.mkdir()
    anchors = "".join(f'<a href="{link}">x</a>' for link in links)
    (into / "index.html").write_text(f"<!doctype html><p>{anchors}<a href='aims/'>us</a>")
    return into


def link(address: str = "https://example.org/", pages: tuple[str, ...] = ("/",), lines: tuple[str, ...] = ()) -> Link:
    return Link(address, pages, lines)


def in_no_time(site: Path, place: Path) -> list[str]:
    """The words of a command that asks without patience, and reports to a place beside plan_data/."""
    words = {"--project": place.parent, "--report": place, "--pause": 0, "--timeout": 1, "--per-second": 1000}
    return [str(site), *(str(word) for pair in words.items() for word in pair)]


def test_what_is_gone_is_told_from_what_did_not_answer_today(
    web: str, web_that_keeps_out: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = [
        "/there",
        "/there#part",
        "/gone",
        "/taken-away",
        "/moved",
        "/no",
        "/too-many",
        "/broken",
        "/slow",
        "/slips",
    ]
    elsewhere = [f"{web_that_keeps_out}/page", "http://no-such-host.invalid/", "mailto:a@example.org", "tel:0123"]
    site = site_with([*(web + path for path in paths), *elsewhere], tmp_path / "site")
    (tmp_path / "plan_data").mkdir()
    (tmp_path / "plan_data/sources.yml").write_text(f"- id: a\n  address: {web}/gone\n")
    place = tmp_path / "report.md"
    code = external_links.main(in_no_time(site, place))
    said = capsys.readouterr().out
    gone, unknown = said.split("## Not known today: 5\n")
    assert code == 1
    assert "Asked for 11 addresses." in gone
    assert "## 4 pages are gone" in gone
    assert f"- <{web}/gone>: 404 Not Found\n  - To mend: `plan_data/sources.yml:2`\n  - Stands on: `/`" in gone
    assert f"- <{web}/taken-away>: 410 Gone" in gone
    assert f"- <{web}/moved>: 404 Not Found" in gone
    assert "- <http://no-such-host.invalid/>: no host has this name" in gone
    assert f"- <{web}/no>: `403 Forbidden`" in unknown
    assert f"- <{web}/too-many>: `429 Too Many Requests`" in unknown
    assert f"- <{web}/broken>: `500 Internal Server Error`" in unknown
    assert f"- <{web}/slow>: no answer in time" in unknown
    assert f"- <{web_that_keeps_out}/page>: the host asks programs not to look" in unknown
    for fine in ("/there", "/slips"):
        assert fine not in said
    assert _Host.asked.count("/slips") == 2
    assert _Host.asked.count("/gone") >= 2
    assert place.read_text(encoding="utf-8") == said


def test_a_report_with_nothing_to_mend_is_an_empty_file(web: str, tmp_path: Path) -> None:
    place = tmp_path / "report.md"
    site = site_with([f"{web}/there", f"{web}/no"], tmp_path / "site")
    assert external_links.main(in_no_time(site, place)) == 0
    assert place.read_text() == ""


def test_what_a_host_says_of_itself_is_shown_as_text_and_cut(
    web: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = site_with([f"{web}/rude", f"{web}/rude-and-gone", f"{web}/long"], tmp_path / "site")
    assert external_links.main(in_no_time(site, tmp_path / "report.md")) == 1
    said = capsys.readouterr().out
    assert f"- <{web}/rude-and-gone>: 404 Not Found\n" in said
    assert f"- <{web}/rude>: `418 ![x](https://evil.example/p.png) <b></b> @everyone`\n" in said
    assert f"- <{web}/long>: `418 {'a' * 96}`\n" in said
    assert said.count("evil") == 1


def test_a_machine_that_is_not_on_the_web_knows_nothing() -> None:
    links = {each.address: each for each in (link("https://a.example/"), link("https://b.example/"))}
    said = dict.fromkeys(links, "ConnectionError: NameResolutionError")
    found = sort(links, said, no_host=lambda _: True)
    assert not found.gone
    assert len(found.unknown) == 2
    assert "is this machine on the web?" in report(found)


def test_a_name_that_nobody_can_look_up_today_is_not_known() -> None:
    links = {each.address: each for each in (link("https://a.example/"), link("https://b.example/"))}
    said = {"https://a.example/": "ConnectionError: NameResolutionError", "https://b.example/": ""}
    found = sort(links, said, no_host=lambda _: False)
    assert list(found.unknown.values()) == ["its host could not be found today"]


def test_an_address_that_was_not_asked_is_not_known() -> None:
    assert list(sort({"https://a.example/": link()}, {}).unknown.values()) == ["LinkChecker did not come to it"]


def test_each_address_knows_its_pages_and_the_lines_to_mend(tmp_path: Path) -> None:
    site = tmp_path / "site"
    for name in ("index.html", "aims/index.html", "404.html"):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text('<p><a href="https://example.org/a?b=1&amp;c=2#d">x</a>')
    (tmp_path / "content").mkdir()
    (tmp_path / "content/about.md").write_text(
        "# About\n\n[x](https://example.org/a?b=1&c=2#d), [y](https://example.org/a?b=1&c=23)\n\nhttps://example.org/a?b=1&c=23\n"
    )
    (found,) = links_of(site, tmp_path).values()
    assert found == Link("https://example.org/a?b=1&c=2", ("/404.html", "/aims/", "/"), ("content/about.md:3",))


def test_many_places_are_counted() -> None:
    pages = tuple(f"/aims/{number}/" for number in range(9))
    said = report(Found(1, {link(pages=pages): "404 Not Found"}, {}))
    assert "Asked for 1 address.\n" in said
    assert "## 1 page is gone\n" in said
    assert "Stands on: `/aims/0/`, `/aims/1/`, `/aims/2/` and 6 more" in said
    assert "To mend: not in `plan_data/` or `content/`: in the code of the site" in said


def test_when_all_is_well_the_report_says_so() -> None:
    assert report(Found(2, {}, {})).endswith("Asked for 2 addresses.\n\nAll of them are there.\n")
