"""The tables of the score page: excursions, alarms, malfunctions, deeds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from envol.flight.alarms import Occurrence, occurrences
from envol.flight.content.scenario import Limit
from envol.flight.engine import Flight
from envol.gateways.replaying import Recording
from envol.gateways.telling import Telling
from envol.web.flightdeck.debrief.events import happenings
from envol.web.flightdeck.debrief.moments import Excursion, Incident, excursions_of, incidents_of
from envol.web.flightdeck.debrief.score import Moment, moment_at
from envol.web.flightdeck.units import shown_unit
from envol.web.pagekit.templatetags.pagekit import lasting


@dataclass(frozen=True, slots=True, kw_only=True)
class ExcursionShown:
    """A stretch outside a limit: from when to when, how long, the worst value, and why that matters."""

    title: str
    bounds: str
    begins: Moment
    ends: Moment
    lasted: str
    worst: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitShown:
    """A limit that was held throughout."""

    title: str
    bounds: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmShown:
    """One coming of an alarm: when, how soon it was acknowledged, how soon it went."""

    title: str
    priority: str
    priority_word: str
    came: Moment
    acknowledged: str
    gone: str
    allowed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentShown:
    """A malfunction that set in, with everything that may be told now."""

    title: str
    onset: Moment
    cue: str
    look_alike: str
    consequence: str
    expected: str
    within: str
    answer: str
    answered: Moment | None
    answered_after: str
    lasted: str
    is_over: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DeedShown:
    """Something that was done, and by whom where it was not the crew."""

    moment: Moment
    label: str
    who: str


def excursions_shown(flight: Flight, telling: Telling) -> tuple[ExcursionShown, ...]:
    """Return the excursions over the scenario's limits, in order of time."""
    return tuple(_excursion(flight, each, telling) for each in excursions_of(flight))


def _excursion(flight: Flight, each: Excursion, telling: Telling) -> ExcursionShown:
    unit = shown_unit(each.limit.unit)
    return ExcursionShown(
        title=telling.title(each.limit.quantity),
        bounds=bounds_of(each.limit, telling),
        begins=moment_at(flight, each.first),
        ends=moment_at(flight, each.last),
        lasted=lasting((each.last - each.first + 1) * flight.plan.scan_h),
        worst=f"{telling.number(each.worst, 3)} {unit}".strip(),
        why=telling.said(each.limit.why),
    )


def bounds_of(limit: Limit, telling: Telling) -> str:
    """Return the bounds of a limit in words."""
    unit = shown_unit(limit.unit)
    low, high = (telling.number(bound) for bound in (limit.low, limit.high))
    if limit.low is None:
        return _("at most {high} {unit}").format(high=high, unit=unit).strip()
    if limit.high is None:
        return _("at least {low} {unit}").format(low=low, unit=unit).strip()
    return _("from {low} to {high} {unit}").format(low=low, high=high, unit=unit).strip()


def limits_held(flight: Flight, telling: Telling) -> tuple[LimitShown, ...]:
    """Return the limits that were never passed."""
    passed = {each.limit.quantity for each in excursions_of(flight)}
    return tuple(
        LimitShown(title=telling.title(limit.quantity), bounds=bounds_of(limit, telling))
        for limit in flight.plan.scenario.limits
        if limit.quantity not in passed
    )


def alarms_shown(flight: Flight, telling: Telling) -> tuple[AlarmShown, ...]:
    """Return each coming of an alarm, in order of time."""
    return tuple(_alarm(flight, each, telling) for each in occurrences(flight.alarm_log))


def _alarm(flight: Flight, each: Occurrence, telling: Telling) -> AlarmShown:
    definition = next(alarm for alarm in flight.plan.line.alarms if alarm.name == each.alarm)
    words = {"high": _("high priority"), "medium": _("medium priority"), "low": _("low priority")}

    def after(scan: int | None) -> str:
        if scan is None:
            return ""
        waited = (scan - each.came) * flight.plan.scan_h
        return _("at once") if waited * 60 < 1 else _("after {time}").format(time=lasting(waited))

    return AlarmShown(
        title=telling.said(definition.title),
        priority=definition.priority.value,
        priority_word=words[definition.priority.value],
        came=moment_at(flight, each.came),
        acknowledged=after(each.acknowledged) or _("never"),
        gone=after(each.gone) or _("not before the end"),
        allowed=lasting(definition.time_to_respond_min / 60),
    )


def incidents_shown(flight: Flight, telling: Telling) -> tuple[IncidentShown, ...]:
    """Return the malfunctions of the flight, in order of time."""
    return tuple(_incident(flight, each, telling) for each in incidents_of(flight))


def _incident(flight: Flight, each: Incident, telling: Telling) -> IncidentShown:
    told, answer, scan_h = each.malfunction, each.answer, flight.plan.scan_h
    last = flight.scan if each.cleared is None else each.cleared
    return IncidentShown(
        title=telling.said(told.title),
        onset=moment_at(flight, each.onset),
        cue=telling.said(told.cue),
        look_alike=telling.said(told.look_alike),
        consequence=telling.said(told.consequence),
        expected=telling.said(told.response.text),
        within=lasting(told.response.deadline_h),
        answer="" if answer is None else telling.deed(answer.verb, answer.name),
        answered=None if answer is None else moment_at(flight, answer.scan),
        answered_after="" if answer is None else lasting((answer.scan - each.onset) * scan_h),
        lasted=lasting((last - each.onset) * scan_h),
        is_over=each.cleared is not None,
    )


def deeds_shown(
    recording: Recording, flight: Flight, notes: Mapping[int, str], telling: Telling
) -> tuple[DeedShown, ...]:
    """Return what was done and written, in order of time."""
    return tuple(
        DeedShown(moment=moment_at(flight, each.scan), label=each.label, who=each.who)
        for each in happenings(flight, recording.events, notes, telling)
        if each.kind in ("deed", "sample", "note")
    )
