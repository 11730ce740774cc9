"""The runner's thread: asks first, then the flights whose frame is due, each a slice at a time."""

from __future__ import annotations

import heapq
import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import structlog
from django.db import close_old_connections, connection

from envol.errors import EnvolError, JournalError, Refusal
from envol.web.flightdeck import lease, services
from envol.web.flightdeck.journal import LeaseLost
from envol.web.flightdeck.refusals import deck_refusal
from envol.web.flightdeck.runner.answers import answer
from envol.web.flightdeck.runner.asks import Ask, Asked, Join, Leave
from envol.web.flightdeck.runner.frames import send_frame
from envol.web.flightdeck.runner.hangar import Held, bring_out
from envol.web.flightdeck.runner.landing import close
from envol.web.flightdeck.runner.live import DECK, LiveFlight
from envol.web.flightdeck.runner.relay import Relay

log = structlog.get_logger(__name__)
UNLOADED_S = 300.0
"""Seconds of the clock after which a flight that nobody watches leaves memory; its journal stays."""
TRY_AGAIN_S = 0.5
"""Seconds until a flight that another runner holds is asked for again."""
GIVE_UP_S = 20.0


@dataclass
class _Expected:
    """A flight on its way out of the hangar, with who waits for it."""

    since: float
    waiting: list[Asked] = field(default_factory=list)


