"""Which charts a debrief draws: true quantities against their limits, then the instruments that were to be watched."""

from __future__ import annotations

from typing import Any

from envol.flight.content.screen import ControlRole
from envol.flight.plan import FlightPlan
from envol.gateways.telling import Telling
from envol.web.flightdeck.debrief.truths import Truth, truths_of
from envol.web.flightdeck.units import shown_unit

Chart = dict[str, Any]


def charts_of(plan: FlightPlan, telling: Telling) -> dict[str, list[Chart]]:
    """Return the charts as the page's script reads them: `truth` and `instruments`.

    Each has a title, `lines` (with their `source`, "truth" or "tag"), `points` (quantities of assays), `limits`, and
    the `alarms` whose comings are marked on it.
    """
    truths = {each.name: each for each in truths_of(plan, telling)}
    watched = _watched_tags(plan)
    return {
        "truth": [
            _truth_chart(plan, truths[limit.quantity], limit.low, limit.high)
            for limit in plan.scenario.limits
            if limit.quantity in truths
        ],
        "instruments": [_tag_chart(plan, tag, telling) for tag in plan.line.tags if tag in watched],
    }


def _watched_tags(plan: FlightPlan) -> set[str]:
    """Return the tags that ring, and those that a loop holds."""
    ringing = {alarm.tag for alarm in plan.line.alarms}
    held = {each.tag for each in plan.line.controls.values() if each.role is ControlRole.SETPOINT and each.tag}
    return ringing | held


def _truth_chart(plan: FlightPlan, truth: Truth, low: float | None, high: float | None) -> Chart:
    line = {"key": truth.name, "title": truth.title, "unit": truth.unit, "decimals": truth.decimals, "source": "truth"}
    bounds = (("low", low), ("high", high))
    return {
        "title": truth.title,
        "lines": [line],
        "points": [line] if truth.name in plan.line.quantities else [],
        "limits": [
            {"unit": truth.unit, "value": value, "condition": side} for side, value in bounds if value is not None
        ],
        "alarms": [],
    }


def _tag_chart(plan: FlightPlan, tag: str, telling: Telling) -> Chart:
    shown = plan.line.tags[tag]
    unit = shown_unit(plan.model.declared[shown.quantity].unit)
    alarms = [alarm for alarm in plan.line.alarms if alarm.tag == tag]
    line = {
        "key": tag,
        "name": tag,
        "title": telling.said(shown.title),
        "unit": unit,
        "decimals": shown.decimals,
        "normal": list(shown.normal),
        "source": "tag",
    }
    return {
        "title": telling.said(shown.title),
        "lines": [line],
        "points": [],
        "limits": [{"unit": unit, "value": each.limit, "condition": each.condition.value} for each in alarms],
        "alarms": [alarm.name for alarm in alarms],
    }
