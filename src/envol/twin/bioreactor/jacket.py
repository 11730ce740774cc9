"""Heat: the broth, its jacket, the room."""

from __future__ import annotations

from typing import Any

from envol.twin.bioreactor.grounds import TEXTBOOK, VESSEL
from envol.twin.bioreactor.scales import Scales
from envol.twin.declarations import fault, parameter, state
from envol.twin.model import Terms
from envol.twin.sources import assumed


class Jacket(Scales):
    """What holds the temperature."""

    temperature = state("degC", start=36.8, scale=1, symbol="T")
    jacket = state("degC", start=36.6, scale=1, symbol="T_j", about="jacket temperature")
    cooling_loss = fault("1", low=0, high=1, about="share of the jacket circulation that is lost")
    heat_capacity = parameter("kJ/L/delta_degC", 4.18, TEXTBOOK)
    metabolic_heat = parameter("kJ/mmol", 0.460, TEXTBOOK, about="460 kJ per mol of oxygen")
    jacket_conductance = parameter("kJ/h/delta_degC", 5400.0, assumed("300 W/m2/K over 5 m2"))
    room_conductance = parameter("kJ/h/delta_degC", 36.0, assumed("10 W/K"))
    room = parameter("degC", 20.0, assumed("clean room"))
    feed_temperature = parameter("degC", 20.0, assumed("from the room"))
    jacket_volume = parameter("L", 100.0, VESSEL)
    jacket_flow = parameter("L/h", 3000.0, VESSEL)
    jacket_middle = parameter("degC", 25.0, VESSEL, about="water at 50 % of the mixing valve")
    jacket_span = parameter("delta_degC", 20.0, VESSEL, about="either side")


def heat(m: Any, asked: Any) -> Terms:
    """Return the balances of broth and jacket; `asked` is -100 (cold) to 100 (hot) percent.

    Needs `volume`, `inflow`, `oxygen_uptake` and `power_per_volume`.
    """
    held = m.heat_capacity * m.volume
    exchanged = m.jacket_conductance * (m.jacket - m.temperature)
    water = m.jacket_middle + m.jacket_span * asked / m.hundred
    circulating = m.jacket_flow * (1 - m.cooling_loss) / m.jacket_volume
    return {
        "temperature": {
            "metabolism": m.metabolic_heat * m.oxygen_uptake / m.heat_capacity,
            "agitation": m.power_per_volume / m.litres * m.watt / m.heat_capacity,
            "jacket": exchanged / held,
            "room": -m.room_conductance * (m.temperature - m.room) / held,
            "feed": -m.inflow / m.volume * (m.temperature - m.feed_temperature),
        },
        "jacket": {
            "circulation": circulating * (water - m.jacket),
            "vessel": -exchanged / (m.heat_capacity * m.jacket_volume),
        },
    }
