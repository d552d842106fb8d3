"""What MkDocs' own settings and other people's plugins do here: what works, and what is refused in plain words."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from mkdocs.config import load_config

from plan_site.publish.project import prepare
from plan_tools.cli.project import project_in
from sites import ROOT, BuiltSite, build, contents_of, run

_PAGE = "---\ntitle: {title}\ndescription: It is a page.\n---\n{words}\n"


def setting(project: Path, lines: str) -> Path:
    """A project whose settings have these lines too."""
    with (project / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write(f"\n{lines}\n")
    return project


def plan(project: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return run("plan_tools.commands", "--folder", str(project), *words, folder=ROOT)


def page(project: Path, name: str, words: str = "Words.") -> None:
    path = project / "content" / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_PAGE.format(title=f"On {path.stem}", words=words), encoding="utf-8")


# --- plugins ----------------------------------------------------------------------------------------------

_PLUGINS = [
    "",
    "plugins: [search]",
    "plugins:\n  search: {lang: en}\n  group: {enabled: true, plugins: [tags, offline, privacy, meta]}",
    "theme: readthedocs\nplugins: [search]",
]
_OF_PLUGINS = {"search/search_index.json", "search/search_index.js", "tags.json"}


@pytest.mark.parametrize("lines", _PLUGINS)
def test_the_pages_are_the_same_whatever_plugins_stand_beside_the_plan(
    lines: str, small_copy: Path, small_site: BuiltSite, tmp_path: Path
) -> None:
    settings = small_copy / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8").replace("plugins: []\n", "")
    if "theme:" in lines:
        text = re.sub(r"^theme:\n(  .*\n)+", "", text, flags=re.MULTILINE)
    settings.write_text(text, encoding="utf-8")
    done = build(setting(small_copy, lines), tmp_path / "site")
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    built = contents_of(tmp_path / "site")
    assert small_site.files.items() <= built.items()
    assert built.keys() - small_site.files.keys() <= _OF_PLUGINS


def with_hook(project: Path, folder: Path, code: str) -> Path:
    """A project with a hook of somebody else's before ours."""
    hook = folder / "theirs.py"
    hook.write_text(code, encoding="utf-8")
    settings = project / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8").replace("hooks:\n", f"hooks:\n  - {hook}\n")
    settings.write_text(text, encoding="utf-8")
    return project


@pytest.mark.parametrize("event", ["on_config(config)", "on_files(files, config)"])
def test_the_error_of_another_plugin_is_what_is_told(event: str, small_copy: Path, tmp_path: Path) -> None:
    broken = f"def {event}: raise ValueError('their own fault')\n{event.partition('(')[0]}.mkdocs_priority = 200\n"
    done = build(with_hook(small_copy, tmp_path, broken), tmp_path / "site")
    assert done.returncode == 1
    assert done.stderr.endswith("ValueError: their own fault\n")
    assert "_Run" not in done.stderr
    assert not (tmp_path / "site").exists()
    assert not list(tmp_path.glob(".site-*"))


def test_a_plugin_that_asks_for_the_theme_is_told_that_there_is_none(small_copy: Path, tmp_path: Path) -> None:
    asks = "def on_env(env, config, files): env.get_template('partials/language.html')\n"
    done = build(with_hook(small_copy, tmp_path, asks), tmp_path / "site")
    assert done.returncode == 1
    assert "A plugin or a hook asks for ‘partials/language.html’ of the theme" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_hook_that_adds_a_page_is_told_that_there_is_no_theme_to_show_it(small_copy: Path, tmp_path: Path) -> None:
    adds = (
        "from mkdocs.structure.files import File\n"
        "def on_files(files, config): files.append(File.generated(config, 'extra.md', content='# More'))\n"
        "on_files.mkdocs_priority = -50\n"
    )
    done = build(with_hook(small_copy, tmp_path, adds), tmp_path / "site")
    assert done.returncode == 1
    assert "A plugin or a hook asks for ‘main.html’ of the theme" in done.stderr
    assert "Traceback" not in done.stderr


