"""The journal of a flight: a chain of events, each sealed to the one before by its hash.

The chain finds accidents and clumsy edits. Whoever rewrites every event after a change is found only by a
hash of the seal kept elsewhere, on a certificate for instance.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from math import isfinite
from typing import Any, TypeAlias

from envol.errors import JournalError
from envol.flight.content.canonical import canonical_json, sha256

FORMAT = 1
"""The newest form of a journal as a whole; its opening says which one it has."""
SEAL = "flight-sealed"
SEAL_VERSION = 1
GENESIS = "0" * 64
"""The hash that the first event follows."""

ACTOR = re.compile(r"[a-z]+:[0-9a-z-]{4,64}")
_TYPE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# A text with a space, an accent or no end is a person's own words: only its hash may enter the chain.
_TOKEN = re.compile(r"[!-~]{0,200}")
_HASH = re.compile(r"[0-9a-f]{64}")
_INSTANT = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)?")

Data: TypeAlias = Mapping[str, Any]
Journal: TypeAlias = tuple["Event", ...]
Upcaster: TypeAlias = Callable[["Event"], "Event"]
Upcasters: TypeAlias = Mapping[tuple[str, int], Upcaster]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that was intended or decided during a flight.

    Parameters
    ----------
    seq : int
        The place in the journal, from 0.
    scan : int
        The control scan at which it takes effect, from 0.
    at : str
        The wall time at which it was stored, in UTC to the second (2026-03-01T09:30:00Z); empty where the store has no
        clock. No value of a flight depends on it.
    type : str
        What happened, in kebab-case.
    version : int
        The version of the layout of `data`, from 1; see `upcast`.
    actor : str
        A pseudonymous id, such as ``pilot:expert`` or ``person:7f3a91c2``.
    data : mapping
        Plain JSON; texts are identifiers or hashes, never a person's words.
    prev, hash : str
        The hash of the event before, and of this one.
    """

    seq: int
    scan: int
    at: str = ""
    type: str
    version: int = 1
    actor: str
    data: Data = field(default_factory=dict)
    prev: str
    hash: str = ""

    def body(self) -> dict[str, Any]:
        """Return everything that the hash covers."""
        return {
            "seq": self.seq, "scan": self.scan, "at": self.at, "type": self.type, "version": self.version,
            "actor": self.actor, "data": self.data, "prev": self.prev,
        }  # fmt: skip

    def computed_hash(self) -> str:
        """Return the hash that the event should bear."""
        return sha256(self.prev.encode() + canonical_json(self.body()))

    def line(self) -> bytes:
        """Return the event as one line of canonical JSON, without its end of line."""
        return canonical_json({**self.body(), "hash": self.hash})


class Damage(StrEnum):
    """What was done to a journal."""

    EDITED = "edited"
    REORDERED = "reordered"
    MISSING = "missing"
    CUT = "cut"


@dataclass(frozen=True, slots=True)
class Flaw:
    """The first event at which a journal is not what was written."""

    seq: int
    damage: Damage
    sentence: str


def follow(
    last: Event | None,
    *,
    type: str,
    data: Data | None = None,
    scan: int,
    actor: str,
    version: int = 1,
    at: str = "",
) -> Event:
    """Return the event that comes after `last`, or the first of a journal.

    Raises
    ------
    JournalError
        If the flight is sealed, the scan goes back, the actor is not a pseudonymous id, `at` is no instant, or the
        data holds free text or what JSON has no word for.
    """
    _refuse_to_follow(last, type, scan, actor, version)
    if not _INSTANT.fullmatch(at):
        raise JournalError(f"{type} is stamped in UTC to the second, as 2026-03-01T09:30:00Z, not {at!r}")
    prev, seq = (last.hash, last.seq + 1) if last else (GENESIS, 0)
    event = Event(
        seq=seq,
        scan=scan,
        at=at,
        type=type,
        version=version,
        actor=actor,
        data=_own_copy(type, data or {}),
        prev=prev,
    )
    return replace(event, hash=event.computed_hash())


def append(
    journal: Sequence[Event],
    *,
    type: str,
    data: Data | None = None,
    scan: int,
    actor: str,
    version: int = 1,
    at: str = "",
) -> Journal:
    """Return the journal with one more event; see `follow` for what is refused."""
    last = journal[-1] if journal else None
    return (*journal, follow(last, type=type, data=data, scan=scan, actor=actor, version=version, at=at))


def seal(
    last: Event | None,
    *,
    state_hash: str,
    scan: int,
    actor: str,
    final: Mapping[str, float] | None = None,
    result: Data | None = None,
    at: str = "",
) -> Event:
    """Return the last event of a flight: it holds how many come before it and the hash of the final state.

    Parameters
    ----------
    final : mapping of str to float, optional
        Values of that state, against which a replay under other versions is compared.
    result : mapping, optional
        What the flight was worth when it landed; see `envol.flight.scoring.result`.

    Raises
    ------
    JournalError
        If there is no event to seal, or `state_hash` is not a SHA-256 in hexadecimal.
    """
    if last is None:
        raise JournalError("a journal without any event cannot be sealed")
    if not _HASH.fullmatch(state_hash):
        raise JournalError(f"the final state is named by 64 hexadecimal digits, not by {state_hash!r}")
    data: dict[str, Any] = {"events": last.seq + 1, "state": state_hash}
    if final is not None:
        data["final"] = {name: value for name, value in final.items() if isfinite(value)}
    if result is not None:
        data["result"] = dict(result)
    return follow(last, type=SEAL, data=data, scan=scan, actor=actor, version=SEAL_VERSION, at=at)


