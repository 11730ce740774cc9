"""What is kept and shown of backtests: the errors by horizon beside no change, and whether the goals were reached."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from envol.foresight.backtest.census import CensusBacktest
from envol.foresight.backtest.outcome import AtHorizon, Backtest, Goal
from envol.web.foresight.models import BacktestRun

DARES, CENSUS = "dares", "census"
"""The series: jobs by occupation in France, graduates by field and age in Australia."""
_GOAL = re.compile(r"(?P<what>error of damped over no change|80 % interval covers), (?P<years>\d+) years? ahead")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A run as the page shows it.

    Parameters
    ----------
    series : str
    ran_at : datetime
    document : dict
        What was kept.
    rows : list of dict
        One for each horizon or field, numbers as texts.
    goals : list of dict
        What was asked for, in words, with the figure and whether it was reached.
    """

    series: str
    ran_at: datetime
    document: dict[str, Any]
    rows: list[dict[str, Any]]
    goals: list[dict[str, Any]]


def dares_document(found: Backtest) -> dict[str, Any]:
    """Return what is kept of a backtest on jobs by occupation."""
    return {
        "years": list(found.years),
        "series": len(found.series),
        "horizons": [_kept_horizon(each) for each in found.horizons],
        "goals": [_kept_goal(each) for each in found.goals],
    }


def census_document(found: CensusBacktest) -> dict[str, Any]:
    """Return what is kept of a backtest on graduates by age."""
    latest = found.latest
    fields = [
        {"field": each.field, "naive": each.naive, "cohort": each.cohort, "ratio": each.ratio} for each in latest.fields
    ]
    return {
        "origin": latest.origin,
        "target": latest.target,
        "fields": fields,
        "mean": {"found": latest.mean_ratio, "goal": found.mean_goal, "reached": found.mean_reached},
        "worst": {"found": latest.worst_ratio, "goal": found.worst_goal, "reached": found.worst_reached},
    }


def backtest_page(run: BacktestRun) -> Page:
    """Return a run as the page shows it."""
    document = run.document
    is_dares = run.series == DARES
    return Page(
        series=run.series,
        ran_at=run.ran_at,
        document=document,
        rows=[_horizon_row(each) for each in document["horizons"]]
        if is_dares
        else [_field_row(each) for each in document["fields"]],
        goals=[_goal_row(each) for each in document["goals"]] if is_dares else _census_goals(document),
    )


def _kept_horizon(found: AtHorizon) -> dict[str, Any]:
    return {
        "years": found.horizon,
        "first": found.origins[0],
        "last": found.origins[-1],
        "apart": found.non_overlapping,
        "wape": dict(found.wape),
        "coverage_80": found.coverage_80,
        "coverage_80_held_out": found.coverage_80_held_out,
        "interval_score": found.interval_score,
    }


def _kept_goal(found: Goal) -> dict[str, Any]:
    names = ("goal", "low", "high", "found", "reached", "found_held_out", "reached_held_out")
    return {name: getattr(found, name) for name in names}


def _horizon_row(kept: dict[str, Any]) -> dict[str, Any]:
    errors = kept["wape"]
    return {
        "years": kept["years"],
        "origins": f"{kept['first']}–{kept['last']}",
        "apart": kept["apart"],
        "no_change": _percent(errors["no_change"]),
        "trend": _percent(errors["trend"]),
        "damped": _percent(errors["damped"]),
        "covers": _percent(kept["coverage_80"]),
        "held_out": _percent(kept["coverage_80_held_out"]),
        "score": number_format(round(kept["interval_score"], 1), 1),
    }


def _field_row(kept: dict[str, Any]) -> dict[str, Any]:
    return {
        "field": kept["field"],
        "naive": _percent(kept["naive"]),
        "cohort": _percent(kept["cohort"]),
        "ratio": number_format(round(kept["ratio"], 2), 2),
    }


def _goal_row(kept: dict[str, Any]) -> dict[str, Any]:
    held_out = kept["found_held_out"]
    return {
        "goal": _goal_in_words(kept["goal"]),
        "asked": f"{_decimal(kept['low'])}–{_decimal(kept['high'])}",
        "found": _decimal(kept["found"], 3),
        "reached": kept["reached"],
        "held_out": _decimal(held_out, 3) if held_out is not None else "",
        "reached_held_out": kept["reached_held_out"],
    }


def _census_goals(document: dict[str, Any]) -> list[dict[str, Any]]:
    words = {"mean": _("mean of the ratios"), "worst": _("worst ratio")}
    return [
        {
            "goal": words[name],
            "asked": f"≤ {_decimal(document[name]['goal'])}",
            "found": _decimal(document[name]["found"], 3),
            "reached": document[name]["reached"],
            "held_out": "",
            "reached_held_out": None,
        }
        for name in words
    ]


def _goal_in_words(goal: str) -> str:
    found = _GOAL.fullmatch(goal)
    if found is None:
        return goal
    years = int(found["years"])
    if found["what"].startswith("error"):
        sentence = ngettext(
            "error of the damped trend over that of no change, %(n)d year ahead",
            "error of the damped trend over that of no change, %(n)d years ahead",
            years,
        )
    else:
        sentence = ngettext(
            "share that the 80 %% interval holds, %(n)d year ahead",
            "share that the 80 %% interval holds, %(n)d years ahead",
            years,
        )
    return sentence % {"n": years}


def _percent(share: float) -> str:
    return f"{number_format(round(100 * share, 1), 1)}\u00a0%"


def _decimal(value: float, places: int = 2) -> str:
    return number_format(round(value, places), places)
