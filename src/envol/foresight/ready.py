"""A situation and its draws, laid out for calculation: one precision, the draws last and a whole number of chunks."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from envol.foresight.demand import courses, weights
from envol.foresight.luck import Luck
from envol.foresight.situation import Rate, Situation

Floats: TypeAlias = NDArray[np.floating]

WIDTH = 125
"""Draws that are calculated together: what they need stays in a processor's cache.

Always so many, the last chunk filled up: a product of matrices may round otherwise in another width, and a draw must
not depend on how many others there are.
"""
LEAVING = ("retirement", "quits", "promotion")
SCHOOLING = ("fill", "success", "continuation", "insertion")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ready:
    """What both modes start from.

    Parameters
    ----------
    situation : Situation
    luck : Luck
    width : int
        Draws in a chunk.
    means : mapping of rate to ndarray
        Of shape (L, R, O, 1), or (K, R, 1) for those of trainings, these in the order of `order`.
    odds : mapping of rate to ndarray, shape (draw,)
        Factors on the odds, the same in all cells: a rate that was seen on n persons is as sure as n persons make it.
        Effects of each level's own would average out, as if several times as many had been seen.
    factor : ndarray, shape (draw,)
        On arrivals.
    weight : ndarray, shape (L, R, O, O + J)
    course : ndarray, shape (years + 1, O + J, draw)
        Demand is `weight @ course`.
    order : ndarray of int, shape (K,)
        Trainings from the lowest level to the highest.
    spans : tuple of slice
        Where the trainings of each level stand in that order.
    length : ndarray of int, shape (K,)
    places : ndarray, shape (past + years, K, R, 1)
    enrolled : ndarray, shape (past, K, R, 1), or None
    field : ndarray, shape (K, O)
    route : ndarray, shape (K, K)
    mobility : ndarray, shape (L, region of work, region of training)
    """

    situation: Situation
    luck: Luck
    width: int
    means: dict[str, Floats]
    odds: dict[str, Floats]
    factor: Floats
    weight: Floats
    course: Floats
    order: NDArray[np.int64]
    spans: tuple[slice, ...]
    length: NDArray[np.int64]
    places: Floats
    enrolled: Floats | None
    field: Floats
    route: Floats
    mobility: Floats

    @property
    def past(self) -> int:
        """How many cohorts are followed from before the first projected year."""
        return self.situation.trainings.past

    @property
    def chunks(self) -> tuple[slice, ...]:
        """The draws, some at a time."""
        return tuple(slice(first, first + self.width) for first in range(0, self.luck.count, self.width))

    def rate(self, name: str, chunk: slice) -> Floats:
        """Return a rate in some draws: (L, R, O, draw) of what leaves the stock, (K, R, draw) of trainings."""
        mean = self.means[name]
        shifted: Floats = mean * self.odds[name][chunk]
        shifted /= (1 - mean) + shifted
        return shifted


def prepare(situation: Situation, luck: Luck, precision: type[np.floating]) -> Ready:
    """Lay a situation out for calculation."""
    trainings, width = situation.trainings, WIDTH if luck.draws else 1
    order = np.argsort(trainings.level, kind="stable")

    def cast(table: Floats) -> Floats:
        return np.ascontiguousarray(table, dtype=precision)

    def by_chunk(table: Floats) -> Floats:
        missing = -luck.count % width
        return cast(np.pad(table, [(0, 0)] * (table.ndim - 1) + [(0, missing)], mode="edge"))

    return Ready(
        situation=situation,
        luck=luck,
        width=width,
        means={name: cast(table[..., None]) for name, table in _means(situation, order).items()},
        odds={name: by_chunk(np.exp(rate.spread * luck.normal(name))) for name, rate in _rates(situation).items()},
        factor=by_chunk(np.exp(situation.arrivals_spread * luck.normal("arrivals"))),
        weight=cast(weights(situation)),
        course=by_chunk(courses(situation, luck)),
        order=order,
        spans=_spans(trainings.level[order], len(situation.perimeter.levels)),
        length=trainings.length[order],
        places=cast(_by_column(trainings.places[order])),
        enrolled=None if trainings.enrolled is None else cast(_by_column(trainings.enrolled[order])),
        field=cast(trainings.field[order]),
        route=cast(trainings.route[np.ix_(order, order)]),
        mobility=cast(situation.mobility.transpose(0, 2, 1)),
    )


def _by_column(table: Floats) -> Floats:
    columns: Floats = np.moveaxis(table, 2, 0)[..., None]
    return columns


def _spans(level: NDArray[np.int64], levels: int) -> tuple[slice, ...]:
    bounds = np.searchsorted(level, np.arange(levels + 1)).tolist()
    return tuple(slice(*pair) for pair in itertools.pairwise(bounds))


def _rates(situation: Situation) -> dict[str, Rate]:
    return {name: getattr(situation, name) for name in LEAVING} | {
        name: getattr(situation.trainings, name) for name in SCHOOLING
    }


def _means(situation: Situation, order: NDArray[np.int64]) -> dict[str, Floats]:
    schools = len(order), len(situation.perimeter.regions)
    return {
        name: np.broadcast_to(rate.mean, situation.perimeter.shape)
        if name in LEAVING
        else np.broadcast_to(rate.mean, schools)[order]
        for name, rate in _rates(situation).items()
    }
