"""Everything that happened in a flight, in sentences and in order of time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from django.utils.translation import gettext as _

from envol.flight.alarms import Change
from envol.flight.engine import Flight
from envol.flight.journal import Event
from envol.flight.roles import Role
from envol.flight.state import Deed
from envol.gateways.telling import Telling
from envol.web.flightdeck.debrief.moments import excursions_of, incidents_of, phases_of
from envol.web.flightdeck.units import shown_unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One thing that happened.

    Parameters
    ----------
    scan : int
    kind : str
        "malfunction", "alarm", "deed", "sample", "phase", "excursion" or "note".
    label : str
        In the reader's language.
    name : str
        Of the alarm, malfunction, control, gesture, assay, phase or quantity; empty for a note.
    priority : str
        Of an alarm that comes; empty otherwise.
    who : str
        Whose deed it was, where it was not the crew's; empty otherwise.
    """

    scan: int
    kind: str
    label: str
    name: str = ""
    priority: str = ""
    who: str = ""


def happenings(flight: Flight, events: Sequence[Event], notes: Mapping[int, str], telling: Telling) -> list[Happening]:
    """Return what happened, in order of time.

    Parameters
    ----------
    events : sequence of Event
        The flight's journal, for freezes and notes.
    notes : mapping of int to str
        The words written in the flight, by the number of their event.
    """
    found = [
        *_phases(flight, telling),
        *_malfunctions(flight, telling),
        *_excursions(flight, telling),
        *_alarms(flight, telling),
        *_deeds(flight, telling),
        *_written(events, notes),
    ]
    return sorted((each for each in found if each.scan <= flight.scan), key=attrgetter("scan"))


def _phases(flight: Flight, telling: Telling) -> Iterator[Happening]:
    titles = {phase.name: phase.title for phase in flight.plan.line.phases}
    for phase in phases_of(flight):
        label = _("Phase begins: {title}").format(title=telling.said(titles[phase.name]))
        yield Happening(scan=phase.scan, kind="phase", label=label, name=phase.name)


def _malfunctions(flight: Flight, telling: Telling) -> Iterator[Happening]:
    for each in incidents_of(flight):
        name, title = each.malfunction.name, telling.said(each.malfunction.title)
        label = _("Malfunction: {title}").format(title=title)
        yield Happening(scan=each.onset, kind="malfunction", label=label, name=name)
        if each.cleared is not None:
            label = _("Malfunction over: {title}").format(title=title)
            yield Happening(scan=each.cleared, kind="malfunction", label=label, name=name)


def _excursions(flight: Flight, telling: Telling) -> Iterator[Happening]:
    for each in excursions_of(flight):
        name, title = each.limit.quantity, telling.title(each.limit.quantity)
        label = _("Outside its limits: {title}").format(title=title)
        yield Happening(scan=each.first, kind="excursion", label=label, name=name)
        if each.last < flight.scan:
            label = _("Within its limits again: {title}").format(title=title)
            yield Happening(scan=each.last + 1, kind="excursion", label=label, name=name)


def _alarms(flight: Flight, telling: Telling) -> Iterator[Happening]:
    known = {each.name: each for each in flight.plan.line.alarms}
    sentences = {
        Change.COMES: _("Alarm: {title}"),
        Change.ACKNOWLEDGED: _("Alarm acknowledged: {title}"),
        Change.GOES: _("Alarm gone: {title}"),
    }
    for event in flight.alarm_log:
        label = sentences[event.change].format(title=telling.said(known[event.alarm].title))
        priority = known[event.alarm].priority.value if event.change is Change.COMES else ""
        yield Happening(scan=event.scan, kind="alarm", label=label, name=event.alarm, priority=priority)


def _deeds(flight: Flight, telling: Telling) -> Iterator[Happening]:
    for deed in flight.state.deeds:
        kind, label = "sample" if deed.verb == "sample" else "deed", deed_label(deed, telling)
        yield Happening(scan=deed.scan, kind=kind, label=label, name=deed.name, who=who_did(deed.actor))


def deed_label(deed: Deed, telling: Telling) -> str:
    """Return what was done, to which value."""
    title = telling.deed(deed.verb, deed.name)
    if deed.verb == "sample":
        return _("Sample: {title}").format(title=title)
    if deed.value is None:
        return title if deed.verb == "intervention" else _("{title}: profile").format(title=title)
    value = f"{telling.number(deed.value)} {_unit(deed, telling)}".strip()
    return _("{title}: {value}").format(title=title, value=value)


def _unit(deed: Deed, telling: Telling) -> str:
    plan = telling.plan
    if deed.verb == "set":
        return shown_unit(plan.settable[deed.name].unit) if deed.name in plan.settable else ""
    amount = plan.interventions[deed.name].amount
    return shown_unit(amount.unit) if amount else ""


def who_did(actor: str) -> str:
    """Return whose deed it was, where it was not the crew's."""
    named = {Role.INSTRUCTOR: _("instructor"), Role.SYSTEM: _("school")}
    role = actor.partition(":")[0]
    return named[Role(role)] if role in named else ""


def _written(events: Sequence[Event], notes: Mapping[int, str]) -> Iterator[Happening]:
    for event in events:
        who = who_did(event.actor)
        if event.type == "note-written":
            text = notes.get(event.seq) or _("(its words were erased)")
            yield Happening(scan=event.scan, kind="note", label=_("Note: {text}").format(text=text), who=who)
        elif event.type == "flight-frozen":
            yield Happening(scan=event.scan, kind="note", label=_("Flight frozen"), who=who)
        elif event.type == "flight-resumed":
            yield Happening(scan=event.scan, kind="note", label=_("Flight resumed"), who=who)
