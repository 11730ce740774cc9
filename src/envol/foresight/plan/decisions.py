"""A plan in words: for each region and training open, grow, colour, hold or close, when, for how much, and why.

Words of Orion (mission-apprentissage/tjp-pilotage, glossary): ouverture, augmentation, coloration, fermeture; what is
none of these is held. Places opened, closed and coloured are the places transformed, and their share of the places of
today is the rate of transformation (entry "Taux de transformation"); a place that is opened coloured counts once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from envol.foresight.plan.again import EXACT, FEW, solved_again
from envol.foresight.plan.explain import Why, one_more
from envol.foresight.plan.instance import Counts, Instance, Pair
from envol.foresight.plan.solver import Solution, Told, search
from envol.foresight.plan.stress import Stressed, stressed
from envol.foresight.plan.value import closed, flows, graduates, spending, steps_of
from envol.foresight.plan.wait import can_wait_until, decide_by, jobs_left
from envol.foresight.situation import Table


class Kind(StrEnum):
    """What is decided."""

    OPEN = "open"
    GROW = "grow"
    COLOUR = "colour"
    CLOSE = "close"
    HOLD = "hold"


WORDS: Mapping[Kind, Mapping[str, str]] = {
    Kind.OPEN: {"fr": "ouverture", "en": "open"},
    Kind.GROW: {"fr": "augmentation", "en": "grow"},
    Kind.COLOUR: {"fr": "coloration", "en": "colour"},
    Kind.CLOSE: {"fr": "fermeture", "en": "close"},
    Kind.HOLD: {"fr": "maintien", "en": "hold"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What is decided for a training in a region.

    Parameters
    ----------
    region, training : str
    kind : Kind
    before, after : int
        Groups today and in the last year.
    by_year : tuple of int
        Groups of each year.
    coloured : int
        Groups that are coloured in the last year.
    places : int
        Places more (or fewer) in the last year (persons).
    first_intake, first_graduates : int or None
        The first intake of what is opened, grown or coloured, or without what is closed; and when it graduates.
    wait_until : int or None
        The last year to decide without the loss of a cohort: of what is planned, its first intake less the lead; of
        what is held, the year of the need less length and lead. None where nothing is needed.
    cost : float
        Over the years, beyond what runs today (kEUR).
    why : Why
        What keeps it from going further.
    stressed : Stressed or None
    """

    region: str
    training: str
    kind: Kind
    before: int
    after: int
    by_year: tuple[int, ...]
    coloured: int
    places: int
    first_intake: int | None
    first_graduates: int | None
    wait_until: int | None
    cost: float
    why: Why
    stressed: Stressed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """What a year of the plan comes to, over all regions (persons, kEUR)."""

    year: int
    groups: int
    places_opened: int
    places_closed: int
    places_coloured: int
    transformation: float
    cost: float
    budget: float
    needs: float
    graduates: float
    shortage: float
    surplus: float
    moves: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Plan:
    """A plan, its points, and what no plan is better than."""

    instance: Instance
    solution: Solution
    decisions: tuple[Decision, ...]
    years: tuple[Year, ...]

    @property
    def objective(self) -> float:
        """Points of the plan; fewer is better."""
        return self.solution.objective

    @property
    def bound(self) -> float:
        """Points that no plan is better than."""
        return self.solution.bound

    @property
    def gap(self) -> float:
        """How much better another plan could be at most, as a share of the objective."""
        return self.solution.gap


def solve(
    instance: Instance,
    seconds: float = 45.0,
    *,
    gap: float = 0.01,
    needs: Table | None = None,
    told: Told = lambda step, share: None,
) -> Plan:
    """Plan, explain, and try on draws of the needs where some are given.

    Parameters
    ----------
    instance : Instance
    seconds : float
        For the solver (s).
    gap : float
        The gap that is good enough.
    needs : ndarray of shape (draw, R, O, T), optional
    told : callable
        Told each step, and how much of it lies behind.

    Raises
    ------
    Refusal
        If nothing can be carried out, or nothing was found in that time.
    """
    small = int(np.prod(instance.shape)) <= FEW
    found = search(instance, seconds, EXACT if small else gap, told)
    if small and found.gap <= 10 * EXACT:
        why = solved_again(instance, found, seconds, lambda share: told("explain", share))
    else:
        told("explain", 0.0)
        why = one_more(instance, found.groups, found.coloured)
    told("stress", 0.0)
    tried = {} if needs is None else stressed(instance, found.groups, found.coloured, needs)
    return Plan(
        instance=instance,
        solution=found,
        decisions=_decisions(instance, found, why, tried),
        years=_years(instance, found),
    )


