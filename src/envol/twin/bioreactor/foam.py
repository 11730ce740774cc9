"""Foam, antifoam, the vent filter that foam wets, and the pressure that a wet filter makes."""

from __future__ import annotations

from typing import Any

from envol.twin.bioreactor.grounds import TRAINER
from envol.twin.bioreactor.scales import Scales
from envol.twin.declarations import Event, actuator, fault, parameter, state
from envol.twin.functions import maximum
from envol.twin.model import Terms
from envol.twin.sources import tuned


class FoamAndVent(Scales):
    """What the gas leaves through."""

    foam = state("percent", start=0.0, low=0, scale=50, about="height of the foam; 100 reaches the vent")
    antifoam = state("ppm", start=0.0, low=0, scale=1)
    filter_wetting = state("1", start=0.0, low=0, scale=1, about="share of the vent filter that is wet")
    headspace_pressure = state("mbar", start=20.0, low=0, about="above atmosphere")
    antifoam_automatic = actuator("1", start=1.0, low=0, high=1, about="foam probe doses antifoam by itself")
    antifoam_dose = actuator("ppm", start=0.0, low=0, high=20, pulse=True, about="antifoam by hand")
    filter_replace = actuator("1", start=0.0, low=0, high=1, pulse=True, about="a fresh vent filter")
    antifoam_loss = fault("1", low=0, high=1, about="share of the automatic antifoam that is lost")
    foam_surge = fault("1", low=0, high=20, about="extra foaming, as a multiple")
    foam_made = parameter("percent/h/(mm/s)", 32.0, tuned("50 % on day 8 at 0.02 vvm"))
    foam_product = parameter("g/L", 1.0, TRAINER)
    foam_lysed = parameter("Gcell/L", 1.0, TRAINER)
    foam_breaks = parameter("1/h", 0.5, TRAINER)
    foam_antifoam = parameter("1/h/ppm", 5.0, TRAINER)
    antifoam_gone = parameter("h", 6.0, TRAINER)
    antifoam_gain = parameter("ppm/h/percent", 0.02, TRAINER)
    foam_dosed_at = parameter("percent", 50.0, TRAINER)
    wetting_rate = parameter("1/h/percent", 0.01, TRAINER)
    filter_pressure = parameter("mbar", 20.0, TRAINER, about="drop over a dry filter at the reference flow")
    filter_flow = parameter("L/h", 1500.0, TRAINER)
    filter_closing = parameter("1", 0.95, TRAINER, about="share of the area that a wet filter closes")
    pressure_lag = parameter("h", 0.05, TRAINER)
    relief = parameter("mbar", 300.0, TRAINER, about="gas is cut back from here")
    relief_span = parameter("mbar", 60.0, TRAINER)


def foam_and_vent(m: Any) -> Terms:
    """Return the balances of foam, antifoam, vent filter and headspace.

    Needs `product`, `lysed`, `superficial_velocity` and the gas flows.
    """
    index = m.product / m.foam_product + m.lysed / m.foam_lysed
    foaming = m.foam_made * m.superficial_velocity * m.millimetres * index * (1 + m.foam_surge)
    dosing = m.antifoam_gain * m.antifoam_automatic * (1 - m.antifoam_loss) * maximum(m.foam - m.foam_dosed_at, 0)
    open_share = 1 - m.filter_closing * m.filter_wetting
    flow = m.air_flow + m.oxygen_flow + m.carbon_dioxide_flow
    resting = m.filter_pressure * flow / m.filter_flow / open_share**2
    return {
        "foam": {
            "foaming": foaming,
            "breaking": -m.foam_breaks * m.foam,
            "antifoam": -m.foam_antifoam * m.antifoam * m.foam,
        },
        "antifoam": {"dosing": dosing, "loss": -m.antifoam / m.antifoam_gone},
        "filter_wetting": {"wetting": m.wetting_rate * maximum(m.foam - m.hundred, 0) * (1 - m.filter_wetting)},
        "headspace_pressure": {"vent": (resting - m.headspace_pressure) / m.pressure_lag},
    }


def gestures(m: Any) -> dict[str, Event]:
    """Return what the crew can do about foam: a dose by hand, a fresh vent filter."""
    return {
        "antifoam by hand": Event(m.antifoam_dose > 0, {"antifoam": m.antifoam + m.antifoam_dose}),
        "fresh vent filter": Event(m.filter_replace > 0, {"filter_wetting": 0.0}),
    }
