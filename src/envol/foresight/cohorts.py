"""Cohort survival: from counts by single age at past censuses to the count at the next one.

The figures of the method were fixed before the census that it is tried on was read, and stayed:

1. A cohort is followed from one census to the next: who is of age a becomes of age a + step. From age 25 on what
   happens to it is a ratio, the count at a + step over the count at a before: who dies, retires, leaves, comes back or
   immigrates, all in proportion to those who are there.
2. Below 25 it is a difference: a cohort whose first members were under 20 had hardly anybody yet, and a ratio to hardly
   anybody says nothing. The difference is the inflow of graduates.
3. What happened between the two latest censuses weighs 0.7, what happened before it 0.3.
4. Half of it is a field's own, half is that of all fields together (partial pooling). Of the inflow, a field's part of
   all fields' inflow is its share of those who came.
5. A ratio over nobody is that of all fields; where there was nobody in any field, the cohort stays as it is.

The remainder: immigration, careers changed, graduates above the number of the past. From 25 on it is within the ratio.
Below 25 it can grow: with `Inflow.GROWING` the inflow of all fields goes on growing from its latest value as it grew
between the last two intervals, damped by 0.85 a year, the figure of the backtest on French occupations.

Source: cohort change ratios after Hamilton and Perry (1962); the remainder after Hyndman and Nguyen (2026), who model
it by functional data analysis where we keep one number.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from envol.foresight.situation import Table


class Inflow(StrEnum):
    """How many join the youngest ages."""

    WEIGHTED = "weighted"
    """As in the past, the latest interval weighing most."""
    GROWING = "growing"
    """As in the latest interval, and more by the growth that it showed, damped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortMethod:
    """The figures of the method; each was set once, none is fitted.

    Parameters
    ----------
    recent : float
        Weight of the latest interval; the one before has the rest.
    pooling : float
        Weight of all fields together against a field's own.
    joins_before : int
        Below this age (a), at the later census, a cohort changes by a difference and not by a ratio.
    smoothing : int
        How many ages, an odd number, a ratio is taken over; fewer at both ends. More than 1 was tried and dropped.
    damping : float
        What is left of the growth of the inflow from one year to the next.
    inflow : Inflow
    """

    recent: float = 0.7
    pooling: float = 0.5
    joins_before: int = 25
    smoothing: int = 1
    damping: float = 0.85
    inflow: Inflow = Inflow.WEIGHTED


def next_census(counts: Table, first_age: int, step: int, method: CohortMethod) -> Table:
    """Return the counts at the next census.

    Parameters
    ----------
    counts : ndarray, shape (C, F, A)
        Persons by census, field and single age; censuses `step` years apart, the latest last. The last two or three
        are used.
    first_age : int
        The first of the A ages (a).
    step : int
        Years from one census to the next, 1 or more.
    method : CohortMethod

    Returns
    -------
    ndarray, shape (F, A)
        Persons, none below zero.

    Raises
    ------
    ValueError
        If there are fewer than two censuses, or fewer ages than years between them.
    """
    if len(counts) < 2 or counts.shape[-1] <= step:
        raise ValueError(f"a cohort is followed over two censuses and more than {step} ages, not {counts.shape}")
    before = [_aged(earlier, step) for earlier in counts[-3:-1]]
    after = list(counts[-3:][1:])
    cohorts = _aged(counts[-1], step)
    joined = _weighted([later - earlier for earlier, later in zip(before, after, strict=True)], method)
    stayed = _weighted([_ratio(earlier, later, method) for earlier, later in zip(before, after, strict=True)], method)
    young = np.arange(counts.shape[-1]) + first_age < method.joins_before
    inflow = _half_pooled(joined, young, method)
    if method.inflow is Inflow.GROWING:
        inflow = _half_pooled(after[-1] - before[-1], young, method) * _growth(before, after, young, step, method)
    found: Table = np.where(young, np.maximum(cohorts + inflow, 0.0), cohorts * stayed)
    return found


def _aged(counts: Table, step: int) -> Table:
    """Return the same people `step` years older, in the ages that they have then; nobody is that young any more."""
    aged = np.zeros_like(counts, dtype=np.float64)
    aged[..., step:] = counts[..., :-step]
    return aged


def _ratio(before: Table, after: Table, method: CohortMethod) -> Table:
    """Return what is left of each cohort, half a field's own and half that of all fields."""
    before, after = _over_ages(before, method.smoothing), _over_ages(after, method.smoothing)
    pooled = _divided(after.sum(axis=0), before.sum(axis=0), np.ones(after.shape[-1]))
    own = _divided(after, before, np.broadcast_to(pooled, after.shape))
    ratio: Table = (1 - method.pooling) * own + method.pooling * pooled
    return ratio


def _over_ages(counts: Table, ages: int) -> Table:
    """Return the sums over so many ages around each."""
    sums = np.concatenate([np.zeros((*counts.shape[:-1], 1)), np.cumsum(counts, axis=-1)], axis=-1)
    place = np.arange(counts.shape[-1])
    last, first = np.minimum(place + ages // 2 + 1, counts.shape[-1]), np.maximum(place - ages // 2, 0)
    over: Table = sums[..., last] - sums[..., first]
    return over


def _divided(above: Table, below: Table, instead: Table) -> Table:
    filled = np.asarray(below, dtype=np.float64) > 0
    return np.where(filled, above / np.where(filled, below, 1.0), instead)


def _weighted(intervals: list[Table], method: CohortMethod) -> Table:
    if len(intervals) == 1:
        return intervals[0]
    weighted: Table = method.recent * intervals[-1] + (1 - method.recent) * intervals[-2]
    return weighted


def _half_pooled(joined: Table, young: NDArray[np.bool_], method: CohortMethod) -> Table:
    """Return who joins by field and age, half of it as all fields' is spread over the ages."""
    together = joined.sum(axis=0)
    all_young = together[young].sum()
    if all_young <= 0:
        return joined
    share = joined[:, young].sum(axis=1) / all_young
    pooled: Table = (1 - method.pooling) * joined + method.pooling * share[:, None] * together
    return pooled


def _growth(
    before: list[Table], after: list[Table], young: NDArray[np.bool_], step: int, method: CohortMethod
) -> float:
    """Return by which factor the inflow of all fields at young ages grows; 1 where the past does not say."""
    joined = [float((later - earlier)[:, young].sum()) for earlier, later in zip(before, after, strict=True)]
    if len(joined) < 2 or min(joined) <= 0:
        return 1.0
    damped_years = float(np.sum(method.damping ** np.arange(1, step + 1)))
    return float((joined[-1] / joined[-2]) ** (damped_years / step))
