"""One live flight: it keeps pace with the clock in short slices, answers asks, and freezes when it is left alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from envol.flight.alarms import AlarmEvent, Change
from envol.flight.commands import ChangeSpeed, Command, Freeze
from envol.flight.content.line import Priority
from envol.flight.engine import Flight
from envol.flight.journal_store import StampedJournal
from envol.flight.jump import To, jump_steps
from envol.web.flightdeck.refusals import deck_refusal
from envol.web.flightdeck.runner.pace import Pace
from envol.web.flightdeck.runner.picture import Picture

SLICE = 120
"""Scans flown at most before others are served: about 20 ms of work."""
SCREENS = 8
"""Screens of one flight that one person may have open."""
ALONE_S = 30.0
"""Seconds of the clock after which a flight that nobody watches freezes itself."""
DECK = "system:deck"
"""Who freezes a flight that is left alone, and slows one down at an alarm."""


@dataclass
class LiveFlight:
    """A flight in the air, with what belongs to the clock and to its screens.

    Parameters
    ----------
    id : UUID
    flight : Flight
    journal : StampedJournal
        Where the flight stores its events.
    now : float
        Seconds of the clock.
    """

    id: UUID
    flight: Flight
    journal: StampedJournal
    now: float
    screens: dict[str, str] = field(default_factory=dict)
    """Who watches: each screen with its actor."""
    notices: list[dict[str, Any]] = field(default_factory=list)
    """What happened that the screens should be told in a sentence."""
    jump: To | None = None
    alone_since: float = 0.0
    _jumping: Iterator[int] | None = None
    _must_slow: bool = False

    def __post_init__(self) -> None:
        timing = self.flight.plan.compiled.timing
        self.frame_s = timing.frame_period_s
        self.picture = Picture(self.flight)
        self.alone_since = self.now
        self.due = self.now + self.frame_s
        """When the next frame is due."""
        self._pace = Pace(timing.control_scan_s, self.flight.state.speed)
        self._pace.set(self.flight.scan, self.now, self.flight.state.speed)
        self._high = {each.name for each in self.flight.plan.line.alarms if each.priority is Priority.HIGH}

    @property
    def instructors(self) -> bool:
        """Whether an instructor watches."""
        return any(actor.startswith("instructor:") for actor in self.screens.values())

    def mode(self) -> dict[str, Any]:
        """Return what belongs to the clock and the screens rather than to the process."""
        jump = self.jump.value if self.jump else None
        return {"speed": self.flight.state.speed, "jump": jump, "watchers": len(self.screens)}

    # --- along the clock ---------------------------------------------------------------------------------------------

    def slice(self, now: float) -> bool:
        """Fly a short way towards where the clock is; return whether there is more to fly before the next frame."""
        self._freeze_if_alone(now)
        if self._must_slow:
            self._slow_down(now)
        if self.flight.over or self.flight.state.frozen:
            self._end_jump("jump-nothing")
            self._pace.hold(now)
            return False
        if self._jumping is not None:
            return self._jump_on(now)
        if now - self.due > self.frame_s:
            self._start_anew(now)  # the machine did not keep up: the lost time is not made up for
        goal = int(self._pace.due(self.due))
        before = len(self.flight.alarm_log)
        self.flight.advance(min(goal, self.flight.scan + SLICE), until=self._urgent)
        if any(self._urgent([event]) for event in self.flight.alarm_log[before:]):
            self._slow_down(now)
            return False
        return self.flight.scan < goal and not self.flight.over

    def _urgent(self, events: list[AlarmEvent]) -> bool:
        return any(event.change is Change.COMES and event.alarm in self._high for event in events)

    def _slow_down(self, now: float) -> None:
        """At a new alarm of high priority fly in real time, as an autopilot that hands over."""
        self._must_slow = True  # until it is stored
        if self.flight.state.speed > 1:
            self.flight.do(ChangeSpeed(1.0), DECK)
            self.notices.append({"key": "slowed", "params": {"speed": 1}})
        self._must_slow = False
        self._start_anew(now)

    def _rebase(self, now: float) -> None:
        """Go on at the present speed; what has passed of a scan is kept, so that no click holds a slow flight back."""
        self._pace.set(max(self._pace.due(now), self.flight.scan), now, self.flight.state.speed)

    def _start_anew(self, now: float) -> None:
        """Go on from the scan that was reached; what the clock is ahead of it is given up."""
        self._pace.set(self.flight.scan, now, self.flight.state.speed)

    # --- asked for ---------------------------------------------------------------------------------------------------

    def do(self, command: Command, actor: str, now: float) -> int:
        """Carry out a command; return the number of its event, once it is stored.

        Raises
        ------
        Refusal
            If it may not be carried out; nothing was stored.
        JournalError
            If it could not be stored, and was not done.
        """
        self.flight.do(command, actor)
        self._rebase(now)
        return self.journal.last_seq

    def fly_to(self, to: To | None, now: float) -> None:
        """Begin to fly to the next alarm, sample or decision, or stop doing so.

        Raises
        ------
        Refusal
            If the flight does not move.
        """
        if to is None:
            self.jump = self._jumping = None
            self._start_anew(now)
            return
        if self.flight.over or self.flight.state.frozen:
            raise deck_refusal("jump-frozen")
        self.jump, self._jumping = to, jump_steps(self.flight, to, SLICE, self._urgent)

    def _jump_on(self, now: float) -> bool:
        assert self._jumping is not None
        try:
            next(self._jumping)
        except StopIteration as end:
            before = self.flight.scan
            self._end_jump("jump-done" if end.value else "jump-nothing")
            if self._urgent([event for event in self.flight.alarm_log if event.scan == before]):
                self._slow_down(now)
            self._start_anew(now)
            return False
        return True

    def _end_jump(self, key: str) -> None:
        if self.jump is not None:
            self.notices.append({"key": key, "params": {"to": self.jump.value}})
        self.jump = self._jumping = None

    # --- watched -----------------------------------------------------------------------------------------------------

    def join(self, screen: str, actor: str) -> None:
        """A screen begins to watch.

        Raises
        ------
        Refusal
            If its owner has too many of them.
        """
        if list(self.screens.values()).count(actor) >= SCREENS:
            raise deck_refusal("too-many-screens", most=SCREENS)
        self.screens[screen] = actor

    def leave(self, screen: str, now: float) -> None:
        """A screen is gone."""
        self.screens.pop(screen, None)
        self.alone_since = now

    def _freeze_if_alone(self, now: float) -> None:
        left = not self.screens and now - self.alone_since > ALONE_S
        if left and not (self.flight.state.frozen or self.flight.over):
            self.flight.do(Freeze("left-alone"), DECK)
