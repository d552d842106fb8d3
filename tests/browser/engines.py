"""Three checkers of built pages: axe and IBM's in the browser, and the Nu HTML checker over a folder."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

from sites import served
from tools import installed, java, script

# Every rule of every WCAG level, of best practice and of those on trial; also the ones that axe leaves off by itself.
# Review items do not look for faults: they ask a person to look at whatever is hidden or framed.
_AXE = """async asked => {
  const left_out = ['deprecated', 'review-item'];
  const every = axe.getRules().filter(rule => !rule.tags.some(tag => left_out.includes(tag))).map(rule => rule.ruleId);
  const rules = asked.length ? asked : every;
  const found = await axe.run(document, {
    runOnly: { type: 'rule', values: rules }, resultTypes: ['violations', 'incomplete'],
  });
  const why = node => [...node.any, ...node.all, ...node.none].map(check => check.message).join('; ');
  const line = (rule, node) => `${rule.id}: ${node.target.flat().join(' ')}: ${why(node)}`;
  const lines = rules => rules.flatMap(rule => rule.nodes.map(node => line(rule, node)));
  return [lines(found.violations), lines(found.incomplete)];
}"""

OF_LOOKS = ("color-contrast-enhanced", "link-in-text-block", "target-size", "scrollable-region-focusable")
"""The rules of axe whose answer depends on colours and widths; all others ask the document. A contrast that is enough
for the first is enough for `color-contrast` too."""

# Its newest rules: those of WCAG 2.2 and a few more.
_IBM = """async value => {
  const { results } = await new ace.Checker().check(document, ['IBM_Accessibility_next']);
  return results
    .filter(found => found.value.join() === value)
    .map(found => `${found.ruleId}: ${found.path.dom}: ${found.message}`);
}"""

# The checker asks of loopback addresses only when it is told to; read as files, pages have no origin, so that it
# takes 'self' in their security policy for nobody. The first three are for speed; its parser needs the large stack.
_JAVA_OPTIONS = (
    "-XX:TieredStopAtLevel=1",
    "-XX:+UseSerialGC",
    "-Xshare:auto",
    "-Xss4m",
    "-Dnu.validator.servlet.allow-forbidden-hosts=true",
)
_NU = "vnu-jar/build/dist/vnu.jar"


@dataclass(frozen=True)
class Findings:
    """What axe found, each as "rule: element: why"."""

    violations: tuple[str, ...]
    incomplete: tuple[str, ...]
    """What it could not decide."""


def axe(page: Page, rules: Sequence[str] = ()) -> Findings:
    """What these rules find, or all of them."""
    _inject(page, "axe", "axe-core/axe.min.js")
    violations, incomplete = page.evaluate(_AXE, list(rules))
    return Findings(tuple(violations), tuple(incomplete))


def ibm(page: Page) -> tuple[str, ...]:
    """What IBM's engine is sure of."""
    return _ibm(page, "VIOLATION,FAIL")


def ibm_potential(page: Page) -> tuple[str, ...]:
    """What a person should look at, as IBM's engine sees it."""
    return _ibm(page, "VIOLATION,POTENTIAL")


def nu(*folders: Path) -> dict[Path, tuple[str, ...]]:
    """All that the Nu checker says of the HTML files of built sites, each as "file:line: message"."""
    with ExitStack() as stack:
        addresses = {folder: stack.enter_context(served(folder)) for folder in folders}
        said = _nu([f"{addresses[folder]}/{file}" for folder in folders for file in _documents(folder)])
    found = json.loads(said)["messages"]
    return {
        folder: tuple(_line(each, address) for each in found if each["url"].startswith(f"{address}/"))
        for folder, address in addresses.items()
    }


def _documents(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*.html"))]


def _inject(page: Page, name: str, package_path: str) -> None:
    """Once for each document, and past its security policy, which holds for its own scripts alone."""
    if page.evaluate(f"typeof {name} === 'undefined'"):
        page.evaluate(script(package_path))


def _ibm(page: Page, value: str) -> tuple[str, ...]:
    _inject(page, "ace", "accessibility-checker-engine/ace.js")
    return tuple(page.evaluate(_IBM, value))


def _nu(addresses: list[str]) -> str:
    command = [*java(), *_JAVA_OPTIONS, "-jar", str(installed(_NU)), "--format", "json", "--exit-zero-always"]
    return subprocess.run([*command, *addresses], check=True, capture_output=True, text=True, timeout=120).stderr


def _line(found: dict[str, str | int], address: str) -> str:
    file = str(found.get("url", "")).removeprefix(f"{address}/")
    return f"{file}:{found.get('lastLine', 0)}: {found['message']}"
