"""From places to people who enter an occupation, person by person: the trainings of all regions, year after year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from envol.foresight.accounts import Book, Flow, Page
from envol.foresight.dice import Dice
from envol.foresight.ready import SCHOOLING, Ready
from envol.foresight.schooling import by_level, cohorts

Floats: TypeAlias = NDArray[np.float32]
Whole: TypeAlias = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Fork:
    """The next training that those who go on studying may turn to.

    Parameters
    ----------
    share : ndarray of float32, shape (source, 1, 1)
        Of those who have not turned to an earlier one.
    arrive : ndarray of float32, shape (target, source)
        1 where the column's people go.
    """

    share: Floats
    arrive: Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ways:
    """Which trainings lead on to which: everybody's first way on, then everybody's second, and so on."""

    sources: NDArray[np.int64]
    targets: NDArray[np.int64]
    forks: tuple[Fork, ...]


def ways_of(route: Floats) -> Ways:
    """Take a table of routes apart."""
    sources, targets = np.flatnonzero(route.any(axis=1)), np.flatnonzero(route.any(axis=0))
    left = route[np.ix_(sources, targets)].astype(np.float64)
    passed, rows, forks = np.zeros(sources.size), np.arange(sources.size), []
    while left.any():
        target = left.argmax(axis=1)
        taken = left[rows, target]
        share = np.where(passed < 1, taken / np.where(passed < 1, 1 - passed, 1.0), 0.0).clip(0, 1)
        arrive = np.zeros((targets.size, sources.size), dtype=np.float32)
        arrive[target, rows] = taken > 0
        forks.append(Fork(share=share.astype(np.float32)[:, None, None], arrive=arrive))
        passed += taken
        left[rows, target] = 0
    return Ways(sources=sources, targets=targets, forks=tuple(forks))


def entering_whole(ready: Ready, dice: Dice, book: Book | None) -> Iterator[Floats]:
    """Yield, year by year, those who enter an occupation; shape (L, R, O, draw)."""
    fill, success, onward, working = (ready.rate(name, dice.chunk) for name in SCHOOLING)
    shape = fill.shape[:2]
    school, ways = cohorts(ready), ways_of(ready.route)
    rounding, turning = dice.thresholds("places", *shape), dice.thresholds("routes", ways.sources.size, shape[1])
    capacity = np.floor(ready.places)
    for column, places in enumerate(capacity):
        began, now = school.began(column), school.entrants(column)
        ending = np.flatnonzero(ready.length <= column)
        graduates = _of_some(ending, dice, "graduates", began, success)
        onwards = _of_some(ending, dice, "continuation", graduates, onward)
        below, outside = turned_to(ways, onwards, turning)
        first = np.minimum(np.floor(places * fill + rounding), places)
        now[:] = first
        now[ways.targets] += below
        np.minimum(now, places, out=now)
        if ready.enrolled is not None and column < ready.past:
            now[:] = np.floor(ready.enrolled[column] + 0.5)
        if column < ready.past:
            continue
        placed, elsewhere = into_occupations(ready, graduates - onwards, working, dice)
        arriving, away = into_regions(ready, placed, dice)
        if book is not None:
            page = book.page(column - ready.past, dice.chunk)
            _note_trainings(ready, page, began, graduates, onwards, outside)
            _note_entrants(ready, page, ways, below, now - first)
            _note_work(page, placed, elsewhere, arriving, away)
        yield arriving


def _note_trainings(
    ready: Ready, page: Page, began: Floats, graduates: Floats, onwards: Floats, outside: Floats
) -> None:
    page.note(Flow.BEGAN, by_level(ready, began))
    page.note(Flow.GRADUATED, by_level(ready, graduates))
    page.note(Flow.WENT_ON, by_level(ready, onwards))
    page.note(Flow.OUTSIDE, by_level(ready, outside))


def _note_entrants(ready: Ready, page: Page, ways: Ways, below: Floats, joined: Floats) -> None:
    wishing = np.zeros_like(joined)
    wishing[ways.targets] = below
    page.note(Flow.JOINED, by_level(ready, joined))
    page.note(Flow.TURNED_AWAY, by_level(ready, wishing - joined))


def _note_work(page: Page, placed: Floats, elsewhere: Floats, arriving: Floats, away: Floats) -> None:
    page.note(Flow.SET_OUT, placed.sum(axis=0))
    page.note(Flow.ELSEWHERE, elsewhere)
    page.note(Flow.ENTERED, arriving.sum(axis=2))
    page.note_national(Flow.AWAY, away.sum(axis=1))


def _of_some(rows: Whole, dice: Dice, source: str, people: Floats, share: Floats) -> Floats:
    """Return how many a flow takes in some rows, none in the others."""
    if rows.size == len(people):
        return dice.whole(source, people, share)
    taken = np.zeros_like(people)
    taken[rows] = dice.whole(source, people[rows], share[rows])
    return taken


def turned_to(ways: Ways, onwards: Floats, turning: Floats) -> tuple[Floats, Floats]:
    """Return who comes to each target from others, (target, R, draw), and who studies outside, (K, R, draw)."""
    left = onwards[ways.sources]
    below = np.zeros((ways.targets.size, left[0].size if left.size else 0), dtype=np.float32)
    for fork in ways.forks:
        turned = left * fork.share
        turned += turning
        np.floor(turned, out=turned)
        np.minimum(turned, left, out=turned)
        left -= turned
        below += fork.arrive @ turned.reshape(len(turned), -1)
    outside = onwards.copy()
    outside[ways.sources] = left
    return below.reshape(-1, *onwards.shape[1:]), outside


def into_occupations(ready: Ready, leavers: Floats, working: Floats, dice: Dice) -> tuple[Floats, Floats]:
    """Return those who find work, (O, L, R, draw), and who goes elsewhere, (L, R, draw)."""
    pool = by_level(ready, leavers)
    weights = np.empty((ready.field.shape[1] + 1, *pool.shape), dtype=np.float32)
    found = leavers * working
    for level, span in enumerate(ready.spans):
        taken = ready.field[span].T @ found[span].reshape(found[span].shape[0], -1)
        weights[:-1, level] = taken.reshape(-1, *pool.shape[1:])
    np.maximum(pool - weights[:-1].sum(axis=0), 0, out=weights[-1])
    shared = shared_out(pool, weights, dice, "occupations")
    return shared[:-1], shared[-1]


def into_regions(ready: Ready, placed: Floats, dice: Dice) -> tuple[Floats, Floats]:
    """Return where they work, (L, R, O, draw), and who works in no region, (L, O, draw)."""
    by_place = placed.transpose(1, 0, 2, 3)
    pool = by_place.sum(axis=2)
    weights = np.empty((len(ready.mobility[0]) + 1, *pool.shape), dtype=np.float32)
    for level, moves in enumerate(ready.mobility):
        weights[:-1, level] = (moves @ by_place[level]).transpose(1, 0, 2)
    np.maximum(pool - weights[:-1].sum(axis=0), 0, out=weights[-1])
    shared = shared_out(pool, weights, dice, "regions")
    return shared[:-1].transpose(1, 0, 2, 3), shared[-1]


def shared_out(people: Floats, weights: Floats, dice: Dice, source: str) -> Floats:
    """Share people out between outcomes, the first axis of the weights; all of them arrive somewhere.

    Outcomes are halved again and again, one binomial for each pair of halves: as many flows as outcomes less one, in
    as many rounds as the logarithm of their number.
    """
    rounds = [weights]
    while len(rounds[-1]) > 1:
        last = rounds[-1]
        half = len(last) // 2
        rounds.append(np.concatenate([last[0 : 2 * half : 2] + last[1 : 2 * half : 2], last[2 * half :]]))
    counts = people[None]
    for weight, parent in zip(rounds[-2::-1], rounds[:0:-1], strict=True):
        half = len(weight) // 2
        share = np.asarray(weight[0 : 2 * half : 2] / np.maximum(parent[:half], 1e-30), dtype=np.float32)
        # In float32 a part may exceed its sum by a rounding.
        np.minimum(share, 1, out=share)
        first = dice.whole(source, np.ascontiguousarray(counts[:half]), share)
        halves = np.empty_like(weight)
        halves[0 : 2 * half : 2] = first
        halves[1 : 2 * half : 2] = counts[:half] - first
        halves[2 * half :] = counts[half:]
        counts = halves
    return counts
