"""Units as a screen writes them."""

from __future__ import annotations

import re
from collections.abc import Mapping

_OWN: Mapping[str, str] = {
    "1": "",
    "percent": "%",
    "degC": "°C",
    "delta_degC": "°C",
    "1/min": "min⁻¹",
    "Gcell/L": "10⁶/mL",
    "Gcell*d/L": "10⁶ d/mL",
    "mmol/kg": "mOsm/kg",
}
_POWERS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def shown_unit(unit: str) -> str:
    """Return a declared unit as people write it: °C for degC, 10⁶/mL for Gcell/L, W/m³ for W/m**3."""
    if unit in _OWN:
        return _OWN[unit]
    raised = re.sub(r"\*\*(-?\d+)", lambda power: power[1].translate(_POWERS), unit)
    return raised.replace("*", "·")


def shown_rate(unit: str, time: str) -> str:
    """Return the unit of a rate: that of a state, by the unit of time of its model."""
    return f"{shown_unit(unit) or '1'}/{time}"
