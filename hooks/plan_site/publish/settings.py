"""The settings of a site, as mkdocs.yml has them: plain texts with their places, and what among them cannot work."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from plan_site.model.problems import Place, Problem, shown
from plan_site.model.rules import ReaderRule, Rules
from plan_site.yaml.values import EVENTS_OF, Unreadable, line_of, read_text

FILES = ("mkdocs.yml", "mkdocs.yaml", "properdocs.yml")
"""The names that generators look for, in their order."""
_DEEPEST = 30
_MOST_FILES = 5
_DEEPEST_GROUP = 3

Way = tuple[str, ...]
"""The names that lead to a setting, from the outside in: (extra, pdf)."""


@dataclass(frozen=True)
class Settings:
    """What a settings file says, and the files that it inherits from, as far as a site of ours is concerned."""

    path: Path = Path()
    texts: dict[Way, str] = field(default_factory=dict)
    places: dict[Way, Place] = field(default_factory=dict)
    """Where each setting stands, plain texts and all others."""
    plugins: dict[str, Place] = field(default_factory=dict)

    def text(self, *way: str, default: str = "") -> str:
        text = self.texts.get(way, "")
        return default if text in {"", "~", "null"} else text

    def place_of(self, *way: str) -> Place:
        return self.places.get(way, Place(self.path.name or FILES[0]))

    def holds_more_than_text(self, *way: str) -> bool:
        return way in self.places and way not in self.texts


def read_settings(path: Path) -> Settings:
    """The settings in a file. Raises Unreadable."""
    return _read(path, path.name, _MOST_FILES)


def _read(path: Path, name: str, most_files: int) -> Settings:
    root = _root_of(read_text(path, name), name)
    own = Settings(path)
    for key, value in _fields_of(root):
        _take(own, name, (key.value,), key, value)
        for inner_key, inner in _fields_of(value):
            _take(own, name, (key.value, inner_key.value), inner_key, inner)
        if key.value == "plugins":
            own.plugins.update(_plugins_in(value, name, _DEEPEST_GROUP))
    return _over(_inherited(own, name, most_files), own)


def _take(into: Settings, name: str, way: Way, key: yaml.Node, value: yaml.Node) -> None:
    into.places[way] = Place(name, key.start_mark.line + 1)
    text = _text_of(value)
    if text is not None:
        into.texts[way] = text


def _inherited(own: Settings, name: str, most_files: int) -> Settings:
    """What the file has that this one inherits from; a setting that stands in both is this one's."""
    if not (base := own.text("INHERIT")):
        return Settings()
    path = own.path.parent / base
    if most_files == 1 or not path.is_file():
        what = f"‘INHERIT’ names ‘{shown(base)}’, and there are no settings to read there."
        remedy = "Name a file with settings beside this one, or take this line out."
        raise Unreadable(ReaderRule.the_settings_can_be_read.broken(own.place_of("INHERIT"), what, remedy))
    return _read(path, Path(name).parent.joinpath(base).as_posix(), most_files - 1)


def _over(base: Settings, own: Settings) -> Settings:
    texts = {way: text for way, text in base.texts.items() if way not in own.places}
    plugins = own.plugins if ("plugins",) in own.places else base.plugins
    return Settings(own.path, {**texts, **own.texts}, {**base.places, **own.places}, plugins)


def _root_of(written: str, name: str) -> yaml.Node | None:
    try:
        _refuse_what_is_deep(yaml.parse(written, Loader=EVENTS_OF), name)
        root: yaml.Node | None = yaml.compose(written, Loader=EVENTS_OF)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        last = written.rstrip("\n").count("\n") + 1
        place = Place(name, min(mark.line + 1, last) if mark else 1)
        remedy = "Compare it with an earlier version of the file."
        raise Unreadable(ReaderRule.the_file_is_yaml.broken(place, "MkDocs cannot read this.", remedy)) from None
    return root


def _refuse_what_is_deep(events: Iterator[yaml.Event], name: str) -> None:
    depth = 0
    for event in events:
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            what, remedy = "There are too many lists or fields inside one another here.", "Take the inner ones out."
            raise Unreadable(ReaderRule.nothing_is_nested_deeply.broken(Place(name, line_of(event)), what, remedy))


def _fields_of(node: yaml.Node | None) -> Iterator[tuple[yaml.ScalarNode, yaml.Node]]:
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        if isinstance(key, yaml.ScalarNode):
            yield key, value


def _text_of(node: yaml.Node) -> str | None:
    """The text of a plain value. A value from the environment (!ENV) is read as MkDocs reads it."""
    if node.tag == "!ENV":
        return _from_the_environment([node] if isinstance(node, yaml.ScalarNode) else node.value)
    is_plain = isinstance(node, yaml.ScalarNode) and node.tag.removeprefix(_OF_YAML) in _PLAIN
    return str(node.value) if is_plain else None


_OF_YAML = "tag:yaml.org,2002:"
_PLAIN = frozenset({"str", "int", "float", "bool", "null", "timestamp"})


