"""Flights on their way out of the hangar, and who waits for them."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from uuid import UUID

from envol.web.flightdeck.refusals import deck_refusal
from envol.web.flightdeck.runner.asks import Asked, Join, Leave
from envol.web.flightdeck.runner.hangar import Held, bring_out
from envol.web.flightdeck.runner.live import LiveFlight

TRY_AGAIN_S = 0.5
"""Seconds until a flight that another runner holds is asked for again."""
GIVE_UP_S = 20.0


@dataclass
class _Expected:
    """One flight on its way, with who waits for it."""

    since: float
    waiting: list[Asked] = field(default_factory=list)


class Arrivals:
    """The flights that are made ready in a thread of their own. Of the runner's thread, but for what it calls back.

    Parameters
    ----------
    runner : str
        Who will hold their leases.
    later : callable
        Has something called in the runner's thread.
    arrive : callable
        Takes a flight that is ready.
    serve : callable
        Serves an ask whose flight has arrived.
    """

    def __init__(
        self,
        runner: str,
        later: Callable[[Callable[[], None]], None],
        arrive: Callable[[LiveFlight], None],
        serve: Callable[[Asked], None],
    ) -> None:
        self._runner, self._later, self._arrive, self._serve = runner, later, arrive, serve
        self._expected: dict[UUID, _Expected] = {}
        self._hangar = ThreadPoolExecutor(1, thread_name_prefix="hangar")

    def flights(self) -> set[UUID]:
        """Return the flights that are on their way."""
        return set(self._expected)

    def expect(self, asked: Asked) -> None:
        """Let an ask wait for its flight, which is made ready if nobody waits for it yet."""
        if asked.flight not in self._expected:
            self._expected[asked.flight] = _Expected(time.monotonic())
            self._bring_out(asked.flight)
        self._expected[asked.flight].waiting.append(asked)

    def forget(self, id: UUID, left: Leave) -> None:
        """Answer a screen that left before its flight was there."""
        expected = self._expected.get(id)
        if expected is None:
            return
        gone = [each for each in expected.waiting if isinstance(each.ask, Join) and each.ask.screen == left.screen]
        expected.waiting = [each for each in expected.waiting if each not in gone]
        for asked in gone:
            asked.fail(deck_refusal("flight-lost"))

    def close(self) -> None:
        """Make nothing ready any more, and tell those who wait."""
        self._hangar.shutdown(wait=True, cancel_futures=True)
        for expected in self._expected.values():
            for asked in expected.waiting:
                asked.fail(deck_refusal("flight-lost"))
        self._expected.clear()

    def _bring_out(self, id: UUID) -> None:
        made = self._hangar.submit(bring_out, id, self._runner)
        made.add_done_callback(lambda done: self._later(lambda: self._made(id, done)))

    def _made(self, id: UUID, made: Future[LiveFlight]) -> None:
        """A flight is ready, or it is not to be had."""
        if made.cancelled() or id not in self._expected:
            return
        error, expected = made.exception(), self._expected[id]
        if isinstance(error, Held) and time.monotonic() - expected.since < GIVE_UP_S:
            self._try_again(id)
            return
        del self._expected[id]
        if error is None:
            self._arrive(made.result())
        for asked in expected.waiting:
            if error is None:
                self._serve(asked)
            else:
                asked.fail(deck_refusal("flight-lost") if isinstance(error, Held) else _as_told(error))

    def _try_again(self, id: UUID) -> None:
        timer = threading.Timer(TRY_AGAIN_S, lambda: self._later(lambda: self._bring_out(id)))
        timer.daemon = True
        timer.start()


def _as_told(error: BaseException) -> Exception:
    return error if isinstance(error, Exception) else RuntimeError(str(error))
