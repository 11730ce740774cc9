"""The methods that are tried: each a pure function from the past to a forecast, found in `METHODS`.

All work on logarithms: growth is a rate, and no forecast falls below zero. With `y` the last known value, `g` the mean
yearly growth of the last `TREND_YEARS` years (of as many as there are, where there are fewer) and `h` the horizon:

    no change        y
    trend            y exp(h g)                                      a straight line on the log scale
    damped           y exp((p + p² + ... + p^h) g),  p = 0.85        Gardner and McKenzie 1985
    pooled, damped   the same with g drawn towards the mean of all   Efron and Morris 1975

Sources: Gardner and McKenzie 1985, doi:10.1287/mnsc.31.10.1237; Efron and Morris 1975,
doi:10.1080/01621459.1975.10479864. The damping and the ten years are those of the prototype of this project, taken over
as they were.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

import numpy as np

from envol.foresight.situation import Table

TREND_YEARS = 10
DAMPING = 0.85

Method: TypeAlias = Callable[[Table, Sequence[int]], Table]
"""From the logarithms of the past (year, series) and horizons (a) to the logarithms of forecasts (horizon, series)."""


def no_change(past: Table, horizons: Sequence[int]) -> Table:
    """Say that everything stays as it is."""
    return np.repeat(past[-1:], len(horizons), axis=0)


def trend(past: Table, horizons: Sequence[int]) -> Table:
    """Say that the growth of the last ten years goes on."""
    return _grown(past, growth(past), np.asarray(horizons, dtype=np.float64))


def damped(past: Table, horizons: Sequence[int]) -> Table:
    """Say that the growth of the last ten years goes on and dies away."""
    return _grown(past, growth(past), reach(horizons))


def pooled_damped(past: Table, horizons: Sequence[int]) -> Table:
    """Say the same of a growth that is drawn towards the mean of all series, the more so the less sure it is."""
    return _grown(past, shrunk(past, growth(past)), reach(horizons))


METHODS: Mapping[str, Method] = MappingProxyType(
    {"no_change": no_change, "trend": trend, "damped": damped, "pooled_damped": pooled_damped}
)


def growth(past: Table) -> Table:
    """Return the mean yearly growth of the last ten years by series (1/a); zero where one year is known."""
    years = min(TREND_YEARS, len(past) - 1)
    mean: Table = (past[-1] - past[-1 - years]) / max(years, 1)
    return mean


def reach(horizons: Sequence[int]) -> Table:
    """Return how many years of undamped growth a damped one makes by each horizon.

    >>> reach([1, 2]).round(4).tolist()
    [0.85, 1.5725]
    """
    h = np.asarray(horizons, dtype=np.float64)
    return DAMPING * (1 - DAMPING**h) / (1 - DAMPING)


def shrunk(past: Table, rates: Table) -> Table:
    """Draw growths towards their mean by the share of their variance that is noise (empirical Bayes).

    The noise of a mean growth is the variance of the yearly growths around it over their number, averaged over the
    series; what the growths differ by beyond it is taken as true.
    """
    steps = np.diff(past[-1 - TREND_YEARS :], axis=0)
    if len(steps) < 2 or rates.size < 2:
        return rates
    noise = float(np.mean(np.var(steps, axis=0, ddof=1))) / len(steps)
    spread = float(np.var(rates, ddof=1))
    kept = max(spread - noise, 0.0) / spread if spread > 0 else 1.0
    mean = float(np.mean(rates))
    return mean + kept * (rates - mean)


def _grown(past: Table, rates: Table, years: Table) -> Table:
    grown: Table = past[-1] + years[:, None] * rates
    return grown
