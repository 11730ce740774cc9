"""The plan as a mixed-integer linear programme, written as sparse rows by hand.

Variables, by (region r, training k, year t) unless said otherwise: groups n (whole), closed z, opened in that year x
(0 or 1, where none run today), coloured c (whole) and newly coloured b; by (region, occupation o, year): jobs v that
no graduate of the region takes, and graduates e who leave for another region::

    z[t] >= n[t-1] - n[t]            n[t] <= n[t-1] before the first possible intake
    n[t] <= most[t] * (x[1] + .. + x[t]),  x[t] <= n[t],  x[1] + .. + x[T] <= 1       where none run today
    n[t] = n[t-1], c[t] = c[t-1]     where who begins in t graduates after the last year
    c[t] <= n[t],  b[t] >= c[t] - c[t-1]
    sum_k trainers[k] n <= trainers[r,t]          sum_k platforms[k] n <= platforms[r,t]
    sum_k places[k] n >= least[r]                 sum_k z <= closures[r]
    sum equipping (n[t] - n[t-1] + z) + opening x + colouring b + running (n - today) <= budget[t]
    g = graduates that n and c began `length` years before
    v >= need - g + e,  e <= may_leave g,  sum_r e <= sum_r v

The jobs left are `sum_r v - sum_r e` and the persons too many `sum_r g - need + v - e`, so neither needs a variable.
The objective is that of `value.objective`, and the tests hold the two against each other.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array

from envol.foresight.plan.columns import Columns, columns_of, most_groups
from envol.foresight.plan.instance import Counts, Instance
from envol.foresight.plan.rows import Row, Rows
from envol.foresight.plan.value import graduates
from envol.foresight.situation import Table


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Model:
    """Minimise `cost @ x + constant` with `low <= rows @ x <= high`, `least <= x <= most`, `whole` ones whole."""

    columns: Columns
    cost: Table
    constant: float
    rows: csc_array
    low: Table
    high: Table
    least: Table
    most: Table
    whole: NDArray[np.bool_]
    kinds: tuple[tuple[Row, tuple[int, ...]], ...]


def build(instance: Instance) -> Model:
    """Return the model of an instance."""
    columns, rows = columns_of(instance), Rows()
    most = most_groups(instance)
    _changes(instance, columns, rows, most)
    _limits(instance, columns, rows)
    _budget(instance, columns, rows)
    constant_jobs = _jobs(instance, columns, rows)
    upper, whole = _upper(instance, columns, most)
    cost, constant = _cost(instance, columns)
    return Model(
        columns=columns,
        cost=cost,
        constant=constant + constant_jobs,
        rows=rows.matrix(columns.count),
        low=np.concatenate(rows.low),
        high=np.concatenate(rows.high),
        least=np.zeros(columns.count),
        most=upper,
        whole=whole,
        kinds=tuple(rows.kinds),
    )


def _upper(instance: Instance, columns: Columns, most: Counts) -> tuple[Table, NDArray[np.bool_]]:
    upper, whole = np.full(columns.count, np.inf), np.zeros(columns.count, dtype=bool)
    upper[columns.groups] = most
    upper[columns.opened[columns.opened >= 0]] = 1.0
    there = columns.coloured >= 0
    upper[columns.coloured[there]] = most[there]
    for each in (columns.groups, columns.opened, columns.coloured):
        whole[each[each >= 0]] = True
    return upper, whole


def _earlier(columns: Counts) -> Counts:
    """Return the column of the year before."""
    return np.concatenate([np.full((*columns.shape[:2], 1), -1), columns[..., :-1]], axis=-1)


def _settled(instance: Instance, columns: Columns, rows: Rows) -> None:
    """Hold what begins too late to graduate within the plan at what ran before."""
    late = np.arange(instance.years) >= np.broadcast_to(instance.settled()[:, None], columns.groups.shape)
    today = instance.groups[..., None] * (np.arange(instance.years) == 0)
    for variables, before in ((columns.groups, today), (columns.coloured, 0 * today)):
        there = late & (variables >= 0)
        numbers = rows.add(Row.SETTLED, np.argwhere(there), before[there], before[there])
        rows.put(numbers, variables[there], 1.0)
        rows.put(numbers, _earlier(variables)[there], -1.0)


def _changes(instance: Instance, columns: Columns, rows: Rows, most: Counts) -> None:
    places = np.argwhere(columns.groups >= 0)
    flat = columns.groups.ravel()
    before = _earlier(columns.groups)
    today = instance.groups[..., None] * (np.arange(instance.years) == 0)
    numbers = rows.add(Row.CLOSED, places, today.ravel(), np.inf)
    rows.put(numbers, columns.closed.ravel(), 1.0)
    rows.put(numbers, flat, 1.0)
    rows.put(numbers, before.ravel(), -1.0)
    early = np.arange(instance.years) < instance.first_growth()[..., None]
    early &= instance.groups[..., None] > 0
    numbers = rows.add(Row.CLOSED, np.argwhere(early), -np.inf, today[early])
    rows.put(numbers, columns.groups[early], 1.0)
    rows.put(numbers, before[early], -1.0)
    _openings(instance, columns, rows, most)
    _colours(columns, rows)
    _settled(instance, columns, rows)


def _colours(columns: Columns, rows: Rows) -> None:
    tint = columns.coloured >= 0
    numbers = rows.add(Row.COLOURED, np.argwhere(tint), -np.inf, 0.0)
    rows.put(numbers, columns.coloured[tint], 1.0)
    rows.put(numbers, columns.groups[tint], -1.0)
    numbers = rows.add(Row.NEWLY_COLOURED, np.argwhere(tint), 0.0, np.inf)
    earlier = _earlier(columns.coloured)
    rows.put(numbers, columns.newly[tint], 1.0)
    rows.put(numbers, columns.coloured[tint], -1.0)
    rows.put(numbers, earlier[tint], 1.0)


def _openings(instance: Instance, columns: Columns, rows: Rows, most: Counts) -> None:
    new = columns.opened >= 0
    places = np.argwhere(new)
    numbers = rows.add(Row.OPENED, places, -np.inf, 0.0)
    rows.put(numbers, columns.groups[new], 1.0)
    index = np.full(new.shape, -1)
    index[new] = numbers
    for back in range(instance.years):
        later, earlier = index[..., back:], columns.opened[..., : instance.years - back]
        there = (later >= 0) & (earlier >= 0)
        rows.put(later[there], earlier[there], -most[..., back:][there].astype(np.float64))
    paid = rows.add(Row.OPENED, places, -np.inf, 0.0)
    rows.put(paid, columns.opened[new], 1.0)
    rows.put(paid, columns.groups[new], -1.0)
    some = new.any(axis=-1)
    pairs = rows.add(Row.OPENED_ONCE, np.argwhere(some), -np.inf, 1.0)
    number = np.full(some.shape, -1)
    number[some] = pairs
    rows.put(np.broadcast_to(number[..., None], new.shape)[new], columns.opened[new], 1.0)


def _limits(instance: Instance, columns: Columns, rows: Rows) -> None:
    regions, trainings, years = instance.shape
    cells = np.argwhere(np.ones((regions, years), dtype=bool))
    least = np.repeat(instance.least_places, years)
    limits = (
        (Row.TRAINERS, columns.groups, instance.each("trainers"), -np.inf, instance.trainers.ravel()),
        (Row.PLATFORMS, columns.groups, instance.each("platforms"), -np.inf, instance.platforms.ravel()),
        (Row.PLACES, columns.groups, instance.each("places"), least, np.inf),
        (Row.CLOSURES, columns.closed, np.ones(trainings), -np.inf, np.repeat(instance.closures, years)),
    )
    for kind, variables, weight, low, high in limits:
        numbers = rows.add(kind, cells, low, high).reshape(regions, 1, years)
        rows.put(numbers, variables, weight[None, :, None])


def _budget(instance: Instance, columns: Columns, rows: Rows) -> None:
    spent = _money(instance, columns)
    today = float((instance.each("running") * instance.groups).sum())
    equipped = float((instance.each("equipping") * instance.groups).sum())
    paid = today + equipped * (np.arange(instance.years) == 0)
    numbers = rows.add(Row.BUDGET, np.arange(instance.years)[:, None], -np.inf, instance.budget + paid)
    for variables, value in spent:
        rows.put(numbers, variables, value)
    later = columns.groups[..., :-1]
    rows.put(numbers[1:], later, -instance.each("equipping")[None, :, None])


def _money(instance: Instance, columns: Columns) -> tuple[tuple[Counts, Table], ...]:
    """Return what each variable costs in its own year; the equipment that was there before is taken off elsewhere."""
    of = {what: instance.each(what)[None, :, None] for what in ("equipping", "running", "opening", "colouring")}
    return (
        (columns.groups, of["equipping"] + of["running"]),
        (columns.closed, of["equipping"]),
        (columns.opened, of["opening"]),
        (columns.newly, of["colouring"]),
    )


def _jobs(instance: Instance, columns: Columns, rows: Rows) -> float:
    shape = columns.left.shape
    cells = np.argwhere(np.ones(shape, dtype=bool))
    none = np.zeros(instance.shape)
    sure = graduates(instance, none, none)
    jobs = rows.add(Row.JOBS, cells, (instance.needs - sure).ravel(), np.inf).reshape(shape)
    leaving = rows.add(Row.LEAVING, cells, -np.inf, (instance.may_leave * sure).ravel()).reshape(shape)
    rows.put(jobs, columns.left, 1.0)
    rows.put(jobs, columns.leaving, -1.0)
    rows.put(leaving, columns.leaving, 1.0)
    plain, more = instance.from_group()
    for variables, share in ((columns.groups, plain), (columns.coloured, more)):
        for k, training in enumerate(instance.trainings):
            d = min(training.length, instance.years)
            began = variables[:, k, None, : instance.years - d]
            rows.put(jobs[..., d:], began, share[k][None, :, None])
            rows.put(leaving[..., d:], began, -instance.may_leave * share[k][None, :, None])
    hub = rows.add(Row.HUB, np.argwhere(np.ones(shape[1:], dtype=bool)), -np.inf, 0.0).reshape(1, *shape[1:])
    rows.put(hub, columns.leaving, 1.0)
    rows.put(hub, columns.left, -1.0)
    return float(instance.prices.surplus * (sure - instance.needs).sum())


def _cost(instance: Instance, columns: Columns) -> tuple[Table, float]:
    prices, cost = instance.prices, np.zeros(columns.count)
    for variables, value in _money(instance, columns):
        there = variables >= 0
        cost[variables[there]] += prices.money * np.broadcast_to(value, variables.shape)[there]
    cost[columns.groups[..., :-1]] -= prices.money * instance.each("equipping")[None, :, None]
    cost[columns.closed] += prices.closing
    cost[columns.left] = prices.shortage + prices.surplus
    cost[columns.leaving] = prices.move - prices.shortage - prices.surplus
    plain, more = instance.from_group()
    for variables, share in ((columns.groups, plain), (columns.coloured, more)):
        for k, training in enumerate(instance.trainings):
            began = variables[:, k, : instance.years - min(training.length, instance.years)]
            cost[began[began >= 0]] += prices.surplus * share[k].sum()
    today = (instance.each("running") * instance.years + instance.each("equipping")) * instance.groups
    return cost, -prices.money * float(today.sum())
