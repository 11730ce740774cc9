"""What the page of an outlook shows: the part that answers sliders, and the part that stays."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.http import QueryDict
from django.utils.http import urlencode

from envol.foresight.situation import Project
from envol.gateways.geography import geography
from envol.gateways.outlooks import Outlook
from envol.web.foresight import telling
from envol.web.foresight.asking import ChosenForm, title_of
from envol.web.foresight.counting import answer
from envol.web.foresight.figures import Chosen, Spread, Summary
from envol.web.foresight.intake import intake_of
from envol.web.foresight.naming import project_title
from envol.web.foresight.need_pages import need_rows
from envol.web.foresight.pictures import Line, fan, gap_map
from envol.web.foresight.templatetags.foresight import STATUSES
from envol.web.foresight.what_if import Changes, WrongChanges, apply

DECILE = 1.2816
"""Standard deviations from the median of a normal distribution to a decile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an address asks of an outlook; `faults` says what of it could not be understood."""

    form: ChosenForm
    chosen: Chosen
    changes: Changes
    faults: tuple[str, ...]

    @property
    def query(self) -> str:
        """The same, as the query of an address."""
        said = {name: value for name, value in _plain(self.chosen).items() if value}
        return "&".join(filter(None, (urlencode(said), self.changes.to_query())))


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectRow:
    """A project as the list of them says it."""

    title: str
    region: str
    start: str
    later: str
    """When it starts as it was changed; empty where it was not."""
    probability: float
    delay: float
    delay_spread: float
    jobs: Spread


def asked_of(outlook: Outlook, query: QueryDict) -> Asked:
    """Read what an address asks; what cannot be understood is told, and left out."""
    form = ChosenForm(query, outlook=outlook)
    chosen = form.chosen()
    faults = [str(fault) for errors in form.errors.values() for fault in errors]
    changes = Changes()
    try:
        changes = Changes.from_query(query)
        apply(outlook, changes)
    except WrongChanges as wrong:
        faults += wrong.sentences
        changes = Changes()
    return Asked(form=form, chosen=chosen, changes=changes, faults=tuple(faults))


def answered(outlook: Outlook, asked: Asked) -> dict[str, Any]:
    """Return what the template of an answer shows."""
    chosen = asked.chosen
    summary, base = answer(outlook, asked.changes, chosen), answer(outlook, Changes(), chosen)
    return {
        "outlook": outlook,
        "name": outlook.name,
        "summary": summary,
        "chosen": chosen,
        "looked_at": telling.chosen_in_words(outlook, chosen),
        "gap": telling.gap_in_words(summary),
        "change": telling.change_in_words(summary),
        "changed": telling.changes_in_words(outlook, asked.changes),
        "map": gap_map(summary.regions, chosen.region, outlook),
        "around": _around(asked),
        "rows": [(title_of(outlook.regions, each.code), each) for each in summary.regions],
        "intake": intake_of(outlook, chosen),
        "needs": need_rows(outlook, region=chosen.region, occupation=chosen.occupation, level=chosen.level),
        "source": geography().source_of_outlines,
        "query": asked.query,
        "changes_query": asked.changes.to_query(),
        **_fans(summary, base, chosen),
    }


def projects_of(outlook: Outlook, changes: Changes) -> list[ProjectRow]:
    """Return the projects that demand counts with, by date."""
    codes = outlook.situation.perimeter.regions
    return [
        ProjectRow(
            title=project_title(outlook, each.name),
            region=title_of(outlook.regions, codes[each.region]),
            start=telling.month_of(each.start),
            later=telling.month_of(each.start + changes.late_of(each.name)) if changes.late_of(each.name) else "",
            probability=each.probability,
            delay=each.delay,
            delay_spread=each.delay_spread,
            jobs=_jobs(each),
        )
        for each in sorted(outlook.situation.projects, key=lambda each: each.start)
    ]


def statuses_of(outlook: Outlook) -> list[tuple[str, int]]:
    """Return how many numbers of an outlook are known in which way."""
    counts = Counter[str](each.status for each in outlook.statements)
    return [(str(word), counts[name]) for name, word in STATUSES.items() if counts[name]]


def _jobs(project: Project) -> Spread:
    low, high = (project.jobs * float(np.exp(sign * DECILE * project.jobs_spread)) for sign in (-1, 1))
    return Spread(low=low, middle=project.jobs, high=high)


def _fans(summary: Summary, base: Summary, chosen: Chosen) -> dict[str, Any]:
    if any(each.is_few for each in summary.years):
        return {"jobs_fan": None, "gap_fan": None}
    years = [each.year for each in summary.years]
    jobs = [
        Line(kind="demand", spreads=[each.demand for each in summary.years]),
        Line(kind="supply", spreads=[each.supply for each in summary.years]),
    ]
    gaps = [Line(kind="gap", spreads=[each.gap for each in summary.years])]
    if summary.changes:
        gaps.append(Line(kind="before", spreads=[each.gap for each in base.years], has_band=False))
    return {
        "jobs_fan": fan(years, jobs, looked_at=chosen.year),
        "gap_fan": fan(years, gaps, looked_at=chosen.year, with_zero=True),
    }


def _around(asked: Asked) -> str:
    """Return an address that the code of a region ends: the same question of that region."""
    said = {name: value for name, value in _plain(asked.chosen).items() if value and name != "region"}
    return f"?{'&'.join(filter(None, (urlencode(said), asked.changes.to_query())))}&region="


def _plain(chosen: Chosen) -> dict[str, str]:
    return {
        "region": chosen.region,
        "occupation": chosen.occupation,
        "level": chosen.level,
        "year": str(chosen.year),
    }
