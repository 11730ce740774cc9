"""Everything that the score and replay pages say, put together."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from envol.flight.engine import Flight as Flown
from envol.gateways.replaying import Recording
from envol.gateways.telling import Telling
from envol.web.flightdeck import selectors
from envol.web.flightdeck.debrief.charts import charts_of
from envol.web.flightdeck.debrief.score import blocks_of, fidelity_of, outcome_of, verdict_of
from envol.web.flightdeck.debrief.standing import standing_of
from envol.web.flightdeck.debrief.tables import (
    alarms_shown,
    deeds_shown,
    excursions_shown,
    incidents_shown,
    limits_held,
)
from envol.web.flightdeck.debrief.truths import truths_of
from envol.web.flightdeck.meta import Meta
from envol.web.flightdeck.models import Flight
from envol.web.pagekit.templatetags.pagekit import lasting


def score_context(flight: Flight, record: Recording, flown: Flown, telling: Telling) -> dict[str, Any]:
    """Return the context of the score page.

    Parameters
    ----------
    flight : Flight
        As the database has it.
    record : Recording
    flown : Flown
        The recording flown again.
    telling : Telling
        The words, in the reader's language.
    """
    plan = record.plan
    standing = standing_of(record, flown, flight.result, telling)
    return {
        "flight": flight,
        "title": telling.said(plan.scenario.title),
        "line": telling.said(plan.line.title),
        "flown": lasting(flown.scan * plan.scan_h),
        "verdict": verdict_of(flown, standing, telling),
        "remarks": standing.remarks,
        "outcome": outcome_of(flown, standing, telling),
        "excursions": excursions_shown(flown, telling),
        "held": limits_held(flown, telling),
        "alarms": alarms_shown(flown, telling),
        "deeds": deeds_shown(record, flown, selectors.notes_of(flight), telling),
        "questions": [telling.said(each.question) for each in plan.scenario.debrief],
        "incidents": incidents_shown(flown, telling),
        "blocks": blocks_of(flown, standing, telling),
        "score": telling.number(standing.grade["score"], 3),
        "pass_mark": telling.number(plan.scenario.scoring.pass_mark, 3),
        "rules": standing.grade["rules"],
        "fidelity": fidelity_of(record, telling),
        "state_hash": flown.state_hash,
    }


def page_document(flight: Flight, record: Recording, telling: Telling) -> dict[str, Any]:
    """Return what the scripts of the score and replay pages are built from."""
    plan = record.plan
    meta = Meta(plan, telling.language)
    return {
        "flight": str(flight.id),
        "language": telling.language,
        "telemetryUrl": reverse("flightdeck:replay-telemetry", args=[flight.id]),
        "whyUrl": reverse("flightdeck:replay-why", args=[flight.id]),
        "replayUrl": reverse("flightdeck:replay", args=[flight.id]),
        "scanS": plan.compiled.timing.control_scan_s,
        "startHour": plan.condition.hour,
        "tags": meta.tags(),
        "truths": [
            {"name": each.name, "title": each.title, "unit": each.unit, "decimals": each.decimals}
            for each in truths_of(plan, telling)
        ],
        "states": meta.states(),
        "terms": meta.terms(teaching=True),
        "charts": charts_of(plan, telling),
    }
