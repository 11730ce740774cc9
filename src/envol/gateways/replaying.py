"""A journal taken off its shelf: verified, its plan rebuilt, its versions compared, flown again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from envol.errors import EnvolError, JournalError, UnknownNameError
from envol.flight.agreement import Agreement, against_seal
from envol.flight.engine import Flight
from envol.flight.journal import Journal, is_sealed
from envol.flight.plan import FlightPlan
from envol.flight.replay import (
    Opening,
    check_pins,
    check_seal,
    differing_pins,
    opening_of,
    pins_flown,
    pins_here,
    replay,
)
from envol.gateways.journal_file import read
from envol.gateways.library import Library

MACHINE = "machine"


@dataclass(frozen=True, kw_only=True)
class Recording:
    """A flight that was recorded, ready to be flown again.

    Parameters
    ----------
    events : tuple of Event
    dropped : tuple of str
        What a recovery left out, in sentences.
    plan : FlightPlan
    differing : mapping of str to (str, str)
        Each pin that is not what it was: flown with, here.
    path : Path, optional
        The journal's file; None where it came from another store.
    """

    events: Journal
    dropped: tuple[str, ...]
    plan: FlightPlan
    differing: Mapping[str, tuple[str, str]]
    path: Path | None = None

    @property
    def pilot(self) -> str:
        """The pilot who opened the flight."""
        return self.events[0].actor.partition(":")[2]

    @property
    def sealed(self) -> bool:
        """Whether the flight was closed."""
        return is_sealed(self.events)

    @property
    def last_scan(self) -> int:
        """The last scan that the journal answers for: of its seal, or of its last event where it was cut."""
        return self.events[-1].scan

    @property
    def label(self) -> str:
        """What a replay must be called where it is not the flight as flown, or not to its end; empty where it is."""
        labels = []
        if set(self.differing) == {MACHINE}:
            labels.append("replayed on another class of machine")
        elif self.differing:
            labels.append(f"replayed under other versions ({', '.join(self.differing)})")
        if not self.sealed:
            labels.append("unfinished: no result")
        return "; ".join(labels)

    @cached_property
    def whole(self) -> Flight:
        """The recording flown again to its seal, or to its last event where it has none; it is not flown on.

        Raises
        ------
        JournalError
            If, under the versions it was flown with, it does not reach the state that it was sealed with.
        """
        flight = replay(self.plan, self.events, at=None if self.sealed else self.last_scan)
        if not self.differing:
            check_seal(flight, self.events)
        return flight

    @cached_property
    def agreement(self) -> Agreement | None:
        """How the whole replay compares with the seal; None where there is none."""
        return against_seal(self.whole, self.events)

    def fly(self, *, at: int | None = None, without: int | None = None) -> Flight:
        """Fly the recording again: whole (see there for what is refused), up to a scan, or without one event."""
        if at is None and without is None:
            return self.whole
        until = self.last_scan if at is None and not self.sealed else at
        return replay(self.plan, self.events, at=until, without=without)

    def scan_at(self, hour: float) -> int:
        """Return the scan at an hour of the process.

        Raises
        ------
        EnvolError
            If the flight was not in the air then.
        """
        plan = self.plan
        scan = round((hour - plan.condition.hour) / plan.scan_h)
        if not 0 <= scan <= self.last_scan:
            raise EnvolError(
                f"the flight lasted from {plan.hour(0):g} h to {plan.hour(self.last_scan):g} h: not to {hour:g} h"
            )
        return scan


def open_recording(
    library: Library,
    path: Path,
    *,
    scenario: Path | None = None,
    recover: bool = False,
    relabel: bool = False,
) -> Recording:
    """Read and verify a journal, and make its plan again.

    Parameters
    ----------
    scenario : Path, optional
        The scenario's file, for a flight on content from elsewhere.
    recover : bool
        Drop a last event that was cut, and take a flight without its seal.
    relabel : bool
        Go on under other versions than those flown, and say so.

    Raises
    ------
    JournalError
        If the journal is not what was written.
    PinMismatchError
        If content, model, program or machine are others than when it was flown.
    EnvolError
        If its scenario is not among the content, and no file of it was given.
    """
    reading = read(path, recover=recover)
    recording = recording_of(
        library, reading.events, relabel=relabel, scenario=scenario, dropped=reading.dropped, where=str(path)
    )
    return replace(recording, path=path)


def recording_of(
    library: Library,
    events: Journal,
    *,
    relabel: bool = False,
    scenario: Path | None = None,
    dropped: tuple[str, ...] = (),
    where: str = "",
) -> Recording:
    """Make the plan of a journal again that was read and verified already, from whatever store.

    Parameters
    ----------
    events : tuple of Event
        The whole journal, verified.
    relabel, scenario
        As of `open_recording`.
    dropped : tuple of str
        What was left out to read it, in sentences.
    where : str
        How an error should call the journal.

    Raises
    ------
    JournalError, PinMismatchError, EnvolError
        As `open_recording`, but for what reading finds.
    """
    opening = opening_of(events)
    plan = _plan(library, opening, scenario)
    if plan.scenario.name != opening.scenario:
        called = where or "the journal"
        raise JournalError(f"{called} was flown on {opening.scenario}, {scenario} is {plan.scenario.name}")
    flown, here = pins_flown(events), pins_here(plan, events)
    if not relabel:
        check_pins(flown, here)
    return Recording(events=events, dropped=dropped, plan=plan, differing=differing_pins(flown, here))


def _plan(library: Library, opening: Opening, scenario: Path | None) -> FlightPlan:
    if scenario is not None:
        return library.plan(str(scenario.absolute()), opening.seed)
    try:
        return library.plan(opening.scenario, opening.seed)
    except UnknownNameError as error:
        if (error.what, error.name) != ("scenario", opening.scenario):
            raise
        end = "" if str(error).endswith("?") else "."
        raise EnvolError(f"{error}{end} The journal was flown on it: give its file with --scenario") from None
