"""The four rhythms of a flight, kept apart by name."""

from __future__ import annotations

from dataclasses import dataclass

from envol.errors import EnvolError


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """The four rhythms of a flight, in seconds, and the finer step for rough passages.

    Parameters
    ----------
    integration_step_s : float
        Length of an integration step.
    refined_step_s : float
        Length of the steps by which a scan is done again where the step's own estimate of its error is too large. The
        choice depends on the state at the start of the scan and on nothing else. Equal to the step: never.
    control_scan_s : float
        Inputs and draws are held over it; events are tried at its end.
    alarm_scan_s : float
        Alarms are evaluated at its end.
    frame_period_s : float
        A screen is sent a frame this often, in the watcher's time.

    Raises
    ------
    EnvolError
        If a scan is not a whole number of integration steps, or alarms are scanned between control scans.
    """

    integration_step_s: float = 60.0
    refined_step_s: float = 10.0
    control_scan_s: float = 60.0
    alarm_scan_s: float = 60.0
    frame_period_s: float = 1.0

    def __post_init__(self) -> None:
        for name, long, short in (
            ("integration step", self.integration_step_s, self.refined_step_s),
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

    @property
    def refined_steps_per_scan(self) -> int:
        """Refined steps in one control scan."""
        return round(self.control_scan_s / self.refined_step_s)
