"""The model as the config of decap-cms: a form for each kind of record, each field with the words that explain it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from plan_site.model.entries import Entry
from plan_site.model.field_types import Id, Prose, YesNo
from plan_site.model.fields import NAMING_FIELDS, Field, fields_of
from plan_site.model.plan import KINDS, SINGLE_KINDS, Kind, Records
from plan_site.model.records import Details
from plan_site.model.site_records import FrontMatter
from plan_site.yaml.text_types import text_type_of

Part = dict[str, Any]
"""A part of decap's config, as its documentation has it."""

RECORDS = "records"
"""The field that stands for the whole of a file that is a list: decap knows no such files."""
LARGEST_NUMBER = 999_999


@dataclass(frozen=True)
class Setting:
    """What the forms are for."""

    plan_data: str
    """The folder of the plan, as the backend knows it."""
    content: str
    backend: Mapping[str, object]
    """Where decap keeps the files, as its config has it."""
    records: Records = field(default_factory=Records)
    details: Details | None = None
    pages: tuple[str, ...] = ()
    """The names of the hand-written pages."""
    site: str = ""
    """The full address of home, where it is known."""


def config_of(setting: Setting) -> Part:
    """The config that decap's CMS.init takes; each collection's `format` is one that forms.js registers."""
    collections = [_collection(kind, setting) for kind in KINDS]
    is_on_github = setting.backend["name"] == "github"
    config: Part = {
        "load_config_file": False,
        "backend": {**setting.backend, "commit_messages": _COMMIT_MESSAGES},
        "publish_mode": "editorial_workflow" if is_on_github else "simple",  # there each change is a pull request
        "locale": "en-GB",
        "media_folder": f"{setting.plan_data}/pictures",
        "public_folder": "/pictures",
        "slug": {"encoding": "ascii", "clean_accents": True},
        "editor": {"preview": False},
        "show_preview_links": is_on_github,
        "collections": [*collections, _pages(setting)],
    }
    return {**config, "display_url": setting.site} if setting.site else config


_COMMIT_MESSAGES = {
    "create": "Add {{collection}}: {{slug}}",
    "update": "Change {{collection}}: {{slug}}",
    "delete": "Delete {{collection}}: {{slug}}",
    "uploadMedia": "Add the picture {{path}}",
    "deleteMedia": "Delete the picture {{path}}",
}


def _collection(kind: Kind, setting: Setting) -> Part:
    label = "The plan" if kind.type is Details else kind.attribute.capitalize()
    fields = _fields(kind.type, setting)
    shared = {
        "name": kind.attribute,
        "label": label,
        "description": (kind.type.__doc__ or "").partition("\n")[0],
        "format": f"plan-{kind.noun}",
    }
    if kind.is_folder:
        return shared | {
            "label_singular": kind.noun.capitalize(),
            "folder": f"{setting.plan_data}/{kind.home}",
            "extension": "yml",
            "create": True,
            "identifier_field": "id",
            "slug": "{{slug}}",
            "summary": _summary(kind.type, "{{%s}}"),
            "sortable_fields": [*_sorted_by(kind.type)],
            "fields": fields,
        }
    if kind.noun not in SINGLE_KINDS:
        fields = [_list_file(kind, label, fields)]
    file = {"name": kind.attribute, "label": label, "file": f"{setting.plan_data}/{kind.home}", "fields": fields}
    return shared | {"delete": False, "files": [file]}


def _list_file(kind: Kind, label: str, fields: list[Part]) -> Part:
    return {
        "name": RECORDS,
        "label": label,
        "label_singular": kind.noun.capitalize(),
        "widget": "list",
        "required": False,
        "collapsed": True,
        "summary": _summary(kind.type, "{{fields.%s}}"),
        "fields": fields,
    }