def kind_of(before: int, groups: Counts, coloured: Counts) -> Kind:
    """Return what is decided, from the groups of today and those of each year: what stays at the end tells first."""
    last = int(groups[-1])
    if last > before or (last == before and groups.max() > before) or (before == 0 and groups.any()):
        return Kind.OPEN if before == 0 else Kind.GROW
    if last == before and coloured[-1]:
        return Kind.COLOUR
    if groups.min() < before:
        return Kind.CLOSE
    return Kind.COLOUR if coloured.any() else Kind.HOLD


def _decisions(
    instance: Instance, found: Solution, why: Mapping[Pair, Why], tried: Mapping[Pair, Stressed]
) -> tuple[Decision, ...]:
    left = jobs_left(instance, found.groups, found.coloured)
    return tuple(
        replace(_decision(instance, found, (r, k), left, why[r, k]), stressed=tried.get((r, k)))
        for r in range(len(instance.regions))
        for k in range(len(instance.trainings))
    )


def _decision(instance: Instance, found: Solution, pair: Pair, left: Table, why: Why) -> Decision:
    before, groups, coloured = int(instance.groups[pair]), found.groups[pair], found.coloured[pair]
    training = instance.trainings[pair[1]]
    kind = kind_of(before, groups, coloured)
    first = _first(kind, before, groups, coloured)
    until = can_wait_until(instance, left, pair) if first is None else _until(instance, pair, kind, first)
    return Decision(
        region=instance.regions[pair[0]],
        training=training.name,
        kind=kind,
        before=before,
        after=int(groups[-1]),
        by_year=tuple(int(n) for n in groups),
        coloured=int(coloured[-1]),
        places=training.places * (int(groups[-1]) - before),
        first_intake=None if first is None else instance.first_year + first,
        first_graduates=None if first is None else instance.first_year + first + training.length,
        wait_until=until,
        cost=_cost(instance, found, pair),
        why=why,
    )


def _first(kind: Kind, before: int, groups: Counts, coloured: Counts) -> int | None:
    """Return the first year in which what is decided is seen."""
    seen = {Kind.CLOSE: groups < before, Kind.COLOUR: coloured > 0, Kind.HOLD: groups < 0}.get(kind, groups > before)
    return int(seen.argmax()) if seen.any() else None


def _until(instance: Instance, pair: Pair, kind: Kind, first: int) -> int:
    if kind is Kind.CLOSE:
        return instance.first_year + first
    if kind is Kind.COLOUR:
        return instance.first_year + first - int(instance.first_colour()[pair])
    return decide_by(instance, pair, first)


def _cost(instance: Instance, found: Solution, pair: Pair) -> float:
    groups = np.repeat(instance.groups[..., None], instance.years, axis=-1)
    coloured = np.zeros_like(groups)
    groups[pair], coloured[pair] = found.groups[pair], found.coloured[pair]
    return float(spending(instance, groups, coloured).sum())


def _years(instance: Instance, found: Solution) -> tuple[Year, ...]:
    out = graduates(instance, found.groups, found.coloured)
    where = flows(instance, out)
    places = instance.each("places")
    opened = np.maximum(steps_of(instance, found.groups), 0)
    tinted = np.maximum(np.diff(found.coloured, axis=-1, prepend=0) - opened, 0)
    by_year = [np.einsum("k,rkt->t", places, each) for each in (opened, closed(instance, found.groups), tinted)]
    today = max(float((places * instance.groups).sum()), 1.0)
    spent = spending(instance, found.groups, found.coloured)
    return tuple(
        Year(
            year=instance.first_year + t,
            groups=int(found.groups[..., t].sum()),
            places_opened=int(by_year[0][t]),
            places_closed=int(by_year[1][t]),
            places_coloured=int(by_year[2][t]),
            transformation=float(sum(each[t] for each in by_year) / today),
            cost=float(spent[t]),
            budget=float(instance.budget[t]),
            needs=float(instance.needs[..., t].sum()),
            graduates=float(out[..., t].sum()),
            shortage=float(where.shortage[:, t].sum()),
            surplus=float(where.surplus[:, t].sum()),
            moves=float(where.moves[:, t].sum()),
        )
        for t in range(instance.years)
    )
