"""`mkdocs serve` follows every change, and a bad one never takes the last good site away."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from plan_site.publish.output import MARK, write_changes, write_site
from plan_site.publish.project import prepare
from plan_tools.cli.project import project_in
from sites import bound_by_permissions, environment

PATIENCE = 60  # seconds; a loaded machine is slow, not wrong


@contextmanager
def preview(project: Path, generator: str, **more: str) -> Iterator[str]:
    """The address of a running preview."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", generator, "serve", "--dev-addr", f"127.0.0.1:{port}"]
    with (project / "log.txt").open("w") as log:
        running = subprocess.Popen(
            [*command, "-f", str(project / "mkdocs.yml")],
            stdout=log,
            stderr=log,
            env=environment(**more),
            preexec_fn=bound_by_permissions,
        )
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            running.send_signal(signal.SIGINT)  # as an editor stops it: nothing is left behind
            running.wait(timeout=PATIENCE)


def page(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
            return str(answer.read().decode())
    except urllib.error.HTTPError as error:
        return error.read().decode()


def wait_for(address: str, is_there: Callable[[str], bool]) -> str:
    """The page, as soon as it is as it should be."""
    last = ""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            last = page(address)
        except OSError:
            last = "no answer yet"
        if is_there(last):
            return last
        time.sleep(0.2)
    pytest.fail(f"waited in vain; last seen:\n{last[:2000]}")


@pytest.mark.parametrize("generator", ["mkdocs", "properdocs"])
def test_a_bad_change_shows_its_problems_above_the_last_good_page_until_it_is_mended(
    small_copy: Path, generator: str
) -> None:
    aim = small_copy / "plan_data/aims/being-heard.yml"
    good = aim.read_text()
    with preview(small_copy, generator) as address:
        wait_for(f"{address}/aims/being-heard/", lambda text: "Children and young people are heard." in text)

        aim.write_text(good.replace("title: Being heard", "title: Heard <b>& seen</b>\nsumary: x"))
        spoilt = wait_for(f"{address}/aims/being-heard/", lambda text: "problem to mend" in text)
        assert "plan_data/aims/being-heard.yml, line 4" in spoilt
        assert "Children and young people are heard." in spoilt
        assert "Heard <b>" not in spoilt
        assert "font-face" in page(f"{address}/assets/{stylesheet(spoilt)}")

        aim.write_text(good.replace("Being heard", "Being seen"))
        mended = wait_for(f"{address}/aims/being-heard/", lambda text: "Being seen" in text)
        assert "problem to mend" not in mended


def stylesheet(page_text: str) -> str:
    return page_text.partition("assets/site.")[2].partition('"')[0].join(["site.", ""])


def test_a_preview_that_starts_with_a_bad_plan_shows_its_problems_and_then_the_site(small_copy: Path) -> None:
    aim = small_copy / "plan_data/aims/being-heard.yml"
    good = aim.read_text()
    aim.write_text("")
    with preview(small_copy, "mkdocs") as address:
        assert "This file is empty." in wait_for(f"{address}/", lambda text: "problem to mend" in text)
        aim.write_text(good)
        assert "Being heard" in wait_for(f"{address}/", lambda text: "problem to mend" not in text and "Being" in text)


def test_a_preview_answers_nobody_who_asks_for_another_site(small_copy: Path) -> None:
    with preview(small_copy, "mkdocs") as address:
        wait_for(f"{address}/", lambda text: "Smallton" in text)
        port = address.rpartition(":")[2]
        for path in ("/", "/aims/being-heard/", "/livereload/0/0"):
            for host in ("evil.example", f"evil.example:{port}", f"127.0.0.1.evil.example:{port}", "1", "[", ""):
                with pytest.raises(urllib.error.HTTPError, match="403"):
                    urllib.request.urlopen(urllib.request.Request(address + path, headers={"Host": host}))
        for host in (f"127.0.0.1:{port}", f"localhost:{port}", f"[::1]:{port}", "127.0.0.1"):
            asked = urllib.request.Request(f"{address}/", headers={"Host": host})
            assert b"Smallton" in urllib.request.urlopen(asked).read()


def test_a_preview_reloads_by_itself_though_published_pages_run_no_script(small_copy: Path) -> None:
    with preview(small_copy, "mkdocs") as address:
        home = wait_for(f"{address}/", lambda text: "Smallton" in text)
    assert "livereload" in home
    assert "Content-Security-Policy" not in home


def test_a_preview_that_cannot_be_written_says_why_and_goes_on_when_it_can(small_copy: Path, tmp_path: Path) -> None:
    aim = small_copy / "plan_data/aims/being-heard.yml"
    good = aim.read_text()
    folder = tmp_path / "temporary"
    folder.mkdir()
    with preview(small_copy, "mkdocs", TMPDIR=str(folder)) as address:
        wait_for(f"{address}/", lambda text: "Being heard" in text)
        try:
            folder.chmod(0o555)
            aim.write_text(good.replace("Being heard", "Being seen"))
            refused = wait_for(f"{address}/", lambda text: "problem to mend" in text)
        finally:
            folder.chmod(0o755)
        assert "The site cannot be written:" in refused
        assert "(Permission denied)" in refused
        assert "Being heard" in refused, "the last good page stays"
        aim.write_text(good.replace("Being heard", "Being glad"))
        assert "problem to mend" not in wait_for(f"{address}/", lambda text: "Being glad" in text)


def test_a_preview_follows_a_record_that_goes_and_leaves_the_files_of_other_pages_as_they_are(
    small_copy: Path, tmp_path: Path
) -> None:
    project, shown = project_in(small_copy), tmp_path / "shown"
    aim = small_copy / "plan_data/aims/being-heard.yml"
    second = small_copy / "plan_data/aims/being-seen.yml"
    another = aim.read_text().replace("being-heard", "being-seen").replace("Being heard", "Being seen")
    second.write_text(another.replace("number: 1", "number: 2"))
    write_changes(project, prepare(project), shown)
    assert (shown / "aims/being-seen/index.html").exists()
    of_not_found, of_home = ((shown / name).stat().st_mtime_ns for name in ("404.html", "index.html"))

    second.unlink()
    aim.write_text(aim.read_text().replace("Being heard", "Being listened to"))
    write_changes(project, prepare(project), shown)
    assert not (shown / "aims/being-seen/index.html").exists()
    assert "Being listened to" in (shown / "aims/being-heard/index.html").read_text()
    assert (shown / "404.html").stat().st_mtime_ns == of_not_found
    assert (shown / "index.html").stat().st_mtime_ns != of_home


def test_a_preview_shows_what_a_build_would_publish(small_copy: Path, tmp_path: Path) -> None:
    project = project_in(small_copy)
    write_changes(project, prepare(project), tmp_path / "shown")
    write_site(project, prepare(project), tmp_path / "published")
    published, shown = (
        {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        for folder in (tmp_path / "published", tmp_path / "shown")
    )
    assert shown.keys() - published.keys() == {Path(MARK)}
    assert published.items() <= shown.items()


_NAV = "nav:\n  - Home: nothing.md\n"
_SPOILT = {
    "a list of the menu": (_NAV, "‘nav’ cannot change the menu"),
    "a plugin that cannot work": ("plugins: [blog]\n", "The plugin ‘blog’ cannot work here"),
    "a plugin that is not there": ("plugins: [serch]\n", "“serch” plugin is not installed"),
    "no YAML": ("extra: [\n", "mkdocs.yml, line "),
    "a hook that fails": ("hooks: [broken.py, HOOK]\n", "ZeroDivisionError"),
    "a hook that warns": ("hooks: [warns.py, HOOK]\n", "mind the gap"),
}


def test_a_preview_shows_what_is_wrong_with_its_settings_and_goes_on_when_they_are_mended(small_copy: Path) -> None:
    settings = small_copy / "mkdocs.yml"
    good = settings.read_text()
    (small_copy / "broken.py").write_text("def on_config(config): 1 / 0\n")
    warns = "import logging\ndef on_pre_build(**_): logging.getLogger('mkdocs.plugins').warning('mind the gap')\n"
    (small_copy / "warns.py").write_text(warns)
    with preview(small_copy, "mkdocs") as address:
        wait_for(f"{address}/", lambda text: "Being heard" in text)
        for lines, said in _SPOILT.values():
            settings.write_text(spoilt(good, lines))
            shown = wait_for(f"{address}/", lambda text: "problem to mend" in text)
            assert said in shown.replace("&#34;", "“", 1).replace("&#34;", "”", 1)
            assert "Being heard" in shown, "the last good page stays"
            settings.write_text(good)
            wait_for(f"{address}/", lambda text: "Being heard" in text and "problem to mend" not in text)


def spoilt(settings: str, lines: str) -> str:
    """Settings with lines in place of those of the same name."""
    name = lines.partition(":")[0]
    hook = next(line.removeprefix("  - ") for line in settings.splitlines() if "mkdocs_adaptor" in line)
    without = re.sub(rf"^{name}:.*\n(  .*\n)*", "", settings, flags=re.MULTILINE)
    return f"{without}\n{lines.replace('HOOK', hook)}"


def test_plugins_may_come_while_a_preview_runs(small_copy: Path) -> None:
    settings, aim = small_copy / "mkdocs.yml", small_copy / "plan_data/aims/being-heard.yml"
    with preview(small_copy, "mkdocs") as address:
        wait_for(f"{address}/", lambda text: "Being heard" in text)
        settings.write_text(settings.read_text().replace("plugins: []", "plugins: [search, tags]"))
        aim.write_text(aim.read_text().replace("Being heard", "Being seen"))
        assert "problem to mend" not in wait_for(f"{address}/", lambda text: "Being seen" in text)


def test_a_draft_is_shown_in_a_preview_alone(small_copy: Path) -> None:
    with (small_copy / "mkdocs.yml").open("a") as settings:
        settings.write("draft_docs: news.md\nexclude_docs: secret.md\n")
    for name in ("news", "secret"):
        (small_copy / "content").mkdir(exist_ok=True)
        (small_copy / f"content/{name}.md").write_text(f"---\ntitle: On {name}\ndescription: It is.\n---\nWords.\n")
    with preview(small_copy, "mkdocs") as address:
        footer = wait_for(f"{address}/", lambda text: "Being heard" in text)
        assert "On news" in footer
        assert "On secret" not in footer
        assert "On news" in page(f"{address}/news/")
    assert "/news/" not in {each.address for each in prepare(project_in(small_copy)).pages}
