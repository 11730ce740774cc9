"""A fed-batch in thirty lines: what is declared once is stepped, judged, explained and printed."""

from envol.twin.declarations import actuator, output, parameter, state
from envol.twin.model import UnitOperation, compile_model
from envol.twin.solve import run_on_grid
from envol.twin.sources import assumed
from envol.twin.timing import Timing

TEXTBOOK = assumed("a textbook organism")


class Tank(UnitOperation):
    """Monod growth in a fed vessel."""

    time = "h"
    volume = state("L", start=1000.0, low=0)
    biomass = state("g/L", start=1.0, low=0)
    substrate = state("g/L", start=20.0, low=0)
    feed = actuator("L/h", start=5.0, low=0, high=40)
    mu_max = parameter("1/h", 0.30, TEXTBOOK)
    half_saturation = parameter("g/L", 0.10, TEXTBOOK)
    biomass_yield = parameter("g/g", 0.50, TEXTBOOK)
    feed_substrate = parameter("g/L", 500.0, TEXTBOOK)
    growth_rate = output("1/h")

    def quantities(m):
        return {"growth_rate": m.mu_max * m.substrate / (m.half_saturation + m.substrate)}

    def balances(m):
        growth, dilution = m.growth_rate * m.biomass, m.feed / m.volume
        return {
            "volume": {"feed": m.feed},
            "biomass": {"growth": growth, "dilution": -dilution * m.biomass},
            "substrate": {
                "uptake": -growth / m.biomass_yield,
                "feed": dilution * m.feed_substrate,
                "dilution": -dilution * m.substrate,
            },
        }


if __name__ == "__main__":
    course = run_on_grid(compile_model(Tank), 24.0, timing=Timing())
    print(f"after 24 h: {course['biomass'][-1]:.2f} g/L of biomass in {course['volume'][-1]:.0f} L")
