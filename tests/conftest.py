"""Sites that are built once for all tests that only look at them."""

from __future__ import annotations

import fcntl
import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from chromium import arguments, chromium
from looks import Look, View, view_of
from same_machine import make_alike
from sites import EXAMPLE, OURS, REAL_SIZE, SMALL, BuiltSite, build, copy_of, path_of, served


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--every-look", action="store_true", help="look at every page in every colour and width")
    parser.addoption("--our-plan", action="store_true", help="only the tests that look at the plan of this repository")
    parser.addoption("--write-trees", action="store_true", help="write down anew what screen readers are told")


def pytest_configure(config: pytest.Config) -> None:
    gc.set_threshold(200_000)  # to look for garbage often costs more than a test leaves behind
    if not hasattr(config, "workerinput"):  # a worker gets all this from the process that starts it
        folder = TemporaryDirectory()
        config.add_cleanup(folder.cleanup)
        make_alike(Path(folder.name))


@pytest.fixture(scope="session")
def is_everything(request: pytest.FixtureRequest) -> bool:
    """Whether nothing is to be left out, as `make test-all` asks."""
    return bool(request.config.getoption("--every-look"))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--our-plan"):
        items[:] = [item for item in items if _looks_at_our_plan(item)]


def _looks_at_our_plan(item: pytest.Item) -> bool:
    assert isinstance(item, pytest.Function)
    chosen = item.callspec.params.values() if hasattr(item, "callspec") else ()
    return bool({"our_site", "ours"} & {*item.fixturenames}) or any(each in _OUR_PLAN for each in chosen)


_OUR_PLAN = ("our_site", "ours", "our", OURS)
"""What tests call it."""


def _built(project: Path, tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """By the first worker that asks; all others wait for it."""
    own = tmp_path_factory.getbasetemp()
    of_all = (own.parent if own.name.startswith("popen-") else own) / f"built-{project.name}"  # so xdist calls them
    of_all.mkdir(exist_ok=True)
    folder = of_all / "host" / (path_of(project) or "site")
    with (of_all / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            done = build(project, folder)
            assert done.returncode == 0, done.stderr
    return BuiltSite(folder)


@pytest.fixture(scope="session")
def our_site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    return _built(OURS, tmp_path_factory)


@pytest.fixture(scope="session")
def example_site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    return _built(EXAMPLE, tmp_path_factory)


@pytest.fixture(scope="session")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    return _built(SMALL, tmp_path_factory)


@pytest.fixture(scope="session")
def real_size_site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    return _built(REAL_SIZE, tmp_path_factory)


@pytest.fixture(params=["our_site", "example_site", "small_site", "real_size_site"])
def any_site(request: pytest.FixtureRequest) -> BuiltSite:
    site = request.getfixturevalue(request.param)
    assert isinstance(site, BuiltSite)
    return site


@pytest.fixture
def small_copy(tmp_path: Path) -> Path:
    """A copy of the smallest plan, to spoil."""
    return copy_of(SMALL, tmp_path / "project")


# --- in a browser -----------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = chromium()
    assert found is not None, "no Chromium: `make test` fetches one"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=found, args=arguments())
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def view(browser: Browser) -> Callable[[Look], View]:
    """A view for each look, kept: a new one for each page would take four times as long."""
    views: dict[Look, View] = {}

    def kept(look: Look) -> View:
        if look not in views:
            views[look] = view_of(browser, look)
        return views[look]

    return kept


@pytest.fixture
def tab(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a tab of its own for a test that stores or changes something."""
    opened: list[Page] = []

    def new(width: int = 1280, **options: object) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)  # type: ignore[arg-type]
        opened.append(context.new_page())
        return opened[-1]

    yield new
    for page in opened:
        page.context.close()


def _at_its_address(project: Path, site: BuiltSite) -> Iterator[str]:
    """The address of home, under the path of the host that the settings name."""
    path = path_of(project)
    host = site.folder.parents[len(path.split("/")) - 1] if path else site.folder
    with served(host) as address:
        yield f"{address}/{path}".rstrip("/")


@pytest.fixture(scope="session")
def ours(our_site: BuiltSite) -> Iterator[str]:
    yield from _at_its_address(OURS, our_site)


@pytest.fixture(scope="session")
def small(small_site: BuiltSite) -> Iterator[str]:
    yield from _at_its_address(SMALL, small_site)


@pytest.fixture(scope="session")
def example(example_site: BuiltSite) -> Iterator[str]:
    yield from _at_its_address(EXAMPLE, example_site)


@pytest.fixture(scope="session")
def real_size(real_size_site: BuiltSite) -> Iterator[str]:
    yield from _at_its_address(REAL_SIZE, real_size_site)
