"""Find a plan, and how far from the best it can be at most.

Small programmes go whole to HiGHS. Large ones take four steps, each with its share of the seconds: the relaxation;
each region by itself at the prices of the relaxation, for the bound (`relaxed.apart`); the programme with every whole
number kept between what the relaxation and the regions say (a crossover of both, as RENS: Berthold 2014, Journal of
Heuristics 20, 33-54); single groups more or less while that is better. On 13 regions x 40 trainings x 10 years this
takes about 20 to 35 CPU s and ends within 2 % of the bound, where HiGHS alone stood at 28 % after 83.

The gap is always told. No step promises the best plan.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from envol.errors import Refusal
from envol.foresight.plan.conflict import conflicts
from envol.foresight.plan.instance import Counts, Instance
from envol.foresight.plan.marginal import polished
from envol.foresight.plan.model import Model, build
from envol.foresight.plan.relaxed import apart, relax
from envol.foresight.plan.value import broken, objective
from envol.foresight.situation import Table

SMALL = 1500
"""Whole variables up to which HiGHS alone is faster."""
SHARES = {"relax": 0.2, "apart": 0.45, "cross": 0.35}
"""How the seconds are shared between the steps of a large programme."""
HURRIED = 30
"""Single steps from what runs today, where there is no time for more."""
NEARLY = 1e-6

Told = Callable[[str, float], None]
"""Told the step that begins, and how much of the work lies behind it, 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Solution:
    """Groups by (region, training, year), how many are coloured, their points, and what no plan is better than."""

    groups: Counts
    coloured: Counts
    objective: float
    bound: float

    @property
    def gap(self) -> float:
        """How much better another plan could be at most, as a share of the objective."""
        return max(self.objective - self.bound, 0.0) / max(abs(self.objective), 1e-9)


def search(
    instance: Instance, seconds: float = 45.0, gap: float = 0.01, told: Told = lambda step, share: None
) -> Solution:
    """Find a plan.

    Parameters
    ----------
    instance : Instance
    seconds : float
        How long the search may take (s of the clock); a third more where its first try finds no plan.
    gap : float
        The gap that is good enough.
    told : callable
        Told each step.

    Raises
    ------
    Refusal
        If nothing can be carried out, with what stands in the way; or if nothing was found in that time.
    """
    model = build(instance)
    told("read", 0.0)
    small = int(model.whole.sum()) <= SMALL
    found = _whole(instance, model, seconds, gap) if small else _large(instance, model, seconds, gap, told)
    if found is None:
        raise _refusal(instance, model, seconds)
    told("done", 1.0)
    return found


def _refusal(instance: Instance, model: Model, seconds: float) -> Refusal:
    if told := conflicts(instance, model, seconds):
        return Refusal("plan-impossible", f"no plan can be carried out: {'; '.join(told)}", {"conflicts": len(told)})
    sentence = f"no plan was found in {seconds:g} s: give more seconds"
    return Refusal("plan-not-found", sentence, {"seconds": seconds})


def _whole(instance: Instance, model: Model, seconds: float, gap: float) -> Solution | None:
    point, bound = _milp(model, model.least, model.most, seconds, gap)
    if point is None:
        return _from_today(instance, _least(model))
    return _solution(instance, model, point, bound)


def _large(instance: Instance, model: Model, seconds: float, gap: float, told: Told) -> Solution | None:
    told("relax", 0.0)
    relaxed = relax(model, SHARES["relax"] * seconds)
    if relaxed is None:
        return _from_today(instance, _least(model))
    behind, regions = 0.1, len(instance.regions)
    told("apart", behind)
    point, bound = apart(
        model,
        relaxed,
        SHARES["apart"] * seconds,
        gap / 4,
        lambda region: told("apart", behind + 0.6 * (region + 1) / regions),
    )
    told("cross", 0.7)
    crossed, _ = _milp(model, *_between(model, relaxed.point, point), SHARES["cross"] * seconds, gap / 4, bound)
    if crossed is None:
        # Between the two there may be no plan at all; what runs today is one, wherever it may go on.
        box = _between(model, relaxed.point, point, _today(instance, model))
        crossed, _ = _milp(model, *box, SHARES["cross"] * seconds, gap / 4, bound)
    told("polish", 0.95)
    found = None if crossed is None else _solution(instance, model, crossed, bound)
    return found or _from_today(instance, bound)


def _today(instance: Instance, model: Model) -> Table:
    point = np.zeros(len(model.cost))
    point[model.columns.groups] = instance.groups[..., None]
    return np.minimum(point, model.most)


def _from_today(instance: Instance, bound: float) -> Solution | None:
    """Return what runs today with some single groups more or fewer: where the time was too short for the whole."""
    groups = np.repeat(instance.groups[..., None], instance.years, axis=-1)
    none = np.zeros_like(groups)
    if broken(instance, groups, none):
        return None
    groups, none = polished(instance, groups, none, steps=HURRIED)
    worth = float(objective(instance, groups, none))
    return Solution(groups=groups, coloured=none, objective=worth, bound=min(bound, worth))


def _least(model: Model) -> float:
    """Return what no plan costs less than: each number at its cheapest, whatever the limits that tie them."""
    ends = model.cost * np.where(model.cost < 0, model.most, model.least)
    return float(np.sum(ends, where=model.cost != 0)) + model.constant


def _between(model: Model, *points: Table) -> tuple[Table, Table]:
    low, high, whole = model.least.copy(), model.most.copy(), model.whole
    low[whole] = np.min([np.floor(point[whole] + NEARLY) for point in points], axis=0)
    high[whole] = np.max([np.ceil(point[whole] - NEARLY) for point in points], axis=0)
    return low, high


def _milp(
    model: Model, low: Table, high: Table, seconds: float, gap: float, near: float | None = None
) -> tuple[Table | None, float]:
    """Solve; `near` is about where the objective will be, as HiGHS measures its gap without the constant."""
    scale = 1.0 if near is None else abs(near) / max(abs(near - model.constant), 1e-9)
    found = milp(
        model.cost,
        constraints=LinearConstraint(model.rows, model.low, model.high),
        integrality=model.whole.astype(int),
        bounds=Bounds(low, high),
        options={"time_limit": seconds, "mip_rel_gap": gap * scale},
    )
    sure = found.mip_dual_bound
    bound = float(sure) + model.constant if sure is not None and np.isfinite(sure) else -np.inf
    return (None if found.x is None else np.asarray(found.x)), bound


def _solution(instance: Instance, model: Model, point: Table, bound: float) -> Solution | None:
    columns = model.columns
    groups = np.rint(point[columns.groups]).astype(np.int64)
    tint = np.where(columns.coloured >= 0, point[columns.coloured], 0.0)
    coloured = np.minimum(np.rint(tint).astype(np.int64), groups)
    if broken(instance, groups, coloured):
        return None
    groups, coloured = polished(instance, groups, coloured)
    worth = float(objective(instance, groups, coloured))
    return Solution(groups=groups, coloured=coloured, objective=worth, bound=min(bound, worth))
