"""Stirring, sparging and transfer of oxygen and carbon dioxide, after van't Riet 1979."""

from __future__ import annotations

from typing import Any

from envol.twin.bioreactor.acid_base import dissolved_carbon_dioxide
from envol.twin.bioreactor.grounds import RIET, TEXTBOOK, TRAINER, VESSEL
from envol.twin.bioreactor.scales import Scales
from envol.twin.control.split_range import share
from envol.twin.declarations import fault, output, parameter, state
from envol.twin.functions import clip, exp, kelvin, maximum
from envol.twin.model import Terms
from envol.twin.sources import assumed, published, tuned


class GasTransfer(Scales):
    """What brings oxygen in and carbon dioxide out."""

    oxygen = state("mmol/L", start=0.2, low=0, scale=0.1, symbol="O_2", about="dissolved oxygen")
    agitation = state("1/min", start=50.0, low=0, symbol="N", about="impeller speed, turns per minute")
    air_flow = state("L/h", start=360.0, low=0, about="air through the sparger")
    oxygen_flow = state("L/h", start=0.0, low=0, scale=500, about="oxygen through the sparger")
    carbon_dioxide_flow = state("L/h", start=0.0, low=0, scale=50, about="carbon dioxide through the sparger")
    agitator_loss = fault("1", low=0, high=1, about="share of the drive that is lost")
    sparger_blockage = fault("1", low=0, high=1, about="share of the gas that does not pass")
    power_number = parameter("1", 3.0, VESSEL, about="two impellers of 1.5")
    impeller = parameter("m", 0.5, VESSEL)
    section = parameter("m**2", 1.131, VESSEL)
    liquid_density = parameter("kg/m**3", 1000.0, TEXTBOOK)
    transfer_factor = parameter("1/s", 0.026, RIET, symbol="K")
    transfer_power = parameter("1", 0.4, RIET)
    transfer_gas = parameter("1", 0.5, RIET)
    power_unit = parameter("W/m**3", 1.0, RIET)
    speed_unit = parameter("m/s", 1.0, RIET)
    power_floor = parameter("W/m**3", 0.05, assumed("keeps the slope finite where the impeller stands still"))
    speed_floor = parameter("m/s", 1e-7, assumed("keeps the slope finite without gas"))
    medium_factor = parameter("1", 0.8, tuned("between 0.6 and 1 for media with surfactant"))
    antifoam_penalty = parameter("1", 0.4, tuned("a dose takes 40 % of the transfer"))
    antifoam_half = parameter("ppm", 1.0, TRAINER)
    surface_transfer = parameter("1/h", 0.3, assumed("0.2 to 0.5 at 2 000 L"))
    stripping = parameter("1", 0.25, assumed("0.1 to 0.3 at large scale: bubbles saturate"))
    carbon_transfer_ratio = parameter(
        "1", 0.9, TEXTBOOK, about="of carbon dioxide against oxygen, by their diffusivities"
    )
    henry_oxygen = parameter("mmol/L/atm", 1.03, TEXTBOOK)
    henry_oxygen_heat = parameter("K", 1500.0, TEXTBOOK)
    henry_carbon = parameter("mmol/L/mmHg", 0.0307, TEXTBOOK)
    henry_carbon_heat = parameter("K", 2400.0, TEXTBOOK)
    henry_at = parameter("K", 310.0, TEXTBOOK)
    air_oxygen = parameter("1", 0.2095, published("dry air"))
    pressure = parameter("atm", 1.05, VESSEL, about="mean over the liquid's height")
    saturation = parameter("mmol/L", 0.2158, TEXTBOOK, about="air-saturated medium at 37 degC and 1 atm")
    gas_volume = parameter("L/mmol", 0.0245, TEXTBOOK, about="at 25 degC and 1 atm")
    agitation_low = parameter("1/min", 50.0, VESSEL)
    agitation_high = parameter("1/min", 75.0, VESSEL)
    air_low = parameter("L/h", 360.0, VESSEL)
    air_high = parameter("L/h", 1440.0, VESSEL)
    oxygen_high = parameter("L/h", 1440.0, VESSEL)
    carbon_dioxide_high = parameter("L/h", 240.0, VESSEL)
    split_1 = parameter("percent", 30.0, VESSEL, about="agitation below, air above")
    split_2 = parameter("percent", 60.0, VESSEL, about="air below, oxygen above")
    drive_lag = parameter("h", 10 / 3600, VESSEL)
    gas_lag = parameter("h", 20 / 3600, VESSEL)
    gas_floor = parameter("L/h", 1.0, assumed("keeps ratios finite without gas"))
    oxygen_saturation = output("percent", revealing=True, about="true dissolved oxygen, share of air saturation")
    carbon_dioxide_pressure = output("mmHg", revealing=True, about="pCO2")
    transfer = output("1/h", revealing=True, symbol="k_L a")
    oxygen_transfer = output("mmol/L/h", revealing=True, symbol="OTR")
    carbon_dioxide_transfer = output("mmol/L/h", revealing=True, symbol="CTR")
    oxygen_share_in = output("1", about="oxygen in the gas that enters")
    gas_flow = output("L/h", about="gas that passes the sparger")
    gas_gap = output("L/h", revealing=True, about="gas that is sent and does not pass")
    oxygen_out = output("percent", revealing=True)
    carbon_dioxide_out = output("percent", revealing=True)
    power_per_volume = output("W/m**3")
    superficial_velocity = output("m/s")
    air_demand = output("L/h", about="air that the cascade asks for")
    oxygen_demand = output("L/h", about="oxygen that the cascade asks for")
    agitation_demand = output("1/min", about="speed that the cascade asks for")


