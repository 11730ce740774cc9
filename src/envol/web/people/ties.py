"""What ties people to the campus: the apps above tell whose account has to stay, and what leaving it means for others.

Roles and classes are kept by apps that know people, and that people do not know.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """One kind of tie.

    Parameters
    ----------
    name : str
    holds : callable
        Return those of some people whose account has to stay, however long they have not come.
    warnings : callable
        Return what somebody should know before they erase their account, each a sentence in the language of the page.
    """

    name: str
    holds: Callable[[Collection[UUID]], set[UUID]]
    warnings: Callable[[UUID], list[str]]


_ties: dict[str, Tie] = {}


def register_tie(tie: Tie) -> None:
    """Register a kind of tie; once, when its app is ready."""
    _ties[tie.name] = tie


def is_anything_told() -> bool:
    """Say whether anybody tells of ties: where nobody does, no account may end by its age."""
    return bool(_ties)


def held(people: Collection[UUID]) -> set[UUID]:
    """Return those whose account has to stay."""
    return set().union(*(tie.holds(people) for tie in _ties.values()))


def warnings_for(person: UUID) -> list[str]:
    """Return what somebody should know before they leave."""
    return [sentence for name in sorted(_ties) for sentence in _ties[name].warnings(person)]
