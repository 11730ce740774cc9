"""Where each variable of the plan's programme stands, and how large it can be."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from envol.foresight.plan.instance import Counts, Instance
from envol.foresight.situation import Table


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Columns:
    """The column of each variable, -1 where there is none."""

    groups: Counts
    closed: Counts
    opened: Counts
    coloured: Counts
    newly: Counts
    left: Counts
    leaving: Counts
    count: int

    @property
    def tables(self) -> tuple[Counts, ...]:
        """All of them, each with the region as its first axis."""
        return self.groups, self.closed, self.opened, self.coloured, self.newly, self.left, self.leaving


def columns_of(instance: Instance) -> Columns:
    """Give each variable its column."""
    shape, count = instance.shape, 0
    cells = len(instance.regions), len(instance.occupations), instance.years
    year = np.arange(instance.years)
    new = (instance.groups == 0)[..., None] & (year >= instance.first_growth()[..., None])
    tint = year >= instance.first_colour()[..., None]

    def take(where: NDArray[np.bool_]) -> Counts:
        nonlocal count
        columns = np.full(where.shape, -1, dtype=np.int64)
        columns[where] = np.arange(count, count + int(where.sum()))
        count += int(where.sum())
        return columns

    every, jobs = np.ones(shape, dtype=bool), np.ones(cells, dtype=bool)
    taken = [take(where) for where in (every, every, new, tint, tint, jobs, jobs)]
    groups, closed, opened, coloured, newly, left, leaving = taken
    return Columns(
        groups=groups,
        closed=closed,
        opened=opened,
        coloured=coloured,
        newly=newly,
        left=left,
        leaving=leaving,
        count=count,
    )


def most_groups(instance: Instance) -> Counts:
    """Return how many groups could be run or of any use, by (region, training, year).

    A training of which one region's groups alone fill every job of the country is not worth one group more.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        by_trainers = instance.trainers[:, None] / instance.each("trainers")[None, :, None]
        by_platforms = instance.platforms[:, None] / instance.each("platforms")[None, :, None]
    limit = np.minimum(np.nan_to_num(by_trainers, nan=np.inf), np.nan_to_num(by_platforms, nan=np.inf))
    useful = np.maximum(_useful(instance), np.ceil(instance.least_places[:, None] / instance.each("places")))
    most = np.floor(np.minimum(limit, np.maximum(useful, instance.groups)[..., None]) + 1e-9).astype(np.int64)
    early = np.arange(instance.years) < instance.first_growth()[..., None]
    return np.where(early, np.minimum(most, instance.groups[..., None]), most)


def _useful(instance: Instance) -> Table:
    plain, more = instance.from_group()
    own = instance.needs.max(axis=2)
    elsewhere = (instance.needs.sum(axis=0) - instance.needs).max(axis=2)
    reach = np.maximum(own + elsewhere, elsewhere / max(instance.may_leave, 1e-9)) if instance.may_leave else own
    useful = np.zeros(instance.groups.shape)
    for each in (plain, plain + more):
        with np.errstate(divide="ignore", invalid="ignore"):
            some = np.where(each > 1e-9, reach[:, None, :] / each, 0.0)
        useful = np.maximum(useful, np.ceil(some.max(axis=2)))
    return useful
