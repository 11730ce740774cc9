"""Foreign microbes: they double within the hour, breathe, eat and poison."""

from __future__ import annotations

from typing import Any

from envol.twin.declarations import fault, output, parameter, state
from envol.twin.functions import maximum
from envol.twin.model import Terms
from envol.twin.sources import assumed


class Contaminant:
    """Bacteria that do not belong in the vessel."""

    bacteria = state("g/L", start=0.0, low=0, scale=1, revealing=True, about="contaminating biomass, dry")
    endotoxin = state("EU/mL", start=0.0, low=0, scale=100, revealing=True)
    contamination = fault("g/L/h", low=0, high=1, about="entry of foreign microbes")
    bacteria_growth = parameter("1/h", 0.9, assumed("doubling in 0.77 h"))
    bacteria_fermenting = parameter("1", 0.2, assumed("share of the growth rate that is left without oxygen"))
    bacteria_limit = parameter("g/L", 5.0, assumed("what the vessel can carry"))
    bacteria_oxygen = parameter("mmol/g/h", 8.0, assumed("fast respiration"))
    bacteria_glucose = parameter("mmol/g/h", 6.0, assumed("fast uptake"))
    bacteria_acid = parameter("mmol/g/h", 4.0, assumed("acid, counted as lactate"))
    bacteria_toxicity = parameter("L/g/h", 0.2, assumed("toxins"))
    endotoxin_yield = parameter("EU/mL/(g/L)", 1.0e6, assumed("per gram of Gram-negative biomass"))
    bacteria_rate = output("1/h", revealing=True)


def _fed(m: Any) -> Any:
    return m.glucose / (m.glucose_half + m.glucose)


def multiplication(m: Any, breathing: Any) -> dict[str, Any]:
    """Return the growth rate; `breathing` is 0 without oxygen, 1 with enough. Needs `glucose`, `glucose_half`."""
    aerated = m.bacteria_fermenting + (1 - m.bacteria_fermenting) * breathing
    return {"bacteria_rate": m.bacteria_growth * _fed(m) * aerated * (1 - m.bacteria / m.bacteria_limit)}


def invasion(m: Any) -> Terms:
    """Return what the microbes do, to themselves and to the broth, without what pipes bring."""
    return {
        "bacteria": {"entry": m.contamination, "growth": m.bacteria_rate * m.bacteria},
        "endotoxin": {"release": m.endotoxin_yield * maximum(m.bacteria_rate, 0) * m.bacteria},
        "glucose": {"contaminant": -m.bacteria_glucose * m.bacteria * _fed(m)},
        "lactate": {"contaminant": m.bacteria_acid * m.bacteria * _fed(m)},
    }
