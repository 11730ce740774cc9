"""Numbers that bring one customary unit to another, so that the equations say where they do it."""

from __future__ import annotations

from envol.twin.declarations import parameter
from envol.twin.sources import published


class Scales:
    """Percent, days, litres, seconds, watts, millimetres."""

    hundred = parameter("percent", 100.0, published("definition"))
    day = parameter("h/d", 24.0, published("definition"))
    litres = parameter("L/m**3", 1000.0, published("definition"))
    seconds = parameter("s/h", 3600.0, published("definition"))
    turns = parameter("s/min", 60.0, published("definition"))
    watt = parameter("kJ/h/W", 3.6, published("definition"))
    mmhg = parameter("mmHg/atm", 760.0, published("definition"))
    millimetres = parameter("mm/m", 1000.0, published("definition"))
    molar = parameter("mmol/L", 1000.0, published("1 mol/L"))
