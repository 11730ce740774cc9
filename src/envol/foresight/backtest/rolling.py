"""Rolling origins: what each method said from each year on, knowing nothing after it, and by how much it was wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from envol.errors import EnvolError
from envol.foresight.backtest.methods import METHODS, TREND_YEARS, Method
from envol.foresight.backtest.series import Series
from envol.foresight.situation import Table

HORIZONS = (1, 3, 5, 7, 10)
"""Those that are scored (a)."""
LONGEST = max(HORIZONS)
HISTORY = TREND_YEARS + 1
"""Years that a method has to know before its errors count: with fewer it is another, worse method."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rolled:
    """What was forecast, on the log scale.

    Parameters
    ----------
    series : Series
    methods : tuple of str
    forecasts : ndarray, shape (method, year, horizon, series)
        Said at the end of each year for 1, 2, ... years later; NaN where fewer than `HISTORY` years were known.
    errors : ndarray of the same shape
        Outcome less forecast; NaN where either is unknown.
    """

    series: Series
    methods: tuple[str, ...]
    forecasts: Table
    errors: Table

    def origins(self, horizon: int, first: int) -> tuple[int, ...]:
        """Return the years, from the first on, whose forecast at a horizon has an outcome."""
        return tuple(range(first, self.series.years[-1] - horizon + 1))

    def places(self, horizon: int, first: int) -> slice:
        """Return the same as a slice of the axis of years."""
        start = first - self.series.years[0]
        return slice(start, len(self.series.years) - horizon)


def roll(series: Series, methods: Mapping[str, Method] = METHODS) -> Rolled:
    """Ask every method at every year for every horizon up to the longest.

    A method is handed a copy of what was known at the origin and nothing else, so that no future can leak.
    """
    logs = np.log(series.values)
    years, count = logs.shape
    forecasts = np.full((len(methods), years, LONGEST, count), np.nan)
    errors = np.full_like(forecasts, np.nan)
    horizons = range(1, LONGEST + 1)
    for origin in range(HISTORY - 1, years):
        for m, method in enumerate(methods.values()):
            forecasts[m, origin] = method(logs[: origin + 1].copy(), horizons)
        known = min(LONGEST, years - 1 - origin)
        errors[:, origin, :known] = logs[origin + 1 : origin + 1 + known] - forecasts[:, origin, :known]
    return Rolled(series=series, methods=tuple(methods), forecasts=forecasts, errors=errors)


def refuse_short(series: Series, first_origin: int) -> None:
    """Refuse series in which a horizon could not be scored.

    Raises
    ------
    EnvolError
        If they begin too late to learn from an error before the first origin, or end before the longest horizon.
    """
    begins, ends = first_origin - HISTORY, first_origin + LONGEST
    if series.years[0] > begins or series.years[-1] < ends:
        raise EnvolError(
            f"forecasts from {first_origin} on need every year from {begins} or before to {ends} or after, and the "
            f"series run from {series.years[0]} to {series.years[-1]}"
        )
