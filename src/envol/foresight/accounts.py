"""Where everybody went: the flows between stocks, by year, level, region and draw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.floating]


class Flow(StrEnum):
    """Persons a year. Those of trainings stand at the level and in the region of the training."""

    BEGAN = "began"
    """Of the cohort that ends this year, those who once entered."""
    GRADUATED = "graduated"
    WENT_ON = "went on"
    """Graduates who go on studying: `joined`, `turned away` or `outside` in the same region."""
    JOINED = "joined"
    """Of those, who find a place in a training, at its level."""
    TURNED_AWAY = "turned away"
    """Of those, who find no place there."""
    OUTSIDE = "outside"
    """Of those, who study what is not counted here, at the level of their diploma."""
    SET_OUT = "set out"
    """Graduates who find work in an occupation, in whatever region."""
    ELSEWHERE = "elsewhere"
    """Graduates who find none, or in other occupations."""
    ENTERED = "entered"
    """Those who set out, in the region where they work."""
    AWAY = "away"
    """Those who set out and work in none of the regions; in the first region's place, as no region is theirs."""
    ARRIVED = "arrived"
    LEFT = "left"
    """Retirements and quits."""
    RISEN = "risen"
    """Promotions out of a level."""
    RAISED = "raised"
    """Promotions into a level."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Book:
    """Where flows are written down, each of shape (year, level, region, draw) (persons/a)."""

    flows: dict[Flow, NDArray[np.float32]] = field(default_factory=dict)
    shape: tuple[int, int, int, int]

    def page(self, year: int, chunk: slice) -> Page:
        """Return where the flows of a year in some draws are written down."""
        return Page(book=self, year=year, chunk=chunk)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Page:
    """A year of a book, in some draws."""

    book: Book
    year: int
    chunk: slice

    def note(self, flow: Flow, people: Floats) -> None:
        """Write down a flow of shape (level, region, draw); what is beyond the last draw is left out."""
        place = self._place(flow)
        place[:] = people[..., : place.shape[-1]]

    def note_national(self, flow: Flow, people: Floats) -> None:
        """Write down a flow of shape (level, draw) that is no region's, in the first region's place."""
        place = self._place(flow)
        place[:, 0] = people[..., : place.shape[-1]]

    def _place(self, flow: Flow) -> NDArray[np.float32]:
        if flow not in self.book.flows:
            self.book.flows[flow] = np.zeros(self.book.shape, dtype=np.float32)
        return self.book.flows[flow][self.year, ..., self.chunk]


def conserved(flows: Mapping[Flow, NDArray[np.float32]], before: Floats, after: Floats, *, first: int = 0) -> Floats:
    """Return persons too many after each year, by (year, level, region, draw): zero where nobody appears or is lost.

    Parameters
    ----------
    flows : mapping
    before, after : ndarray of shape (year, level, region, draw)
        People in all occupations at the beginning and at the end of each year.
    first : int
        The projected year that these tables begin with.
    """
    gained = flows[Flow.ENTERED] + flows[Flow.ARRIVED] + flows[Flow.RAISED]
    lost = flows[Flow.LEFT] + flows[Flow.RISEN]
    return np.asarray(after - before - gained[first:] + lost[first:])
