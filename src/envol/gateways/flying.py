"""A flight from take-off to its grade: journal opened, pilot at the controls, time paced or not, sealed, graded."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import platformdirs

from envol.errors import JournalError
from envol.flight.autopilot import Autopilot
from envol.flight.content.pilots import Pilot
from envol.flight.engine import Flight
from envol.flight.journal_store import JournalStore
from envol.flight.plan import FlightPlan
from envol.flight.scoring.grade import Grade, grade
from envol.flight.scoring.result import result_of
from envol.gateways.journal_file import JournalFile

NOBODY = "pilot:nobody"
"""Who opens and seals a flight that nobody flies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flown:
    """A flight that has landed.

    Parameters
    ----------
    flight : Flight
    outcome : mapping of str to float
    grade : Grade
    wall_s : float
        Seconds spent flying: the model was built before, and waiting for the clock does not count.
    refused : tuple of str
        What the pilot asked for in vain.
    """

    flight: Flight
    outcome: Mapping[str, float]
    grade: Grade
    wall_s: float
    refused: tuple[str, ...]


@dataclass
class Pace:
    """Holds a flight to so many simulated seconds in one second of the clock; it changes no value.

    Parameters
    ----------
    speed : float or None
        None does not wait.
    scan_s, frame_s : float
        Seconds in a control scan, and between two frames on the clock.
    clock, sleep : callable
        Of this machine, unless a test brings its own.
    """

    speed: float | None
    scan_s: float
    frame_s: float
    clock: Callable[[], float] = time.perf_counter
    sleep: Callable[[float], None] = time.sleep
    waited_s: float = 0.0
    _start: float = field(init=False)

    def __post_init__(self) -> None:
        self._start = self.clock()

    @property
    def scans_per_frame(self) -> int | None:
        """Scans between two frames; None where nothing is paced."""
        return None if self.speed is None else max(1, int(self.speed * self.frame_s / self.scan_s))

    def wait(self, scan: int) -> None:
        """Wait until the clock has come to a scan."""
        if self.speed is None:
            return
        now = self.clock()
        ahead = self._start + scan * self.scan_s / self.speed - now
        if ahead > 0:
            self.sleep(ahead)
            self.waited_s += self.clock() - now


def fly(
    plan: FlightPlan,
    pilot: Pilot | None,
    journal: JournalStore,
    *,
    speed: float | None = None,
    progress: Callable[[int], None] = lambda scan: None,
) -> Flown:
    """Fly a plan to its end, grade it, and seal the journal with the result.

    Parameters
    ----------
    pilot : Pilot or None
        None leaves the controls alone.
    speed : float or None
        Simulated seconds in one second of the clock; None is as fast as it goes.
    progress : callable
        Is told the scan reached.
    """
    flight = Flight(plan, journal)
    autopilot = Autopilot(pilot, flight) if pilot is not None else None
    actor = autopilot.actor if autopilot else NOBODY
    timing = plan.compiled.timing
    began = time.perf_counter()
    pace = Pace(speed, timing.control_scan_s, timing.frame_period_s)
    flight.open(actor)

    def reached(scan: int) -> None:
        pace.wait(scan)
        progress(scan)

    if autopilot:
        autopilot.fly(reached, at_most=pace.scans_per_frame)
    else:
        _coast(flight, reached, pace.scans_per_frame)
    wall = time.perf_counter() - began - pace.waited_s
    outcome, graded = grade(flight)
    flight.seal(actor, result_of(outcome, graded).data())
    refused = tuple(autopilot.refused) if autopilot else ()
    return Flown(flight=flight, outcome=outcome, grade=graded, wall_s=wall, refused=refused)


def _coast(flight: Flight, reached: Callable[[int], None], at_most: int | None) -> None:
    """Fly to the end with nobody at the controls."""
    while not (flight.over or flight.state.frozen):
        flight.advance(flight.plan.last_scan if at_most is None else flight.scan + at_most)
        reached(flight.scan)


def flights_folder() -> Path:
    """Return the folder in which journals are kept where nobody says otherwise."""
    return Path(platformdirs.user_data_path("envol")) / "flights"


def new_journal(path: Path | None, scenario: str, pilot: str, seed: int) -> JournalFile:
    """Create the journal of a flight: in the given file, or under a name of its own among the flights.

    Raises
    ------
    JournalError
        If it cannot be created; nothing has been flown then.
    """
    if path is not None:
        return JournalFile.create(path)
    folder = flights_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise JournalError(f"{folder} cannot be made: {error.strerror}; --journal names another place") from None
    return JournalFile.create(folder / f"{scenario}_{pilot}_{seed}_{secrets.token_hex(4)}.jsonl")
