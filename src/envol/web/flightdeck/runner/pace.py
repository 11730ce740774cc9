"""How far a live flight should be at an instant of the clock: time only, no value of a flight depends on it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Pace:
    """The course of a flight along the clock, from where it was last set.

    Parameters
    ----------
    scan_s : float
        Seconds of the process in a control scan.
    speed : float
        Process seconds in one second of the clock.
    """

    scan_s: float
    speed: float
    _scan: float = 0.0
    _since: float = 0.0

    def set(self, scan: float, now: float, speed: float) -> None:
        """Go on from a scan at a speed, from now on."""
        self._scan, self._since, self.speed = scan, now, speed

    def due(self, now: float) -> float:
        """Return the scan, with its fraction, that the clock has come to."""
        return self._scan + (now - self._since) * self.speed / self.scan_s

    def hold(self, now: float) -> None:
        """Stand still until now."""
        self._since = now