def _pages(setting: Setting) -> Part:
    """Hand-written pages. Their Markdown is edited as it stands: a rich editor would write all of it anew."""
    body = {
        "name": "body",
        "label": "Words of the page",
        "widget": "text",
        "hint": "In Markdown. A link to a page of the site starts with a slash: [the aims](/aims/).",
    }
    return {
        "name": "pages",
        "label": "Pages",
        "label_singular": "Page",
        "description": "Pages that are written by hand.",
        "format": "plan-page",
        "folder": setting.content,
        "extension": "md",
        "create": True,
        "identifier_field": "title",
        "slug": "{{slug}}",
        "summary": "{{title}}",
        "sortable_fields": ["title"],
        "fields": [*_fields(FrontMatter, setting), body],
    }


def _names(entry_type: type[Entry]) -> tuple[str, ...]:
    return tuple(each.name for each in fields_of(entry_type))


def _sorted_by(entry_type: type[Entry]) -> Iterator[Part]:
    """What a list can be sorted by; at first by number, where there is one."""
    for name in ("number", "when", "id"):
        if name in _names(entry_type):
            yield {"field": name, "default_sort": "asc"} if name == "number" else {"field": name}


def _summary(entry_type: type[Entry], placed: str) -> str:
    """What stands for an entry in a list: what it is called, else its first words."""
    names = _names(entry_type)
    naming = next((name for name in ("title", *NAMING_FIELDS) if name in names and name != "speaker"), names[0])
    return placed % naming


# --- fields -----------------------------------------------------------------------------------------------


def _fields(entry_type: type[Entry], setting: Setting) -> list[Part]:
    return [_field(each, setting) for each in fields_of(entry_type)]


def _field(described: Field, setting: Setting) -> Part:
    return {
        "name": described.name,
        "label": _label(described.name),
        "hint": described.about,
        "required": described.is_required,
        **_widget(described, setting),
    }


def _label(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _widget(described: Field, setting: Setting) -> Part:
    if described.is_list:
        return _list(described, setting)
    if described.part is not None:
        # A part that may be left out is a list of one: decap would ask for the fields of an empty part.
        return {**_list(described, setting), "max": 1, "is_one": True}
    return _text_widget(described.type, described, setting)


def _text_widget(held: Any, described: Field, setting: Setting) -> Part:
    if options := [*_options(held, described, setting)]:
        return {"widget": "select", "options": options}
    if held is int:
        return {"widget": "number", "value_type": "int", "min": 0, "max": LARGEST_NUMBER}
    if held is YesNo:
        return {"widget": "boolean"}
    return {"widget": "text" if held is Prose else "string", "pattern": pattern_of(held)}


def pattern_of(held: Any) -> list[str]:
    """What a field of a type accepts, spaces around it or not, and what to do about other words."""
    text = text_type_of(held)
    return [rf"^\s*(?:{text.pattern})\s*$", text.otherwise]


def _list(described: Field, setting: Setting) -> Part:
    listed = {"widget": "list", "label_singular": "item"}
    if (part := described.part) is not None:
        fields = _fields(part, setting)
        return {**listed, "collapsed": True, "summary": _summary(part, "{{fields.%s}}"), "fields": fields}
    widget = _text_widget(described.item_type, described, setting)
    return {**listed, "collapsed": False, "field": {"name": described.name, "label": "Item", **widget}}


def _options(held: Any, described: Field, setting: Setting) -> Iterator[Part]:
    """What a field can be: the words on its list, or what it can refer to."""
    for choice in text_type_of(held).choices:
        yield {"label": choice, "value": choice}
    for record_id, title in _referred(described.says.refers_to, setting) if held is Id else ():
        yield {"label": f"{title} ({record_id})", "value": record_id}


def _referred(refers_to: str, setting: Setting) -> Iterator[tuple[str, str]]:
    """The ids that a field can refer to, with what they are called."""
    records = setting.records
    if refers_to == "source":
        yield from ((source.id, source.title) for source in records.sources)
    elif refers_to == "picture":
        yield from ((picture.name, picture.meaning) for picture in records.pictures)
    elif refers_to == "subject":
        yield from ((aim.id, aim.title) for aim in records.aims)
        yield from ((outcome.id, outcome.title) for outcome in records.outcomes)
    elif refers_to == "record":
        yield from ((record.id, record.title) for record in records.with_pages)
        if setting.details is not None:
            yield setting.details.id, setting.details.title
        yield from ((page, "page") for page in setting.pages)