def seal_of(events: Sequence[Event]) -> Event | None:
    """Return the seal of a journal, or None where the flight was not closed."""
    return events[-1] if is_sealed(events) else None


def is_sealed(events: Sequence[Event]) -> bool:
    """Say whether the flight was closed."""
    return bool(events) and events[-1].type == SEAL


def first_flaw(events: Iterable[Event], *, closed: bool = False) -> Flaw | None:
    """Return the first flaw of a journal, or None; `closed` asks for the seal as well."""
    chain = tuple(events)
    places = {event.seq for event in chain}
    for place, event in enumerate(chain):
        flaw = _flaw_of(event, place, chain[place - 1] if place else None, places)
        if flaw:
            return flaw
    if closed and not is_sealed(chain):
        return Flaw(len(chain), Damage.CUT, _no_seal(chain))
    return None


def verify(events: Iterable[Event], *, closed: bool = False) -> None:
    """Refuse a journal that is edited, reordered, has lost an event or, if `closed`, its seal.

    Raises
    ------
    JournalError
        Naming the first bad event by its number and type, and what was done to it.
    """
    if flaw := first_flaw(events, closed=closed):
        raise JournalError(flaw.sentence)


def text_hash(text: str) -> str:
    """Return the hash by which a person's own words enter the journal."""
    return sha256(text.encode("utf-8", errors="surrogatepass"))


def upcast(event: Event, upcasters: Upcasters) -> Event:
    """Bring an event to the newest layout; the stored event is left as it was, and its hash is kept.

    Parameters
    ----------
    upcasters : mapping of (str, int) to callable
        For a type and a version, what makes the event of the next version of it; the type may change too.

    Raises
    ------
    JournalError
        If the upcasters go round in a circle.
    """
    newest, passed = event, set()
    while step := upcasters.get((newest.type, newest.version)):
        passed.add((newest.type, newest.version))
        newest = step(newest)
        if (newest.type, newest.version) in passed:
            raise JournalError(f"the upcasters of {event.type}, version {event.version}, go round in a circle")
    return newest


def _refuse_to_follow(last: Event | None, type: str, scan: int, actor: str, version: int) -> None:
    if last is not None and last.type == SEAL:
        raise JournalError(f"the flight was sealed at event {last.seq}: nothing may follow, so {type} is refused")
    if not _TYPE.fullmatch(type):
        raise JournalError(f"the type of an event is written in kebab-case, not {type!r}")
    if scan < (last.scan if last else 0):
        raise JournalError(f"{type} at scan {scan} would come before the last event, at scan {last and last.scan}")
    if version < 1:
        raise JournalError(f"the version of {type} counts from 1, not {version}")
    if not ACTOR.fullmatch(actor):
        raise JournalError(f"the actor of {type} must be a pseudonymous id such as person:7f3a91c2, not {actor!r}")


def _own_copy(type: str, data: Data) -> Data:
    """Return the data as it will be read back, so that no later change by the caller enters the chain."""
    try:
        copy = json.loads(canonical_json(dict(data)))
    except ValueError as error:
        raise JournalError(f"the data of {type} cannot be written as JSON: {error}") from None
    if words := _free_text(copy):
        raise JournalError(f"the data of {type} holds free text ({words[:30]!r}...): store its hash, see text_hash")
    assert isinstance(copy, dict)
    return copy


def _free_text(value: Any) -> str | None:
    pending = [value]
    while pending:
        value = pending.pop()
        if isinstance(value, str) and not _TOKEN.fullmatch(value):
            return value
        if isinstance(value, dict):
            pending.extend([*value, *value.values()])
        elif isinstance(value, list):
            pending.extend(value)
    return None


def _flaw_of(event: Event, place: int, before: Event | None, places: set[int]) -> Flaw | None:
    called = f"event {event.seq} ({event.type})"
    if _hash_or_nothing(event) != event.hash:
        return Flaw(place, Damage.EDITED, f"event {place} ({event.type}) was edited: its hash does not match it")
    if event.seq != place:
        if event.seq > place and place not in places:
            return Flaw(place, Damage.MISSING, f"event {place} is missing: {called} stands in its place")
        return Flaw(place, Damage.REORDERED, f"{called} was reordered: event {place} should stand in its place")
    if before is not None and before.type == SEAL:
        return Flaw(place, Damage.EDITED, f"{called} was edited in: it comes after the seal")
    if event.prev != (before.hash if before else GENESIS):
        earlier = f"event {before.seq} ({before.type})" if before else "the beginning"
        return Flaw(place, Damage.EDITED, f"{called} was edited, or the one before: it does not follow {earlier}")
    if event.scan < (before.scan if before else 0):
        return Flaw(place, Damage.REORDERED, f"{called} was reordered: its scan {event.scan} goes back")
    if event.type == SEAL and event.data.get("events") != place:
        return Flaw(place, Damage.EDITED, f"{called} was edited: it counts {event.data.get('events')} events")
    return None


def _hash_or_nothing(event: Event) -> str:
    try:
        return event.computed_hash()
    except ValueError:
        return ""


def _no_seal(chain: Journal) -> str:
    last = f"event {chain[-1].seq} ({chain[-1].type})" if chain else "nothing"
    return f"the journal ends with {last}, without the seal: the flight is unfinished or the journal was cut"
