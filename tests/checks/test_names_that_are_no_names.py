"""A name that no file can have is one sentence to whoever typed it, and never called a fault of ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from plan_tools.cli.exit_codes import PROBLEMS, USAGE
from plan_tools.commands import main

TOO_LONG = "x" * 5000
COMMANDS = [
    *(["--folder", "NAME", *words] for words in (["check"], ["tidy"], ["register"], ["schema"], ["new", "aim", "x"])),
    *(["--folder", "NAME", *words] for words in (["diff", "main"], ["pages", "out"], ["review-kit"])),
    ["--folder", "NAME", "edit"],
    ["diff", "NAME"],
    ["diff", ".", "NAME"],
    ["start", "NAME", "--council", "A", "--area", "B"],
    ["review", "--results", "NAME"],
    ["review-kit", "NAME"],
    ["new", "aim", "NAME"],
    ["pages", "NAME"],
]


@pytest.mark.parametrize("name", [TOO_LONG, "loop", "loop/inside", "file/inside"])
@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_name_that_no_file_can_have_is_said_in_a_sentence(
    words: list[str], name: str, small_copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(small_copy)
    Path("loop").symlink_to("loop")
    Path("file").write_text("words")
    try:
        code = main([name if word == "NAME" else word for word in words])
    except SystemExit as ended:
        code = int(ended.code or 0)
    said = "".join(capsys.readouterr())
    assert "Traceback" not in said
    assert code in {0, PROBLEMS, USAGE}, said
    if name == TOO_LONG:
        assert code in {PROBLEMS, USAGE}
