"""Traps for whoever reads a plan's files: what no text file can hold, and what is meant to take for ever."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable
from pathlib import Path

AIM = "plan_data/aims/being-heard.yml"
TITLE = b"id: being-heard\nnumber: 1\nsource: small-source\nobjectives_missing: None.\nsummary: Heard.\ntitle: "

Spring = Callable[[Path], str]
"""Sets a trap in a project and says which file the message must name."""


def a_linked_file(folder: Path) -> str:
    path = folder / AIM
    path.rename(folder / "elsewhere.yml")
    path.symlink_to(folder / "elsewhere.yml")
    return AIM


def a_link_to_nothing(folder: Path) -> str:
    (folder / AIM).unlink()
    (folder / AIM).symlink_to(folder / "nothing.yml")
    return AIM


def a_linked_folder(folder: Path) -> str:
    path = folder / "plan_data/aims"
    path.rename(folder / "elsewhere")
    path.symlink_to(folder / "elsewhere")
    return "plan_data/aims"


def a_linked_page(folder: Path) -> str:
    (folder / "page.txt").write_text("---\ntitle: A page\ndescription: A page.\n---\n", encoding="utf-8")
    (folder / "content/page.md").symlink_to(folder / "page.txt")
    return "content/page.md"


def linked_pictures(folder: Path) -> str:
    (folder / "elsewhere").mkdir()
    (folder / "plan_data/pictures").symlink_to(folder / "elsewhere")
    return "plan_data/pictures"


def a_pipe(folder: Path) -> str:
    (folder / AIM).unlink()
    os.mkfifo(folder / AIM)
    return AIM


def a_pipe_for_a_page(folder: Path) -> str:
    os.mkfifo(folder / "content/page.md")
    return "content/page.md"


def a_large_file(folder: Path) -> str:
    (folder / AIM).write_bytes(b"# words\n" * 130_000)
    return AIM


def a_folder_for_a_file(folder: Path) -> str:
    (folder / AIM).unlink()
    (folder / AIM).mkdir()
    return AIM


def a_folder_for_the_plan(folder: Path) -> str:
    (folder / "plan_data/plan.yml").unlink()
    (folder / "plan_data/plan.yml").mkdir()
    return "plan_data/plan.yml"


def a_file_for_a_folder(folder: Path) -> str:
    shutil.move(folder / AIM, folder / "aims")
    (folder / "plan_data/aims").rmdir()
    shutil.move(folder / "aims", folder / "plan_data/aims")
    return "plan_data/aims"


def a_file_for_the_pages(folder: Path) -> str:
    shutil.rmtree(folder / "content")
    (folder / "content").write_text("Words.\n", encoding="utf-8")
    return "content"


def no_plan_folder(folder: Path) -> str:
    shutil.rmtree(folder / "plan_data")
    return "plan_data"


def a_file_for_the_plan_folder(folder: Path) -> str:
    shutil.rmtree(folder / "plan_data")
    (folder / "plan_data").write_text("Words.\n", encoding="utf-8")
    return "plan_data"


def ten_thousand_brackets(folder: Path) -> str:
    (folder / AIM).write_bytes(TITLE + b"[" * 10_000)
    return AIM


def ten_thousand_brackets_that_close(folder: Path) -> str:
    (folder / AIM).write_bytes(TITLE + b"[" * 10_000 + b"]" * 10_000 + b"\n")
    return AIM


def ten_thousand_dashes(folder: Path) -> str:
    (folder / AIM).write_bytes(b"- " * 10_000 + b"words\n")
    return AIM


def an_alias_bomb(folder: Path) -> str:
    lines = ["a: &a [words, words, words, words, words, words, words, words, words]\n"]
    lines += [f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)]
    (folder / AIM).write_text("".join(lines), encoding="utf-8")
    return AIM


def _title(data: bytes) -> Spring:
    def spring(folder: Path) -> str:
        (folder / AIM).write_bytes(TITLE + data + b"\n")
        return AIM

    return spring


one_long_line = _title(b"w" * 900_000)
one_long_line_of_words = _title(b"words " * 150_000)
one_long_line_of_items = _title(b"[" + b"w, " * 300_000 + b"w]")
one_long_line_of_fields = _title(b"{" + b"w: w, " * 150_000 + b"w: w}")
one_long_line_in_a_quote = _title(b'"' + b"w" * 900_000)


def a_long_unknown_word(folder: Path) -> str:
    (folder / AIM).write_bytes(TITLE + b"Heard\n? " + b"title" * 180_000 + b"\n: words\n")
    return AIM


def a_page_of_brackets(folder: Path) -> str:
    page = b"---\ntitle: A page\ndescription: A page.\n---\n" + b"[" * 20_000 + b"\n\n[dead](/dead/)\n"
    (folder / "content/page.md").write_bytes(page)
    return "content/page.md"


def a_page_of_quotes_in_quotes(folder: Path) -> str:
    page = b"---\ntitle: A page\ndescription: A page.\n---\n" + b"> " * 5_000 + b"words\n\n[dead](/dead/)\n"
    (folder / "content/page.md").write_bytes(page)
    return "content/page.md"


def a_file_name_with_an_escape(folder: Path) -> str:
    (folder / "plan_data/\x1b[31mred.yml").write_text("title: words\n", encoding="utf-8")
    return "plan_data/?[31mred.yml"


def a_page_name_with_an_escape(folder: Path) -> str:
    (folder / "content/\x1b[31mred.md").write_text("Words\n", encoding="utf-8")
    return "content/?[31mred.md"


def a_file_name_that_is_not_text(folder: Path) -> str:
    (folder / os.fsdecode(b"plan_data/caf\xe9.yml")).write_text("title: words\n", encoding="utf-8")
    return "plan_data/caf?.yml"


def a_page_name_that_is_not_text(folder: Path) -> str:
    (folder / os.fsdecode(b"content/caf\xe9.md")).write_text("Words\n", encoding="utf-8")
    return "content/caf?.md"


def a_link_to_itself(folder: Path) -> str:
    (folder / AIM).unlink()
    (folder / AIM).symlink_to(folder / AIM)
    return AIM


def a_folder_that_leads_back_into_itself(folder: Path) -> str:
    (folder / "content/again").symlink_to(folder / "content")
    return "content/again"


def a_link_to_a_device(folder: Path) -> str:
    (folder / AIM).unlink()
    (folder / AIM).symlink_to("/dev/zero")
    return AIM


def linked_settings(folder: Path) -> str:
    (folder / "mkdocs.yml").rename(folder / "elsewhere.yml")
    (folder / "mkdocs.yml").symlink_to(folder / "elsewhere.yml")
    return "mkdocs.yml"


def a_linked_plan_folder(folder: Path) -> str:
    (folder / "plan_data").rename(folder / "elsewhere")
    (folder / "plan_data").symlink_to(folder / "elsewhere")
    return "plan_data"


def a_linked_folder_of_pages(folder: Path) -> str:
    (folder / "content").rename(folder / "elsewhere")
    (folder / "content").symlink_to(folder / "elsewhere")
    return "content"


def a_linked_register(folder: Path) -> str:
    (folder / "plan_data/addresses.txt").unlink(missing_ok=True)
    (folder / "plan_data/addresses.txt").symlink_to("/etc/passwd")
    return "plan_data/addresses.txt"


def a_linked_picture(folder: Path) -> str:
    (folder / "content/map.svg").symlink_to("/etc/passwd")
    return "content/map.svg"


def a_pipe_for_a_picture(folder: Path) -> str:
    os.mkfifo(folder / "content/map.svg")
    return "content/map.svg"


def a_pipe_for_the_settings(folder: Path) -> str:
    (folder / "mkdocs.yml").unlink()
    os.mkfifo(folder / "mkdocs.yml")
    return "mkdocs.yml"


def a_pipe_for_the_register(folder: Path) -> str:
    (folder / "plan_data/addresses.txt").unlink(missing_ok=True)
    os.mkfifo(folder / "plan_data/addresses.txt")
    return "plan_data/addresses.txt"


def a_pipe_for_any_file(folder: Path) -> str:
    os.mkfifo(folder / "content/notes")
    return "content/notes"


def a_door_of_a_program(folder: Path) -> str:
    (folder / AIM).unlink()
    with socket.socket(socket.AF_UNIX) as door:
        here = Path.cwd()
        os.chdir(folder / "plan_data/aims")  # a door's whole name must be short
        door.bind("being-heard.yml")
        os.chdir(here)
    return AIM


def _of_100_megabytes(path: Path) -> None:
    with path.open("wb") as file:
        file.write(b"# ")
        file.truncate(100_000_000)


def an_aim_of_100_megabytes(folder: Path) -> str:
    _of_100_megabytes(folder / AIM)
    return AIM


def a_page_of_100_megabytes(folder: Path) -> str:
    _of_100_megabytes(folder / "content/page.md")
    return "content/page.md"


def a_picture_of_100_megabytes(folder: Path) -> str:
    _of_100_megabytes(folder / "content/map.svg")
    return "content/map.svg"


def settings_of_100_megabytes(folder: Path) -> str:
    _of_100_megabytes(folder / "mkdocs.yml")
    return "mkdocs.yml"


def a_register_of_100_megabytes(folder: Path) -> str:
    _of_100_megabytes(folder / "plan_data/addresses.txt")
    return "plan_data/addresses.txt"


def a_drawing_in_drawings(folder: Path) -> str:
    (folder / "content/map.svg").write_bytes(b"<g>" * 60_000 + b"</g>" * 60_000)
    return "content/map.svg"


def a_drawing_with_a_bomb(folder: Path) -> str:
    words = "".join(f'<!ENTITY {b} "{f"&{a};" * 9}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    text = f'<!DOCTYPE svg [<!ENTITY a "words">{words}]><svg xmlns="http://www.w3.org/2000/svg">&i;</svg>'
    (folder / "content/map.svg").write_text(text, encoding="utf-8")
    return "content/map.svg"


def a_merge_bomb(folder: Path) -> str:
    lines = ["a: &a {w: words}\n"]
    lines += [f"{b}: &{b} {{<<: [{', '.join([f'*{a}'] * 9)}]}}\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)]
    (folder / AIM).write_text("".join(lines), encoding="utf-8")
    return AIM


def brackets_in_the_settings(folder: Path) -> str:
    with (folder / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("more: " + "[" * 100_000 + "\n")
    return "mkdocs.yml"


def settings_that_lead_away(folder: Path) -> str:
    with (folder / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("docs_dir: ../../etc\n")
    return "mkdocs.yml"


def settings_with_a_name_that_no_file_can_have(folder: Path) -> str:
    with (folder / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write('docs_dir: "a\\0b"\n')
    return "mkdocs.yml"


def folders_in_folders(folder: Path) -> str:
    os.makedirs(folder / "content" / "/".join("d" * 900))  # noqa: PTH103 - Path.mkdir would ask itself too often
    return "content/d/d/d/d/d/d/d/d"


def folders_in_a_folder_of_records(folder: Path) -> str:
    os.makedirs(folder / "plan_data/aims" / "/".join("d" * 900))  # noqa: PTH103
    return "plan_data/aims/d"


def a_hundred_thousand_empty_items(folder: Path) -> str:
    (folder / "plan_data/words.yml").write_bytes(b"-\n" * 100_000)
    return "plan_data/words.yml"


def many_things_that_an_aim_is_said_to_be_about(folder: Path) -> str:
    (folder / AIM).write_bytes(TITLE + b"Heard\neasy_read:\n" + b"  - words: We listen.\n" * 10_000)
    return AIM


def a_word_without_an_end(folder: Path) -> str:
    (folder / AIM).write_bytes(TITLE + b"\xf0\x9f\x91\xa9\xe2\x80\x8d" * 100_000 + b"\n")
    return AIM


def a_page_of_stars(folder: Path) -> str:
    page = b"---\ntitle: A page\ndescription: A page.\n---\n" + b"*a **b " * 7_000 + b"\n\n[dead](/dead/)\n"
    (folder / "content/page.md").write_bytes(page)
    return "content/page.md"


def a_page_of_lists_in_lists(folder: Path) -> str:
    items = b"".join(b" " * 4 * depth + b"- a\n" for depth in range(150))
    (folder / "content/page.md").write_bytes(
        b"---\ntitle: A page\ndescription: A page.\n---\n" + items[:45_000] + b"\n\n[dead](/dead/)\n"
    )
    return "content/page.md"


def front_matter_that_is_nested(folder: Path) -> str:
    (folder / "content/page.md").write_bytes(b"---\ntitle: " + b"[" * 10_000 + b"\ndescription: A page.\n---\nWords\n")
    return "content/page.md"


TRAPS: dict[str, Spring] = {
    name: spring
    for name, spring in list(globals().items())
    if not name.startswith("_") and getattr(spring, "__module__", "") == __name__ and callable(spring)
}
