"""Units as a screen writes them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from envol.twin.declarations import difference_unit

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
    """Return the unit of a rate of change, as the state's own is shown, by its model's unit of time."""
    return f"{shown_unit(difference_unit(unit)) or '1'}/{time}"
