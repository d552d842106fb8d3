"""Inputs of each kind that YAML 1.2 says must fail, or that no plan needs: each is refused with one plain message."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from plan_site.model.problems import errors_among
from plan_site.publish.project import Project, prepare
from plan_site.site.page import Site

AIM = "plan_data/aims/being-heard.yml"
RECORD = "id: being-heard\nnumber: 1\nsource: small-source\nobjectives_missing: None.\nsummary: Heard.\n"
INPUTS = {
    # indentation
    "a field further right than the first": " id: being-heard\nnumber: 1\n",
    "a field further left than the first": "  id: being-heard\nnumber: 1\n",
    "a field inside words": "title: words\n  number: 1\n",
    "a bullet inside words": "title: words\n - words\n",
    "a bullet beside fields": "title: words\n- words\n",
    "fields beside bullets": "- words\ntitle: words\n",
    "items that do not line up": "easy_read:\n  - words: a\n - words: b\n",
    "an item further right": "easy_read:\n  - words: a\n    - words: b\n",
    "a tab before a field": "title: words\n\tnumber: 1\n",
    "a tab after spaces": "easy_read:\n  \t- words: a\n",
    "a tab in a block": "summary: |\n\twords\n",
    "a block that goes left": "summary: |\n    words\n  words\n number: 1\n",
    "a block with more spaces first": "summary: |\n      \n  words\n",
    "a block with a bad mark": "summary: |10\n  words\n",
    "a block with two marks": "summary: |++\n  words\n",
    "a block with words beside its mark": "summary: | words\n  words\n",
    "words under a quote at the margin": 'title: "words\nmore"\n',
    # names
    "a field that stands twice": "title: a\ntitle: b\n",
    "a field that stands twice in quotes": "title: a\n'title': b\n",
    "a field that stands twice in brackets": "easy_read: [{words: a, words: b}]\n",
    "a name without a colon": "title words\nnumber: 1\n",
    "two names on a line": "title: number: 1\n",
    "a name on two lines": "the\ntitle: words\n",
    "a name of more than 1024 letters": "t" * 1100 + ": words\n",
    "a name that is a list": "[title]: words\n",
    "a name that is a group of fields": "{title: a}: words\n",
    "a name behind a question mark that is a list": "? - title\n: words\n",
    "no name at all": ": words\n",
    # quotes
    "a double quote that never closes": 'title: "words\n',
    "a single quote that never closes": "title: 'words\n",
    "words behind a quote": 'title: "words" more\n',
    "a quote in a quote": "title: 'it's'\n",
    "a quote that closes early": 'title: "a" "b"\n',
    "a quote in a document mark": 'title: "words\n---\nmore"\n',
    "an unknown escape": 'title: "\\q"\n',
    "an escape without its digits": 'title: "\\x4"\n',
    "an escape without letters of hexadecimal": 'title: "\\u00zz"\n',
    "an escape beyond all characters": 'title: "\\U00110000"\n',
    "an escape of half a character": 'title: "\\ud83d\\ude00"\n',
    "an escape of NUL": 'title: "\\0"\n',
    "an escape of another direction": 'title: "\\u202e"\n',
    "an escape at the end": 'title: "words\\\n',
    # brackets
    "a bracket that never closes": "title: [words\n",
    "a curly bracket that never closes": "title: {words: a\n",
    "a bracket that closes what is not open": "title: words]\nnumber: ]\n",
    "brackets that cross": "title: [{a: b]}\n",
    "words behind a bracket": "title: [a] b\n",
    "a comma too many": "title: [a, , b]\n",
    "a comma first": "title: [, a]\n",
    "no comma between quotes": 'title: ["a" "b"]\n',
    "a bracket over lines at the margin": "easy_read: [\nwords\n]\n",
    "a bullet in brackets": "title: [- a, - b]\n",
    "a note stuck to a bracket": "title: [a]#note\n",
    "a note stuck to a comma": "title: [a,#note\n]\n",
    # anchors, aliases, tags
    "an alias of nothing": "title: *nothing\n",
    "an alias of itself": "title: &a [*a]\n",
    "an anchor": "title: &a words\n",
    "two anchors": "title: &a &b words\n",
    "an anchor on an alias": "title: &a words\nnumber: &b *a\n",
    "an anchor without words": "&a\ntitle: words\n",
    "a merge": "base: &a {number: 1}\n<<: *a\n",
    "a tag": "title: !words words\n",
    "a tag of YAML": "title: !!str words\n",
    "a tag of Python": "title: !!python/object/apply:os.system [ls]\n",
    "a tag of bytes": "title: !!binary aGVsbG8=\n",
    "a tag without its handle": "title: !e!words words\n",
    "a tag that is not closed": "title: !<words words\n",
    "two tags": "title: !!str !!str words\n",
    # directives and documents
    "a directive without a document": "%YAML 1.2\ntitle: words\n",
    "a directive of another YAML": "%YAML 3.0\n---\ntitle: words\n",
    "a directive that is none": "%YAML 1.2 more\n---\ntitle: words\n",
    "two directives": "%YAML 1.2\n%YAML 1.2\n---\ntitle: words\n",
    "a tag directive without words": "%TAG !\n---\ntitle: words\n",
    "a directive within": "title: words\n%YAML 1.2\n",
    "a second document": "title: words\n---\ntitle: words\n",
    "a second document behind an end": "title: words\n...\ntitle: words\n",
    "three documents": "--- a\n--- b\n--- c\n",
    "words behind the end": "title: words\n... words\n",
    "a document mark within a list": "easy_read:\n  - words: a\n---\n  - words: b\n",
    "only a document mark": "---\n",
    "only an end": "...\n",
    # marks at the start of words
    "an at sign": "title: @words\n",
    "a back quote": "title: `words`\n",
    "a percent sign": "title: %words\n",
    "a question mark with a space": "? words\n",
    "a dash with a space behind a name": "title: - words\n",
    # characters
    "a control character": "title: wor\x01ds\n",
    "a bell": "title: wor\x07ds\n",
    "a delete": "title: wor\x7fds\n",
    "a byte-order mark within": "title: wor\ufeffds\n",
    "no character": "title: wor\ufffeds\n",
    # not a record
    "only words": "words\n",
    "only a number": "42\n",
    "only a list": "- words\n",
    "only nothing": "null\n",
    "only a note": "# words\n",
    "nothing": "",
    "JSON": '["id", {"title": 1}]\n',
    "XML": "<?xml version='1.0'?><plan/>\n",
    "a spreadsheet": "id,title\nbeing-heard,Heard\n",
}
RAW = {
    "NUL bytes": b"title: wor\x00ds\n",
    "many NUL bytes": b"\x00" * 5_000,
    "UTF-16 with a mark": "title: words\n".encode("utf-16"),
    "UTF-16 without": "title: words\n".encode("utf-16-be"),
    "UTF-32": "title: words\n".encode("utf-32"),
    "Latin-1": "title: café\n".encode("latin-1"),
    "Windows": "title: “words”\n".encode("cp1252"),
    "half a letter": b"title: \xc3\n",
    "a letter in more bytes than it needs": b"title: \xc0\xaf\n",
    "half a surrogate": b"title: \xed\xa0\x80\n",
    "a letter beyond all": b"title: \xf5\x80\x80\x80\n",
    "two byte-order marks": b"\xef\xbb\xbf\xef\xbb\xbftitle: words\n",
    "gzip": b"\x1f\x8b\x08\x00words\n",
}
CASES = {**{name: text.encode() for name, text in INPUTS.items()}, **RAW}
_TECHNICAL = re.compile(r"Traceback|\b\w+(?:Error|Exception)\b|\b(?:mapping|scalar|sequence|node|token|parse)\w*", re.I)


@pytest.mark.parametrize("is_in_a_record", [True, False], ids=["in a record", "alone"])
@pytest.mark.parametrize("data", CASES.values(), ids=CASES.keys())
def test_what_is_no_yaml_of_a_plan_meets_a_plain_message(data: bytes, is_in_a_record: bool, small_copy: Path) -> None:  # noqa: FBT001
    (small_copy / AIM).write_bytes(RECORD.encode() + data if is_in_a_record else data)
    if is_in_a_record and not data.strip(b"\0"):
        (small_copy / AIM).write_bytes(data)
    began = time.process_time()
    prepared = prepare(Project(small_copy / "plan_data", small_copy / "content", Site()))
    assert time.process_time() - began < 2
    errors = errors_among(prepared.problems)
    assert {problem.place.file for problem in errors} == {AIM}
    assert len(errors) == 1 or not is_in_a_record  # a piece of a record lacks other fields besides
    for problem in errors:
        said = f"{problem.what} {problem.remedy} {problem.record}"
        assert not _TECHNICAL.search(said)
        assert said.isprintable()
        assert problem.remedy.endswith((".", "?"))
        assert 1 <= problem.place.line <= max(1, (small_copy / AIM).read_bytes().count(b"\n"))
