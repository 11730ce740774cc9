"""Explanations of small instances: solved again, each time without one limit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from envol.errors import Refusal
from envol.foresight.plan.explain import Limit, Method, Why, every_limit_lifted, lifted
from envol.foresight.plan.instance import Instance, Pair
from envol.foresight.plan.solver import Solution, search
from envol.foresight.plan.value import closed, spending

FEW = 150
"""Cells of region, training and year up to which an instance is solved again for its explanations."""
EXACT = 1e-6
"""The gap that solving again is driven to: two plans within the gap of another tell nothing."""
LITTLE = 1e-3
"""Points by which a plan is better at least for the limit that was let go to be named."""


def solved_again(
    instance: Instance, found: Solution, seconds: float, told: Callable[[float], None] = lambda share: None
) -> dict[Pair, Why]:
    """Say for each region and training which limit, let go, makes the plan better and its decision go further."""
    regions, trainings, _ = instance.shape
    pairs = [(r, k) for r in range(regions) for k in range(trainings)]
    why = {pair: Why(limit=Limit.NO_NEED, method=Method.AGAIN) for pair in pairs}
    tries = list(_tries(instance, found))
    for place, (limit, pair, year) in enumerate(tries):
        told(place / len(tries))
        then = _without(lifted(instance, limit, pair, year), found, seconds)
        if then is None:
            continue
        for each in pairs if limit is Limit.BUDGET else [p for p in pairs if p[0] == pair[0]]:
            if (limit is not Limit.LEAD or each == pair) and _further(instance, found, then, each):
                why[each] = _named(instance, why[each], limit, each, year)
    return why | _several(instance, found, why, seconds)


def _several(instance: Instance, found: Solution, why: Mapping[Pair, Why], seconds: float) -> dict[Pair, Why]:
    """Name those that no limit binds by itself, and that go further where a region is without any."""
    told = {}
    for region in range(len(instance.regions)):
        silent = [pair for pair, each in why.items() if pair[0] == region and each.limit is Limit.NO_NEED]
        then = _without(every_limit_lifted(instance, region), found, seconds) if silent else None
        for pair in silent:
            if then is not None and _further(instance, found, then, pair):
                told[pair] = _named(instance, why[pair], Limit.SEVERAL, pair, None)
    return told


def _tries(instance: Instance, found: Solution) -> Iterator[tuple[Limit, Pair, int | None]]:
    regions, trainings, years = instance.shape
    for region in range(regions):
        for limit in (Limit.TRAINERS, Limit.PLATFORMS, Limit.CLOSURES, Limit.PLACES):
            yield limit, (region, 0), None
    spent = spending(instance, found.groups, found.coloured)
    dearest = float(max(instance.each("equipping") + instance.each("opening") + instance.each("running")))
    for year in range(years):
        if spent[year] + dearest > instance.budget[year]:
            yield Limit.BUDGET, (0, 0), year
    for region in range(regions):
        for training in range(trainings):
            if instance.first_growth()[region, training] > 0:
                yield Limit.LEAD, (region, training), None


def _without(instance: Instance, found: Solution, seconds: float) -> Solution | None:
    try:
        then = search(instance, seconds, EXACT)
    except Refusal:
        return None
    return then if then.objective < found.objective - LITTLE else None


def _further(instance: Instance, found: Solution, then: Solution, pair: Pair) -> bool:
    if found.groups[pair][-1] < instance.groups[pair]:
        return bool(closed(instance, then.groups)[pair].sum() > closed(instance, found.groups)[pair].sum())
    return bool(then.groups[pair].sum() > found.groups[pair].sum())


def _named(instance: Instance, before: Why, limit: Limit, pair: Pair, year: int | None) -> Why:
    if before.limit is not Limit.NO_NEED:
        return before if limit in (before.limit, *before.also) else replace(before, also=(*before.also, limit))
    return Why(
        limit=limit,
        region=instance.regions[pair[0]],
        training=instance.trainings[pair[1]].name,
        year=None if year is None else instance.first_year + year,
        method=Method.AGAIN,
    )
