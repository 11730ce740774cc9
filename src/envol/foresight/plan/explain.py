"""Why a decision goes no further: the limit that binds it.

Small instances are solved again with one limit let go at a time (`Method.AGAIN`): a limit binds a decision where,
without it, the plan is better and the decision goes further. In large ones, one group more is tried in the plan as it
is, exactly, and the first limit is named that forbids it (`Method.ONE_MORE`): a word on this plan, not on every plan.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from envol.foresight.plan.instance import Counts, Instance, Pair
from envol.foresight.plan.marginal import LITTLE, forbidden, gains
from envol.foresight.plan.value import ROUNDED, spending
from envol.foresight.situation import Table


class Limit(StrEnum):
    """What can keep a decision from going further."""

    TRAINERS = "trainers"
    PLATFORMS = "platforms"
    BUDGET = "budget"
    LEAD = "lead"
    CLOSURES = "closures"
    PLACES = "places"
    SEVERAL = "several"
    NO_NEED = "no-need"


class Method(StrEnum):
    """How it was found."""

    AGAIN = "solved-again"
    ONE_MORE = "one-group-more"


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """The limit that binds a decision.

    Parameters
    ----------
    limit : Limit
    region, training : str
        Where it binds; empty where it is the same for all.
    year : int or None
        The year that it binds in, for a budget.
    also : tuple of Limit
        What would bind next, or as well.
    method : Method
    """

    limit: Limit
    region: str = ""
    training: str = ""
    year: int | None = None
    also: tuple[Limit, ...] = ()
    method: Method = Method.ONE_MORE

    @property
    def params(self) -> dict[str, str | int]:
        """What its sentence names."""
        return {"region": self.region, "training": self.training, "year": self.year or ""}

    def words(self, lang: str, titles: Mapping[str, str] | None = None) -> str:
        """Return its sentence, in "fr" or "en", with what regions and trainings are called where `titles` says it."""
        called = {key: (titles or {}).get(str(value), value) for key, value in self.params.items()}
        return SENTENCES[self.limit][lang].format(**called)


SENTENCES: dict[Limit, dict[str, str]] = {
    Limit.TRAINERS: {"fr": "les formateurs manquent ({region})", "en": "trainers bind in {region}"},
    Limit.PLATFORMS: {
        "fr": "les plateaux techniques manquent ({region})",
        "en": "technical platforms bind in {region}",
    },
    Limit.BUDGET: {"fr": "le budget {year} est épuisé", "en": "the budget of {year} binds"},
    Limit.LEAD: {
        "fr": "le délai avant la première rentrée ({training}, {region})",
        "en": "the time to the first intake of {training} in {region} binds",
    },
    Limit.CLOSURES: {
        "fr": "équité : pas plus de fermetures par an ({region})",
        "en": "fairness: no more closures in a year in {region}",
    },
    Limit.PLACES: {
        "fr": "équité : le minimum de places ({region})",
        "en": "fairness: the least places of {region} bind",
    },
    Limit.SEVERAL: {
        "fr": "plusieurs limites à la fois, aucune à elle seule ({region})",
        "en": "several limits of {region} together, none by itself",
    },
    Limit.NO_NEED: {"fr": "pas de besoin au-delà", "en": "no need beyond it"},
}


def lifted(instance: Instance, limit: Limit, pair: Pair, year: int | None = None) -> Instance:
    """Return the instance without a limit: of the pair's region, of a year (from 0), or of the pair itself."""
    region = pair[0]

    def free(table: Table, place: int, value: float = np.inf) -> Table:
        other = table.copy()
        other[place] = value
        return other

    match limit:
        case Limit.TRAINERS:
            return replace(instance, trainers=free(instance.trainers, region))
        case Limit.PLATFORMS:
            return replace(instance, platforms=free(instance.platforms, region))
        case Limit.BUDGET:
            assert year is not None
            return replace(instance, budget=free(instance.budget, year))
        case Limit.LEAD:
            return replace(instance, no_lead=instance.no_lead | {pair})
        case Limit.CLOSURES:
            return replace(instance, closures=free(instance.closures, region))
        case Limit.PLACES:
            return replace(instance, least_places=free(instance.least_places, region, 0.0))
    raise ValueError(limit)


def every_limit_lifted(instance: Instance, region: int) -> Instance:
    """Return the instance without any limit of a region, and without any budget."""
    for limit in (Limit.TRAINERS, Limit.PLATFORMS, Limit.CLOSURES, Limit.PLACES):
        instance = lifted(instance, limit, (region, 0))
    pairs = {(region, k) for k in range(len(instance.trainings))}
    budget = np.full_like(instance.budget, np.inf)
    return replace(instance, budget=budget, no_lead=instance.no_lead | pairs)


def one_more(instance: Instance, groups: Counts, coloured: Counts) -> dict[Pair, Why]:
    """Say for each region and training which limit forbids one group more, or one closed more where one is closed."""
    shut = groups[..., -1] < instance.groups
    money = instance.budget - spending(instance, groups, coloured)
    by_step = {
        step: (gains(instance, groups, coloured, step), forbidden(instance, groups, coloured, step)) for step in (1, -1)
    }
    return {
        (int(r), int(k)): _forbidding(instance, (int(r), int(k)), money, *by_step[-1 if shut[r, k] else 1])
        for r, k in np.ndindex(*instance.groups.shape)
    }


def _forbidding(instance: Instance, pair: Pair, money: Table, saved: Table, no: Mapping[str, NDArray[np.bool_]]) -> Why:
    """Look at the years in which one more is wanted; name what forbids the one that is nearest to be possible."""
    unseen = no["horizon"][pair] | no.get("count", no["horizon"])[pair]
    wanted = [year for year in range(instance.years) if saved[pair][year] > LITTLE and not unseen[year]]
    if not wanted:
        return Why(limit=Limit.NO_NEED)
    limits = {year: [limit for limit in Limit if limit in no and no[limit][pair][year]] for year in wanted}
    if all(Limit.LEAD in limits[year] for year in wanted):
        return _why(instance, [Limit.LEAD], pair, None)
    open_years = [year for year in wanted if Limit.LEAD not in limits[year]]
    year = min(open_years, key=lambda each: (len(limits[each]), -saved[pair][each]))
    return _why(instance, limits[year], pair, _first_short(instance, pair, money, year))


def _first_short(instance: Instance, pair: Pair, money: Table, year: int) -> int:
    """Return the year whose money is short: the first that could not run the group, or that of its intake."""
    short = np.flatnonzero(money[year:] < instance.trainings[pair[1]].running - ROUNDED)
    return year + int(short[0]) if short.size else year


def _why(instance: Instance, limits: list[Limit], pair: Pair, year: int | None) -> Why:
    if not limits:
        return Why(limit=Limit.NO_NEED)
    return Why(
        limit=limits[0],
        region=instance.regions[pair[0]],
        training=instance.trainings[pair[1]].name,
        year=instance.first_year + year if year is not None and Limit.BUDGET in limits else None,
        also=tuple(limits[1:]),
    )
