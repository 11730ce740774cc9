"""How many messages a screen may send: a bucket that fills with time."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar


class Throttle:
    """Takes so many messages a second, and a few at once.

    Parameters
    ----------
    clock : callable
        Seconds that never go back.
    """

    A_SECOND: ClassVar[int] = 10
    AT_ONCE: ClassVar[int] = 20
    HOPELESS: ClassVar[int] = 3000
    """Messages refused in a row of seconds after which nobody at a keyboard can be meant."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._filled = clock()
        self._left = float(self.AT_ONCE)
        self._said = float("-inf")
        self._refused = 0

    def takes(self) -> bool:
        """Take one more message, or not."""
        now = self._clock()
        self._left = min(self.AT_ONCE, self._left + (now - self._filled) * self.A_SECOND)
        self._filled = now
        if self._left < 1:
            self._refused += 1
            return False
        self._left -= 1
        return True

    @property
    def is_hopeless(self) -> bool:
        """Whether so many were refused that the socket is better closed."""
        return self._refused > self.HOPELESS

    def may_say_so(self) -> bool:
        """Whether the refusal may be said: once a second, so that refusing costs less than taking."""
        now = self._clock()
        if now - self._said < 1:
            return False
        self._said = now
        return True
