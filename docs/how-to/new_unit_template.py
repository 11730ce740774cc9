"""One sentence: which equipment, what happens in it, at which scale.

Sources: author, year, journal, doi, and which equations. Say what is published, fitted, tuned, assumed.
"""

from __future__ import annotations

from typing import Any

from envol.twin.declarations import Stream, actuator, fault, output, parameter, state
from envol.twin.model import Terms, UnitOperation
from envol.twin.sources import assumed, published


class NewUnit(UnitOperation):
    """What a reader of the list of units should know."""

    time = "h"  # s, min, h or d: every rate below is per this unit
    kind = "vessel"  # the battery of tests knows by the kind what must be conserved: of a vessel, its volume
    title = "A new unit"
    title_fr = "Une nouvelle opération unitaire"

    # What has a balance. `low=0` lets the tests refuse a negative value; `scale` is a typical magnitude.
    volume = state("L", start=100.0, low=0, symbol="V")
    substrate = state("g/L", start=10.0, low=0, symbol="S")

    # What a pilot sets, within limits; what a malfunction drives.
    feed = actuator("L/h", start=0.0, low=0, high=5)
    feed_loss = fault("1", low=0, high=1)

    # Constants, each with a unit and a source.
    uptake = parameter("g/L/h", 0.1, assumed("order of magnitude"))
    half = parameter("g/L", 0.5, published("Author 2001, table 2"))
    feed_substrate = parameter("g/L", 400.0, assumed("usual concentrate"))

    # What the text computes and shows.
    uptake_rate = output("g/L/h", revealing=True, symbol="r_S")

    def quantities(m: Any) -> dict[str, Any]:
        """Return every declared output; only functions of `envol.twin.functions` on states."""
        return {"uptake_rate": m.uptake * m.substrate / (m.half + m.substrate)}

    def balances(m: Any) -> Terms:
        """Return each state's rate of change as named terms; their sum is the derivative."""
        arriving = m.feed * (1 - m.feed_loss)
        dilution = arriving / m.volume
        return {
            "volume": {"feed": arriving},
            "substrate": {
                "feed": dilution * m.feed_substrate,
                "dilution": -dilution * m.substrate,
                "uptake": -m.uptake_rate,
            },
        }

    def streams(m: Any) -> dict[str, Stream]:
        """Return the pipes, for the books that the tests keep beside the balances."""
        return {"feed": Stream(m.feed * (1 - m.feed_loss), {"substrate": m.feed_substrate})}

    # Further, where the unit needs them: `equations` (algebraic variables), `events` (resets tried at each scan),
    # `jumps` (random resets), parts such as Probe and PiLoop.
