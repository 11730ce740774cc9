"""Scores of forecasts and of intervals, in the unit of the series unless said otherwise.

Source: Hyndman and Koehler 2006 (MASE), doi:10.1016/j.ijforecast.2006.03.001; Gneiting and Raftery 2007 (interval
score, pinball loss, CRPS), doi:10.1198/016214506000001437.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from envol.foresight.situation import Table


def wape(forecast: Table, outcome: Table) -> float:
    """Return the sum of absolute errors over the sum of outcomes."""
    return float(np.abs(outcome - forecast).sum() / outcome.sum())


def mase(forecast: Table, outcome: Table, scale: Table) -> float:
    """Return the mean absolute error, each over the mean yearly move of its series until the origin.

    A series that never moved has no scale and is left out; NaN where none is left.
    """
    moved = scale > 0
    scaled = np.abs(outcome - forecast)[moved] / scale[moved]
    return float(scaled.mean()) if scaled.size else float("nan")


def coverage(forecast: Table, outcome: Table, half_width: Table) -> NDArray[np.bool_]:
    """Return which outcomes lie in an interval; all on the log scale, forecasts and outcomes as (origin, series)."""
    return np.asarray(np.abs(outcome - forecast) <= half_width[:, None], dtype=np.bool_)


def interval_score(low: Table, high: Table, outcome: Table, level: float) -> float:
    """Return the mean width of intervals, with what they missed by times `2 / (1 - level)` (Winkler 1972)."""
    penalty = 2 / (1 - level)
    missed = np.maximum(low - outcome, 0.0) + np.maximum(outcome - high, 0.0)
    return float((high - low + penalty * missed).mean())


def pinball(quantile: Table, outcome: Table, share: float) -> float:
    """Return the mean loss of a quantile: `share` for each unit too low, `1 - share` for each unit too high."""
    error = outcome - quantile
    return float(np.maximum(share * error, (share - 1) * error).mean())


def crps(quantiles: Mapping[float, Table], outcome: Table) -> float:
    """Return the continuous ranked probability score from quantiles at evenly spaced shares: twice the mean pinball."""
    losses = [pinball(quantile, outcome, share) for share, quantile in quantiles.items()]
    return 2 * sum(losses) / len(losses)
