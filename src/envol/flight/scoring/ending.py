"""How much of a flight was flown, which its score is worth: a flight landed at once has proved nothing.

A crew may end a flight early where a malfunction calls for it (a contaminated batch is aborted); otherwise the score is
held to the share of the time that was flown, and an abort is not passed. A flight that left the model ended there.
"""

from __future__ import annotations

from envol.flight.engine import Flight
from envol.flight.scoring.answers import is_answer

ABORT = "abort"


def share_flown(flight: Flight) -> float:
    """Return the share of its time that a landed flight was flown; 1 while it is in the air."""
    landed = flight.state.ended or flight.state.left_the_model
    return 1.0 if not landed or is_called_for(flight) else flight.scan / flight.plan.last_scan


def is_called_for(flight: Flight) -> bool:
    """Return whether the crew's last deed answers a malfunction that lasted when it was done."""
    if not flight.state.deeds:
        return False
    last = flight.state.deeds[-1]
    ends = last.verb == "intervention" and flight.plan.interventions[last.name].ends == flight.state.ended
    return ends and any(
        is_answer(last, flight.plan.malfunctions[name].response.any_of)
        for name, active in flight.state.active.items()
        if active.onset <= last.scan and (active.cleared is None or active.cleared >= last.scan)
    )


def is_needless_abort(flight: Flight) -> bool:
    """Return whether the batch was thrown away without a malfunction that calls for it."""
    return flight.state.ended == ABORT and not is_called_for(flight)
