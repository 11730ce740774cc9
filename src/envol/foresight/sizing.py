"""From the capacity of an announced plant to its jobs, with a prior that is said and the few figures that are known.

    ln(jobs) = alpha[plant] + beta1 ln(litres / 10 000) + beta2 ln(investment / 100 MEUR) + noise

The prior is assumed, wide, and the same for both kinds of plant; announcements move it (a Bayesian linear regression,
its noise taken as known). No public series of litres and jobs is known, so `beta1` is its prior and nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import exp, log

import numpy as np

from envol.foresight.situation import Table


class Plant(StrEnum):
    """What a plant does."""

    ACTIVE_SUBSTANCE = "active-substance"
    FILL_FINISH = "fill-finish"


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """What was announced of a plant.

    Parameters
    ----------
    name : str
    plant : Plant
        Its kind; as we read the announcement.
    jobs : float
        Jobs announced (persons).
    investment : float or None
        Investment announced (MEUR); None where none was found, and the figure then teaches nothing here.
    weight : float
        Share of a figure: two papers that give two figures for one plant count half each, 0 leaves a figure out.
    why : str
        Why it counts less than 1; empty where it counts in full.
    """

    name: str
    plant: Plant
    jobs: float
    investment: float | None = None
    weight: float = 1.0
    why: str = ""

    @property
    def counts(self) -> bool:
        """Whether the sizes are calculated from it."""
        return self.investment is not None and self.weight > 0


_TWO = "two papers, two figures"
ANNOUNCED = (
    Announcement(name="Sanofi, Vitry-sur-Seine", plant=Plant.ACTIVE_SUBSTANCE, jobs=350, investment=1000),
    Announcement(name="Sanofi, Le Trait", plant=Plant.FILL_FINISH, jobs=150, investment=100),
    Announcement(name="Sanofi, in all", plant=Plant.ACTIVE_SUBSTANCE, jobs=500, weight=0, why="sum of the two above"),
    Announcement(
        name="Sanofi, Modulus (low)", plant=Plant.ACTIVE_SUBSTANCE, jobs=135, investment=500, weight=0.5, why=_TWO
    ),
    Announcement(
        name="Sanofi, Modulus (high)", plant=Plant.ACTIVE_SUBSTANCE, jobs=200, investment=500, weight=0.5, why=_TWO
    ),
    Announcement(
        name="Sanofi, Modulus, whole site at term",
        plant=Plant.ACTIVE_SUBSTANCE,
        jobs=320,
        investment=500,
        weight=0,
        why="jobs of the site, not of the plant",
    ),
    Announcement(name="Evotec, Toulouse", plant=Plant.ACTIVE_SUBSTANCE, jobs=150, why="investment not found"),
)
"""The seven figures found, of four plants (press, 2024; confidence B)."""

TYPICAL_LITRES = 10_000.0
TYPICAL_INVESTMENT = 100.0
"""MEUR."""
PRIOR_MEAN = np.array([log(120.0), log(120.0), 0.2, 0.5])
"""Median of alpha for each kind of plant (ln of jobs for 100 MEUR), of beta1 and of beta2: assumed."""
PRIOR_DEVIATION = np.array([1.0, 1.0, 0.2, 0.25])
NOISE = 0.4
"""Standard deviation of ln(jobs) from one plant to the next: assumed, about a factor of 1.5."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """Jobs of a plant.

    Parameters
    ----------
    jobs : float
        Median (persons).
    spread : float
        Standard deviation of the logarithm of the jobs.
    """

    jobs: float
    spread: float


def size(
    plant: Plant, investment: float, litres: float | None = None, announced: Sequence[Announcement] = ANNOUNCED
) -> Size:
    """Return the jobs to expect of a plant.

    Parameters
    ----------
    plant : Plant
    investment : float
        MEUR, above 0.
    litres : float, optional
        Volume of its bioreactors, above 0; where it is not known the plant is taken for one of typical volume.
    announced : sequence of Announcement
        What is learned from.
    """
    mean, covariance = posterior(announced)
    row = _row(plant, investment, litres)
    return Size(jobs=exp(float(row @ mean)), spread=float(np.sqrt(row @ covariance @ row + NOISE**2)))


def posterior(announced: Sequence[Announcement] = ANNOUNCED) -> tuple[Table, Table]:
    """Return the mean and the covariance of (alpha of each plant, beta1, beta2) once the announcements are known."""
    precision = np.diag(1 / PRIOR_DEVIATION**2)
    pull = precision @ PRIOR_MEAN
    for each in announced:
        if each.counts:
            assert each.investment is not None
            row = _row(each.plant, each.investment, None)
            precision = precision + each.weight / NOISE**2 * np.outer(row, row)
            pull = pull + each.weight / NOISE**2 * log(each.jobs) * row
    covariance = np.asarray(np.linalg.inv(precision), dtype=np.float64)
    return covariance @ pull, covariance


def _row(plant: Plant, investment: float, litres: float | None) -> Table:
    kinds = [float(plant is each) for each in Plant]
    volume = log((litres or TYPICAL_LITRES) / TYPICAL_LITRES)
    return np.array([*kinds, volume, log(investment / TYPICAL_INVESTMENT)])
