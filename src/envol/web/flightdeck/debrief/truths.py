"""The true quantities that a debrief shows beside the instruments: those judged, explained and measured."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, log10

from envol.flight.plan import FlightPlan
from envol.gateways.telling import Telling
from envol.web.flightdeck.meta import titles_of_quantities
from envol.web.flightdeck.units import shown_unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """A quantity as the twin knows it, with how it is shown."""

    name: str
    title: str
    unit: str
    decimals: int


def truths_of(plan: FlightPlan, telling: Telling) -> tuple[Truth, ...]:
    """Return the quantities with a limit first, then the states that are explained, then what assays measure."""
    line, declared = plan.line, plan.model.declared
    return tuple(
        Truth(
            name=name,
            title=telling.said(title),
            unit=shown_unit(declared[name].unit),
            decimals=line.quantities[name].decimals if name in line.quantities else _decimals(plan, name),
        )
        for name, title in titles_of_quantities(plan).items()
        if declared[name].size == 1
    )


def _decimals(plan: FlightPlan, name: str) -> int:
    """Return how many decimals show three significant digits of a quantity's typical magnitude."""
    return min(6, max(0, 2 - floor(log10(plan.model.declared[name].typical))))
