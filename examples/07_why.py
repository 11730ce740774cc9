"""Why is glucose moving? Its named terms, now."""

from envol.flight.autopilot import Autopilot
from envol.flight.engine import Flight
from envol.gateways.library import Library
from envol.twin.why import why

if __name__ == "__main__":
    library = Library()
    flight = Flight(library.plan("feed-pump-stop", seed=1))
    Autopilot(library.pilot("expert"), flight).fly()
    print(why(flight, "glucose"))
