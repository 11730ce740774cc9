"""What one group more, or fewer, from a year on does to a plan: exact, by the arithmetic of `value`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from envol.foresight.plan.instance import Counts, Instance
from envol.foresight.plan.value import ROUNDED, broken, closed, graduates, moved_by, spending, steps_of, unmatched
from envol.foresight.situation import Table

STEPS = 300
"""Single steps that a plan is mended by at most."""
LITTLE = 1e-6


def gains(instance: Instance, groups: Counts, coloured: Counts, step: int = 1) -> Table:
    """Return the points that are saved by `step` uncoloured groups more from each year on to the end.

    Limits are not looked at: what is wanted tells what a limit costs.

    Returns
    -------
    ndarray, shape (R, K, T)
        Below zero where it makes the plan worse.
    """
    jobs = _of_jobs(instance, groups, coloured, step)
    return jobs - instance.prices.money * _money(instance, groups, step) - _closing(instance, groups, step)


def _of_jobs(instance: Instance, groups: Counts, coloured: Counts, step: int) -> Table:
    prices, plain = instance.prices, instance.from_group()[0]
    found = graduates(instance, groups, coloured)
    over, left, may = unmatched(instance, found, instance.needs)

    def points(over: Table, left: Table, may: Table) -> Table:
        total: Table = prices.shortage * left + prices.surplus * over
        return total - (prices.shortage + prices.surplus - prices.move) * moved_by(prices, left, may)

    now = points(over.sum(0), left.sum(0), may.sum(0))
    saved = np.zeros(instance.shape)
    for r in range(len(instance.regions)):
        more = np.maximum(found[r] + step * plain[:, :, None], 0.0)
        own_over, own_left, own_may = unmatched(instance, more, instance.needs[r])
        rest = (over.sum(0) - over[r], left.sum(0) - left[r], may.sum(0) - may[r])
        then = points(rest[0] + own_over, rest[1] + own_left, rest[2] + own_may)
        by_year = (now - then).sum(axis=1)
        for k, training in enumerate(instance.trainings):
            d = min(training.length, instance.years)
            saved[r, k, : instance.years - d] = np.cumsum(by_year[k, d:][::-1])[::-1]
    return saved


def _money(instance: Instance, groups: Counts, step: int) -> Table:
    of = {what: instance.each(what)[None, :, None] for what in ("equipping", "running", "opening")}
    steps, left = steps_of(instance, groups), np.arange(instance.years, 0, -1)
    equipped = np.maximum(steps + step, 0) - np.maximum(steps, 0)
    never = ((instance.groups == 0) & (groups.sum(axis=-1) == 0))[..., None] & (step > 0)
    money: Table = of["equipping"] * equipped + step * of["running"] * left + of["opening"] * never
    return money


def _closing(instance: Instance, groups: Counts, step: int) -> Table:
    steps = steps_of(instance, groups)
    closed: Table = instance.prices.closing * (np.maximum(-steps - step, 0) - np.maximum(-steps, 0))
    return closed


def forbidden(instance: Instance, groups: Counts, coloured: Counts, step: int) -> Mapping[str, NDArray[np.bool_]]:
    """Return which limits forbid one group more (`step` 1) or fewer (-1) from each year on, by limit.

    Returns
    -------
    mapping of str to ndarray of bool, shape (R, K, T)
        By the names of `value.broken`.
    """
    steps, year = steps_of(instance, groups), np.arange(instance.years)
    money = instance.budget - spending(instance, groups, coloured)
    late = np.broadcast_to(year >= instance.settled()[:, None], groups.shape)
    run, equip = (instance.each(what)[None, :, None] for what in ("running", "equipping"))
    if step < 0:
        places = _least_after((instance.each("places") @ groups) - instance.least_places[:, None])
        shut = instance.closures[:, None] - closed(instance, groups).sum(axis=1)
        return {
            "horizon": late,
            "count": _least_after(groups - coloured) < 1,
            "places": places[:, None] < instance.each("places")[None, :, None] - ROUNDED,
            "closures": (steps <= 0) & (shut[:, None] < 1 - ROUNDED),
            "budget": _opened_too_late(instance, groups, coloured),
        }
    first = np.where(groups > 0, year, instance.years).min(axis=-1)
    opens = ((instance.groups == 0) & (first > 0))[..., None] & (year < first[..., None])
    now = equip * (steps >= 0) + run + instance.each("opening")[None, :, None] * opens
    later = np.append(_least_after(money)[1:], np.inf)
    return {
        "horizon": late,
        "trainers": _short(instance.trainers, instance.each("trainers"), groups),
        "platforms": _short(instance.platforms, instance.each("platforms"), groups),
        "budget": (money < now - ROUNDED) | (later < run - ROUNDED),
        "lead": (steps >= 0) & (year < instance.first_growth()[..., None]),
    }


def _opened_too_late(instance: Instance, groups: Counts, coloured: Counts) -> NDArray[np.bool_]:
    """Say where one group fewer would put an opening off to a year whose budget does not hold it."""
    too_late = np.zeros(groups.shape, dtype=bool)
    for region, training in np.argwhere((instance.groups == 0) & groups.any(axis=-1)):
        year = int(np.argmax(groups[region, training] > 0))
        if groups[region, training, year] == 1:
            costs = spending(instance, moved(groups, (region, training, year), -1), coloured)
            too_late[region, training, year] = (costs > instance.budget + ROUNDED * (1 + instance.budget)).any()
    return too_late


def _short(there: Table, each: Table, groups: Counts) -> NDArray[np.bool_]:
    short: NDArray[np.bool_] = _least_after(there - each @ groups)[:, None] < each[None, :, None] - ROUNDED
    return short


def _least_after(table: Table | Counts) -> Table:
    """Return the least from each year on."""
    least: Table = np.minimum.accumulate(table[..., ::-1], axis=-1)[..., ::-1]
    return least


def polished(instance: Instance, groups: Counts, coloured: Counts, steps: int = STEPS) -> tuple[Counts, Counts]:
    """Return the plan with single groups more or fewer, from a year on, as long as that is better and possible."""
    for _ in range(steps):
        better = _better(instance, groups, coloured)
        if better is None:
            break
        groups = better
    return groups, coloured


def _better(instance: Instance, groups: Counts, coloured: Counts) -> Counts | None:
    for step in (1, -1):
        saved = gains(instance, groups, coloured, step)
        for no in forbidden(instance, groups, coloured, step).values():
            saved = np.where(no, -np.inf, saved)
        place = int(saved.argmax())
        if saved.flat[place] > LITTLE:
            then = moved(groups, np.unravel_index(place, saved.shape), step)
            return None if broken(instance, then, coloured) else then
    return None


def moved(groups: Counts, place: Sequence[np.intp | int], step: int) -> Counts:
    """Return groups with `step` more from a place on: a region, a training, a year."""
    region, training, year = place
    then = groups.copy()
    then[region, training, year:] += step
    return then
