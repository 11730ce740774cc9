"""Acid and base: total inorganic carbon, strong ions, a buffer, and pH by the charge balance."""

from __future__ import annotations

from typing import Any

from envol.twin.bioreactor.grounds import TEXTBOOK
from envol.twin.bioreactor.scales import Scales
from envol.twin.declarations import algebraic, output, parameter, state
from envol.twin.functions import exp
from envol.twin.sources import assumed

LN10 = 2.302585092994046


class AcidBase(Scales):
    """What makes the pH of a broth."""

    inorganic_carbon = state("mmol/L", start=13.6, low=0, symbol="C_T", about="CO2, bicarbonate and carbonate")
    sodium = state("mmol/L", start=18.3, symbol="Na", about="strong cations less strong anions other than lactate")
    ph = algebraic("1", start=7.1, symbol="pH")
    buffer = parameter("mmol/L", 12.5, assumed("phosphate, HEPES, amino acids: 10 to 15"))
    buffer_pk = parameter("1", 7.2, TEXTBOOK)
    pk_1 = parameter("1", 6.10, TEXTBOOK)
    pk_2 = parameter("1", 10.2, TEXTBOOK)
    pk_water = parameter("1", 13.6, TEXTBOOK)
    pk_ammonia = parameter("1", 8.95, TEXTBOOK)
    carbon_dioxide = output("mmol/L", revealing=True, about="dissolved CO2")
    bicarbonate = output("mmol/L", revealing=True)
    carbonate = output("mmol/L", revealing=True)


def dissolved_carbon_dioxide(m: Any) -> Any:
    """Return CO2 in solution, out of the total inorganic carbon and the pH."""
    first, second = exp(LN10 * (m.ph - m.pk_1)), exp(LN10 * (m.ph - m.pk_2))
    return m.inorganic_carbon / (1 + first + first * second)


def bicarbonate(m: Any) -> Any:
    """Return bicarbonate."""
    return dissolved_carbon_dioxide(m) * exp(LN10 * (m.ph - m.pk_1))


def carbonate(m: Any) -> Any:
    """Return carbonate."""
    return bicarbonate(m) * exp(LN10 * (m.ph - m.pk_2))


def species(m: Any) -> dict[str, Any]:
    """Return the dissolved forms of inorganic carbon."""
    return {
        "carbon_dioxide": dissolved_carbon_dioxide(m),
        "bicarbonate": bicarbonate(m),
        "carbonate": carbonate(m),
    }


def charge_balance(m: Any) -> Any:
    """Return cations less anions, which must be zero; needs `lactate` and `ammonia`."""
    protons = m.molar * exp(-LN10 * m.ph)
    hydroxide = m.molar * exp(LN10 * (m.ph - m.pk_water))
    ammonium = m.ammonia / (1 + exp(LN10 * (m.ph - m.pk_ammonia)))
    buffered = m.buffer / (1 + exp(LN10 * (m.buffer_pk - m.ph)))
    cations = m.sodium + protons + ammonium
    anions = hydroxide + bicarbonate(m) + 2 * carbonate(m) + m.lactate + buffered
    return cations - anions
