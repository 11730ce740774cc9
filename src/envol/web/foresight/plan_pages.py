"""What is kept and shown of a solved plan: its decisions with why, how good it is at most, and how sure each one is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from envol.foresight.plan.decisions import WORDS, Kind
from envol.gateways.geography import geography
from envol.web.foresight.models import SolvedPlan
from envol.web.foresight.naming import in_words, printed
from envol.web.foresight.templatetags.foresight import counted, percent
from envol.web.pagekit.language import page_language

KINDS = (Kind.OPEN, Kind.GROW, Kind.COLOUR, Kind.CLOSE, Kind.HOLD)
"""In the order of the page."""
EXACT, MADE_UP = "solved-again", "made-up"
DATA: Mapping[str, Promise] = {
    "made-up": _("made-up numbers"),
    "assumed": _("assumed numbers"),
    "published": _("published numbers"),
}
"""Where the numbers of a plan come from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRow:
    """A decision in words; numbers are texts, and what is not known is empty.

    Parameters
    ----------
    kind, region : str
        Their keys.
    groups, places, cost : str
        Groups before and after, places more or fewer, kEUR beyond what runs today.
    why : str
        What keeps it from going further.
    is_exact : bool
        Whether that was found by solving again without the limit, and not by trying one group more in this plan.
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

    title: str
    about: str
    data: str
    is_made_up: bool
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


def plan_page(kept: SolvedPlan, *, region: str = "", kind: str = "") -> PlanPage:
    """Return a plan as the page shows it.

    Parameters
    ----------
    region, kind : str
        Only these; of all regions where empty, and without what is held.
    """
    document = kept.document
    titles = document["titles"][page_language()]
    decisions = document["decisions"]
    held = [each for each in decisions if not region or each["region"] == region]
    shown = [each for each in held if (each["kind"] == kind if kind else each["kind"] != Kind.HOLD)]
    return PlanPage(
        title=in_words(document["title"]),
        about=in_words(document["about"]),
        data=str(DATA[document["data"]]),
        is_made_up=document["data"] == MADE_UP,
        solved_at=kept.solved_at,
        gap=percent(document["gap"]),
        objective=counted(document["objective"]),
        bound=counted(document["bound"]),
        first_year=document["first_year"],
        last_year=document["years"][-1]["year"],
        draws=document["draws"],
        counts=[(kind.value, kind_name(kind), sum(each["kind"] == kind for each in held)) for kind in KINDS],
        rows=[_row(each, titles) for each in sorted(shown, key=lambda each: KINDS.index(each["kind"]))],
        years=[_year_row(each) for each in document["years"]],
        regions=[(code, region_name(code, titles)) for code in dict.fromkeys(each["region"] for each in decisions)],
    )


def kind_name(kind: str) -> str:
    """Return the word for a kind of decision."""
    return WORDS[Kind(kind)][page_language()]


def region_name(code: str, titles: dict[str, str]) -> str:
    """Return what a region of a plan is called, its code where nothing says."""
    return printed(titles.get(code, "")) or geography().region_name(code) or code


def _row(kept: dict[str, Any], titles: dict[str, str]) -> DecisionRow:
    why, tried = kept["why"][page_language()], kept["stressed"]
    return DecisionRow(
        kind=kept["kind"],
        kind_name=kind_name(kept["kind"]),
        region=kept["region"],
        region_name=region_name(kept["region"], titles),
        training=printed(titles.get(kept["training"], kept["training"])),
        groups=f"{kept['before']} → {kept['after']}",
        coloured=kept["coloured"],
        places=counted(kept["places"], signed=True),
        cost=counted(kept["cost"], signed=True),
        first_intake=kept["first_intake"],
        first_graduates=kept["first_graduates"],
        wait_until=kept["wait_until"],
        why=printed(why),
        is_exact=kept["why"]["method"] == EXACT,
        robust=tried["robust"] if tried else None,
        low_regret=percent(tried["low_regret"]) if tried else "",
    )


def _year_row(kept: dict[str, Any]) -> dict[str, Any]:
    whole = ("places_opened", "places_closed", "places_coloured", "needs", "graduates", "shortage", "surplus")
    return {
        "year": kept["year"],
        **{name: counted(kept[name]) for name in (*whole, "cost", "budget")},
        "transformation": percent(kept["transformation"]),
    }
