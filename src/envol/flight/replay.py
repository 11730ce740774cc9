"""Flying a journal again: the same events at the same scans give the same values, to the bit.

A replay applies events; it decides nothing and writes nothing. Leaving one event out answers what would have happened
without it, with every random draw as it was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from envol.errors import JournalError, PinMismatchError
from envol.flight.engine import Flight
from envol.flight.journal import SEAL, Event, Upcasters, upcast
from envol.flight.plan import FlightPlan
from envol.flight.state import EVENT_TYPES

OPENED = "flight-opened"
BRANCHED = "flight-branched"
VERSION = 1
"""The newest version of every event's data that this program knows."""
UPCASTERS: Upcasters = {}
"""Functions that bring the data of an older version of an event to the next; see `envol.flight.journal.upcast`."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What the first event of a journal says: what was flown, with which seed and pins.

    `parent` is the hash of the journal that a branch left, at the scan `left_at`; None for a flight from take-off.
    """

    scenario: str
    seed: int
    pins: Mapping[str, str]
    parent: str | None = None
    left_at: int = 0


def opening_of(events: Sequence[Event]) -> Opening:
    """Return what a journal was opened with.

    Raises
    ------
    JournalError
        If its first event is not an opening.
    """
    if not events or events[0].type not in (OPENED, BRANCHED):
        found = events[0].type if events else "nothing"
        raise JournalError(f"a flight's journal starts with {OPENED} or {BRANCHED}, this one with {found}")
    data = upcast(events[0], UPCASTERS).data
    parent, left_at = data.get("parent"), int(data.get("at", 0))
    return Opening(data["scenario"], int(data["seed"]), data["pins"], parent, left_at)


def differing_pins(flown: Mapping[str, str], here: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Return each pin that differs, with what the journal says and what is here."""
    names = sorted({*flown, *here})
    pairs = {name: (flown.get(name, "absent"), here.get(name, "absent")) for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def check_pins(flown: Mapping[str, str], here: Mapping[str, str]) -> None:
    """Refuse to replay a journal under other content, models or programs.

    Raises
    ------
    PinMismatchError
        Naming every pin that differs.
    """
    differing = differing_pins(flown, here)
    if differing:
        words = "; ".join(f"{name}: flown with {was[:16]}, here {now[:16]}" for name, (was, now) in differing.items())
        raise PinMismatchError(f"flown under other versions ({words}); --relabel replays the journal and says so")


def replay(plan: FlightPlan, events: Sequence[Event], *, at: int | None = None, without: int | None = None) -> Flight:
    """Fly a verified journal again.

    Parameters
    ----------
    plan : FlightPlan
        Prepared from the journal's opening.
    events : sequence of Event
    at : int, optional
        Stop at this scan.
    without : int, optional
        Leave out the event of this number.

    Raises
    ------
    JournalError
        If there is no such event, or it may not be left out, or an event is of an unknown type.
    """
    if without is not None:
        _refuse_to_leave_out(events, without)
    flight = Flight(plan)
    last = plan.last_scan if at is None else min(at, plan.last_scan)
    for event in events:
        if event.scan > last or event.type == SEAL:
            break
        if event.seq == without:
            continue
        flight.advance(event.scan)
        if flight.scan < event.scan:
            break  # without an action the flight may end before what came after
        flight.apply(event.type, known(event).data)
    end = events[-1].scan if events and events[-1].type == SEAL and without is None else last
    flight.advance(min(end, last))
    return flight


def known(event: Event) -> Event:
    """Return an event in the newest layout of its data.

    Raises
    ------
    JournalError
        If this program does not know its type or its version.
    """
    newest = upcast(event, UPCASTERS)
    if newest.type not in EVENT_TYPES or newest.version > VERSION:
        called = f"event {event.seq} ({event.type}, version {event.version})"
        raise JournalError(f"{called} is not known here: the journal was written by another version of Envol")
    return newest


def _refuse_to_leave_out(events: Sequence[Event], seq: int) -> None:
    if not 0 <= seq < len(events):
        raise JournalError(f"there is no event {seq}: they go from 0 to {len(events) - 1}")
    # Without its resumption a frozen flight would stand still, and tell nothing.
    if events[seq].type in (OPENED, BRANCHED, SEAL, "flight-resumed"):
        raise JournalError(f"event {seq} ({events[seq].type}) cannot be left out")


def check_seal(flight: Flight, events: Sequence[Event]) -> None:
    """Refuse a replay that does not reach the state that the journal was sealed with.

    Raises
    ------
    JournalError
        With both hashes.
    """
    sealed = events[-1].data["state"] if events[-1].type == SEAL else None
    if sealed is not None and sealed != flight.state_hash:
        reached = f"{flight.state_hash[:16]} at {flight.hour:g} h"
        raise JournalError(f"the replay reaches {reached} where the journal was sealed with {sealed[:16]}")
