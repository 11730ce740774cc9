"""What a decision taken on a forecast cost, beside one that knew what would come.

The decision is the simplest: open one place for each job that the forecast adds to today's, none where it adds none.
Beside one that knew, places turn out surplus (opened for jobs that did not come) or short (jobs came that nobody was
trained for). A place short costs 10 and a place surplus 2, as shortage and surplus weigh in the plan of trainings; only
their ratio matters, and it is stated, not measured. With such costs the median is no longer the best bet: a forecast
that is too high, as the trend's, looks good here.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from envol.foresight.situation import Table

SHORT_COST, SURPLUS_COST = 10.0, 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Regret:
    """Places beside those of one who knew, all series together, in the mean of the origins.

    Parameters
    ----------
    surplus, short : float
        Places opened that were not needed, and needed that were not opened (unit of the series).
    cost : float
        Both by their cost.
    """

    surplus: float
    short: float
    cost: float


def regret(now: Table, forecast: Table, outcome: Table) -> Regret:
    """Return the regret of decisions; all of shape (origin, series), in the unit of the series."""
    opened, needed = np.maximum(forecast - now, 0.0), np.maximum(outcome - now, 0.0)
    surplus = float(np.maximum(opened - needed, 0.0).sum(axis=1).mean())
    short = float(np.maximum(needed - opened, 0.0).sum(axis=1).mean())
    return Regret(surplus=surplus, short=short, cost=SURPLUS_COST * surplus + SHORT_COST * short)
