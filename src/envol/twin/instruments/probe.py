"""A continuous instrument: lag, bias that drifts, noise, now and then a bubble, calibration, a range and a resolution.

indicated = quantised, clipped (lagged true value + bias + bubble + noise). Control loops see the reading before it is
quantised and clipped, so that the equations stay smooth.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from envol.twin.declarations import (
    Declaration,
    Event,
    Jump,
    actuator,
    difference_unit,
    draw,
    fault,
    output,
    parameter,
    rate_unit,
    state,
)
from envol.twin.functions import clip, rounded_to
from envol.twin.model import Symbols, Terms
from envol.twin.sources import Source, assumed

TRANSMITTER = assumed("range, resolution and calibration as usually ordered")


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """A sensor in the vessel, with its cable and its transmitter.

    Parameters
    ----------
    of : str
        The quantity that it measures.
    unit : str
        Unit of that quantity.
    lag_h : float
        First-order time constant.
    noise : float
        Standard deviation of the noise, drawn anew at each scan.
    drift_sd_per_h : float
        Lot-to-lot standard deviation of the drift rate.
    low, high, resolution : float
        Range and smallest step of the transmitter.
    start : float
        What it reads at time zero.
    bubble : float
        Height of the excursion when a bubble sits on the membrane; none where 0.
    bubbles_per_h, bubble_h : float
        How often a bubble comes, and the time constant with which it leaves.
    residual : float
        Bias that a one-point calibration leaves, in standard deviations drawn at each scan.
    source : Source
        Of the figures above.
    """

    of: str
    unit: str
    lag_h: float
    noise: float
    drift_sd_per_h: float
    low: float
    high: float
    resolution: float
    start: float
    source: Source
    bubble: float = 0.0
    bubbles_per_h: float = 0.0
    bubble_h: float = 0.05
    residual: float = 0.0

    @property
    def reading_unit(self) -> str:
        """Unit of what control loops see."""
        return self.unit

    def declarations(self) -> Mapping[str, Declaration]:
        """Return the probe's states, inputs, parameters and outputs."""
        step, drift = difference_unit(self.unit), rate_unit(self.unit, "h")
        declared: dict[str, Declaration] = {
            "lagged": state(self.unit, start=self.start, about="what the sensor has reached"),
            "bias": state(step, scale=max(self.noise, self.resolution), about="how far it is out"),
            "drift_fault": fault(drift, about="a drift that a malfunction adds"),
            "calibrate": actuator("1", low=0, high=1, pulse=True, about="one-point calibration on a sample"),
            "noise": draw(about="instrument noise"),
            "calibration_noise": draw(about="error of the reference sample"),
            "lag": parameter("h", self.lag_h, self.source),
            "noise_sd": parameter(step, self.noise, self.source),
            "drift": parameter(drift, 0.0, self.source, spread_sd=self.drift_sd_per_h),
            "residual_sd": parameter(step, self.residual, TRANSMITTER),
            "range_low": parameter(self.unit, self.low, TRANSMITTER),
            "range_high": parameter(self.unit, self.high, TRANSMITTER),
            "resolution": parameter(step, self.resolution, TRANSMITTER),
            "indicated": output(self.unit, about="what the screen shows"),
        }
        if self.bubble:
            declared |= {
                "bubble": state(step, low=0, scale=self.bubble, about="excursion due to a bubble"),
                "bubble_height": parameter(step, self.bubble, assumed("a bubble on the membrane reads as gas")),
                "bubble_rate": parameter("1/h", self.bubbles_per_h, assumed("one in some days")),
                "bubble_leaves": parameter("h", self.bubble_h, assumed("some minutes")),
            }
        return declared

    def reading(self, own: Symbols, m: Symbols) -> Any:
        """Return what control loops see."""
        value = own.lagged + own.bias + own.noise_sd * own.noise
        return value + own.bubble if self.bubble else value

    def outputs(self, own: Symbols, m: Symbols) -> Mapping[str, Any]:
        """Return what the screen shows."""
        reading = self.reading(own, m)
        return {"indicated": rounded_to(clip(reading, own.range_low, own.range_high), own.range_low, own.resolution)}

    def balances(self, own: Symbols, m: Symbols) -> Terms:
        """Return the lag, the drift and the bubble's leaving."""
        terms: Terms = {
            "lagged": {"lag": (m[self.of] - own.lagged) / own.lag},
            "bias": {"drift": own.drift, "drift_fault": own.drift_fault},
        }
        if self.bubble:
            terms["bubble"] = {"leaving": -own.bubble / own.bubble_leaves}
        return terms

    def events(self, own: Symbols, m: Symbols) -> Mapping[str, Event]:
        """Return the calibration: the bias falls to what the reference sample's error leaves."""
        return {"calibration": Event(own.calibrate > 0, {"bias": own.residual_sd * own.calibration_noise})}

    def jumps(self, own: Symbols, m: Symbols) -> Mapping[str, Jump]:
        """Return the arrival of a bubble."""
        return {"bubble": Jump(own.bubble_rate, {"bubble": own.bubble_height})} if self.bubble else {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Gauge:
    """An instrument fast and steady enough that only its noise matters: a scale, a flowmeter, a pressure gauge."""

    of: str
    unit: str
    noise: float
    low: float
    high: float
    resolution: float
    source: Source

    @property
    def reading_unit(self) -> str:
        """Unit of the noise, which is all that a reading gives."""
        return difference_unit(self.unit)

    def declarations(self) -> Mapping[str, Declaration]:
        """Return the gauge's noise, parameters and output."""
        return {
            "noise": draw(about="instrument noise"),
            "noise_sd": parameter(difference_unit(self.unit), self.noise, self.source),
            "range_low": parameter(self.unit, self.low, TRANSMITTER),
            "range_high": parameter(self.unit, self.high, TRANSMITTER),
            "resolution": parameter(difference_unit(self.unit), self.resolution, TRANSMITTER),
            "indicated": output(self.unit, about="what the screen shows"),
        }

    def reading(self, own: Symbols, m: Symbols) -> Any:
        """Return the noise alone: no loop may look at a gauge."""
        return own.noise_sd * own.noise

    def outputs(self, own: Symbols, m: Symbols) -> Mapping[str, Any]:
        """Return what the screen shows."""
        value = m[self.of] + own.noise_sd * own.noise
        return {"indicated": rounded_to(clip(value, own.range_low, own.range_high), own.range_low, own.resolution)}

    def balances(self, own: Symbols, m: Symbols) -> Terms:
        """Return nothing: a gauge has no states."""
        return {}

    def events(self, own: Symbols, m: Symbols) -> Mapping[str, Event]:
        """Return nothing."""
        return {}

    def jumps(self, own: Symbols, m: Symbols) -> Mapping[str, Jump]:
        """Return nothing."""
        return {}
