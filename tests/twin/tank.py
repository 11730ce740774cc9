"""A stirred tank with one substrate: the smallest unit operation that has everything, for tests to bend."""

from __future__ import annotations

from typing import Any

from envol.twin.declarations import Event, Jump, Stream, actuator, output, parameter, state
from envol.twin.functions import maximum
from envol.twin.model import Terms, UnitOperation
from envol.twin.sources import assumed
from envol.twin.timing import Timing

GIVEN = assumed("made up for the tests")
MINUTE = Timing(integration_step_s=60.0, refined_step_s=60.0)


class Tank(UnitOperation):
    """Monod uptake in a fed tank."""

    volume = state("L", start=10.0, low=0)
    substrate = state("g/L", start=5.0, low=0, symbol="S")
    feed = actuator("L/h", start=0.5, low=0, high=2)
    spill = actuator("1", low=0, high=1, pulse=True)
    fastest = parameter("g/L/h", 0.8, GIVEN, spread=0.1, symbol=r"r_{max}")
    half = parameter("g/L", 0.2, GIVEN, symbol="K_S")
    fed = parameter("g/L", 40.0, GIVEN)
    spilt = parameter("L", 1.0, GIVEN)
    leaks = parameter("1/h", 0.001, GIVEN)
    uptake = output("g/L/h", symbol="r")

    def quantities(m: Any) -> dict[str, Any]:
        return {"uptake": m.fastest * maximum(m.substrate, 0) / (m.half + maximum(m.substrate, 0))}

    def balances(m: Any) -> Terms:
        return {
            "volume": {"feed": m.feed},
            "substrate": {
                "uptake": -m.uptake,
                "feed": m.feed / m.volume * m.fed,
                "dilution": -m.feed / m.volume * m.substrate,
            },
        }

    def events(m: Any) -> dict[str, Event]:
        return {"spill": Event(m.spill > 0, {"volume": m.volume - m.spilt})}

    def jumps(m: Any) -> dict[str, Jump]:
        return {"leak": Jump(m.leaks, {"volume": m.volume - m.spilt})}

    def streams(m: Any) -> dict[str, Stream]:
        return {"feed": Stream(m.feed, {"substrate": m.fed})}
