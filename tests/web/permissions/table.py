"""What is expected, read from the table that people wrote: `expectations.md` beside this file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .world import ROLES

FILE = Path(__file__).parent / "expectations.md"
WORDS = frozenset({"ok", "do", "go", "in", "no", "ban"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One address and method: what somebody of each role gets, of their own side and of the other.

    Parameters
    ----------
    route : str
        The name of the address.
    method : str
    arguments : dict of str to str
        The parts of the address: each a word for a thing of the world, or a plain value after `=`.
    expected : dict of str to (str, str)
        By role: one's own, and the other's.
    """

    route: str
    method: str
    arguments: dict[str, str]
    expected: dict[str, tuple[str, str]]


def rows() -> list[Row]:
    """Every row of the table; a malformed one is an error that names its line."""
    found = []
    for number, line in enumerate(FILE.read_text(encoding="utf-8").splitlines(), 1):
        cells = [cell.strip().strip("`") for cell in line.strip().strip("|").split("|")]
        if not line.startswith("|") or cells[0] in ("route", "") or set(cells[0]) <= {"-", ":"}:
            continue
        found.append(_row(cells, number))
    return found


def _row(cells: list[str], number: int) -> Row:
    route, method, arguments, *expected = cells
    assert len(expected) == len(ROLES), f"line {number}: {len(expected)} roles, {len(ROLES)} are expected"
    pairs = {role: _pair(cell, number) for role, cell in zip(ROLES, expected, strict=True)}
    parts = dict(part.split(":", 1) for part in arguments.split()) if arguments else {}
    return Row(route=route, method=method, arguments=parts, expected=pairs)


def _pair(cell: str, number: int) -> tuple[str, str]:
    own, _, other = cell.partition("/")
    pair = own, other or own
    assert WORDS.issuperset(pair), f"line {number}: {cell!r} is none of {', '.join(sorted(WORDS))}"
    return pair
