"""Bounds under the programme: whole numbers let go, or the regions taken apart.

The relaxation is solved by interior points, with a crossover to a corner: on 13 regions x 40 trainings x 10 years this
takes 1.8 CPU s against 10 to 12 for the dual simplex.

Taken apart, the hub and the budget are no limits but prices, those of the relaxation; each region then is a programme
of its own, in whole numbers. What the regions reach together is a bound for the plan (Lagrangian relaxation:
Geoffrion 1974, Mathematical Programming Study 2, 82-114), never under that of the relaxation, and much above it where
groups are large for a region.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import vstack

from envol.foresight.plan.columns import Columns
from envol.foresight.plan.model import Model
from envol.foresight.plan.rows import Row
from envol.foresight.situation import Table

TOGETHER = (Row.HUB, Row.BUDGET)
"""What ties the regions together."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Relaxed:
    """A point that need not be whole, what no plan is better than, and the price of each row (at most 0)."""

    point: Table
    bound: float
    prices: Table


def relax(model: Model, seconds: float) -> Relaxed | None:
    """Solve the programme without whole numbers; None where it cannot be solved, or not in that time."""
    upper, lower = np.isfinite(model.high), np.isfinite(model.low)
    rows = model.rows.tocsr()
    # The stubs know no sparse rows; SciPy takes them.
    found = linprog(  # type: ignore[call-overload]
        model.cost,
        A_ub=vstack([rows[upper], -rows[lower]]).tocsc(),
        b_ub=np.concatenate([model.high[upper], -model.low[lower]]),
        bounds=np.stack([model.least, model.most], axis=1),
        method="highs-ipm",
        options={"time_limit": seconds},
    )
    if found.status != 0:
        return None
    prices = np.zeros(len(model.low))
    prices[upper] = np.minimum(found.ineqlin.marginals[: int(upper.sum())], 0.0)
    return Relaxed(point=np.asarray(found.x), bound=float(found.fun) + model.constant, prices=prices)


def region_of(columns: Columns) -> NDArray[np.int64]:
    """Return the region of each column."""
    region = np.full(columns.count, -1, dtype=np.int64)
    for each in columns.tables:
        place = np.broadcast_to(np.arange(len(each))[:, None, None], each.shape)
        region[each[each >= 0]] = place[each >= 0]
    return region


def apart(
    model: Model, relaxed: Relaxed, seconds: float, gap: float, told: Callable[[int], None]
) -> tuple[Table, float]:
    """Solve each region by itself, at the prices of what ties them together.

    Parameters
    ----------
    seconds : float
        For all regions (s).
    gap : float
        How near to its own bound each region is driven.
    told : callable
        Told each region that is done.

    Returns
    -------
    point : ndarray
        What the regions would do; together they may break the budget and the hub.
    bound : float
        What no plan is better than.
    """
    tie = np.array([kind in TOGETHER for kind, _ in model.kinds])
    tie &= np.isfinite(model.high)
    prices = np.where(tie, relaxed.prices, 0.0)
    cost = model.cost - model.rows.T @ prices
    bound = model.constant + float(prices[tie] @ model.high[tie])
    home, point = region_of(model.columns), relaxed.point.copy()
    regions = int(home.max()) + 1
    for region in range(regions):
        columns = np.flatnonzero(home == region)
        here = model.rows[:, columns].tocsr()
        rows = np.flatnonzero((np.diff(here.indptr) > 0) & ~tie)
        found = milp(
            cost[columns],
            constraints=LinearConstraint(here[rows], model.low[rows], model.high[rows]),
            integrality=model.whole[columns].astype(int),
            bounds=Bounds(model.least[columns], model.most[columns]),
            options={"time_limit": seconds / regions, "mip_rel_gap": gap},
        )
        alone = float(cost[columns] @ relaxed.point[columns])
        sure = found.mip_dual_bound
        bound += max(alone, sure) if sure is not None and np.isfinite(sure) else alone
        if found.x is not None:
            point[columns] = found.x
        told(region)
    return point, max(bound, relaxed.bound)