def _from_the_environment(nodes: list[yaml.Node]) -> str | None:
    """The first variable that is set; else the last item of a list, which is no name then."""
    names = nodes[:-1] or nodes
    found = (os.environ[str(node.value)] for node in names if str(node.value) in os.environ)
    return next(found, _text_of(nodes[-1]) if len(nodes) > 1 else "")


def _plugins_in(node: yaml.Node, name: str, depth: int) -> Iterator[tuple[str, Place]]:
    """The names of plugins, from a list of names and of fields, or from fields alone; a group holds more of them."""
    items = node.value if isinstance(node, yaml.SequenceNode) else [node]
    for item in items:
        if isinstance(item, yaml.ScalarNode) and item.value:
            yield item.value, Place(name, item.start_mark.line + 1)
        for key, options in _fields_of(item):
            yield key.value, Place(name, key.start_mark.line + 1)
            for option, inner in _fields_of(options):
                if option.value == "plugins" and depth:
                    yield from _plugins_in(inner, name, depth - 1)


# --- what of content/ is no part of the site --------------------------------------------------------------

_HELD_BACK = {"exclude_docs": False, "draft_docs": True}
"""The settings that hold files back, and whether a preview shows them all the same."""


def held_back(settings: Settings, *, is_preview: bool) -> Callable[[str], bool]:
    """Whether a file is no part of the site, by its path in content/; MkDocs reads these patterns as git does."""
    names = [name for name, is_shown in _HELD_BACK.items() if not (is_preview and is_shown)]
    held = [_named_by(text.splitlines()) or _everything for name in names if (text := settings.text(name))]
    return lambda path: any(is_held(path) for is_held in held)


def _everything(_: str) -> bool:
    return True


def _named_by(patterns: list[str]) -> Callable[[str], bool] | None:
    """Whether patterns name a file; None where one of them is no pattern."""
    from pathspec.gitignore import GitIgnoreSpec  # few sites hold something back

    try:
        return GitIgnoreSpec.from_lines(patterns).match_file
    except ValueError:
        return None


# --- what cannot work -------------------------------------------------------------------------------------

RULES = Rules[Settings, Problem]()


@RULES.rule
def every_pattern_can_be_read(settings: Settings) -> Iterator[Problem]:
    """What is to be held back would be published if nobody could read what it is."""
    for name in _HELD_BACK:
        if settings.holds_more_than_text(name):
            what = f"‘{name}’ is no plain text here, so that nothing would be held back."
            remedy = f"Write ‘{name}: |’, and below it one file name a line, each two spaces in."
            yield Problem(settings.place_of(name), what, remedy)
        for line in settings.text(name).splitlines():
            if _named_by([line]) is None:
                what = f"‘{shown(line.strip())}’ in ‘{name}’ names no file, so that nobody knows what is held back."
                remedy = "Write the name of a file, or of a folder with a slash at its end."
                yield Problem(settings.place_of(name), what, remedy)


@RULES.rule
def the_menu_is_made_from_the_pages(settings: Settings) -> Iterator[Problem]:
    """A page says itself where its link stands, so that none is forgotten in a list."""
    if settings.holds_more_than_text("nav"):
        what = "‘nav’ cannot change the menu of this site: it is made from the plan and from the pages in content/."
        remedy = "Take ‘nav’ out. In a page, ‘place_in: navigation’ puts its link into the menu."
        yield Problem(settings.place_of("nav"), what, remedy)


@RULES.rule
def links_to_edit_lead_to_files(settings: Settings) -> Iterator[Problem]:
    """A link to suggest a change is dead where it leads to no file of the repository."""
    if ("edit_uri_template",) in settings.places:
        what = "‘edit_uri_template’ is not known here, so that pages would have no link to suggest a change."
        remedy = "Write ‘edit_uri: edit/main/’ in its place, with the name of your branch."
        yield Problem(settings.place_of("edit_uri_template"), what, remedy)
    before, _, folder = settings.text("edit_uri").strip("/").rpartition("/")
    is_around = settings.path.resolve().parent.name == folder  # the project stands in a folder of that name
    if folder and folder == settings.text("docs_dir", default="docs") and not is_around:
        what = f"‘edit_uri’ ends in ‘{shown(folder)}/’, and the links to suggest a change would lead to no file."
        remedy = f"Write ‘edit_uri: {shown(before)}/’: the folder that holds both plan_data/ and {shown(folder)}/."
        yield Problem(settings.place_of("edit_uri"), what, remedy)


@RULES.rule
def every_plugin_can_work_here(settings: Settings) -> Iterator[Problem]:
    """A plugin that makes pages of its own asks the theme for templates, and this site takes nothing from a theme."""
    for name, place in settings.plugins.items():
        if name.removeprefix("material/") == "blog":
            what = "The plugin ‘blog’ cannot work here: the pages of this site do not come from a theme."
            remedy = "Take it out of ‘plugins’. What happens goes into plan_data/progress/, other pages into content/."
            yield Problem(place, what, remedy)
