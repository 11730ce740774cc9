"""What a backtest found."""

from __future__ import annotations

from dataclasses import dataclass

from envol.foresight.backtest.regret import Regret

MAIN = "damped"
"""The method whose intervals are judged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How good the intervals of a method were.

    Parameters
    ----------
    coverage_50, coverage_80, coverage_95 : float
        Share of outcomes within the interval that should hold so many.
    interval_score : float
        Of the 80 % interval (unit of the series).
    pinball : float
        Mean loss of the quantiles at 10, 50 and 90 % (unit of the series).
    crps : float
        From the quantiles at 5, 10, ... 95 % (unit of the series).
    """

    coverage_50: float
    coverage_80: float
    coverage_95: float
    interval_score: float
    pinball: float
    crps: float


@dataclass(frozen=True, slots=True, kw_only=True)
class AtHorizon:
    """What was found at one horizon; mappings go by method, shares are 0 to 1.

    Parameters
    ----------
    horizon : int
        Years from the origin.
    origins : tuple of int
        Years from which was forecast.
    non_overlapping : int
        How many windows from origin to outcome there are of which none overlaps another: the rest is not independent.
    overlap : float
        Share of its years that a window has in common with the next.
    wape, mase : dict
    coverage_80, interval_score : float
        Those of the damped trend.
    coverage_80_by_origin : tuple of float
        The same, origin by origin.
    coverage_80_chosen_on, coverage_80_held_out : float
        On the half of the series on which the rule of the intervals was chosen, and on the other, each for itself.
    spread : dict
        How good the intervals of each method were.
    regret : dict
        What decisions on each method would have cost.
    near_wape : dict
        `wape` of the series set apart.
    near_coverage_80 : float
        Their coverage; NaN where none is set apart.
    """

    horizon: int
    origins: tuple[int, ...]
    non_overlapping: int
    overlap: float
    wape: dict[str, float]
    mase: dict[str, float]
    coverage_80: float
    interval_score: float
    coverage_80_by_origin: tuple[float, ...]
    coverage_80_chosen_on: float
    coverage_80_held_out: float
    spread: dict[str, Spread]
    regret: dict[str, Regret]
    near_wape: dict[str, float]
    near_coverage_80: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What was asked for, and what was reached.

    Parameters
    ----------
    goal : str
        What is measured.
    low, high : float
        From where to where it should lie.
    found : float
        On all series.
    reached : bool
    found_held_out : float or None
        On the half of the series on which the rule of the intervals was not chosen; None where nothing was chosen.
    reached_held_out : bool or None
    """

    goal: str
    low: float
    high: float
    found: float
    reached: bool
    found_held_out: float | None = None
    reached_held_out: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """A forecast that was far off.

    Parameters
    ----------
    forecast, outcome : float
        Unit of the series.
    """

    method: str
    name: str
    origin: int
    target: int
    forecast: float
    outcome: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Backtest:
    """What a backtest on rolling origins found.

    Parameters
    ----------
    years : tuple of int
        First and last of the data.
    series, near : tuple of str
        All, and those set apart.
    methods : tuple of str
    horizons : tuple of AtHorizon
    goals : tuple of Goal
    misses, near_misses : tuple of Miss
        For each method the greatest at the longest horizon, one for each series, the worst first; of all series, and
        of those set apart.
    """

    years: tuple[int, int]
    series: tuple[str, ...]
    near: tuple[str, ...]
    methods: tuple[str, ...]
    horizons: tuple[AtHorizon, ...]
    goals: tuple[Goal, ...]
    misses: tuple[Miss, ...]
    near_misses: tuple[Miss, ...]

    def at(self, horizon: int) -> AtHorizon:
        """Return what was found at a horizon."""
        return next(each for each in self.horizons if each.horizon == horizon)
