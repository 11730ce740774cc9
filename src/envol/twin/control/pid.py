"""A PI controller inside the equations, with anti-windup and bumpless transfer.

output = automatic ? clip(gain x error + integral) : manual output. The integral is drawn back while the output is
clipped (back-calculation, Astrom and Hagglund 1995, section 3.5), and follows the manual output in manual, so that
switching to automatic starts from where the hand left it. Errors inside the dead band count as zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from envol.twin.declarations import Declaration, Event, Jump, actuator, difference_unit, output, parameter, state
from envol.twin.functions import clip, where
from envol.twin.model import Symbols, Terms
from envol.twin.sources import Source, tuned


@dataclass(frozen=True, slots=True, kw_only=True)
class PiLoop:
    """One controller.

    Parameters
    ----------
    on : str
        The instrument whose reading it controls.
    unit : str
        Unit of its output.
    measures : str
        Unit of the reading.
    gain : float
        Output per unit of error; negative where a higher output lowers the reading.
    integral_h : float
        Integral time.
    setpoint, setpoint_low, setpoint_high : float
        First set-point and the range that a pilot may ask for.
    low, high : float
        Range of the output.
    start : float
        Output at time zero.
    dead_band : float
        Half-width of the band around the set-point in which nothing is done.
    source : Source
        Of the tuning.
    """

    on: str
    unit: str
    measures: str
    gain: float
    integral_h: float
    setpoint: float
    setpoint_low: float
    setpoint_high: float
    low: float
    high: float
    source: Source
    start: float = 0.0
    dead_band: float = 0.0
    tracking_h: float = 0.02

    @property
    def reading_unit(self) -> str:
        """Unit of the output that goes to the actuators."""
        return self.unit

    def declarations(self) -> Mapping[str, Declaration]:
        """Return the controller's integral, inputs, parameters and outputs."""
        step = difference_unit(self.measures)
        return {
            "integral": state(self.unit, start=self.start, scale=self.high, about="integral part of the output"),
            "setpoint": actuator(
                self.measures, start=self.setpoint, low=self.setpoint_low, high=self.setpoint_high, about="set-point"
            ),
            "automatic": actuator("1", start=1.0, low=0, high=1, about="1 automatic, 0 manual"),
            "manual_output": actuator(
                self.unit, start=self.start, low=self.low, high=self.high, about="output in manual"
            ),
            "gain": parameter(f"{self.unit}/({step})", self.gain, self.source),
            "integral_time": parameter("h", self.integral_h, self.source),
            "tracking_time": parameter("h", self.tracking_h, tuned("fast against the integral time")),
            "dead_band": parameter(step, self.dead_band, self.source),
            "output_low": parameter(self.unit, self.low, self.source),
            "output_high": parameter(self.unit, self.high, self.source),
            "output": output(self.unit, about="controller output"),
            "deviation": output(step, about="reading less set-point"),
        }

    def _error(self, own: Symbols, m: Symbols) -> Any:
        error = own.setpoint - m[self.on]
        return error - clip(error, -own.dead_band, own.dead_band) if self.dead_band else error

    def reading(self, own: Symbols, m: Symbols) -> Any:
        """Return the output that goes to the actuators."""
        asked = own.gain * self._error(own, m) + own.integral
        return where(own.automatic > 0, clip(asked, own.output_low, own.output_high), own.manual_output)

    def outputs(self, own: Symbols, m: Symbols) -> Mapping[str, Any]:
        """Return the output and the deviation, for the faceplate."""
        return {"output": self.reading(own, m), "deviation": m[self.on] - own.setpoint}

    def balances(self, own: Symbols, m: Symbols) -> Terms:
        """Return integration, anti-windup, and tracking of the hand in manual."""
        error = self._error(own, m)
        asked = own.gain * error + own.integral
        clipped = clip(asked, own.output_low, own.output_high)
        return {
            "integral": {
                "integration": own.automatic * own.gain * error / own.integral_time,
                "anti_windup": own.automatic * (clipped - asked) / own.tracking_time,
                "tracking": (1 - own.automatic) * (own.manual_output - asked) / own.tracking_time,
            }
        }

    def events(self, own: Symbols, m: Symbols) -> Mapping[str, Event]:
        """Return nothing."""
        return {}

    def jumps(self, own: Symbols, m: Symbols) -> Mapping[str, Jump]:
        """Return nothing."""
        return {}
