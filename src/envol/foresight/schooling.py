"""From places to people who enter an occupation, in the mean: the trainings of all regions, year after year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from envol.foresight.accounts import Book, Flow, Page
from envol.foresight.ready import SCHOOLING, Ready

Floats: TypeAlias = NDArray[np.floating]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cohorts:
    """Who entered each training of each region, by year; the years before all that is known come first and are empty.

    Parameters
    ----------
    table : ndarray, shape (past + past + years, K, R, draw)
    length : ndarray of int, shape (K,)
    past : int
        How many years come before the first of `places`.
    """

    table: Floats
    length: NDArray[np.int64]
    past: int

    def began(self, column: int) -> Floats:
        """Return the cohorts that end in a year."""
        count = len(self.length)
        rows = (column + self.past - self.length) * count + np.arange(count)
        return self.table.reshape(-1, *self.table.shape[2:]).take(rows, axis=0)

    def entrants(self, column: int) -> Floats:
        """Return the place of those who enter in a year."""
        entrants: Floats = self.table[column + self.past]
        return entrants


def cohorts(ready: Ready) -> Cohorts:
    """Return empty cohorts of one chunk."""
    columns, trainings, regions, _ = ready.places.shape
    table = np.zeros((ready.past + columns, trainings, regions, ready.width), dtype=ready.places.dtype)
    return Cohorts(table=table, length=ready.length, past=ready.past)


def entering(ready: Ready, chunk: slice, book: Book | None) -> Iterator[Floats]:
    """Yield, year by year, those who enter an occupation; shape (L, R, O, draw), overwritten by the next."""
    fill, success, onward, working = (ready.rate(name, chunk) for name in SCHOOLING)
    going_on = success * onward
    finding = success * (1 - onward) * working
    school, past = cohorts(ready), ready.past
    levels, regions, _, draws = (*ready.mobility.shape, ready.width)
    arriving = np.empty((levels, regions, ready.field.shape[1], draws), dtype=fill.dtype)
    for column, places in enumerate(ready.places):
        began, now = school.began(column), school.entrants(column)
        below = studying_on(ready, began, going_on)
        np.multiply(places, fill, out=now)
        now += below
        np.minimum(now, places, out=now)
        if ready.enrolled is not None and column < past:
            now[:] = ready.enrolled[column]
        if column >= past:
            spread(ready, began * finding, arriving)
            if book is not None:
                page = book.page(column - past, chunk)
                first = np.minimum(places, places * fill)
                _note_trainings(ready, page, began, began * success, began * going_on)
                _note_entrants(ready, page, below, now - first)
                _note_work(ready, page, began * (success - going_on), began * finding, arriving)
            yield arriving


def studying_on(ready: Ready, began: Floats, share: Floats) -> Floats:
    """Return who comes to each training from others; shape (K, R, draw)."""
    sources, targets = np.flatnonzero(ready.route.any(axis=1)), np.flatnonzero(ready.route.any(axis=0))
    below = np.zeros_like(began)
    if sources.size:
        going = (began[sources] * share[sources]).reshape(sources.size, -1)
        route = np.ascontiguousarray(ready.route[np.ix_(sources, targets)].T)
        below[targets] = (route @ going).reshape(-1, *began.shape[1:])
    return below


def spread(ready: Ready, found: Floats, arriving: Floats) -> None:
    """Take those who found work to their occupations, then to their regions."""
    regions, draws = found.shape[1:]
    for level, span in enumerate(ready.spans):
        taken = ready.field[span].T @ found[span].reshape(-1, regions * draws)
        np.matmul(ready.mobility[level], taken.reshape(-1, regions, draws), out=arriving[level].transpose(1, 0, 2))


def by_level(ready: Ready, people: Floats) -> Floats:
    """Return the sum over the trainings of each level; shape (L, R, draw)."""
    return np.stack([people[span].sum(axis=0) for span in ready.spans])


def _note_trainings(ready: Ready, page: Page, began: Floats, graduates: Floats, onwards: Floats) -> None:
    inside = ready.route.sum(axis=1)[:, None, None]
    page.note(Flow.BEGAN, by_level(ready, began))
    page.note(Flow.GRADUATED, by_level(ready, graduates))
    page.note(Flow.WENT_ON, by_level(ready, onwards))
    page.note(Flow.OUTSIDE, by_level(ready, onwards * (1 - inside)))


def _note_entrants(ready: Ready, page: Page, below: Floats, joined: Floats) -> None:
    page.note(Flow.JOINED, by_level(ready, joined))
    page.note(Flow.TURNED_AWAY, by_level(ready, below - joined))


def _note_work(ready: Ready, page: Page, leavers: Floats, found: Floats, arriving: Floats) -> None:
    placed = found * ready.field.sum(axis=1)[:, None, None]
    set_out, entered = by_level(ready, placed), arriving.sum(axis=2)
    page.note(Flow.SET_OUT, set_out)
    page.note(Flow.ELSEWHERE, by_level(ready, leavers - placed))
    page.note(Flow.ENTERED, entered)
    page.note_national(Flow.AWAY, set_out.sum(axis=1) - entered.sum(axis=1))