_ASKS = """
from pathlib import Path
from mkdocs.config import load_config
config = load_config("mkdocs.yml")
{startup}
config = config.plugins.on_config(config)
print(Path(config.site_dir).name, *sorted(path.name for path in Path().iterdir() if "building" in path.name))
"""


@pytest.mark.parametrize("startup", ["", "config.plugins.on_startup(command='mike', dirty=False)"])
def test_a_program_that_only_asks_for_the_settings_gets_them_and_leaves_nothing_behind(
    startup: str, small_copy: Path
) -> None:
    (small_copy / "asks.py").write_text(_ASKS.format(startup=startup), encoding="utf-8")
    done = run("asks", folder=small_copy)
    assert done.stdout == "site\n", done.stderr


_BUILDS = """
from mkdocs.commands.build import build
from mkdocs.config import load_config
build(load_config("mkdocs.yml", site_dir="{folder}"))
"""


def test_a_program_that_builds_and_says_nothing_before_gets_the_whole_site(
    small_copy: Path, small_site: BuiltSite, tmp_path: Path
) -> None:
    (small_copy / "builds.py").write_text(_BUILDS.format(folder=tmp_path / "site"), encoding="utf-8")
    assert run("builds", folder=small_copy).returncode == 0
    assert contents_of(tmp_path / "site") == small_site.files


def test_a_quiet_build_says_nothing(small_copy: Path, tmp_path: Path) -> None:
    words = ("build", "--quiet", "-f", str(small_copy / "mkdocs.yml"), "-d", str(tmp_path / "site"))
    done = run("mkdocs", *words)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (tmp_path / "site/index.html").is_file()


# --- what is held back ------------------------------------------------------------------------------------

_HELD_BACK = """
draft_docs: |
  news.md
  drafts/
exclude_docs: |
  secret*
  !secret-garden.md
"""


@pytest.fixture
def holding_back(small_copy: Path) -> Path:
    for name in ("news", "drafts/half", "secret", "secret-garden"):
        page(small_copy, name, f"Words of {name}.")
    for name in ("secret.svg", "drafts/leaf.svg", "leaf.svg"):
        (small_copy / "content" / name).write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', encoding="utf-8")
    return setting(small_copy, _HELD_BACK)


@pytest.mark.parametrize("command", ["mkdocs", "plan"])
def test_drafts_and_what_is_excluded_are_in_no_file_of_the_site(
    command: str, holding_back: Path, tmp_path: Path
) -> None:
    into = tmp_path / "site"
    done = build(holding_back, into) if command == "mkdocs" else plan(holding_back, "pages", str(into))
    assert done.returncode == 0, done.stderr
    files = contents_of(into)
    said = b"".join(files.values())
    assert "secret-garden/index.html" in files
    assert {name for name in files if name.endswith(".svg")} & {"secret.svg", "drafts/leaf.svg", "leaf.svg"} == {
        "leaf.svg"
    }
    assert b"Words of secret-garden." in said
    assert not re.search(rb"news|drafts|half|Words of secret\.", said)


def test_a_link_to_what_is_held_back_is_told_by_check_and_build_alike(holding_back: Path, tmp_path: Path) -> None:
    page(holding_back, "start", "Read the [news](/news/).")
    for done in (plan(holding_back, "check"), build(holding_back, tmp_path / "site")):
        assert done.returncode == 1
        told = done.stdout + done.stderr
        assert "content/start.md, line 5" in told
        assert "‘/news/’ is held back" in told


# --- links to edit ----------------------------------------------------------------------------------------


def links_to_edit(site: Path) -> set[str]:
    found: set[str] = set()
    for each in BuiltSite(site).pages.values():
        found.update(each.xpath("//a[contains(., 'Suggest a change')]/@href"))
    return found


