"""A scenario flown by a written pilot: outcome, blocks, then the score."""

from envol.flight.autopilot import Autopilot
from envol.flight.engine import Flight
from envol.flight.scoring.grade import grade
from envol.gateways.library import Library

if __name__ == "__main__":
    library = Library()
    plan = library.plan("agitator-trip", seed=1)
    for name in ("sleeper", "expert"):
        flight = Flight(plan)
        Autopilot(library.pilot(name), flight).fly()
        outcome, result = grade(flight)
        words = ", ".join(f"{block.name} {block.points:.2f}" for block in result.blocks if block.points is not None)
        print(f"{name}: viability {outcome['viability_percent']:.0f} %, {words}; score {result.score:.0f}")
