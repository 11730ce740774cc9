"""What a plan of trainings starts from: regions, trainings, needs, and what limits the trainings that can be run.

Tables are float64 or int64 with the axes region R, training K, occupation O, year T; year 0 is `first_year`, the year
of the next intake. A *group* is one intake a year of a training, with all of its years of study: its trainers,
platforms and running cost are those of all the years that are then in the house. Money is in thousands of euros
(kEUR).

The words are those of Orion, the tool of the French regions and academies: *open* a training where there is none
(ouverture), *grow* one (augmentation), *colour* places, that is adapt the speciality of existing places to a sector
without change of capacity (coloration), *close* places (fermeture); nothing of these is *hold* (maintien).
Source: mission-apprentissage/tjp-pilotage, glossary, entries "Coloration" and "Capacité".
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from envol.foresight.situation import Table

Counts: TypeAlias = NDArray[np.int64]
Pair: TypeAlias = tuple[int, int]
"""A region and a training, by their places in the instance."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Training:
    """A training that may be run in any region.

    Parameters
    ----------
    name, level : str
    length : int
        Years from intake to diploma, 1 or more.
    opens_after, grows_after, colours_after : int
        Years from a decision to the first intake: of a training that is new in its region, of one group more of a
        training that is there, and of a group whose speciality is adapted.
    places : int
        Persons in one intake of a group.
    trainers : float
        Full-time trainers that a group takes.
    platforms : float
        Technical platforms, or shares of one, that a group takes.
    opening, equipping, colouring : float
        Once: for the first group in a region beside its equipment, for each group more, for each group that is
        coloured (kEUR).
    running : float
        For each group and year (kEUR/a).
    yields : ndarray, shape (O,)
        Share of places whose holders work in each occupation after the training: fill x success x those who leave x
        insertion x field; at most 1 in all.
    coloured : ndarray of shape (O,), or None
        The same for a group that is coloured; None where the training cannot be.
    """

    name: str
    level: str
    length: int
    opens_after: int
    grows_after: int
    colours_after: int
    places: int
    trainers: float
    platforms: float
    opening: float
    equipping: float
    colouring: float
    running: float
    yields: Table
    coloured: Table | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    """What a plan weighs, in points; they are choices, and a plan file may make others.

    Parameters
    ----------
    shortage, surplus : float
        A job that nobody takes, and a person trained whom no job takes (points a person and year).
    move : float
        A person who finds the job in another region (points a person).
    money : float
        One thousand euros (points/kEUR).
    closing : float
        A group that is closed (points a group): what a closure costs a house beside money.
    """

    shortage: float = 10.0
    surplus: float = 2.0
    move: float = 1.5
    money: float = 0.02
    closing: float = 15.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Instance:
    """All that a plan needs.

    Parameters
    ----------
    name : str
    regions, occupations : tuple of str
    trainings : tuple of Training
    first_year, years : int
        The first intake that can be decided on, and how many years are planned.
    needs : ndarray, shape (R, O, T)
        Persons needed from training each year: expansion and replacement, less who come otherwise (persons/a).
    groups : ndarray of int, shape (R, K)
        Groups that run today; those who began before `first_year` graduate as they would, uncoloured.
    trainers : ndarray, shape (R, T)
        Full-time trainers that can be found.
    platforms : ndarray, shape (R, T)
        Technical platforms.
    budget : ndarray, shape (T,)
        For opening, equipping, colouring, and running more than runs today (kEUR/a).
    least_places : ndarray, shape (R,)
        Fairness: places that a region keeps each year at least (persons).
    closures : ndarray, shape (R,)
        Fairness: groups that a region closes in a year at most.
    may_leave : float
        Share of a region's graduates of an occupation and year who work elsewhere at most, 0 to 1. They move through a
        hub: where they come from and where they go is known, not who goes where.
    no_lead : frozenset of (region, training)
        Where the years from decision to first intake are taken as none: for explanations.
    prices : Prices
    """

    name: str
    regions: tuple[str, ...]
    occupations: tuple[str, ...]
    trainings: tuple[Training, ...]
    first_year: int
    years: int
    needs: Table
    groups: Counts
    trainers: Table
    platforms: Table
    budget: Table
    least_places: Table
    closures: Table
    may_leave: float = 0.4
    no_lead: frozenset[Pair] = frozenset()
    prices: Prices = field(default_factory=Prices)

    @property
    def shape(self) -> tuple[int, int, int]:
        """Cells by (region, training, year)."""
        return len(self.regions), len(self.trainings), self.years

    def each(self, what: str) -> Table:
        """Return a number of every training; shape (K,)."""
        return np.array([getattr(training, what) for training in self.trainings], dtype=np.float64)

    def from_group(self) -> tuple[Table, Table]:
        """Return persons by (training, occupation) from one group, and how many more (or fewer) if it is coloured."""
        shape = len(self.trainings), len(self.occupations)
        plain = np.array([t.places * t.yields for t in self.trainings]).reshape(shape)
        other = [t.places * (t.coloured - t.yields) if t.coloured is not None else 0 * t.yields for t in self.trainings]
        return plain, np.array(other).reshape(shape)

    def first_growth(self) -> Counts:
        """Return the first year with more groups than today, by (region, training)."""
        opens, grows = (self.each(what).astype(np.int64) for what in ("opens_after", "grows_after"))
        first = np.where(self.groups == 0, opens, grows)
        for pair in self.no_lead:
            first[pair] = 0
        return np.minimum(first, self.years)

    def settled(self) -> Counts:
        """Return the year from which on the groups of a training stay what they are, by (training,).

        Who begins later graduates after the last year of the plan: the plan does not see the good of it, and would
        close everything at its end.
        """
        return np.maximum(self.years - self.each("length").astype(np.int64), 0)

    def first_colour(self) -> Counts:
        """Return the first year with a coloured intake, by (region, training); `years` where there can be none."""
        after = self.each("colours_after").astype(np.int64)
        can = np.array([training.coloured is not None for training in self.trainings])
        first = np.broadcast_to(np.where(can, after, self.years), self.groups.shape).copy()
        for pair in self.no_lead:
            first[pair] = 0 if can[pair[1]] else self.years
        limited: Counts = np.minimum(first, self.years)
        return limited