@pytest.mark.parametrize(
    ("lines", "link"),
    [
        ("repo_url: https://github.com/a-council/a-plan", None),
        (
            "repo_url: https://github.com/a-council/a-plan\nedit_uri: edit/main/",
            "https://github.com/a-council/a-plan/edit/main/",
        ),
        ("repo_url: https://a.example/plan\nedit_uri: https://b.example/edit", "https://b.example/edit/"),
    ],
)
def test_a_page_has_a_link_to_edit_it_where_the_settings_say_so_and_nowhere_else(
    lines: str, link: str | None, small_copy: Path, tmp_path: Path
) -> None:
    page(small_copy, "start")
    assert build(setting(small_copy, lines), tmp_path / "by-mkdocs").returncode == 0
    assert plan(small_copy, "pages", str(tmp_path / "by-plan")).returncode == 0
    assert contents_of(tmp_path / "by-mkdocs") == contents_of(tmp_path / "by-plan")
    files = {"content/start.md", "plan_data/aims/being-heard.yml"}
    assert links_to_edit(tmp_path / "by-plan") >= ({f"{link}{file}" for file in files} if link else set())
    assert bool(links_to_edit(tmp_path / "by-plan")) == bool(link)


def test_what_the_document_on_github_says_gives_links_to_edit_that_lead_to_files(
    small_copy: Path, tmp_path: Path
) -> None:
    document = (ROOT / "docs/on-github.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"^Also set [^#]*?```yaml\n(.*?)^```", document, re.DOTALL | re.MULTILINE)
    assert build(setting(small_copy, block), tmp_path / "site").returncode == 0
    links = links_to_edit(tmp_path / "site")
    assert links
    for link in links:
        _, branch, path = link.partition("/edit/main/")
        assert branch
        assert (small_copy / path).is_file()


# --- one file, one reading --------------------------------------------------------------------------------

_BASE = "site_url: https://plan.example.org/\nextra:\n  plan_data: plan_data\n"


@pytest.mark.parametrize(
    "lines",
    [
        "site_url: !ENV [NOT_SET, 'https://plan.example.org/']",
        "site_url: !ENV SITE_ADDRESS",
        "INHERIT: base.yml",
        "repo_url: &here https://plan.example.org/\nsite_url: *here",
    ],
)
def test_a_setting_is_read_as_mkdocs_reads_it_however_it_is_written(
    lines: str, small_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITE_ADDRESS", "https://plan.example.org/")
    (small_copy / "base.yml").write_text(_BASE, encoding="utf-8")
    setting(small_copy, lines)
    assert load_config(str(small_copy / "mkdocs.yml")).site_url == "https://plan.example.org/"
    assert project_in(small_copy).site.address == "https://plan.example.org/"


def test_the_folder_of_pages_is_that_of_mkdocs_where_none_is_named(small_copy: Path) -> None:
    settings = small_copy / "mkdocs.yml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("docs_dir: content\n", ""), encoding="utf-8")
    (small_copy / "content").rename(small_copy / "docs")
    assert str(project_in(small_copy).content) == load_config(str(settings)).docs_dir


def test_drafts_that_an_inherited_file_holds_back_are_held_back(small_copy: Path) -> None:
    (small_copy / "base.yml").write_text("draft_docs: news.md\n", encoding="utf-8")
    page(small_copy, "news")
    page(small_copy, "start")
    setting(small_copy, "INHERIT: base.yml")
    addresses = {page.address for page in prepare(project_in(small_copy)).pages}
    assert "/start/" in addresses
    assert "/news/" not in addresses


def test_settings_that_inherit_from_themselves_are_refused(small_copy: Path) -> None:
    setting(small_copy, "INHERIT: mkdocs.yml")
    done = plan(small_copy, "check")
    assert done.returncode == 1
    assert "‘INHERIT’ names ‘mkdocs.yml’, and there are no settings to read there." in done.stdout + done.stderr
