"""What comes first: names, each with the names that must come before it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TypeAlias

Before: TypeAlias = Mapping[str, Collection[str]]
"""What must come before each name. What is named and is no key of its own has nothing before it."""


def cycles(before: Before) -> Iterator[tuple[str, ...]]:
    """Yield cycles, each as the names in order: every one must come before the next, and the last before the first.

    There is none exactly where the names can be sorted; taking from each cycle that the last must come before the first
    leaves none.
    """
    done: set[str] = set()
    for start in before:
        if start not in done:
            yield from _cycles_from(start, before, done)


def _cycles_from(start: str, before: Before, done: set[str]) -> Iterator[tuple[str, ...]]:
    # By hand and not by recursion, which a long chain would end.
    path = [start]
    pending = [iter(before[start])]
    while path:
        name = next(pending[-1], None)
        if name is None:
            done.add(path.pop())
            pending.pop()
        elif name in path:
            # The path goes from what comes later to what comes before it.
            yield tuple(reversed(path[path.index(name) :]))
        elif name not in done and name in before:
            path.append(name)
            pending.append(iter(before[name]))


def all_before(name: str, before: Before) -> frozenset[str]:
    """Return everything that must come before a name, at any remove; the name itself where it is in a cycle."""
    found: set[str] = set()
    pending = list(before.get(name, ()))
    while pending:
        each = pending.pop()
        if each not in found:
            found.add(each)
            pending += before.get(each, ())
    return frozenset(found)


def sorted_by(before: Before) -> tuple[str, ...]:
    """Return the names so that each follows all that must come before it; among equals, in the order of the keys.

    Raises
    ------
    ValueError
        If there is a cycle.
    """
    if cycle := next(cycles(before), None):
        raise ValueError(f"{' before '.join((*cycle, cycle[0]))} is a cycle")
    order: dict[str, None] = {}
    for name in before:
        _place(name, before, order)
    return tuple(order)


def _place(start: str, before: Before, order: dict[str, None]) -> None:
    pending = [start]
    while pending:
        name = pending[-1]
        missing = [each for each in before[name] if each in before and each not in order]
        if missing:
            pending.append(missing[0])
        else:
            order.setdefault(pending.pop())
