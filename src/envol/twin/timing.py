"""The four rhythms of a flight, kept apart by name."""

from __future__ import annotations

from dataclasses import dataclass

from envol.errors import EnvolError


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """The four rhythms of a flight, in seconds.

    Raises
    ------
    EnvolError
        If a scan is not a whole number of integration steps, or alarms are scanned between control scans.
    """

    integration_step_s: float = 60.0
    control_scan_s: float = 60.0
    alarm_scan_s: float = 60.0
    frame_period_s: float = 1.0

    def __post_init__(self) -> None:
        for name, long, short in (
            ("control scan", self.control_scan_s, self.integration_step_s),
            ("alarm scan", self.alarm_scan_s, self.control_scan_s),
        ):
            if short <= 0 or round(long / short) < 1 or abs(long / short - round(long / short)) > 1e-9:
                raise EnvolError(f"the {name} ({long} s) is not a whole number of the next shorter rhythm ({short} s)")

    @property
    def steps_per_scan(self) -> int:
        """Integration steps in one control scan."""
        return round(self.control_scan_s / self.integration_step_s)

    @property
    def scans_per_alarm_scan(self) -> int:
        """Control scans in one alarm scan."""
        return round(self.alarm_scan_s / self.control_scan_s)
