"""A plan as a JSON document and as rows for people, in French and in English."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Literal

from envol.foresight.plan.decisions import WORDS, Decision, Kind, Plan
from envol.gateways.plan_schema import PlanContent

HEADS = {
    "en": {
        "decisions": ("region", "training", "decision", "groups", "intake", "graduates", "jobs", "kEUR", "wait", "why"),
        "years": (
            "year",
            "opened",
            "closed",
            "coloured",
            "rate",
            "kEUR",
            "needs",
            "graduates",
            "short",
            "over",
            "moves",
        ),
        "points": "points {objective:.0f}, no plan below {bound:.0f}: gap {gap:.2%}",
        "held": "held: {held}",
        "now": "now",
    },
    "fr": {
        "decisions": (
            "région",
            "formation",
            "décision",
            "groupes",
            "rentrée",
            "sortie",
            "emplois",
            "k€",
            "attendre",
            "pourquoi",
        ),
        "years": (
            "année",
            "ouvertes",
            "fermées",
            "colorées",
            "taux",
            "k€",
            "besoins",
            "diplômés",
            "manque",
            "excès",
            "mobiles",
        ),
        "points": "points {objective:.0f}, aucun plan sous {bound:.0f} : écart {gap:.2%}",
        "held": "maintiens : {held}",
        "now": "maintenant",
    },
}


def titles_of(content: PlanContent, lang: Literal["fr", "en"]) -> dict[str, str]:
    """Return what the regions and trainings of a plan are called, by name, where its file says it."""
    titled = {each.name: each.title for each in content.regions}
    titled |= {each.name: each.title for each in content.trainings}
    return {name: getattr(title, lang) for name, title in titled.items() if title is not None}


def document_of(plan: Plan, content: PlanContent, wanted: float) -> dict[str, Any]:
    """Return all of a plan as plain values.

    Parameters
    ----------
    wanted : float
        The gap that was asked for: `status` says whether it was reached.
    """
    titles = {"fr": titles_of(content, "fr"), "en": titles_of(content, "en")}
    return {
        "name": content.name,
        "status": "within-gap" if plan.gap <= wanted else "above-gap",
        "data": content.status,
        "objective": plan.objective,
        "bound": plan.bound,
        "gap": plan.gap,
        "wanted_gap": wanted,
        "regions": len(plan.instance.regions),
        "trainings": len(plan.instance.trainings),
        "first_year": plan.instance.first_year,
        "titles": titles,
        "decisions": [_decision(decision, titles) for decision in plan.decisions],
        "years": [asdict(year) for year in plan.years],
    }


def _decision(decision: Decision, titles: dict[str, dict[str, str]]) -> dict[str, Any]:
    plain = asdict(decision)
    tried = decision.stressed
    why = decision.why
    return plain | {
        "kind": decision.kind.value,
        "why": plain["why"] | {lang: why.words(lang, titles[lang]) for lang in titles},
        "stressed": None if tried is None else plain["stressed"] | {"robust": tried.robust},
    }


def heading(plan: Plan, lang: str) -> str:
    """Return the line over the tables: points, bound, gap, and how many are held."""
    held = sum(decision.kind is Kind.HOLD for decision in plan.decisions)
    points = HEADS[lang]["points"].format(objective=plan.objective, bound=plan.bound, gap=plan.gap)  # type: ignore[attr-defined]
    return f"{points} · {HEADS[lang]['held'].format(held=held)}"  # type: ignore[attr-defined]


def decision_rows(plan: Plan, lang: str) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return head and rows of what changes; what is held is counted in the heading."""
    rows = [_row(plan, decision, lang) for decision in plan.decisions if decision.kind is not Kind.HOLD]
    return tuple(HEADS[lang]["decisions"]), rows


def _row(plan: Plan, decision: Decision, lang: str) -> tuple[str, ...]:
    tried, until = decision.stressed, decision.wait_until
    coloured = f" ({decision.coloured}c)" if decision.coloured else ""
    late = until is not None and until <= plan.instance.first_year
    return (
        decision.region,
        decision.training,
        WORDS[decision.kind][lang] + ("" if tried is None or tried.robust else " ?"),
        f"{_path(decision)}{coloured}",
        str(decision.first_intake or "–"),
        str(decision.first_graduates or "–"),
        "–" if tried is None else f"{tried.jobs[0]:z.0f}..{tried.jobs[2]:z.0f}",
        f"{decision.cost:.0f}",
        str(HEADS[lang]["now"]) if late else str(until or "–"),
        decision.why.words(lang),
    )


def _path(decision: Decision) -> str:
    """Return groups today, at their most or least on the way where that is neither end, and in the last year."""
    ends = (decision.before, decision.after)
    turns = [n for n in (max(decision.by_year), min(decision.by_year)) if not min(ends) <= n <= max(ends)]
    return "→".join(str(n) for n in (ends[0], *turns[:1], ends[1]))


def year_rows(plan: Plan, lang: str) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return head and rows of what each year comes to."""
    rows = [
        (
            str(year.year),
            *(f"{each}" for each in (year.places_opened, year.places_closed, year.places_coloured)),
            f"{year.transformation:.1%}",
            *(f"{each:.0f}" for each in (year.cost, year.needs, year.graduates)),
            *(f"{each:.0f}" for each in (year.shortage, year.surplus, year.moves)),
        )
        for year in plan.years
    ]
    return tuple(HEADS[lang]["years"]), rows
