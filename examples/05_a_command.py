"""A command is decided, stored in the journal, and only then takes effect; a wrong one is refused with a sentence."""

from envol.errors import Refusal
from envol.flight.commands import SetInput
from envol.flight.engine import Flight
from envol.flight.journal_store import MemoryJournal
from envol.gateways.library import Library

if __name__ == "__main__":
    flight = Flight(Library().plan("feed-pump-stop", seed=1), MemoryJournal())
    flight.open("person:0001")
    try:
        flight.do(SetInput("feed_flow", 50.0), "person:0001")
    except Refusal as refusal:
        print(f"refused: {refusal}")
    flight.do(SetInput("feed_flow", 2.0), "person:0001")
    flight.advance(flight.plan.scans(2.0))
    print(f"{len(flight.journal.events())} events stored; feed bag at {flight.read('feed_bag'):.1f} kg after two hours")
