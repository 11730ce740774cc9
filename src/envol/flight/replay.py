"""Flying a journal again: the same events at the same scans give the same values, to the bit.

A replay applies events; it decides nothing and writes nothing. Leaving one event out answers what would have happened
without it, with every random draw as it was. An unfinished flight may be taken up where its journal ends.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from envol.errors import JournalError, PinMismatchError
from envol.flight.engine import Flight
from envol.flight.journal import FORMAT, SEAL, Event, Upcasters, seal_of, upcast
from envol.flight.journal_store import JournalStore
from envol.flight.plan import FlightPlan, malfunction_pin
from envol.flight.snapshot import Snapshot
from envol.flight.state import EVENT_VERSIONS

OPENED = "flight-opened"
BRANCHED = "flight-branched"
INJECTED = "malfunction-injected"
ABSENT = "absent"
UPCASTERS: Upcasters = {}
"""What brings an event of an older version to the next one, by type and version; see `envol.flight.journal.upcast`."""


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
        If its first event is not an opening, or one of a newer form of journal.
    """
    first = known(events[0]) if events else None
    if first is None or first.type not in (OPENED, BRANCHED):
        found = first.type if first else "nothing"
        raise JournalError(f"a flight's journal starts with {OPENED} or {BRANCHED}, this one with {found}")
    data = first.data
    if missing := [key for key in ("format", "scenario", "seed", "pins") if key not in data]:
        raise JournalError(f"the journal's opening does not say its {', '.join(missing)}")
    if data["format"] > FORMAT:
        raise JournalError(f"the journal has form {data['format']}; forms up to {FORMAT} are known here")
    parent, left_at = data.get("parent"), int(data.get("at", 0))
    return Opening(data["scenario"], int(data["seed"]), data["pins"], parent, left_at)


def pins_flown(events: Sequence[Event]) -> dict[str, str]:
    """Return what a journal is pinned to: by its opening, and by each malfunction that was set in by hand."""
    return {**opening_of(events).pins, **_injected(events)}


def pins_here(plan: FlightPlan, events: Sequence[Event]) -> dict[str, str]:
    """Return what a replay of a journal on a plan would be pinned to."""
    hashes = {malfunction_pin(name): value for name, value in plan.malfunction_hashes.items()}
    return {**plan.pins, **{pin: hashes.get(pin, ABSENT) for pin in _injected(events)}}


def _injected(events: Sequence[Event]) -> dict[str, str]:
    injected = (event.data for event in map(known, events) if event.type == INJECTED)
    return {malfunction_pin(data["malfunction"]): data.get("content", ABSENT) for data in injected}


def differing_pins(flown: Mapping[str, str], here: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Return each pin that differs, with what the journal says and what is here."""
    names = sorted({*flown, *here})
    pairs = {name: (flown.get(name, ABSENT), here.get(name, ABSENT)) for name in names}
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
        If there is no such event, or it may not be left out, or comes after `at`, or an event is of an unknown type.
    """
    if without is not None:
        _refuse_to_leave_out(events, without)
        _refuse_too_late(plan, events[without], at)
    flight = Flight(plan)
    last = plan.last_scan if at is None else min(at, plan.last_scan)
    _follow(flight, [event for event in events if event.scan <= last and event.seq != without])
    end = events[-1].scan if seal_of(events) and without is None else last
    flight.advance(min(end, last))
    return flight


def _follow(flight: Flight, events: Sequence[Event]) -> None:
    """Let events take effect at their scans, up to the seal, or to where the flight goes no further."""
    for event in events:
        if event.type == SEAL:
            return
        flight.advance(event.scan)
        if flight.scan < event.scan:
            return  # without an action the flight may end before what came after
        newest = known(event)
        flight.apply(newest.type, newest.data, newest.actor)


def resume(plan: FlightPlan, events: Sequence[Event], store: JournalStore, *, since: Snapshot | None = None) -> Flight:
    """Take up an unfinished flight at the last event of its journal, ready for further commands.

    Parameters
    ----------
    plan : FlightPlan
        Prepared from the journal's opening.
    events : sequence of Event
        A verified journal without its seal.
    store : JournalStore
        Holds these very events; the further ones are appended to it.
    since : Snapshot, optional
        Go on from here in place of flying again from take-off; the telemetry before it is absent then.

    Raises
    ------
    JournalError
        If the flight was sealed, the store holds other events, or the last of them is not reached.
    PinMismatchError
        If the flight was flown under other versions: its second half would not belong to its first.
    EnvolError
        If the snapshot is not of this flight.
    """
    if seal_of(events):
        raise JournalError(f"the flight was sealed at event {events[-1].seq}: it is replayed or branched, not resumed")
    check_pins(pins_flown(events), pins_here(plan, events))
    if [event.hash for event in store.events()] != [event.hash for event in events]:
        raise JournalError("the store does not hold the events that the flight is to be resumed from")
    flight = Flight(plan)
    if since is not None:
        flight.restore(since)
    _follow(flight, events if since is None else events[since.stored :])
    if flight.scan != events[-1].scan:
        raise JournalError(f"the flight reaches scan {flight.scan}, its last event was at scan {events[-1].scan}")
    flight.attach(store)
    return flight


def known(event: Event) -> Event:
    """Return an event in the newest layout.

    Raises
    ------
    JournalError
        If this program does not know its type or its version.
    """
    newest = upcast(event, UPCASTERS)
    if newest.version != EVENT_VERSIONS.get(newest.type):
        called = f"event {event.seq} ({event.type}, version {event.version})"
        raise JournalError(f"{called} is not known here: the journal was written by another version of Envol")
    return newest


def _refuse_to_leave_out(events: Sequence[Event], seq: int) -> None:
    if not 0 <= seq < len(events):
        raise JournalError(f"there is no event {seq}: they go from 0 to {len(events) - 1}")
    # Without its resumption a frozen flight would stand still, and tell nothing.
    if known(events[seq]).type in (OPENED, BRANCHED, SEAL, "flight-resumed"):
        raise JournalError(f"event {seq} ({events[seq].type}) cannot be left out")


def _refuse_too_late(plan: FlightPlan, event: Event, at: int | None) -> None:
    if at is not None and event.scan > at:
        when = f"comes at {plan.hour(event.scan):.6g} h, after {plan.hour(at):.6g} h"
        raise JournalError(f"event {event.seq} ({event.type}) {when}: without it nothing would differ until then")


def check_seal(flight: Flight, events: Sequence[Event]) -> None:
    """Refuse a replay that does not reach the state that the journal was sealed with.

    Raises
    ------
    JournalError
        With both hashes.
    """
    seal = seal_of(events)
    if seal is not None and seal.data["state"] != flight.state_hash:
        reached = f"{flight.state_hash[:16]} at {flight.hour:g} h"
        raise JournalError(f"the replay reaches {reached} where the journal was sealed with {seal.data['state'][:16]}")
