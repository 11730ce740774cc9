"""What a plan is worth, by plain arithmetic: no solver has a part in it.

For each occupation and year, who is too many in one region may take a job that is left in another, as far as
`may_leave` allows. As every move weighs the same, the best that can be done is `min(who may leave, jobs left)`;
shortage and surplus follow. This holds wherever a move weighs less than the shortage and the surplus that it takes
away; else nobody moves.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from envol.foresight.plan.instance import Counts, Instance, Prices
from envol.foresight.situation import Table

ROUNDED = 1e-5
"""Share of a limit that a solver may pass it by."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Flows:
    """Who finds work, by (..., occupation, year), summed over regions; `...` may be draws.

    Parameters
    ----------
    shortage, surplus, moves : ndarray
        Jobs that nobody takes, persons whom no job takes, persons who work in another region (persons/a).
    """

    shortage: Table
    surplus: Table
    moves: Table

    def points(self, instance: Instance) -> Table:
        """Return what they weigh, by (...)."""
        prices = instance.prices
        points: Table = prices.shortage * self.shortage + prices.surplus * self.surplus + prices.move * self.moves
        total: Table = points.sum(axis=(-2, -1))
        return total


def graduates(instance: Instance, groups: Table | Counts, coloured: Table | Counts) -> Table:
    """Return who leaves training for an occupation, by (region, occupation, year) (persons/a).

    Parameters
    ----------
    groups, coloured : ndarray, shape (R, K, T)
        Groups that take persons in, and how many of these are coloured.
    """
    plain, more = instance.from_group()
    out = np.zeros((len(instance.regions), len(instance.occupations), instance.years))
    for k, training in enumerate(instance.trainings):
        d = min(training.length, instance.years)
        out[..., :d] += instance.groups[:, k, None, None] * plain[k][None, :, None]
        out[..., d:] += groups[:, k, None, : instance.years - d] * plain[k][None, :, None]
        out[..., d:] += coloured[:, k, None, : instance.years - d] * more[k][None, :, None]
    return out


def flows(instance: Instance, found: Table, needs: Table | None = None) -> Flows:
    """Return who finds work.

    Parameters
    ----------
    found : ndarray, shape (R, O, T)
        Who leaves training.
    needs : ndarray, shape (..., R, O, T), optional
        Those of the instance where absent.
    """
    needs = instance.needs if needs is None else needs
    over, left, may = (each.sum(axis=-3) for each in unmatched(instance, found, needs))
    moves = moved_by(instance.prices, left, may)
    return Flows(shortage=left - moves, surplus=over - moves, moves=moves)


def unmatched(instance: Instance, found: Table, needs: Table) -> tuple[Table, Table, Table]:
    """Return who is too many, the jobs that are left, and who of the too many may leave; each region by itself."""
    over, left = np.maximum(found - needs, 0.0), np.maximum(needs - found, 0.0)
    return over, left, np.minimum(over, instance.may_leave * found)


def moved_by(prices: Prices, left: Table, may: Table) -> Table:
    """Return how many move, from the jobs left and who may leave, all regions together."""
    worth = prices.move < prices.shortage + prices.surplus
    return np.minimum(may, left) if worth else np.zeros_like(left)


def spending(instance: Instance, groups: Counts, coloured: Counts) -> Table:
    """Return what each year costs beyond what runs today (kEUR/a); shape (T,)."""
    tinted = np.diff(coloured, axis=-1, prepend=0)
    cost = np.einsum("k,rkt->t", instance.each("equipping"), np.maximum(steps_of(instance, groups), 0))
    cost += np.einsum("k,rkt->t", instance.each("colouring"), np.maximum(tinted, 0))
    cost += np.einsum("k,rkt->t", instance.each("running"), groups - instance.groups[..., None])
    runs = (groups > 0) & (instance.groups[..., None] == 0)
    first = runs & (np.cumsum(runs, axis=-1) == 1)
    total: Table = cost + np.einsum("k,rkt->t", instance.each("opening"), first)
    return total


def steps_of(instance: Instance, groups: Counts) -> Counts:
    """Return the groups more (or fewer) than in the year before, by (region, training, year)."""
    return np.diff(np.concatenate([instance.groups[..., None], groups], axis=-1), axis=-1)


def closed(instance: Instance, groups: Counts) -> Counts:
    """Return the groups closed by (region, training, year)."""
    return np.maximum(-steps_of(instance, groups), 0)


def fixed(instance: Instance, groups: Counts, coloured: Counts) -> float:
    """Return the points of a plan that no need changes: its money and its closures."""
    money = instance.prices.money * spending(instance, groups, coloured).sum()
    return float(money + instance.prices.closing * closed(instance, groups).sum())


def objective(instance: Instance, groups: Counts, coloured: Counts, needs: Table | None = None) -> Table:
    """Return the points of a plan, by draw where the needs have one; fewer is better."""
    points: Table = flows(instance, graduates(instance, groups, coloured), needs).points(instance)
    return points + fixed(instance, groups, coloured)


def broken(instance: Instance, groups: Counts, coloured: Counts) -> tuple[str, ...]:
    """Return which limits a plan breaks, by name; none for a plan that can be carried out."""
    steps, year = steps_of(instance, groups), np.arange(instance.years)
    tints = np.diff(coloured, axis=-1, prepend=0) != 0
    rules = {
        "horizon": bool((((steps != 0) | tints) & (year >= instance.settled()[:, None])).any()),
        "count": bool((groups < 0).any() or (coloured < 0).any() or (coloured > groups).any()),
        "lead": bool(((steps > 0) & (year < instance.first_growth()[..., None])).any()),
        "colour": bool(((coloured > 0) & (year < instance.first_colour()[..., None])).any()),
        "trainers": _over(np.einsum("k,rkt->rt", instance.each("trainers"), groups), instance.trainers),
        "platforms": _over(np.einsum("k,rkt->rt", instance.each("platforms"), groups), instance.platforms),
        "budget": _over(spending(instance, groups, coloured), instance.budget),
        "places": _over(-_places(instance, groups), -instance.least_places[:, None]),
        "closures": _over(closed(instance, groups).sum(axis=1), instance.closures[:, None]),
    }
    return tuple(name for name, is_broken in rules.items() if is_broken)


def _over(used: Table | Counts, limit: Table) -> bool:
    """Say whether more is used than there is, beyond what the solver rounds."""
    return bool((used > limit + ROUNDED * (1 + np.abs(limit))).any())


def _places(instance: Instance, groups: Counts) -> Table:
    places: Table = np.einsum("k,rkt->rt", instance.each("places"), groups)
    return places
