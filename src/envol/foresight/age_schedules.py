"""How people and what befalls them are spread over single ages, each with its status: is it known or assumed?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from envol.errors import EnvolError
from envol.foresight.situation import Situation, Table

FIRST_AGE, AGES = 18, 50
"""From 18 to 67; the last is of 67 years and more."""
RETIRING_AT, RETIRING_OVER = 62.0, 1.5
"""Age at which half of those who ever retire in a year of age do, and how fast that share climbs (a); assumed."""


class Status(StrEnum):
    """How well a figure is known."""

    PUBLISHED = "published"
    FITTED = "fitted"
    TUNED = "tuned"
    ASSUMED = "assumed"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Schedule:
    """A figure by single age.

    Parameters
    ----------
    table : ndarray
        Its last axis is the age.
    status : Status
    source : str
        Where it comes from, or why it is assumed.
    """

    table: Table
    status: Status
    source: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AgeSchedules:
    """What a situation lacks to be projected by single age.

    The last age is open: whoever is older stays in it until he or she leaves.

    Parameters
    ----------
    people : Schedule that broadcasts to (L, R, O, A)
        Share of a cell's people by age at the start; 1 in all.
    retirement : Schedule of shape (L, A)
        Share of them who leave work for good in a year.
    quits : Schedule of shape (L, O, A)
        Share of the others who leave the occupation.
    joining, arriving : Schedule of shape (L, A)
        Share by age of those who come from training, and of those who come otherwise, at the end of the year in which
        they come; 1 in all.
    first_age : int
        (a)

    Raises
    ------
    EnvolError
        If a rate or share is none, or shares are not 1 in all.
    """

    people: Schedule
    retirement: Schedule
    quits: Schedule
    joining: Schedule
    arriving: Schedule
    first_age: int = FIRST_AGE

    def __post_init__(self) -> None:
        if self.ages < 2:
            raise EnvolError(f"the age schedule 'people' has {self.ages} age: nobody grows older with fewer than two")
        for name in ("people", "retirement", "quits", "joining", "arriving"):
            table = getattr(self, name).table
            wrong = table[~((table >= 0) & (table <= 1))]
            if wrong.size:
                raise EnvolError(f"the age schedule {name!r} holds {wrong[0]:g}: every value of it lies from 0 to 1")
            if table.shape[-1] != self.ages:
                raise EnvolError(f"the age schedule {name!r} has {table.shape[-1]} ages, and `people` has {self.ages}")
        for name in ("people", "joining", "arriving"):
            sums = getattr(self, name).table.sum(axis=-1)
            if not np.allclose(sums, 1.0):
                found = sums.flat[np.abs(sums - 1).argmax()]
                raise EnvolError(f"the age schedule {name!r} adds up to {found:g}: it shares people out, 1 in all")

    @property
    def ages(self) -> int:
        """How many single ages there are."""
        return int(self.people.table.shape[-1])


def assumed_schedules(situation: Situation, ages: int = AGES) -> AgeSchedules:
    """Return schedules for a situation of which no age is known: all assumed, and its rates kept on average.

    People are even from 25 to 60 and fewer on both sides; retirement climbs around 62 and is that of the situation on
    the whole; those who quit do so at any age; those who leave training are 20 to 26, who come otherwise 25 to 50.
    """
    levels, _, occupations = situation.perimeter.shape
    age = np.arange(ages) + FIRST_AGE
    people = _shares(np.minimum(np.clip((age - FIRST_AGE + 1) / 8, 0, 1), np.clip((68 - age) / 8, 0, 1)))
    shape = 1 / (1 + np.exp(-(age - RETIRING_AT) / RETIRING_OVER))
    retirement = _means(situation.retirement.mean, situation).mean(axis=(1, 2))
    quits = _means(situation.quits.mean, situation).mean(axis=1)
    return AgeSchedules(
        people=_assumed(people, "even from 25 to 60"),
        retirement=_assumed(
            np.minimum(retirement[:, None] * shape / (people * shape).sum(), 1.0), "around 62, the level's rate in all"
        ),
        quits=_assumed(np.broadcast_to(quits[..., None], (levels, occupations, ages)).copy(), "the same at every age"),
        joining=_assumed(np.tile(_shares(_between(age, 20, 26)), (levels, 1)), "20 to 26 years"),
        arriving=_assumed(np.tile(_shares(_between(age, 25, 50)), (levels, 1)), "25 to 50 years"),
    )


def _assumed(table: Table, source: str) -> Schedule:
    return Schedule(table=table, status=Status.ASSUMED, source=source)


def _shares(weights: Table) -> Table:
    if not weights.any():
        raise EnvolError(f"assumed schedules begin at {FIRST_AGE} and need 8 ages or more: some come from 25 on")
    shares: Table = weights / weights.sum()
    return shares


def _between(age: NDArray[np.int64], first: int, last: int) -> Table:
    return ((age >= first) & (age <= last)).astype(np.float64)


def _means(table: Table, situation: Situation) -> Table:
    return np.broadcast_to(table, situation.perimeter.shape)
