"""The forms' config holds every kind and field of the model; `plan edit` starts and stops as an editor expects."""

from __future__ import annotations

import dataclasses
import json
import re
import signal
import socket
import struct
import subprocess
import sys
import time
import typing
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

import pytest

from plan_site.forms import node
from plan_site.forms.config import Part, config_of, pattern_of
from plan_site.forms.files import HERE
from plan_site.model.entries import Entry
from plan_site.model.field_types import FACT, Address, Described, FileName, Id, Line, PageAddress, Prose, When
from plan_site.model.fields import fields_of
from plan_site.model.plan import KINDS, SINGLE_KINDS, Kind
from plan_site.model.problems import Place
from plan_site.model.site_records import FrontMatter
from plan_site.publish.project import forms_of
from plan_site.reading.records import read_entry
from plan_site.yaml.text_types import text_type_of
from plan_site.yaml.values import Mapping, Scalar
from plan_tools.cli.project import project_in
from plan_tools.commands import main
from sites import EXAMPLE, ROOT, SMALL, build, contents_of, copy_of, environment, run

_LOCAL = {"name": "proxy", "proxy_url": "http://127.0.0.1:1/api/v1"}
_SIGN_IN = "https://sign-in.example.org"
_POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' blob: https://avatars.githubusercontent.com; connect-src 'self' https://api.github.com; "
    "base-uri 'none'; form-action 'none'"
)


@pytest.fixture(scope="module")
def config() -> Part:
    return config_of(forms_of(project_in(EXAMPLE), _LOCAL))


def form_of(config: Part, kind: Kind) -> list[Part]:
    """The fields of the form for a kind of record."""
    collection = next(each for each in config["collections"] if each["format"] == f"plan-{kind.noun}")
    fields: list[Part] = collection["fields"] if kind.is_folder else collection["files"][0]["fields"]
    return fields if kind.is_folder or kind.noun in SINGLE_KINDS else fields[0]["fields"]


def pairs(form: list[Part], entry_type: Any) -> Iterator[tuple[Part, Any]]:
    """Each field of a form with that of the model, and those of its parts."""
    assert [each["name"] for each in form] == [field.name for field in fields_of(entry_type)]
    for described, field in zip(form, fields_of(entry_type), strict=True):
        yield described, field
        held = typing.get_args(field.type)[0] if typing.get_origin(field.type) is tuple else field.type
        if isinstance(held, type) and issubclass(held, Entry):
            yield from pairs(described["fields"], held)


# --- what the forms hold --------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.noun)
def test_a_form_has_every_field_of_its_kind_with_its_words(kind: Kind, config: Part) -> None:
    for described, field in pairs(form_of(config, kind), kind.type):
        assert described["hint"] == field.about
        assert described["label"].lower().replace(" ", "_") == field.name
        assert described["required"] == field.is_required


def test_hand_written_pages_have_a_form_too(config: Part) -> None:
    *matter, body = config["collections"][-1]["fields"]
    assert [described["hint"] for described, _ in pairs(matter, FrontMatter)][:2] == [
        field.about for field in fields_of(FrontMatter)
    ][:2]
    assert body["name"] == "body"


def test_a_field_that_refers_to_another_record_offers_those_that_there_are(config: Part) -> None:
    quote = {each["name"]: each for each in form_of(config, next(kind for kind in KINDS if kind.noun == "quote"))}
    offered = [option["value"] for option in quote["source"]["options"]]
    assert "plan-document" in offered
    about = {each["name"]: each for each in quote["about"]["fields"]}
    offered = [option["value"] for option in about["record"]["options"]]
    assert {"listened-to", "growing-up-well"} <= set(offered)
    review = form_of(config, next(kind for kind in KINDS if kind.noun == "review"))
    offered = [option["value"] for option in review[0]["options"]]
    assert {"privacy", "fernleigh-everyone-belongs-plan", "keyworkers", "listened-to"} <= set(offered)