def warming(m: Any, heat: Any) -> Any:
    """Return how a solubility changes from its reference temperature (van't Hoff)."""
    return exp(heat * (1 / kelvin(m.temperature) - 1 / m.henry_at))


def dissolved(m: Any) -> dict[str, Any]:
    """Return how far the broth is saturated with oxygen, and its pressure of carbon dioxide."""
    pressure = dissolved_carbon_dioxide(m) / (m.henry_carbon * warming(m, m.henry_carbon_heat))
    return {
        "oxygen_saturation": m.hundred * m.oxygen / m.saturation,
        "carbon_dioxide_pressure": pressure,
    }


def passing(m: Any) -> Any:
    """Return the share of the gas that passes sparger and vent; needs what `FoamAndVent` declares."""
    return (1 - m.sparger_blockage) * clip((m.relief + m.relief_span - m.headspace_pressure) / m.relief_span, 0, 1)


def transfer_coefficient(m: Any, power: Any, velocity: Any) -> Any:
    """Return kLa of oxygen (van't Riet 1979), damped by antifoam."""
    damped = 1 - m.antifoam_penalty * m.antifoam / (m.antifoam + m.antifoam_half)
    stirred = ((power + m.power_floor) / m.power_unit) ** m.transfer_power
    blown = ((velocity + m.speed_floor) / m.speed_unit) ** m.transfer_gas
    return m.transfer_factor * m.seconds * m.medium_factor * damped * stirred * blown


def exchange(m: Any) -> dict[str, Any]:
    """Return gas flows, transfer and off-gas; needs `volume`, `antifoam`, the vent and dissolved CO2."""
    flow = m.air_flow + m.oxygen_flow + m.carbon_dioxide_flow
    passed = maximum(flow, 0) * passing(m)
    oxygen_in = (m.air_oxygen * m.air_flow + m.oxygen_flow) / (flow + m.gas_floor)
    carbon_in = m.carbon_dioxide_flow / (flow + m.gas_floor)
    speed = maximum(m.agitation, 0) / m.turns
    power = m.power_number * m.liquid_density * speed**3 * m.impeller**5 / (m.volume / m.litres)
    velocity = passed / m.litres / m.seconds / m.section
    transfer = transfer_coefficient(m, power, velocity)
    oxygen, carbon = _uptake(m, transfer, oxygen_in, carbon_in)
    outflow = maximum(passed + m.gas_floor - (oxygen + carbon) * m.volume * m.gas_volume, m.gas_floor)
    oxygen_left = (passed + m.gas_floor) * oxygen_in - oxygen * m.volume * m.gas_volume
    carbon_left = (passed + m.gas_floor) * carbon_in - carbon * m.volume * m.gas_volume
    return {
        "gas_flow": passed,
        "gas_gap": flow - passed,
        "oxygen_share_in": oxygen_in,
        "power_per_volume": power,
        "superficial_velocity": velocity,
        "transfer": transfer,
        "oxygen_transfer": oxygen,
        "carbon_dioxide_transfer": carbon,
        "oxygen_out": m.hundred * clip(oxygen_left / outflow, 0, 1),
        "carbon_dioxide_out": m.hundred * clip(carbon_left / outflow, 0, 1),
    }


def _uptake(m: Any, transfer: Any, oxygen_in: Any, carbon_in: Any) -> tuple[Any, Any]:
    """Return what the broth takes from bubbles and surface: oxygen, carbon dioxide."""
    soluble = m.henry_oxygen * warming(m, m.henry_oxygen_heat) * m.pressure
    bubbles = transfer * (soluble * oxygen_in - m.oxygen)
    surface = m.surface_transfer * (soluble * m.air_oxygen - m.oxygen)
    held = dissolved_carbon_dioxide(m)
    carbon_soluble = m.henry_carbon * warming(m, m.henry_carbon_heat) * m.pressure * m.mmhg * carbon_in
    carbon = m.carbon_transfer_ratio * m.stripping * transfer * (carbon_soluble - held)
    carbon_surface = -m.carbon_transfer_ratio * m.surface_transfer * held * m.stripping
    return bubbles + surface, carbon + carbon_surface


def cascade(m: Any, asked: Any) -> dict[str, Any]:
    """Return what one oxygen controller asks of agitation, then air, then oxygen."""
    return {
        "agitation_demand": m.agitation_low + (m.agitation_high - m.agitation_low) * share(asked, 0, m.split_1),
        "air_demand": m.air_low + (m.air_high - m.air_low) * share(asked, m.split_1, m.split_2),
        "oxygen_demand": m.oxygen_high * share(asked, m.split_2, m.hundred),
    }


def actuators(m: Any, carbon_asked: Any) -> Terms:
    """Return the balances of drive and valves; `carbon_asked` is 0 to 100 percent."""
    carbon_demand = m.carbon_dioxide_high * carbon_asked / m.hundred
    return {
        "agitation": {"drive": (m.agitation_demand * (1 - m.agitator_loss) - m.agitation) / m.drive_lag},
        "air_flow": {"valve": (m.air_demand - m.air_flow) / m.gas_lag},
        "oxygen_flow": {"valve": (m.oxygen_demand - m.oxygen_flow) / m.gas_lag},
        "carbon_dioxide_flow": {"valve": (carbon_demand - m.carbon_dioxide_flow) / m.gas_lag},
    }
