"""axe-core in the page: what it finds is a fault, whatever its impact."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

SOURCE = Path(__file__).parent / "vendor" / "axe.min.js"
TARGETS = "target-size"
"""The rule of 24 px targets, which axe-core leaves out by default."""


@cache
def _source() -> str:
    return SOURCE.read_text(encoding="utf-8")


def violations(page: Page, without: tuple[str, ...]) -> list[str]:
    """Return what axe-core finds on a page in its present state, a line for each node."""
    rules = {TARGETS: {"enabled": True}} | {rule: {"enabled": False} for rule in without}
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(_source())
    options = {"resultTypes": ["violations"], "rules": rules}
    found: dict[str, Any] = page.evaluate("(options) => axe.run(document, options)", options)
    return [
        f"{each['id']} ({each['impact']}): {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for each in found["violations"]
        for node in each["nodes"]
    ]


def assert_accessible(page: Page, what: str, *, without: tuple[str, ...] = ()) -> None:
    """Check a page in the state in which it is: nothing that axe-core finds, and nothing to scroll sideways.

    Parameters
    ----------
    page : Page
    what : str
        How to call that state.
    without : tuple of str
        Rules that are left out; whoever passes one says why.

    Raises
    ------
    AssertionError
        With every violation.
    """
    found = violations(page, without)
    wide = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
    found += [f"the page is {wide} px wider than its window"] if wide > 0 else []
    assert not found, "\n".join([f"{what}, {page.url}:", *found])