def test_where_there_is_nothing_to_refer_to_a_name_can_be_typed() -> None:
    config = config_of(forms_of(project_in(SMALL), _LOCAL))
    aim = {each["name"]: each for each in form_of(config, next(kind for kind in KINDS if kind.noun == "aim"))}
    assert aim["picture"]["widget"] == "string"


_SAMPLES: dict[Any, tuple[str, ...]] = {
    Id: ("being-heard", "a", "a1-2", "A", "a--b", "-a", "a-", "con", "index", "a b", "é", "x" * 60, "x" * 61),
    Line: ("words", "x" * 500, "x" * 501),
    Prose: ("words", "x" * 10_000, "x" * 10_001),
    When: (
        *("2025", "2025-06", "2025-06-14", "1900", "2100", "2024-02-29", "2025-12-31", "2025-04-30"),
        *("1899", "2101", "25", "2025-13", "2025-00", "2025-04-31", "2025-02-30", "2025-6", "14 June 2025", "2025-06-"),
    ),
    Address: (
        *(
            "https://www.example.org",
            "http://example.org/a/b?c=d#e",
            "https://example.org:8080/",
            "HTTPS://EXAMPLE.org",
        ),
        *(
            "mailto:plan@example.org",
            "https://localhouse.example.org/%20",
            "https://plan.local/",
            "https://example.org/%zz",
            "https://example.org/%00",
            "mailto:o'brien.ann@example.org",
            "mailto:a..b@example.org",
            "tel:12",
            "tel:+441332",
            "tel:01332-640000",
            "https://example.org/a~b;c(d)[e]",
        ),
        *("www.example.org", "https://", "https://localhost/", "https://a@example.org/", "javascript:alert(1)"),
        *("https://example.org/a b", "https://example.org/../a", "https://example.org/a/.", "tel:01332 640000", "tel:"),
        *(
            "mailto:plan",
            "mailto:plan@example.org?subject=x",
            "plan@example.org",
            'https://example.org/"',
            "ftp://a.org",
        ),
        *(
            "https://xn--a.org",
            "https://example.org:0/",
            "https://example.org/<",
            "https://exämple.org",
            "//example.org",
        ),
    ),
    FileName: ("listen.svg", "a-b.png", "a.jpeg", "Listen.svg", "listen", "listen.gif", "../listen.svg", "a/b.svg"),
    PageAddress: ("/progress/a-b/", "/about/", "/", "about/", "/about", "/About/", "//", "https://example.org/"),
}


@pytest.mark.parametrize(
    ("held", "text"),
    [(held, text) for held, texts in _SAMPLES.items() for text in texts],
    ids=lambda value: str(value)[:40],
)
def test_a_form_accepts_what_the_reader_accepts_and_nothing_else(held: Any, text: str) -> None:
    pattern, _ = pattern_of(held)
    assert bool(re.search(pattern, text, re.ASCII)) == is_read(held, text)
    assert bool(re.search(pattern, f" {text} ", re.ASCII)) == is_read(held, text) or held in (Line, Prose)


def is_read(held: Any, text: str) -> bool:
    """Whether the reader takes a text for a field of a type."""
    about = Annotated[held, Described("What it is.", FACT)]
    sample = dataclasses.make_dataclass("Sample", [("value", about)], bases=(Entry,), frozen=True, kw_only=True)
    place = Place("sample.yml")
    value = Mapping(place, {"value": Scalar(place, (text,))}, {"value": place})
    entry, _ = read_entry(value, Kind("sample", sample, "samples", "samples"))
    return entry is not None


def test_every_type_that_has_a_pattern_has_samples(config: Part) -> None:
    fields = [field for kind in KINDS for _, field in pairs(form_of(config, kind), kind.type)]
    held = {field.type for field in fields if not field.is_list and not field.part}
    assert {each for each in held if text_type_of(each).pattern} | {PageAddress} == set(_SAMPLES)


# --- what they are made of --------------------------------------------------------------------------------------


