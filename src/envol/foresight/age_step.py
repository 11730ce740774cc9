"""The years of `envol.foresight.single_age`, twice: in NumPy, and as loops that can be made machine code.

Both take the same arguments and fill the same tables; a test holds them together. The loops keep the ages of all levels
of one region and occupation, in a few draws, in a processor's nearest cache for all years.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float32]
Part: TypeAlias = Callable[..., None]


def advance_arrays(
    stock: Floats,
    joining_at: Floats,
    arriving_at: Floats,
    kept: Floats,
    rising: Floats,
    arrived: Floats,
    joined: Floats,
    supply: Floats,
    left: Floats,
) -> None:
    """Advance all years with NumPy; `advance_loops` says what the arguments are."""
    people = np.repeat(stock[..., None], joined.shape[-1], axis=-1)
    coming = arrived[:, :, :, None] * arriving_at[:, None, None, :, None]
    for year in range(len(joined)):
        leaving = people * (1 - kept[:, None])
        leaving.sum(axis=3, out=left[year])
        people -= leaving
        risen = people * rising[:, :, :, None]
        people -= risen
        people[1:] += risen[:-1]
        people = np.roll(people, 1, axis=3)
        people[:, :, :, -1] += people[:, :, :, 0]
        people[:, :, :, 0] = 0.0
        people += joined[year, :, :, :, None] * joining_at[:, None, None, :, None]
        people += coming
        people.sum(axis=3, out=supply[year])


def advance_loops(
    leaving: Part,
    ageing: Part,
    joining: Part,
    stock: Floats,
    joining_at: Floats,
    arriving_at: Floats,
    kept: Floats,
    rising: Floats,
    arrived: Floats,
    joined: Floats,
    supply: Floats,
    left: Floats,
) -> None:
    """Advance all years, one region and occupation after the other.

    Parameters
    ----------
    leaving, ageing, joining : callable
        The parts of a year, `PARTS`: machine code calls only what it is given as machine code.
    stock : ndarray, shape (L, R, O, A)
        Persons at the start.
    joining_at, arriving_at : ndarray, shape (L, A)
        Share by age of those who come from training, and otherwise.
    kept : ndarray, shape (L, O, A, draw)
        Share who neither retire nor quit in a year.
    rising : ndarray, shape (L, R, O, draw)
        Share of these who rise; none of the highest level.
    arrived : ndarray, shape (L, R, O, draw)
        Persons who come otherwise in a year.
    joined : ndarray, shape (years, L, R, O, draw)
        Persons who come from training.
    supply, left : ndarray, shape (years, L, R, O, draw)
        Filled: persons at the end of each year, and who retired or quit in it.
    """
    years, levels, regions, occupations, draws = joined.shape
    ages = stock.shape[3]
    people = np.empty((levels + 1, ages, draws), dtype=np.float32)
    for region in range(regions):
        for occupation in range(occupations):
            for level in range(levels):
                for age in range(ages):
                    people[level, age] = stock[level, region, occupation, age]
            for year in range(years):
                youngest = -year % ages
                leaving(people, youngest, kept, rising, left[year], region, occupation)
                ageing(people, youngest)
                shares = joining_at, arriving_at
                joining(people, youngest, shares, joined[year], arrived, supply[year], region, occupation)


def leave_and_rise(
    people: Floats, youngest: int, kept: Floats, rising: Floats, left: Floats, region: int, occupation: int
) -> None:
    """Take out who leaves, and put who rises one level up; from above, so that nobody rises twice.

    Above the highest level stands one more, into which nobody rises: no place is then written by two names.
    """
    levels, ages, draws = people.shape
    for level in range(levels - 2, -1, -1):
        gone, upwards = left[level, region, occupation], rising[level, region, occupation]
        gone[:] = 0.0
        for age in range(ages):
            place = (youngest + age) % ages
            row, above, share = people[level, place], people[level + 1, place], kept[level, occupation, age]
            for draw in range(draws):
                staying = row[draw] * share[draw]
                risen = staying * upwards[draw]
                gone[draw] += row[draw] - staying
                row[draw] = staying - risen
                above[draw] += risen


def grow_older(people: Floats, youngest: int) -> None:
    """Make everybody a year older: the place of the oldest, who join those a year below them, becomes the youngest's.

    Places are a ring, so that nobody is moved but the oldest.
    """
    levels, ages, _ = people.shape
    oldest = (youngest + ages - 1) % ages
    for level in range(levels):
        people[level, oldest - 1] += people[level, oldest]
        people[level, oldest] = 0.0


def join(
    people: Floats,
    youngest: int,
    shares: tuple[Floats, Floats],
    joined: Floats,
    arrived: Floats,
    supply: Floats,
    region: int,
    occupation: int,
) -> None:
    """Put in who comes, a year after the others grew older, and count."""
    levels, ages, draws = people.shape
    for level in range(levels - 1):
        total = supply[level, region, occupation]
        trained, others = joined[level, region, occupation], arrived[level, region, occupation]
        total[:] = 0.0
        for age in range(ages):
            row = people[level, (youngest + ages - 1 + age) % ages]
            joining, arriving = shares[0][level, age], shares[1][level, age]
            for draw in range(draws):
                row[draw] += trained[draw] * joining + others[draw] * arriving
                total[draw] += row[draw]


PARTS: tuple[Part, ...] = (leave_and_rise, grow_older, join)
"""Of a year, in their order."""
