"""axe-core in the page: what it finds is a fault, whatever its impact."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

SOURCE = Path(__file__).parent / "vendor" / "axe.min.js"


@cache
def _source() -> str:
    return SOURCE.read_text(encoding="utf-8")


def violations(page: Page, *, without: tuple[str, ...] = ()) -> list[str]:
    """Return what axe-core finds on a page, a line for each node.

    Parameters
    ----------
    without : tuple of str
        Rules that are left out; whoever passes one says why.
    """
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(_source())
    options = {"resultTypes": ["violations"], "rules": {rule: {"enabled": False} for rule in without}}
    found: dict[str, Any] = page.evaluate("(options) => axe.run(document, options)", options)
    return [
        f"{each['id']} ({each['impact']}): {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for each in found["violations"]
        for node in each["nodes"]
    ]


def assert_accessible(page: Page, what: str) -> None:
    """Check a page in the state in which it is.

    Raises
    ------
    AssertionError
        With every violation.
    """
    found = violations(page)
    assert not found, "\n".join([f"{what}, {page.url}:", *found])
