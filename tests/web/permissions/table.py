"""What is expected, read from the tables that people wrote beside this file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from .world import ROLES

FOLDER = Path(__file__).parent
WORDS = frozenset({"ok", "do", "go", "in", "no", "ban"})
LET_IN = frozenset({"ok", "do", "go"})
METHODS = frozenset({"GET", "POST"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One address and method: what somebody of each role gets, of their own side and of the other.

    Parameters
    ----------
    route : str
        The name of the address.
    method : str
    arguments, form : dict of str to str
        The parts of the address and what is sent: each a word for a thing of the world, or a plain value after `=`.
    expected : dict of str to (str, str)
        By role: one's own, and the other's.
    """

    route: str
    method: str
    arguments: dict[str, str]
    form: dict[str, str]
    expected: dict[str, tuple[str, str]]

    @property
    def has_sides(self) -> bool:
        """Whether it names a thing that both sides have."""
        named = [*self.arguments.values(), *self.form.values()]
        return any(not value.startswith(("=", "mine.")) for value in named)

    @property
    def let_in(self) -> str | None:
        """Somebody who is let in on their own side."""
        return next((role for role, (own, _) in self.expected.items() if own in LET_IN), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One address as some people try it, all with the same outcome.

    Parameters
    ----------
    line : int
        Where it stands in its file.
    route, method : str
    arguments, form : dict of str to str
    who : tuple of str
    expected : str
    """

    line: int
    route: str
    method: str
    arguments: dict[str, str]
    form: dict[str, str]
    who: tuple[str, ...]
    expected: str


def rows(file: str = "expectations.md") -> list[Row]:
    """Every row of the table of roles; a malformed one is an error that names its line."""
    return [_row(cells, number) for number, cells in _lines(file)]


def cases(file: str) -> list[Case]:
    """Every row of a table of cases."""
    return [_case(cells, number) for number, cells in _lines(file)]


def _lines(file: str) -> Iterator[tuple[int, list[str]]]:
    for number, line in enumerate((FOLDER / file).read_text(encoding="utf-8").splitlines(), 1):
        cells = [cell.strip().strip("`") for cell in line.strip().removeprefix("|").removesuffix("|").split("|")]
        if line.startswith("|") and cells[0] not in ("route", "who", "") and not set(cells[0]) <= {"-", ":"}:
            yield number, cells


def _row(cells: list[str], number: int) -> Row:
    route, method, arguments, form, *expected = cells
    assert method in METHODS, f"line {number}: {method!r} is no method"
    assert len(expected) == len(ROLES), f"line {number}: {len(expected)} roles, {len(ROLES)} are expected"
    pairs = {role: _pair(cell, number) for role, cell in zip(ROLES, expected, strict=True)}
    return Row(route=route, method=method, arguments=_parts(arguments), form=_parts(form), expected=pairs)


def _case(cells: list[str], number: int) -> Case:
    route, method, arguments, form, who, expected = cells
    assert method in METHODS, f"line {number}: {method!r} is no method"
    assert expected in WORDS, f"line {number}: {expected!r} is none of {', '.join(sorted(WORDS))}"
    return Case(
        line=number,
        route=route,
        method=method,
        arguments=_parts(arguments),
        form=_parts(form),
        who=tuple(who.split()),
        expected=expected,
    )


def _parts(cell: str) -> dict[str, str]:
    return dict(part.split(":", 1) for part in cell.split())  # type: ignore[misc]


def _pair(cell: str, number: int) -> tuple[str, str]:
    own, _, other = cell.partition("/")
    pair = own, other or own
    assert WORDS.issuperset(pair), f"line {number}: {cell!r} is none of {', '.join(sorted(WORDS))}"
    return pair


def visible_offerings() -> dict[str, tuple[set[str], ...]]:
    """By person, the offers of each of the three organisations that they read of, by whom these are for."""
    return {who: tuple(set(cell.split()) for cell in cells) for _, (who, *cells) in _lines("offerings.md")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Configured:
    """An address that a campus has where a way in is switched on.

    Parameters
    ----------
    route : str
    arguments : dict of str to str
        Plain values.
    expected : dict of str to str
        By who asks.
    """

    route: str
    arguments: dict[str, str]
    expected: dict[str, str]

    def path(self, reverse: Callable[..., str]) -> str:
        """Return the address; one without a name stands in the table by its pattern."""
        if "/" in self.route:
            return f"/accounts/{self.route}"
        return reverse(self.route, kwargs=self.arguments)


def configured() -> list[Configured]:
    """Every row of the table of the ways in that can be switched on."""
    who = ("anonymous", "owner", "pupil", "fictional")
    found = []
    for _, (route, arguments, *expected) in _lines("configured.md"):
        pairs = dict(zip(who, expected, strict=True))
        assert WORDS.issuperset(pairs.values()), route
        found.append(Configured(route=route, arguments=_parts(arguments), expected=pairs))
    return found