def test_the_packages_are_pinned_and_come_from_one_registry() -> None:
    wanted = json.loads((HERE / "package.json").read_text(encoding="utf-8"))["dependencies"]
    locked = json.loads((HERE / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    for name, version in wanted.items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version)
        assert locked[f"node_modules/{name}"]["version"] == version
    for place, package in locked.items():
        if place and not package.get("link") and not place.endswith("/nothing"):
            assert package["integrity"].startswith("sha512-"), place
            assert package.get("resolved", "https://registry.npmjs.org/").startswith("https://registry.npmjs.org/")


# --- plan edit --------------------------------------------------------------------------------------------------


def edit(project: Path, *options: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "plan_tools.commands", "--folder", str(project), "edit", "--no-browser", *options]
    return subprocess.Popen(
        command, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


@contextmanager
def open_forms(project: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The forms, open, and their origin. Nothing that goes wrong leaves them running."""
    with edit(project, "--port=0") as forms:
        try:
            assert forms.stdout is not None
            found = re.match(r"The forms are at (http://127\.0\.0\.1:[0-9]+)/", forms.stdout.readline())
            assert found is not None
            yield forms, found[1]
        finally:
            forms.kill()


def status_of(address: str, body: object = None, **headers: str) -> int:
    """What a server answers to a question with these headers."""
    data = None if body is None else json.dumps(body).encode()
    asked = urllib.request.Request(address, data, {"Content-Type": "application/json", **headers})
    try:
        with urllib.request.urlopen(asked, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def api_of(origin: str) -> str:
    """The address of decap's server."""
    with urllib.request.urlopen(f"{origin}/config.json", timeout=10) as answer:
        return str(json.load(answer)["backend"]["proxy_url"])


def test_a_page_elsewhere_can_neither_read_nor_write_the_plan(small_copy: Path) -> None:
    with open_forms(small_copy) as (_, origin):
        api = api_of(origin)
        info = {"action": "info"}
        assert status_of(f"{origin}/config.json") == status_of(f"{origin}/config.json", Origin=origin) == 200
        assert status_of(api, info) == status_of(api, info, Origin=origin) == 200
        port = origin.rpartition(":")[2]
        for headers in (
            {"Host": f"evil.example:{port}"},
            {"Host": f"localhost:{port}"},
            {"Host": f"evil.example:{port}", "Origin": f"http://evil.example:{port}"},
            {"Origin": "http://evil.example"},
            {"Origin": "http://127.0.0.1:1"},
            {"Origin": "null"},
        ):
            assert status_of(f"{origin}/config.json", **headers) == 403, headers
            ours = {name: value.replace(port, api.split(":")[2].split("/")[0]) for name, value in headers.items()}
            assert status_of(api, info, **ours) == 403, ours


def test_the_forms_are_open_to_this_machine_alone(small_copy: Path) -> None:
    with open_forms(small_copy) as (_, origin):
        for address in (origin, api_of(origin)):
            port = urlsplit(address).port
            with socket.create_connection(("127.0.0.1", port), timeout=5):
                pass
            with pytest.raises(ConnectionRefusedError):  # as from outside: another address of the machine
                socket.create_connection(("127.0.0.2", port), timeout=5)


def test_what_is_no_file_of_the_plan_is_neither_read_nor_written(small_copy: Path) -> None:
    (small_copy / "Makefile").write_text("all:\n", encoding="utf-8")
    (small_copy / "plan_data-old").mkdir()
    with open_forms(small_copy) as (_, origin):
        api = api_of(origin)
        own = written(api, "plan_data/words.yml", "[]\n")
        assert (own, (small_copy / "plan_data/words.yml").read_text(encoding="utf-8")) == (200, "[]\n")
        assert text_read(api, "plan_data/words.yml") == "[]\n"
        assert text_read(api, "mkdocs.yml") is None
        for path in ("Makefile", ".git/hooks/pre-commit", "hooks/a.py", "plan_data/../Makefile", "plan_data-old/a"):
            assert written(api, path, "spoilt") >= 400, path
        assert deleted(api, "mkdocs.yml") == 500
        assert deleted(api, "plan_data/words.yml") == 200
    assert not (small_copy / "plan_data/words.yml").exists()
    assert (small_copy / "Makefile").read_text(encoding="utf-8") == "all:\n"
    assert (small_copy / "mkdocs.yml").exists()
    assert {path.name for path in small_copy.iterdir()} == {
        *("content", "plan_data", "plan_data-old", "mkdocs.yml", "Makefile")
    }
    assert not list((small_copy / "plan_data-old").iterdir())


_ON_MAIN = {"branch": "main", "options": {"commitMessage": "x", "useWorkflow": False, "status": "draft"}}


def deleted(api: str, path: str) -> int:
    return status_of(api, {"action": "deleteFile", "params": _ON_MAIN | {"path": path}})


def test_the_forms_say_of_no_file_that_it_was_deleted_or_moved_while_it_is_there(small_copy: Path) -> None:
    folder = small_copy / "plan_data/aims/a-folder.yml"
    folder.mkdir()
    with open_forms(small_copy) as (_, origin):
        api = api_of(origin)
        assert deleted(api, "plan_data/aims/a-folder.yml") == 500
        several = {"paths": ["plan_data/aims/a-folder.yml", "plan_data/aims/being-heard.yml"]}
        assert status_of(api, {"action": "deleteFiles", "params": _ON_MAIN | several}) == 500
        entry = {"slug": "x", "path": "plan_data/sources.yml", "raw": "[]\n", "newPath": "Makefile"}
        moved = {"action": "persistEntry", "params": _ON_MAIN | {"dataFiles": [entry], "assets": []}}
        assert status_of(api, moved) == 500
        assert status_of(api, {"action": "info"}) == 200
    assert folder.is_dir()
    assert (small_copy / "plan_data/sources.yml").exists()


def written(api: str, path: str, text: str) -> int:
    entry = {"slug": "x", "path": path, "raw": text}
    return status_of(api, {"action": "persistEntry", "params": _ON_MAIN | {"entry": entry, "assets": []}})


def text_read(api: str, path: str) -> str | None:
    body = json.dumps({"action": "getEntry", "params": {"branch": "main", "path": path}}).encode()
    asked = urllib.request.Request(api, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(asked, timeout=10) as answer:
        text: str | None = json.load(answer)["data"]
    return text


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_the_forms_close_quietly_and_leave_nothing_running(small_copy: Path, end: signal.Signals) -> None:
    with open_forms(small_copy) as (forms, _):
        servers = children_of(forms)
        forms.send_signal(end)
        said, complained = forms.communicate(timeout=20)
    assert forms.returncode == 0
    assert said.endswith("The forms are closed.\n")
    assert complained == ""
    assert not [server for server in servers if is_running(server)]


def test_the_forms_close_where_interrupts_were_ignored(small_copy: Path) -> None:
    was = signal.signal(signal.SIGINT, signal.SIG_IGN)  # as a shell has it for what it starts in the background
    try:
        with open_forms(small_copy) as (forms, _):
            servers = children_of(forms)
            forms.send_signal(signal.SIGINT)
            forms.communicate(timeout=20)
    finally:
        signal.signal(signal.SIGINT, was)
    assert forms.returncode == 0
    assert not [server for server in servers if is_running(server)]


def test_even_forms_that_are_killed_leave_nothing_running(small_copy: Path) -> None:
    with open_forms(small_copy) as (forms, _):
        servers = children_of(forms)
        forms.kill()
        forms.wait(timeout=20)
        assert not [server for server in servers if is_running(server)]


def children_of(process: subprocess.Popen[str]) -> list[str]:
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    return children.read_text().split() if children.exists() else []


def is_running(process: str) -> bool:
    until = time.monotonic() + 5
    while time.monotonic() < until and Path(f"/proc/{process}").exists():
        time.sleep(0.05)
    return Path(f"/proc/{process}").exists()


def test_a_port_that_is_taken_is_named_with_another(small_copy: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with edit(small_copy, f"--port={port}") as forms:
            said, complained = forms.communicate(timeout=30)
    assert forms.returncode == 1
    assert said == ""
    assert complained.startswith(f"Port {port} cannot be used")
    assert f"plan edit --port {port + 1}" in complained


@pytest.mark.parametrize("port", ["70000", "-1"])
def test_a_port_that_cannot_be_is_named(small_copy: Path, port: str) -> None:
    done = run("plan_tools.commands", "--folder", str(small_copy), "edit", "--no-browser", f"--port={port}")
    assert done.returncode == 1
    assert done.stderr.startswith(f"There is no port {port}")
    assert "Traceback" not in done.stderr


def test_a_folder_without_a_plan_is_refused(tmp_path: Path) -> None:
    done = run("plan_tools.commands", "--folder", str(tmp_path / "nowhere"), "edit", "--no-browser", "--port=0")
    assert done.returncode == 1
    assert "There is no plan here to change" in done.stderr
    assert "Traceback" not in done.stderr


def test_settings_that_break_while_the_forms_are_open_are_named(small_copy: Path) -> None:
    with open_forms(small_copy) as (forms, origin):
        (small_copy / "mkdocs.yml").write_text("site_name: [\n", encoding="utf-8")
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"{origin}/config.json", timeout=10)
        said = refused.value.read().decode()
        forms.terminate()
        _, complained = forms.communicate(timeout=20)
    assert refused.value.code == 500
    assert said.startswith("mkdocs.yml: MkDocs cannot read this.")
    assert complained == ""


def test_a_browser_that_breaks_off_is_no_fault(small_copy: Path) -> None:
    with open_forms(small_copy) as (forms, origin):
        host = origin.removeprefix("http://")
        for _ in range(3):
            with socket.create_connection(("127.0.0.1", int(host.partition(":")[2])), timeout=5) as browser:
                browser.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # ends with a reset
                browser.sendall(f"GET /decap-cms.js HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
                browser.recv(1)
        assert status_of(f"{origin}/") == 200
        forms.terminate()
        _, complained = forms.communicate(timeout=20)
    assert complained == ""


def test_a_machine_that_can_have_no_node_is_told_what_to_install(
    small_copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("UV", "/nowhere/uv")
    monkeypatch.setattr(node, "_in_wheel", lambda *_: None)  # it may have been fetched for other tests
    node.node.cache_clear()
    monkeypatch.chdir(ROOT)
    assert main(["--folder", str(small_copy), "edit", "--no-browser", "--port=0"]) == 1
    node.node.cache_clear()
    assert "This needs Node 18 or newer, and none could be fetched." in capsys.readouterr().err


# --- at /admin/ ---------------------------------------------------------------------------------------------------


def with_sign_in(project: Path, sign_in: str = _SIGN_IN, repository: str = "https://github.com/council/plan") -> Path:
    settings = project / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8").replace("https://example.org/council/plan", repository)
    text = text.replace("edit/main/", "edit/live/plans/fernleigh")
    settings.write_text(f"{text}  sign_in: {sign_in}\n", encoding="utf-8")
    return project


def test_forms_at_admin_change_no_page_and_have_a_policy_of_their_own(tmp_path: Path) -> None:
    plain = copy_of(EXAMPLE, tmp_path / "plain")
    with_forms = with_sign_in(copy_of(EXAMPLE, tmp_path / "with-forms"))
    settings = (with_forms / "mkdocs.yml").read_text(encoding="utf-8")
    (plain / "mkdocs.yml").write_text(settings.replace(f"  sign_in: {_SIGN_IN}\n", ""), encoding="utf-8")
    assert build(plain, tmp_path / "before").returncode == 0
    done = build(with_forms, tmp_path / "after")
    assert done.returncode == 0, done.stderr
    before, after = contents_of(tmp_path / "before"), contents_of(tmp_path / "after")
    assert {name for name in after.keys() - before.keys() if not name.startswith("admin/")} == set()
    assert {name for name in before if before[name] != after[name]} == {"_headers"}
    page, headers = after["admin/index.html"].decode(), after["_headers"].decode()
    assert '<meta name="robots" content="noindex">' in page
    assert f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">' in page
    everywhere, at_admin = headers.split("/admin/*\n")
    assert "Content-Security-Policy: frame-ancestors 'none'\n" in everywhere
    assert f"  Content-Security-Policy: {_POLICY}; frame-ancestors 'none'\n" in at_admin
    assert "X-Robots-Tag: noindex" in at_admin
    config = json.loads(after["admin/config.json"])
    assert config["backend"]["base_url"] == _SIGN_IN
    assert config["backend"]["repo"] == "council/plan"
    assert config["backend"]["branch"] == "live"
    assert config["publish_mode"] == "editorial_workflow"
    assert config["collections"][2]["folder"] == "plans/fernleigh/plan_data/aims"


@pytest.mark.parametrize(
    ("sign_in", "repository", "said"),
    [
        ("http://sign-in.example.org", "https://github.com/council/plan", "does not start with https://"),
        ("sign-in", "https://github.com/council/plan", "The address in ‘sign_in’"),
        (_SIGN_IN, "https://example.org/council/plan", "‘repo_url’ names none"),
        (f"{_SIGN_IN}/a?b=c", "https://github.com/council/plan", "‘sign_in’ has a ‘?’ or a ‘#’ in it"),
        (f"{_SIGN_IN}/a#b", "https://github.com/council/plan", "‘sign_in’ has a ‘?’ or a ‘#’ in it"),
    ],
)
def test_settings_that_let_nobody_sign_in_are_named(sign_in: str, repository: str, said: str, tmp_path: Path) -> None:
    done = build(with_sign_in(copy_of(EXAMPLE, tmp_path / "project"), sign_in, repository), tmp_path / "site")
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("edit_uri", ["blob/main/", "edit/", "tree/main/plans/", ""])
def test_settings_that_name_no_branch_to_write_to_are_named(edit_uri: str, tmp_path: Path) -> None:
    project = with_sign_in(copy_of(EXAMPLE, tmp_path / "project"))
    settings = project / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    line = f"edit_uri: {edit_uri}\n" if edit_uri else ""
    settings.write_text(text.replace("edit_uri: edit/live/plans/fernleigh\n", line), encoding="utf-8")
    done = build(project, tmp_path / "site")
    assert done.returncode == 1
    assert "‘edit_uri’ does not say to which" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("file", "matter", "remedy"),
    [
        ("admin.md", "", "Give the file another name."),
        ("how-to.md", "formerly: [admin]\n", "Take ‘admin’ out of ‘formerly’."),
        (None, "formerly:\n  - /admin/", "Take it out of ‘formerly’."),
    ],
    ids=["a page", "an earlier name", "a page that is gone"],
)
def test_a_page_at_the_address_of_the_forms_is_named(
    file: str | None, matter: str, remedy: str, tmp_path: Path
) -> None:
    project = copy_of(EXAMPLE, tmp_path / "project")
    if file is None:
        plan = project / "plan_data/plan.yml"
        plan.write_text(plan.read_text(encoding="utf-8").replace("formerly:", matter), encoding="utf-8")
    else:
        text = f"---\ntitle: A page\ndescription: It is about forms.\n{matter}---\n\nWords.\n"
        (project / "content" / file).write_text(text, encoding="utf-8")
    pages = ("plan_tools.commands", "--folder", str(project), "pages", str(tmp_path / "site"))
    assert "is that of the forms" not in run(*pages).stderr
    with_sign_in(project)
    done = run(*pages)
    assert done.returncode == 1
    assert "The address /admin/ is that of the forms." in done.stderr
    assert remedy in done.stderr


def test_without_what_they_are_made_of_a_build_goes_on_at_home_and_not_in_ci(tmp_path: Path) -> None:
    project = with_sign_in(copy_of(EXAMPLE, tmp_path / "project"))
    pages = ("plan_tools.commands", "--folder", str(project), "pages", str(tmp_path / "site"))
    at_home = run(*pages, folder=tmp_path, CI="")  # where no .tools/ is
    assert at_home.returncode == 0, at_home.stderr
    assert "To fetch it: make forms" in at_home.stdout
    assert not (tmp_path / "site/admin").exists()
    in_ci = run(*pages, folder=tmp_path, CI="true")
    assert in_ci.returncode == 1
    assert "What to do: To fetch it: make forms" in in_ci.stderr
