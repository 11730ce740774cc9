"""Why nothing can be carried out: the limits that would have to give way, and what asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csc_array, hstack

from envol.foresight.plan.instance import Instance
from envol.foresight.plan.model import Model, build
from envol.foresight.plan.rows import Row

GIVES = {Row.TRAINERS: 1.0, Row.PLATFORMS: 1.0, Row.BUDGET: 1.0, Row.PLACES: 100.0, Row.CLOSURES: 100.0}
"""What a limit weighs that gives way: fairness is asked last."""
TOLD = 5
"""Years and places that are told at most."""


def conflicts(instance: Instance, model: Model, seconds: float) -> tuple[str, ...]:
    """Return what is missing, as parts of a sentence; nothing where a plan exists."""
    missing = _missing(model, seconds)
    told = [_sentence(instance, kind, place, amount) for kind, place, amount in missing[:TOLD]]
    if len(missing) > TOLD:
        told.append(f"and {len(missing) - TOLD} limits more")
    if missing:
        told += _askers(instance, seconds)
    return tuple(told)


def _missing(model: Model, seconds: float) -> list[tuple[Row, tuple[int, ...], float]]:
    """Let limits give way, each for a price, and return by how much the cheapest way is."""
    soft = [n for n, (kind, _) in enumerate(model.kinds) if kind in GIVES]
    kinds = [model.kinds[n] for n in soft]
    sign = np.array([1.0 if kind is Row.PLACES else -1.0 for kind, _ in kinds])
    give = csc_array((sign, (soft, np.arange(len(soft)))), shape=(len(model.low), len(soft)))
    limit = np.abs(np.where([k is Row.PLACES for k, _ in kinds], model.low[soft], model.high[soft]))
    scale = np.where(np.isfinite(limit), np.maximum(limit, 1.0), 1.0)
    price = np.array([GIVES[kind] for kind, _ in kinds]) / scale
    count = len(model.cost)
    found = milp(
        np.concatenate([np.zeros(count), price]),
        constraints=LinearConstraint(hstack([model.rows, give]).tocsc(), model.low, model.high),
        integrality=np.concatenate([model.whole, np.zeros(len(soft), dtype=bool)]).astype(int),
        bounds=Bounds(
            np.concatenate([model.least, np.zeros(len(soft))]), np.concatenate([model.most, np.full(len(soft), np.inf)])
        ),
        options={"time_limit": seconds, "mip_rel_gap": 0.01},
    )
    if found.x is None:
        return []
    amounts = found.x[count:]
    return [(*kind, float(a)) for kind, a in zip(kinds, amounts, strict=True) if a > 1e-6]


def _sentence(instance: Instance, kind: Row, place: tuple[int, ...], amount: float) -> str:
    if kind is Row.BUDGET:
        return f"the budget of {instance.first_year + place[0]} is short by {amount:.0f} kEUR"
    region, year = instance.regions[place[0]], instance.first_year + place[1]
    if kind is Row.PLACES:
        return f"{region} in {year} cannot keep its least places, {amount:.0f} are missing"
    if kind is Row.CLOSURES:
        return f"{region} in {year} would have to close {amount:.0f} groups more than it may"
    there = (instance.trainers if kind is Row.TRAINERS else instance.platforms)[place[0], place[1]]
    return f"{region} in {year} has {there:g} {kind.value} and lacks {amount:.2g}"


def _askers(instance: Instance, seconds: float) -> Iterator[str]:
    """Yield which rule of fairness, let go by itself, would leave a plan."""
    free = {
        "its least places ask for them": {"least_places": np.zeros_like(instance.least_places)},
        "more closures in a year would end it": {"closures": np.full_like(instance.closures, np.inf)},
    }
    for sentence, change in free.items():
        if not _missing(build(replace(instance, **change)), seconds):  # type: ignore[arg-type]
            yield sentence
