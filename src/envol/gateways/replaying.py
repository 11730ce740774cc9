"""A journal taken off its shelf: verified, its plan rebuilt, its versions compared, flown again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from envol.errors import EnvolError, JournalError
from envol.flight.engine import Flight
from envol.flight.journal import SEAL, Journal
from envol.flight.plan import FlightPlan
from envol.flight.replay import check_pins, check_seal, differing_pins, opening_of, replay
from envol.gateways.journal_file import read
from envol.gateways.library import Library

MACHINE = "machine"
TOLERANCE = 0.01
"""Largest difference of a final state on another class of machine, as a share of its typical magnitude or its value.

Rounding differs there, and the noise of the loops carries it on; a hundredth is what the fixed step itself is held to.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """A flight that was recorded, ready to be flown again.

    Parameters
    ----------
    path : Path
    events : tuple of Event
    dropped : tuple of str
        What a recovery left out, in sentences.
    plan : FlightPlan
    differing : mapping of str to (str, str)
        Each pin that is not what it was: flown with, here.
    """

    path: Path
    events: Journal
    dropped: tuple[str, ...]
    plan: FlightPlan
    differing: Mapping[str, tuple[str, str]]

    @property
    def pilot(self) -> str:
        """The pilot who opened the flight."""
        return self.events[0].actor.partition(":")[2]

    @property
    def sealed(self) -> bool:
        """Whether the flight was closed."""
        return self.events[-1].type == SEAL

    @property
    def last_scan(self) -> int:
        """The last scan that the journal answers for: of its seal, or of its last event where it was cut."""
        return self.events[-1].scan

    @property
    def label(self) -> str:
        """What a replay must be called where it is not the flight as flown; empty where it is."""
        if not self.differing:
            return ""
        if set(self.differing) == {MACHINE}:
            return f"replayed on another class of machine, held to {TOLERANCE:.0%} in every state"
        return f"replayed under other versions ({', '.join(self.differing)})"

    def fly(self, *, at: int | None = None, without: int | None = None) -> Flight:
        """Fly the recording again; as flown and to its end, it must reach the state that it was sealed with.

        Raises
        ------
        JournalError
            If it does not.
        """
        until = self.last_scan if at is None and not self.sealed else at
        flight = replay(self.plan, self.events, at=until, without=without)
        if at is None and without is None:
            if not self.differing:
                check_seal(flight, self.events)
            elif set(self.differing) == {MACHINE}:
                self._hold_to_tolerance(flight)
        return flight

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

    def _hold_to_tolerance(self, flight: Flight) -> None:
        sealed: Mapping[str, float] = self.events[-1].data.get("final", {}) if self.sealed else {}
        for name, value in sealed.items():
            reached = flight.read(name)
            allowed = TOLERANCE * max(abs(value), flight.plan.model.declared[name].typical)
            if not abs(reached - value) <= allowed:
                raise JournalError(
                    f"{self.path}: on this class of machine {name} ends at {reached:.6g} where {value:.6g} was flown: "
                    f"more than {TOLERANCE:.0%} apart"
                )


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
    """
    reading = read(path, recover=recover)
    opening = opening_of(reading.events)
    plan = library.plan(str(scenario.absolute()) if scenario else opening.scenario, opening.seed)
    if plan.scenario.name != opening.scenario:
        raise JournalError(f"{path} was flown on {opening.scenario}, {scenario} is {plan.scenario.name}")
    if not relabel:
        check_pins(opening.pins, plan.pins)
    differing = differing_pins(opening.pins, plan.pins)
    return Recording(path=path, events=reading.events, dropped=reading.dropped, plan=plan, differing=differing)
