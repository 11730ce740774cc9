"""The runner's thread: asks first, then the flights whose frame is due, each a slice at a time."""

from __future__ import annotations

import heapq
import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any
from uuid import UUID

import structlog
from django.db import DatabaseError, close_old_connections, connection

from envol.errors import EnvolError, JournalError, Refusal
from envol.web.flightdeck import lease, services
from envol.web.flightdeck.journal import LeaseLost, NotStored
from envol.web.flightdeck.refusals import deck_refusal
from envol.web.flightdeck.runner.answers import answer
from envol.web.flightdeck.runner.arrivals import Arrivals
from envol.web.flightdeck.runner.asks import Ask, Asked, Leave
from envol.web.flightdeck.runner.frames import send_frame
from envol.web.flightdeck.runner.landing import close
from envol.web.flightdeck.runner.live import LiveFlight
from envol.web.flightdeck.runner.relay import Relay

log = structlog.get_logger(__name__)
UNLOADED_S = 300.0
"""Seconds of the clock after which a flight that nobody watches leaves memory; its journal stays."""
ASKS_S = 0.02
"""Seconds of asks at a time: however many there are, flights fly in between."""
WAIT_S = 1.0
"""Seconds until something is tried again that the database did not take."""


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
        self._asks: queue.SimpleQueue[Asked | Callable[[], None]] = queue.SimpleQueue()
        self._arrivals = Arrivals(name, self._asks.put, self._arrive, self._serve)
        self._due: list[tuple[float, int, LiveFlight]] = []
        self._order = 0
        self._stopping = threading.Event()
        self._renewed = self._written = 0.0

    # --- from other threads ------------------------------------------------------------------------------------------

    def ask(self, flight: UUID, ask: Ask) -> Future[dict[str, Any]]:
        """Ask something of a flight; the answer, or the refusal, comes through the future."""
        asked = Asked(flight, ask, Future())
        self._asks.put(asked)
        return asked.answer

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
            for live in list(self.flights.values()):
                self._let_go(live)
            self._arrivals.close()
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
        """Serve what is asked, for a short while; wait for the first of it at most so long."""
        try:
            asked = self._asks.get(timeout=patience) if patience else self._asks.get_nowait()
            until = time.monotonic() + ASKS_S
            self._serve(asked)
            while time.monotonic() < until:
                self._serve(self._asks.get_nowait())
        except queue.Empty:
            return

    def _serve(self, asked: Asked | Callable[[], None]) -> None:
        if not isinstance(asked, Asked):
            asked()
        elif asked.flight in self.flights:
            self._answer(self.flights[asked.flight], asked)
        elif isinstance(asked.ask, Leave):
            self._arrivals.forget(asked.flight, asked.ask)
            asked.resolve({})
        elif not asked.answer.cancelled():
            self._arrivals.expect(asked)

    def _answer(self, live: LiveFlight, asked: Asked) -> None:
        if asked.answer.cancelled() and not isinstance(asked.ask, Leave):
            return None
        try:
            asked.resolve(answer(live, asked.ask, time.monotonic()))
        except LeaseLost:
            self._lose(live)
            return asked.fail(deck_refusal("flight-lost"))
        except (JournalError, DatabaseError):
            log.exception("event.not_stored", flight=str(live.id))
            asked.fail(deck_refusal("not-stored"))
        except Refusal as refused:
            asked.fail(refused)
        except Exception as error:
            log.exception("ask.failed", flight=str(live.id))
            asked.fail(error)
        if not isinstance(asked.ask, Leave):
            self._tell(live, time.monotonic())
        return None

    # --- flights that come and go ------------------------------------------------------------------------------------

    def _arrive(self, live: LiveFlight) -> None:
        self.flights[live.id] = live
        self._schedule(live.due, live)

    def _let_go(self, live: LiveFlight) -> None:
        self.flights.pop(live.id, None)
        try:
            lease.release(live.id, self.runner, live.flight.scan)
        except Exception:
            log.exception("lease.not_released", flight=str(live.id))  # it lapses by itself

    def _lose(self, live: LiveFlight) -> None:
        """The flight is no longer flown here, but where its screens come back to it."""
        log.warning("flight.lost", flight=str(live.id))
        self.flights.pop(live.id, None)
        self.relay.send(live.id, {"type": "gone", "key": "flight-lost"})

    # --- along the clock ---------------------------------------------------------------------------------------------

    def _schedule(self, at: float, live: LiveFlight) -> None:
        self._order += 1
        heapq.heappush(self._due, (at, self._order, live))

    def _fly_due(self) -> None:
        """Fly a slice of each flight that is due; what is asked in the meantime goes first."""
        began = time.monotonic()
        while self._due and self._due[0][0] <= began:
            _, _, live = heapq.heappop(self._due)
            if self.flights.get(live.id) is live:
                self._fly(live)
            self._serve_asks(0.0)

    def _fly(self, live: LiveFlight) -> None:
        """Fly one slice, and see to it that another comes."""
        again = time.monotonic() + WAIT_S
        try:
            again = self._flown(live)
        except LeaseLost:
            self._lose(live)
        except (NotStored, DatabaseError):
            log.exception("flight.waits", flight=str(live.id))
        except Exception as error:
            self._ground(live, error)
        finally:
            if self.flights.get(live.id) is live:
                self._schedule(again, live)

    def _flown(self, live: LiveFlight) -> float:
        """Fly one slice, send the frame if it is whole, and return when the next one is due."""
        unfinished = live.slice(time.monotonic())
        now = time.monotonic()
        if unfinished and now < live.due + live.frame_s:
            return now
        due, live.due = live.due, live.due + live.frame_s * max(1, int((now - live.due) / live.frame_s) + 1)
        self._tell(live, now, due=due)
        return live.due

    def _tell(self, live: LiveFlight, now: float, *, due: float | None = None) -> None:
        """Send the screens what is new; land the flight where it is over, put it away where nobody comes back."""
        if self.flights.get(live.id) is not live:
            return
        send_frame(live, self.relay, now, due=due)
        if live.flight.over:
            self._land(live)
        elif not live.screens and now - live.alone_since > UNLOADED_S:
            self._let_go(live)

    def _land(self, live: LiveFlight) -> None:
        try:
            close(live.id, live.flight, live.journal, self.runner)
        except (JournalError, DatabaseError):
            # What is in memory may hold a seal that the database does not: whoever comes back flies the journal again.
            log.exception("flight.not_landed", flight=str(live.id))
            self._let_go(live)
            self.relay.send(live.id, {"type": "gone", "key": "flight-lost"})
            return
        self.flights.pop(live.id, None)
        self.relay.send(live.id, {"type": "landed"})

    def _ground(self, live: LiveFlight, error: Exception) -> None:
        """The flight can be flown no further: the others go on."""
        log.error("flight.grounded", flight=str(live.id), exc_info=error)
        why = str(error) if isinstance(error, EnvolError) else type(error).__name__
        self.flights.pop(live.id, None)
        self.relay.send(live.id, {"type": "grounded", "params": {"why": why}})
        try:
            services.ground(flight=live.id, runner=self.runner, why=why)
        except DatabaseError:
            log.exception("flight.not_grounded", flight=str(live.id))  # whoever comes back to it will find the same

    def _keep_leases(self) -> None:
        now = time.monotonic()
        if now - self._renewed < lease.RENEWED_EVERY_S:
            return
        self._renewed = now
        reached = {id: live.flight.scan for id, live in self.flights.items()}
        try:
            close_old_connections()
            held = lease.renew(self.runner, reached, self._arrivals.flights())
            if now - self._written > lease.WRITTEN_EVERY_S:
                self._written = now
                lease.write_down(self.runner, reached)
        except DatabaseError:
            log.exception("leases.not_renewed")
            return
        for id in set(reached) - held:
            self._lose(self.flights[id])
