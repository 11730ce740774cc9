"""What is kept and shown of a solved plan: its decisions with why, how good it is at most, and how sure each one is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from envol.foresight.plan.decisions import Decision, Kind, Plan, Year
from envol.gateways.geography import geography
from envol.web.foresight.claim_pages import percent
from envol.web.foresight.models import SolvedPlan
from envol.web.foresight.templatetags.foresight import counted
from envol.web.pagekit.language import page_language
from envol.web.pagekit.typesetting import typeset

KINDS: Mapping[str, Promise] = {
    Kind.OPEN: _("open"),
    Kind.GROW: _("grow"),
    Kind.COLOUR: _("colour"),
    Kind.CLOSE: _("close"),
    Kind.HOLD: _("hold"),
}
"""In the order of the page."""
EXACT = "solved-again"


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRow:
    """A decision in words; numbers are texts, and what is not known is empty.

    Parameters
    ----------
    kind : str
        The key.
    names : dict of str to str
        What the kind, the region and the training are called.
    groups, places, cost : str
        Groups before and after, places more or fewer, kEUR beyond what runs today.
    first_intake, wait_until : int or None
    why : str
    robust : bool or None
        None where no futures were tried.
    low_regret : str
        Share of futures in which the contrary would have saved little.
    """

    kind: str
    kind_name: str
    region: str
    region_name: str
    training: str
    groups: str
    coloured: int
    places: str
    cost: str
    first_intake: int | None
    first_graduates: int | None
    wait_until: int | None
    why: str
    is_exact: bool
    robust: bool | None
    low_regret: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPage:
    """A plan as the page shows it."""

    name: str
    solved_at: datetime
    gap: str
    objective: str
    bound: str
    first_year: int
    last_year: int
    draws: int
    counts: list[tuple[str, str, int]]
    rows: list[DecisionRow]
    years: list[dict[str, Any]]
    regions: list[tuple[str, str]]


def plan_document(plan: Plan, *, draws: int) -> dict[str, Any]:
    """Return what is kept of a solved plan, as plain values.

    Parameters
    ----------
    plan : Plan
    draws : int
        On how many futures it was tried; 0 where on none.
    """
    instance = plan.instance
    return {
        "objective": plan.objective,
        "bound": plan.bound,
        "gap": plan.gap,
        "draws": draws,
        "first_year": instance.first_year,
        "last_year": instance.first_year + instance.years - 1,
        "decisions": [_kept(each) for each in plan.decisions],
        "years": [_kept_year(each) for each in plan.years],
    }


def plan_page(kept: SolvedPlan, *, region: str = "", kind: str = "") -> PlanPage:
    """Return a plan as the page shows it.

    Parameters
    ----------
    region, kind : str
        Only these; of all regions where empty, and without what is held.
    """
    document = kept.document
    decisions = document["decisions"]
    held = [each for each in decisions if not region or each["region"] == region]
    shown = [each for each in held if (each["kind"] == kind if kind else each["kind"] != Kind.HOLD)]
    order = list(KINDS)
    return PlanPage(
        name=kept.name,
        solved_at=kept.solved_at,
        gap=percent(document["gap"]),
        objective=counted(document["objective"]),
        bound=counted(document["bound"]),
        first_year=document["first_year"],
        last_year=document["last_year"],
        draws=document["draws"],
        counts=[(key, str(word), sum(each["kind"] == key for each in held)) for key, word in KINDS.items()],
        rows=[_row(each) for each in sorted(shown, key=lambda each: order.index(each["kind"]))],
        years=[_year_row(each) for each in document["years"]],
        regions=[(code, region_name(code)) for code in dict.fromkeys(each["region"] for each in decisions)],
    )


def region_name(code: str) -> str:
    """Return what a region of a plan is called, its code where nothing says."""
    return geography().region_name(code) or code


def _kept(each: Decision) -> dict[str, Any]:
    names = ("region", "training", "before", "after", "coloured", "places")
    years = ("first_intake", "first_graduates", "wait_until")
    tried = each.stressed
    return {
        **{name: getattr(each, name) for name in (*names, *years)},
        "kind": each.kind.value,
        "cost": each.cost,
        "why": {language: each.why.words(language) for language in ("fr", "en")},
        "method": each.why.method.value,
        "low_regret": tried.low_regret if tried else None,
        "robust": tried.robust if tried else None,
    }


def _kept_year(each: Year) -> dict[str, Any]:
    names = ("year", "places_opened", "places_closed", "places_coloured", "cost", "budget", "needs", "graduates")
    return {name: getattr(each, name) for name in (*names, "shortage", "surplus", "transformation")}


def _row(kept: dict[str, Any]) -> DecisionRow:
    why = kept["why"][page_language()]
    return DecisionRow(
        kind=kept["kind"],
        kind_name=str(KINDS[kept["kind"]]),
        region=kept["region"],
        region_name=region_name(kept["region"]),
        training=kept["training"],
        groups=f"{kept['before']} → {kept['after']}",
        coloured=kept["coloured"],
        places=counted(kept["places"], signed=True),
        cost=counted(kept["cost"], signed=True),
        first_intake=kept["first_intake"],
        first_graduates=kept["first_graduates"],
        wait_until=kept["wait_until"],
        why=typeset(why) if page_language() == "fr" else why,
        is_exact=kept["method"] == EXACT,
        robust=kept["robust"],
        low_regret="" if kept["low_regret"] is None else percent(kept["low_regret"]),
    )


def _year_row(kept: dict[str, Any]) -> dict[str, Any]:
    whole = ("places_opened", "places_closed", "places_coloured", "needs", "graduates", "shortage", "surplus")
    return {
        "year": kept["year"],
        **{name: counted(kept[name]) for name in (*whole, "cost", "budget")},
        "transformation": percent(kept["transformation"]),
    }
