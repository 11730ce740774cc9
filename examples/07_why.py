"""Why is glucose moving? Its named terms, at the instant where the flight stands."""

from envol.flight.autopilot import Autopilot
from envol.flight.engine import Flight
from envol.gateways.library import Library
from envol.twin.why import why

if __name__ == "__main__":
    library = Library()
    flight = Flight(library.plan("feed-pump-stop", seed=1))
    Autopilot(library.pilot("expert"), flight).fly()
    plan, row = flight.plan, flight.telemetry.row(flight.scan)
    answer = why(plan.model, row, *flight.held(), plan.parameters, "glucose")
    for term in answer.terms:
        print(f"{term.name:12} {term.value:+.4f} {answer.unit}  {term.share:.0%}")
    print(f"{'sum':12} {answer.rate:+.4f} {answer.unit}")