class Runner(threading.Thread):
    """Flies every flight that somebody watches, and answers what is asked of them.

    Parameters
    ----------
    name : str
        Who holds the leases; another one for each process and start.
    relay : Relay
        Where frames go.
    """

    def __init__(self, name: str, relay: Relay) -> None:
        super().__init__(name="flight-runner", daemon=True)
        self.runner, self.relay = name, relay
        self.flights: dict[UUID, LiveFlight] = {}
        self._expected: dict[UUID, _Expected] = {}
        self._asks: queue.SimpleQueue[Asked | Callable[[], None]] = queue.SimpleQueue()
        self._due: list[tuple[float, int, UUID]] = []
        self._order = 0
        self._hangar = ThreadPoolExecutor(1, thread_name_prefix="hangar")
        self._stopping = threading.Event()
        self._renewed = 0.0

    # --- from other threads ------------------------------------------------------------------------------------------

    def ask(self, flight: UUID, ask: Ask) -> Future[dict[str, Any]]:
        """Ask something of a flight; the answer, or the refusal, comes through the future."""
        asked = Asked(flight, ask, Future())
        self._asks.put(asked)
        future: Future[dict[str, Any]] = asked.answer
        return future

    def stop(self) -> None:
        """Let every flight go, and end; nothing that was acknowledged is lost."""
        self._stopping.set()
        self._asks.put(lambda: None)
        self.join(timeout=10)

    # --- in the thread -----------------------------------------------------------------------------------------------

    def run(self) -> None:
        """Serve until told to stop."""
        try:
            while not self._stopping.is_set():
                self._go_round()
        finally:
            for id in list(self.flights):
                self._let_go(id)
            self._hangar.shutdown(wait=True, cancel_futures=True)
            connection.close()

    def _go_round(self) -> None:
        try:
            self._serve_asks(self._patience())
            self._fly_due()
            self._keep_leases()
        except Exception:
            log.exception("runner.stumbled")  # one flight's trouble must not end the others

    def _patience(self) -> float:
        """Return how long the next ask may be waited for, in seconds."""
        now = time.monotonic()
        until = min(self._due[0][0] if self._due else now + 1, self._renewed + lease.RENEWED_EVERY_S)
        return max(0.0, until - now)

    def _serve_asks(self, patience: float) -> None:
        """Serve what is asked; wait for the first of it at most so long."""
        try:
            asked = self._asks.get(timeout=patience) if patience else self._asks.get_nowait()
            while True:
                self._serve(asked)
                asked = self._asks.get_nowait()
        except queue.Empty:
            return

    def _serve(self, asked: Asked | Callable[[], None]) -> None:
        if not isinstance(asked, Asked):
            asked()
        elif asked.flight in self.flights:
            self._answer(self.flights[asked.flight], asked)
        elif isinstance(asked.ask, Leave):
            asked.answer.set_result({})
            self._forget(asked)
        else:
            self._expect(asked)

    def _forget(self, left: Asked) -> None:
        """A screen left before its flight was there."""
        expected = self._expected.get(left.flight)
        if expected:
            gone = left.ask.screen  # type: ignore[union-attr]
            expected.waiting = [
                each for each in expected.waiting if not (isinstance(each.ask, Join) and each.ask.screen == gone)
            ]

    def _answer(self, live: LiveFlight, asked: Asked) -> None:
        try:
            asked.answer.set_result(answer(live, asked.ask, time.monotonic()))
        except LeaseLost:
            self._lose(live)
            asked.answer.set_exception(deck_refusal("flight-lost"))
        except JournalError:
            log.exception("event.not_stored", flight=str(live.id))
            asked.answer.set_exception(deck_refusal("not-stored"))
        except Refusal as refused:
            asked.answer.set_exception(refused)
        except Exception as error:
            log.exception("ask.failed", flight=str(live.id))
            asked.answer.set_exception(error)
            return
        if not isinstance(asked.ask, Leave):
            self._tell(live, time.monotonic())

    # --- flights that come and go ------------------------------------------------------------------------------------

    def _expect(self, asked: Asked) -> None:
        expected = self._expected.get(asked.flight)
        if expected is None:
            expected = self._expected[asked.flight] = _Expected(time.monotonic())
            self._bring_out(asked.flight)
        expected.waiting.append(asked)

    def _bring_out(self, id: UUID) -> None:
        made = self._hangar.submit(bring_out, id, self.runner)
        made.add_done_callback(lambda done: self._asks.put(lambda: self._arrive(id, done)))

    def _arrive(self, id: UUID, made: Future[LiveFlight]) -> None:
        """A flight is ready, or it is not to be had."""
        error, expected = made.exception(), self._expected[id]
        if isinstance(error, Held) and time.monotonic() - expected.since < GIVE_UP_S:
            timer = threading.Timer(TRY_AGAIN_S, lambda: self._asks.put(lambda: self._bring_out(id)))
            timer.daemon = True
            timer.start()
            return
        del self._expected[id]
        if error is None:
            self.flights[id] = live = made.result()
            self._schedule(live.due, id)
        for asked in expected.waiting:
            if error is None:
                self._answer(self.flights[id], asked)
            else:
                asked.answer.set_exception(deck_refusal("flight-lost") if isinstance(error, Held) else error)

    def _let_go(self, id: UUID) -> None:
        live = self.flights.pop(id)
        try:
            lease.release(id, self.runner, live.flight.scan)
        except Exception:
            log.exception("lease.not_released", flight=str(id))  # it lapses by itself

    def _lose(self, live: LiveFlight) -> None:
        """Another runner took the flight: it is flown there, and the screens come back to it."""
        log.warning("lease.lost", flight=str(live.id))
        self.flights.pop(live.id, None)
        self.relay.send(live.id, {"type": "gone", "key": "flight-lost"})

    # --- along the clock ---------------------------------------------------------------------------------------------

    def _schedule(self, at: float, id: UUID) -> None:
        self._order += 1
        heapq.heappush(self._due, (at, self._order, id))

    def _fly_due(self) -> None:
        """Fly a slice of each flight that is due; what is asked in the meantime goes first."""
        began = time.monotonic()
        while self._due and self._due[0][0] <= began:
            _, _, id = heapq.heappop(self._due)
            if id in self.flights:
                self._fly(self.flights[id])
            self._serve_asks(0.0)

    def _fly(self, live: LiveFlight) -> None:
        now = time.monotonic()
        try:
            unfinished = live.slice(now)
        except LeaseLost:
            return self._lose(live)
        except Exception as error:
            return self._ground(live, error)
        now = time.monotonic()
        if unfinished and now < live.due + live.frame_s:
            return self._schedule(now, live.id)
        self._tell(live, now, framed=True)
        live.due += live.frame_s * max(1, int((now - live.due) / live.frame_s) + 1)
        if live.id in self.flights:
            self._schedule(live.due, live.id)
        return None

    def _tell(self, live: LiveFlight, now: float, *, framed: bool = False) -> None:
        """Send the screens what is new; land the flight where it is over, put it away where nobody comes back."""
        if live.id not in self.flights:
            return
        send_frame(live, self.relay, now, framed=framed)
        if live.flight.over:
            self._land(live)
        elif not live.screens and now - live.alone_since > UNLOADED_S:
            self._let_go(live.id)

    def _land(self, live: LiveFlight) -> None:
        try:
            close(live.id, live.flight, live.journal, DECK)
        except LeaseLost:
            return self._lose(live)
        except Exception as error:
            return self._ground(live, error)
        self.flights.pop(live.id, None)
        self.relay.send(live.id, {"type": "landed"})
        return None

    def _ground(self, live: LiveFlight, error: Exception) -> None:
        """The flight can be flown no further: the others go on."""
        log.error("flight.grounded", flight=str(live.id), exc_info=error)
        why = str(error) if isinstance(error, EnvolError) else type(error).__name__
        self.flights.pop(live.id, None)
        services.ground(flight=live.id, why=why)
        self.relay.send(live.id, {"type": "grounded", "params": {"why": why}})

    def _keep_leases(self) -> None:
        now = time.monotonic()
        if now - self._renewed < lease.RENEWED_EVERY_S:
            return
        self._renewed = now
        try:
            close_old_connections()
            reached = {id: live.flight.scan for id, live in self.flights.items()}
            held = lease.renew(self.runner, reached)
        except Exception:
            log.exception("leases.not_renewed")
            return
        for id in set(reached) - held:
            self._lose(self.flights[id])
