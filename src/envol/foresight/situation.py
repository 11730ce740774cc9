"""What a projection starts from: people, trainings, rates, growth and industrial projects, each with its spread.

Tables are float64 with the axes (level, region, occupation) = (L, R, O), (training, region) = (K, R), or what
broadcasts to them. People are persons, rates are shares of persons a year, from 0 to 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from envol.foresight.perimeter import Perimeter

Table: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rate:
    """A share of persons a year, and how far from it the truth may lie.

    Parameters
    ----------
    mean : ndarray
        Median of the share, 0 to 1.
    spread : float
        Standard deviation on the logit scale of an effect that all cells share within a draw; `n` persons
        observed in all give about `1 / sqrt(n p (1 - p))`.
    """

    mean: Table
    spread: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Trainings:
    """K trainings in R regions: from places to people who enter an occupation.

    Parameters
    ----------
    names : tuple of str
        One for each training.
    level : ndarray of int, shape (K,)
        Index of the level that it leads to.
    length : ndarray of int, shape (K,)
        Years from entry to diploma, 1 or more.
    places : ndarray, shape (K, R, past + years)
        Places open to entrants each year (persons); the column `past` is the first projected year, and `past` is the
        greatest length.
    fill, success, continuation, insertion : Rate of shape (K, R)
        Share of places taken, of entrants who graduate, of graduates who go on studying, of leavers who find work.
    field : ndarray, shape (K, O)
        Share of those who find work by occupation; the rest, up to 1, works outside of the perimeter.
    route : ndarray, shape (K, K)
        Where those who go on studying go: share of row's leavers who enter column's training, at most 1 in all.
    enrolled : ndarray, shape (K, R, past), optional
        Cohorts already under way: who entered in each year before the first projected one (persons). Without it they
        are estimated from places and fill.
    """

    names: tuple[str, ...]
    level: NDArray[np.int64]
    length: NDArray[np.int64]
    places: Table
    fill: Rate
    success: Rate
    continuation: Rate
    insertion: Rate
    field: Table
    route: Table
    enrolled: Table | None = None

    @property
    def past(self) -> int:
        """How many years before the first projected one `places` reaches back."""
        return int(self.length.max(initial=1))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Growth:
    """Demand without the projects that are named: `demand * exp(sum of g * damping**n) * (1 - productivity)**n`.

    Parameters
    ----------
    mean : ndarray, shape (O,)
        Growth of the first year, as a logarithm (1/a).
    spread : float
        Standard deviation of it (1/a).
    together : float
        Share of that variance which all occupations have in common, 0 to 1.
    damping : float
        What is left of the growth from one year to the next, 0 to 1.
    productivity : ndarray, shape (O,)
        Share of jobs that are needed no more each year for the same output (1/a).
    apart : float
        Standard deviation of the first-year growth of an occupation in one region about that in the nation (1/a); the
        mode `full` draws it, and reconciles what it draws.
    """

    mean: Table
    spread: float
    together: float
    damping: float
    productivity: Table
    apart: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Project:
    """An industrial project with a date.

    Parameters
    ----------
    name : str
    region : int
        Index of its region.
    start : float
        Year of start-up as announced.
    probability : float
        That it is realised, 0 to 1.
    delay, delay_spread : float
        Mean and standard deviation of the delay (a), gamma distributed.
    jobs, jobs_spread : float
        Median of its jobs once it runs in full (persons), and standard deviation of their logarithm.
    lead, ramp : float
        Recruitment begins `lead` years before start-up and is complete `ramp` years after its beginning.
    mix : ndarray, shape (L, O)
        Share of the jobs by level and occupation; 1 in all.
    """

    name: str
    region: int
    start: float
    probability: float
    delay: float
    delay_spread: float
    jobs: float
    jobs_spread: float
    lead: float
    ramp: float
    mix: Table


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Situation:
    """All that a projection needs.

    Parameters
    ----------
    perimeter : Perimeter
    stock : ndarray, shape (L, R, O)
        Persons at work or ready to work in the occupation at the end of the first year.
    demand : ndarray, shape (L, R, O)
        Jobs at the same date.
    retirement, quits, promotion : Rate that broadcasts to (L, R, O)
        Shares of the stock that leave work for good, leave the occupation (of those who stay at work), and rise to the
        next level (of those who stay in the occupation). Nobody is promoted beyond the highest level.
    arrivals : ndarray, shape (L, R, O)
        Persons who come otherwise each year: retrained, from other trades, from elsewhere (persons/a).
    arrivals_spread : float
        Standard deviation of the logarithm of a factor on all of them.
    mobility : ndarray, shape (L, R, R)
        Share of those who leave training in the row's region and work in the column's; rows sum to 1 at most, and the
        rest works elsewhere.
    trainings : Trainings
    growth : Growth
    projects : tuple of Project
    hope : float
        Correlation of the growth that occupations have in common with the success of projects, -1 to 1.
    """

    perimeter: Perimeter
    stock: Table
    demand: Table
    retirement: Rate
    quits: Rate
    promotion: Rate
    arrivals: Table
    arrivals_spread: float
    mobility: Table
    trainings: Trainings
    growth: Growth
    projects: tuple[Project, ...]
    hope: float = 0.0
