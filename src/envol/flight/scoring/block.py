"""One block of a grade: a share of its points, and the lines that it rests on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that a block counted.

    Parameters
    ----------
    what : str
        The criterion, alarm, limit or malfunction.
    points : float
        From 0 to 1.
    weight : float
    scan : int or None
        The moment that it opens onto.
    facts : mapping
        Numbers behind it.
    """

    what: str
    points: float
    weight: float = 1.0
    scan: int | None = None
    facts: dict[str, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A part of the grade; `points` is None where nothing required it."""

    name: str
    weight: float
    points: float | None
    lines: tuple[Line, ...] = ()


def block_of(name: str, weight: float, lines: list[Line]) -> Block:
    """Return the block whose points are the weighted mean of its lines."""
    total = sum(line.weight for line in lines)
    points = sum(line.points * line.weight for line in lines) / total if total else None
    return Block(name=name, weight=weight, points=points, lines=tuple(lines))
