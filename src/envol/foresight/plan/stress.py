"""Try a plan on many futures: does each decision stay right, and how many jobs does it fill?

A decision is set against its contrary in every draw of the needs, with everything else as planned: what is opened,
grown, coloured or closed against leaving it as it is today; what is held against one group more, in the best year
that the limits leave for it. Where they leave none, nothing else was possible, and nothing is tried. A contrary that
takes what the rest of the plan uses is weighed all the same, and `beside` says so: its regret is then more than could
be had. Its *regret* is what the contrary would have saved (points). A regret is *low* where it is at most that of one
intake without work; a decision is *robust* where its regret is low in 80 % of the draws or more.

Source of the rule: choose what is robust over the scenarios, not what is best in one (Willis, Woodward and Cave,
robust workforce planning for the English health service, 2013).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from envol.errors import Refusal
from envol.foresight.plan.instance import Counts, Instance, Pair
from envol.foresight.plan.marginal import forbidden, gains
from envol.foresight.plan.value import broken, fixed, graduates, moved_by, unmatched
from envol.foresight.projection import Projection
from envol.foresight.situation import Table

ROBUST = 0.8
"""Share of draws in which the regret of a robust decision is low."""

ENOUGH = 5.0
"""Persons a year that a cell needs at least for its own draws to say something relative to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stressed:
    """A decision over the draws.

    Parameters
    ----------
    right : float
        Share of draws in which its contrary is not better.
    low_regret : float
        Share of draws in which its contrary saves no more than one intake without work weighs.
    regret : float
        Mean of what the contrary saves (points).
    jobs : tuple of float
        Jobs that it fills over the years, beside its contrary: q10, q50, q90 (persons).
    beside : bool
        Whether its contrary could be carried out beside the rest of the plan.
    """

    right: float
    low_regret: float
    regret: float
    jobs: tuple[float, float, float]
    beside: bool

    @property
    def robust(self) -> bool:
        """Whether its regret is low often enough."""
        return self.low_regret >= ROBUST


def draws_of(projection: Projection) -> Table:
    """Return the needs that the engine projects as (draw, region, occupation, year): those of all levels together."""
    needs: Table = projection.need.sum(axis=1, dtype=np.float64)
    return np.transpose(needs, (3, 1, 2, 0))


def engine_draws(instance: Instance, projection: Projection) -> Table:
    """Return the needs of the instance, each as far from its value as the engine's draws lie from their median.

    A region and occupation that the projection knows by the same names, with a median need of `ENOUGH` or more, takes
    its own draws; any other takes those of the whole projection. The last projected year stands for later ones. A need
    below zero counts as none.

    Raises
    ------
    Refusal
        If the projection as a whole needs nobody in some year: nothing can be said relative to it.
    """
    drawn = draws_of(projection)
    drawn = drawn[..., np.minimum(np.arange(instance.years), drawn.shape[-1] - 1)]
    whole = drawn.sum(axis=(1, 2))
    middle = np.median(whole, axis=0)
    if (middle <= 0).any():
        raise Refusal("plan-no-need", "the outlook needs nobody in some year: name another outlook", {})
    factor = np.broadcast_to((whole / middle)[:, None, None], (len(drawn), *instance.needs.shape)).copy()
    perimeter = projection.perimeter
    for r, region in enumerate(instance.regions):
        for o, occupation in enumerate(instance.occupations):
            if region in perimeter.regions and occupation in perimeter.occupations:
                own = drawn[:, perimeter.regions.index(region), perimeter.occupations.index(occupation)]
                median = np.median(own, axis=0)
                if (median >= ENOUGH).all():
                    factor[:, r, o] = own / median
    needs: Table = instance.needs * np.maximum(factor, 0.0)
    return needs


def made_up_draws(instance: Instance, draws: int, seed: int, spread: float = 0.2, together: float = 0.5) -> Table:
    """Return needs of the instance with errors that grow with the years, as (draw, region, occupation, year).

    Parameters
    ----------
    spread : float
        Standard deviation of the logarithm at the last year; it grows with the root of the year.
    together : float
        Share of the variance that all needs have in common.
    """
    luck = np.random.Generator(np.random.Philox(key=[seed, 0]))
    common = luck.standard_normal((draws, 1, 1, 1))
    own = luck.standard_normal((draws, len(instance.regions), len(instance.occupations), 1))
    reach = spread * np.sqrt((1 + np.arange(instance.years)) / instance.years)
    needs: Table = instance.needs * np.exp(reach * (np.sqrt(together) * common + np.sqrt(1 - together) * own))
    return needs


def stressed(instance: Instance, groups: Counts, coloured: Counts, needs: Table) -> dict[Pair, Stressed]:
    """Try every decision of a plan.

    Parameters
    ----------
    needs : ndarray, shape (draw, R, O, T)
    """
    now = graduates(instance, groups, coloured)
    country = _Country(instance, now, needs)
    here = fixed(instance, groups, coloured)
    told = {}
    for pair, other, tint in _contraries(instance, groups, coloured):
        then = graduates(instance, other, tint)
        points, jobs = country.beside(pair[0], then[pair[0]])
        regret = -(points + fixed(instance, other, tint) - here)
        low = instance.prices.surplus * instance.trainings[pair[1]].places
        told[pair] = Stressed(
            right=float(np.mean(regret <= 1e-6)),
            low_regret=float(np.mean(regret <= low)),
            regret=float(np.maximum(regret, 0.0).mean()),
            jobs=tuple(float(q) for q in np.quantile(-jobs, (0.1, 0.5, 0.9))),  # type: ignore[arg-type]
            beside=not broken(instance, other, tint),
        )
    return told


def _contraries(instance: Instance, groups: Counts, coloured: Counts) -> Iterator[tuple[Pair, Counts, Counts]]:
    saved = gains(instance, groups, coloured)
    for no in forbidden(instance, groups, coloured, 1).values():
        saved = np.where(no, -np.inf, saved)
    for r, k in np.ndindex(*instance.groups.shape):
        other, tint = groups.copy(), coloured.copy()
        if (groups[r, k] != instance.groups[r, k]).any() or coloured[r, k].any():
            other[r, k], tint[r, k] = instance.groups[r, k], 0
        elif np.isfinite(saved[r, k].max()):
            other[r, k, int(saved[r, k].argmax()) :] += 1
        else:
            continue
        yield (int(r), int(k)), other, tint


class _Country:
    """Flows of a plan over the draws, kept so that a change in one region is cheap to weigh."""

    def __init__(self, instance: Instance, found: Table, needs: Table) -> None:
        self.instance, self.needs = instance, needs
        self.over, self.left, self.may = unmatched(instance, found, needs)
        self.all = [each.sum(axis=1) for each in (self.over, self.left, self.may)]
        self.points, self.filled = self._weighed(*self.all)

    def beside(self, region: int, found: Table) -> tuple[Table, Table]:
        """Return points and jobs filled more, by draw, if the graduates of a region were others."""
        own = unmatched(self.instance, found, self.needs[:, region])
        before = self.over[:, region], self.left[:, region], self.may[:, region]
        total = [a - b + c for a, b, c in zip(self.all, before, own, strict=True)]
        points, filled = self._weighed(*total)
        return points - self.points, filled - self.filled

    def _weighed(self, over: Table, left: Table, may: Table) -> tuple[Table, Table]:
        prices = self.instance.prices
        moves = moved_by(prices, left, may)
        points = prices.shortage * (left - moves) + prices.surplus * (over - moves) + prices.move * moves
        return points.sum(axis=(1, 2)), -(left - moves).sum(axis=(1, 2))
