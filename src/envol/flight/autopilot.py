"""Flying a scenario without a person: a pilot's plan and rules, read from content, carried out on the grid.

A pilot looks at the screen at rounds that lie on the absolute grid, so what it does never depends on speed. It sees
what the screen shows: indicated values, alarms, results that have come back; never the truth behind an instrument.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from envol.errors import Refusal
from envol.flight.alarms import AlarmEvent, Change
from envol.flight.commands import Acknowledge, Command, Intervene, SetInput, SetProfile, TakeSample
from envol.flight.content.expression import Expression
from envol.flight.content.pilots import Action, Pilot, Rule
from envol.flight.engine import Flight
from envol.flight.laboratory import is_positive
from envol.flight.phases import phase_at

EVERY_ALARM = "all"


class Screen(Mapping[str, float]):
    """What a pilot sees now, as its rules name it."""

    def __init__(self, flight: Flight) -> None:
        self._row = flight.telemetry.row(flight.scan)
        self._shown = flight.plan.shown
        self._clock = {"hour": flight.hour, "elapsed_h": flight.scan * flight.plan.scan_h}

    def __getitem__(self, name: str) -> float:
        return self._clock[name] if name in self._clock else float(self._row[self._shown[name]])

    def __iter__(self) -> Iterator[str]:
        return iter((*self._clock, *self._shown))

    def __len__(self) -> int:
        return len(self._clock) + len(self._shown)


def functions_of(flight: Flight) -> dict[str, Callable[[Any], Any]]:
    """Return the functions that a pilot's rules may call, on the flight as it stands now."""
    plan, state = flight.plan, flight.state

    def assay(quantity: str) -> float:
        for result in flight.results():
            if quantity in result.values:
                return result.values[quantity]
        return float("nan")

    def positive(intervention: str) -> bool:
        back = [i for i in state.inquiries if i.intervention == intervention and i.due <= flight.scan]
        return any(is_positive(plan, flight.telemetry, inquiry) for inquiry in back)

    def phase(name: str) -> bool:
        return phase_at(plan, flight.columns(flight.scan)) == name

    return {
        "alarm": lambda name: state.alarms[name].sounding,
        "assay": assay,
        "done": lambda name: bool(state.did("intervention", name)),
        "phase": phase,
        "positive": positive,
        "setting": lambda name: state.settings[name],
    }


@dataclass
class _Watch:
    """What a pilot remembers of one rule."""

    rule: Rule
    since: int | None = None
    last: int | None = None
    times: int = 0


@dataclass
class Autopilot:
    """A pilot at the controls of one flight.

    Parameters
    ----------
    pilot : Pilot
    flight : Flight
    """

    pilot: Pilot
    flight: Flight
    refused: list[str] = field(default_factory=list)
    _watches: list[_Watch] = field(init=False)
    _called: int | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self._watches = [_Watch(rule) for rule in self.pilot.rules]
        plan = self.flight.plan
        planned = [(plan.scans(step.at_h), step.do) for step in self.pilot.plan]
        self._plan = sorted(planned, key=lambda step: step[0])
        self._round = max(1, plan.scans(self.pilot.round_min / 60))

    @property
    def actor(self) -> str:
        """The pseudonymous id under which the pilot's events are stored."""
        return f"pilot:{self.pilot.name}"

    @property
    def silent(self) -> bool:
        """Whether the pilot never does anything."""
        return not (self._plan or self._watches)

    def next_look(self) -> int:
        """Return the scan at which the pilot next looks at the screen."""
        scan = self.flight.scan
        planned = [at for at, _ in self._plan if at > scan]
        rounds = [(scan // self._round + 1) * self._round] if self._watches else []
        called = [self._called] if self._called is not None and self._called > scan else []
        return min([*planned, *rounds, *called, self.flight.plan.last_scan])

    def _hears(self, events: list[AlarmEvent]) -> bool:
        """Note when an alarm will be answered; return whether the way ahead has to be planned anew."""
        answers = self.pilot.answers_alarm_min
        if answers is None or not any(event.change is Change.COMES for event in events):
            return False
        if self._called is None or self._called <= self.flight.scan:
            self._called = events[0].scan + max(1, self.flight.plan.scans(answers / 60))
            return True
        return False

    def look(self) -> None:
        """Carry out what is planned now and, at a round, what the rules say."""
        scan = self.flight.scan
        for at, actions in self._plan:
            if at == scan:
                self._carry_out(actions)
        if self._watches and (scan % self._round == 0 or scan == self._called):
            screen, functions = Screen(self.flight), functions_of(self.flight)
            for watch in self._watches:
                if self.flight.over:
                    return
                if self._fires(watch, screen, functions):
                    self._carry_out(watch.rule.do)
                    functions = functions_of(self.flight)

    def _fires(self, watch: _Watch, screen: Screen, functions: dict[str, Callable[[Any], Any]]) -> bool:
        rule, scan, plan = watch.rule, self.flight.scan, self.flight.plan
        if rule.at_most is not None and watch.times >= rule.at_most:
            return False
        if not rule.when.is_true(screen, functions):
            watch.since = None
            return False
        watch.since = scan if watch.since is None else watch.since
        waited = scan - watch.since >= plan.scans(rule.delay_min / 60)
        rested = watch.last is None or scan - watch.last >= plan.scans(rule.every_h)
        if waited and rested:
            watch.last, watch.times = scan, watch.times + 1
            return True
        return False

    def _carry_out(self, actions: tuple[Action, ...]) -> None:
        for action in actions:
            if action.acknowledge == EVERY_ALARM and not self.flight.state.waiting_alarms:
                continue  # a look at a quiet panel is no gesture
            try:
                self.flight.do(self._command(action), self.actor)
            except Refusal as refusal:
                self.refused.append(f"{self.flight.hour:.2f} h: {refusal}")

    def _command(self, action: Action) -> Command:
        if action.set is not None and action.to is not None:
            return SetInput(action.set, self._number(action.to))
        if action.follow is not None:
            return SetProfile(action.follow, action.points)
        if action.intervene is not None:
            return Intervene(action.intervene, None if action.amount is None else self._number(action.amount))
        if action.sample is not None:
            return TakeSample(action.sample)
        return Acknowledge(action.acknowledge or EVERY_ALARM)

    def _number(self, value: float | Expression) -> float:
        if isinstance(value, Expression):
            return float(value.evaluate(Screen(self.flight), functions_of(self.flight)))
        return value

    def fly(self, progress: Callable[[int], None] = lambda scan: None, *, at_most: int | None = None) -> None:
        """Fly to the end, or until somebody freezes the flight.

        Parameters
        ----------
        progress : callable
            Is told the scan reached after each stretch.
        at_most : int, optional
            Longest stretch, in scans; it changes no value.
        """
        while not (self.flight.over or self.flight.state.frozen):
            self.look()
            if self.flight.over:
                break
            goal = self.next_look() if at_most is None else min(self.next_look(), self.flight.scan + at_most)
            self.flight.advance(goal, self._hears)
            progress(self.flight.scan)
