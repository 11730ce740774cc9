"""The same flight without one action: every random draw stays as it was."""

from envol.flight.autopilot import Autopilot
from envol.flight.engine import Flight
from envol.flight.journal_store import MemoryJournal
from envol.flight.replay import replay
from envol.flight.scoring.grade import grade
from envol.gateways.library import Library

if __name__ == "__main__":
    library = Library()
    plan, journal = library.plan("agitator-trip", seed=1), MemoryJournal()
    flight = Flight(plan, journal)
    pilot = Autopilot(library.pilot("expert"), flight)
    flight.open(pilot.actor)
    pilot.fly()
    flight.seal(pilot.actor)
    events = journal.events()
    restart = next(e.seq for e in events if e.data.get("intervention") == "restart-agitator")
    again, without = replay(plan, events), replay(plan, events, without=restart)
    print(f"replayed to the same state: {again.state_hash == flight.state_hash}")
    lost = grade(flight)[0]["viability_percent"] - grade(without)[0]["viability_percent"]
    print(f"without event {restart} (restart-agitator) viability ends {lost:.0f} points lower")
