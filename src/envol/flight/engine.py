"""A flight in the air: the twin steps, alarms are scanned, malfunctions set in, commands become events.

Nothing here reads a clock. `advance` moves to a scan; how the way there is cut into calls changes no value, because
every scan starts from the row before it and from inputs and draws that belong to its place on the grid. Malfunctions
that a scenario arms are recomputed, never stored: the journal holds intentions only.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeAlias

import numpy as np

from envol.errors import EnvolError
from envol.flight import breakage, laboratory
from envol.flight.alarms import AlarmEvent, AlarmPanel, AlarmState, Change, after
from envol.flight.commands import Command
from envol.flight.decide import decide
from envol.flight.interruptions import NUMBERS, Interruption, first_interruption
from envol.flight.journal import FORMAT
from envol.flight.journal_store import JournalStore
from envol.flight.noise import Noise
from envol.flight.now import Now
from envol.flight.plan import FlightPlan
from envol.flight.snapshot import Flown, Snapshot
from envol.flight.state import EVENT_VERSIONS, Data, FlightState, Sample, evolve, set_in
from envol.flight.telemetry import Columns, Telemetry
from envol.twin.solve import Stepper

CHUNK = 1024
Until: TypeAlias = Callable[[list[AlarmEvent]], bool]


def never(events: list[AlarmEvent]) -> bool:
    """Return False: nothing that an alarm does stops the flight."""
    return False


class Flight:
    """One flight, from take-off on.

    Parameters
    ----------
    plan : FlightPlan
    journal : JournalStore, optional
        Where intentions are stored before they take effect; None replays without storing.
    """

    def __init__(self, plan: FlightPlan, journal: JournalStore | None = None) -> None:
        self.plan, self.journal = plan, journal
        self.scan = 0
        self._noise = Noise(plan)
        self._stepper = Stepper(plan.compiled, plan.parameters)
        self.state = FlightState(settings=plan.first_settings, pending=breakage.known_onsets(plan))
        inputs = plan.model.input_values(plan.first_settings)
        start = plan.model.start_values(plan.condition.states)
        first = self._stepper.first_row(start, inputs, self._noise.rows(0, 1)[0])
        self.telemetry = Telemetry(plan, first)
        self._hashed = plan.model.states.size + plan.model.algebraics.size
        self._chain = [hashlib.sha256(first[: self._hashed].tobytes()).digest()]
        columns = {tag: plan.column(shown.quantity) for tag, shown in plan.line.tags.items()}
        timing = plan.compiled.timing
        self._panel = AlarmPanel(plan.line.alarms, columns, timing.control_scan_s, timing.scans_per_alarm_scan)
        self.alarm_log: list[AlarmEvent] = []
        self.state = replace(self.state, alarms=dict.fromkeys(self._panel.definitions, AlarmState.NORMAL))
        self._base = self._input_vector()
        self._results: dict[Sample, laboratory.Result] = {}
        self._stored = 0 if journal is None else len(journal.events())
        self._set_in_due()

    @property
    def state_hash(self) -> str:
        """The hash chained over the state at every scan so far."""
        return self._chain[self.scan].hex()

    @property
    def hour(self) -> float:
        """The hour of the process now."""
        return self.plan.hour(self.scan)

    @property
    def over(self) -> bool:
        """Whether the flight can go no further."""
        return bool(self.state.ended) or self.scan >= self.plan.last_scan or self.state.left_the_model

    def read(self, quantity: str) -> float:
        """Return the present value of a state, algebraic variable or output."""
        return float(self.telemetry.row(self.scan)[self.plan.column(quantity)])

    def columns(self, first: int = 0) -> Columns:
        """Return the telemetry from a scan up to now, as expressions see it."""
        return Columns(self.plan, first, self.telemetry.rows(first, self.scan + 1))

    def results(self) -> Iterator[laboratory.Result]:
        """Return the laboratory results that are back by now, latest sample first."""
        for sample in reversed(self.state.samples):
            if sample.due <= self.scan:
                if sample not in self._results:
                    self._results[sample] = laboratory.result_of(self.plan, self.telemetry, sample)
                yield self._results[sample]

    def held(self) -> tuple[np.ndarray, np.ndarray]:
        """Return the inputs and the draws that are held over the scan that begins now."""
        return self._inputs(self.scan, 1)[0], self._noise.rows(self.scan, 1)[0]

    @property
    def refinements(self) -> int:
        """How many scans were done again in refined steps."""
        return self._stepper.refinements

    def open(self, actor: str) -> None:
        """Write the first event: what is flown, with which seed and pins, and the form of the journal."""
        scenario, seed, pins = self._flown()
        facts = {"format": FORMAT, "scenario": scenario, "seed": seed, "pins": dict(pins)}
        self.record("flight-opened", facts, actor)

    def attach(self, journal: JournalStore) -> None:
        """Go on into a journal whose events this flight has already followed, none of which it stored itself."""
        self.journal, self._stored = journal, len(journal.events())

    def _flown(self) -> Flown:
        return self.plan.scenario.name, self.plan.seed, self.plan.pins

    def do(self, command: Command, actor: str) -> None:
        """Carry out a command: decide, store, and only then take effect.

        Raises
        ------
        Refusal
            If it may not be carried out; nothing was stored.
        """
        for type, data in decide(self.now(actor), command):
            self.record(type, data, actor)

    def now(self, actor: str) -> Now:
        """Return the flight at this instant as deciding sees it, for whoever would give a command."""
        return Now(self.plan, self.state, self.scan, self.read, actor)

    def record(self, type: str, data: Data, actor: str) -> None:
        """Store an event, and only then let it take effect; `do` decides first whether it may happen."""
        if self.journal is not None:
            version = EVENT_VERSIONS[type]
            data = self.journal.append(type=type, data=data, scan=self.scan, actor=actor, version=version).data
            self._stored += 1
        self.apply(type, data, actor)

    def apply(self, type: str, data: Data, actor: str) -> None:
        """Let an event take effect now, as a replay does."""
        self.state = evolve(self.plan, self.state, type, self.scan, data, actor)
        if type == "alarms-acknowledged":
            self.alarm_log += [AlarmEvent(self.scan, name, Change.ACKNOWLEDGED) for name in data["alarms"]]
        self._base = self._input_vector()
        self._set_in_due()

    def seal(self, actor: str, result: Data | None = None) -> None:
        """Close the journal with the hash of the final state, and its values for machines that round otherwise.

        Parameters
        ----------
        result : mapping, optional
            What the flight was worth: whoever grades it does so first; see `envol.flight.scoring.result`.
        """
        if self.journal is not None:
            declared = self.plan.model.states.slices.items()
            final = {name: self.read(name) for name, place in declared if place.stop - place.start == 1}
            self.journal.seal(state_hash=self.state_hash, scan=self.scan, actor=actor, final=final, result=result)

    def advance(self, to: int, until: Until = never) -> None:
        """Fly on to a scan, or less far: to the end, a freeze, or the first scan at which `until` holds.

        Parameters
        ----------
        to : int
        until : callable, optional
            Looks at the alarm events of one scan and says whether to stop there.
        """
        to = min(to, self.plan.last_scan)
        while self.scan < to and not self.state.ended and not self.state.frozen:
            if self._stretch(min(to, self._next_cut()), until):
                break

    def _next_cut(self) -> int:
        """Return the next scan at which something is known to change, at most a chunk away."""
        onsets = [scan for scan in self.state.pending.values() if scan > self.scan]
        return min([*onsets, self.scan + CHUNK])

    def _set_in_due(self) -> None:
        due = {place: scan for place, scan in self.state.pending.items() if scan <= self.scan}
        for place in sorted(due):
            self._set_in(place)

    def _set_in(self, place: int) -> None:
        armed = self.plan.scenario.malfunctions[place]
        state = set_in(self.state, armed.malfunction, self.scan, armed.severity)
        pending = {other: scan for other, scan in state.pending.items() if other != place}
        self.state = replace(state, pending=pending, spent=state.spent | {place})

    def _stretch(self, to: int, until: Until) -> bool:
        """Fly up to a scan, cut where a malfunction is triggered, the model is left, or `until` holds there."""
        first, count = self.scan, to - self.scan
        rows = self.telemetry.rows(first + 1, to + 1)
        noise = self._noise.rows(first, count)
        self._stepper.advance(self.telemetry.row(first), self._inputs(first, count), noise, rows)
        cut = first_interruption(self.plan, self.state, first + 1, rows)
        memory = self._panel.memory()
        events = self._panel.scan(first + 1, rows[: cut.rows])
        asked = self._asked_stop(events, until)
        if asked is not None and asked < first + cut.rows:
            self._panel.restore(memory)
            cut = Interruption(asked - first)
            events = self._panel.scan(first + 1, rows[: cut.rows])
        self._take(rows[: cut.rows], events)
        for place in cut.triggered:
            self._set_in(place)
        # Whoever asked to stop may still change what the next scan is: only then is it tried.
        if cut.left and not (asked is not None and cut.left == NUMBERS):
            self.state = replace(self.state, frozen=cut.left)
        return asked is not None

    def _asked_stop(self, events: list[AlarmEvent], until: Until) -> int | None:
        for scan in sorted({event.scan for event in events}):
            if until([event for event in events if event.scan == scan]):
                return scan
        return None

    def _take(self, rows: np.ndarray, events: list[AlarmEvent]) -> None:
        """Make a stretch of rows part of the flight."""
        chain, width = self._chain, self._hashed
        del chain[self.scan + 1 :]
        for row in rows:
            chain.append(hashlib.sha256(chain[-1] + row[:width].tobytes()).digest())
        self.scan += len(rows)
        if events:
            alarms = dict(self.state.alarms)
            for event in events:
                alarms[event.alarm] = after(alarms[event.alarm], event.change)
            self.state = replace(self.state, alarms=alarms)
            self.alarm_log += events
        self._set_in_due()

    def _input_vector(self) -> np.ndarray:
        return self.plan.model.input_values(self.state.settings)

    def _inputs(self, first: int, count: int) -> np.ndarray:
        """Return the inputs of a stretch: settings, then profiles, pulses and malfunctions over them."""
        state = self.state
        pulses = {key: value for key, value in state.pulses.items() if first <= key[0] < first + count}
        driven = breakage.is_driving(self.plan, state, first)
        if not (pulses or state.profiles or driven):
            return np.broadcast_to(self._base, (count, len(self._base)))
        table = np.tile(self._base, (count, 1))
        breakage.profiles_into(self.plan, state, first, table)
        for (scan, name), value in pulses.items():
            table[scan - first, self.plan.model.inputs[name].start] = value
        if driven:
            breakage.drive(self.plan, state, first, table)
        return table

    def snapshot(self) -> Snapshot:
        """Return the flight as it stands now."""
        state, row = self.state, self.telemetry.row
        taken = {*(sample.taken for sample in state.samples), *(inquiry.asked for inquiry in state.inquiries)}
        return Snapshot(
            scan=self.scan,
            hash=self._chain[self.scan],
            state=state,
            panel=self._panel.memory(),
            alarm_log=tuple(self.alarm_log),
            stored=self._stored,
            rows={scan: row(scan).copy() for scan in sorted({self.scan, *taken})},
            flown=self._flown(),
        )

    def restore(self, snapshot: Snapshot) -> None:
        """Go back to a snapshot of this flight, or take up one in a new flight of the same plan.

        What lies after the snapshot is flown anew. A new flight has no telemetry from before it, and says so where it
        is asked for some; `envol.flight.replay.resume` has all of it.

        Raises
        ------
        EnvolError
            If the snapshot is of another plan; if the flight has taken another course since, so that the telemetry
            before the snapshot is gone; or if its journal holds later intentions, which only a branch may leave behind.
        """
        self._refuse(snapshot)
        if self._chain[snapshot.scan : snapshot.scan + 1] != [snapshot.hash]:
            self._chain = [b""] * snapshot.scan + [snapshot.hash]
            self.telemetry.begin_at(snapshot.scan, snapshot.rows)
        self.scan, self.state = snapshot.scan, snapshot.state
        self._panel.restore(snapshot.panel)
        self.alarm_log = list(snapshot.alarm_log)
        self._results.clear()
        self._base = self._input_vector()

    def _refuse(self, snapshot: Snapshot) -> None:
        if snapshot.flown != self._flown():
            raise EnvolError(f"the snapshot at scan {snapshot.scan} is of another flight plan: replay the journal")
        is_new = len(self._chain) == 1
        if not is_new and self._chain[snapshot.scan : snapshot.scan + 1] != [snapshot.hash]:
            raise EnvolError(f"the flight took another course since the snapshot at scan {snapshot.scan}: replay it")
        if self.journal is not None and self._stored != snapshot.stored:
            raise EnvolError("the journal holds intentions later than the snapshot: branch, in place of going back")
