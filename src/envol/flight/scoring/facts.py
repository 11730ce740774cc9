"""What is said of a flight, as plain data, whoever says it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from envol.flight.content.fidelity import LABEL
from envol.flight.engine import Flight
from envol.flight.scoring.grade import Grade, as_document


def facts_of(
    flight: Flight, outcome: Mapping[str, float], grade: Grade, pilot: str, *, partial: bool = False
) -> dict[str, Any]:
    """Return the facts of a flight.

    Parameters
    ----------
    outcome, grade
        As `envol.flight.scoring.grade.grade` gives them.
    pilot : str
        How whoever flew is called.
    partial : bool
        The flight is not flown to its end: its grade says how it stands and passes nobody.
    """
    plan, state = flight.plan, flight.state
    graded = dict(as_document(grade)) | ({"passed": None} if partial else {})
    return {
        "scenario": plan.scenario.name,
        "pilot": pilot,
        "seed": plan.seed,
        "state_hash": flight.state_hash,
        "outcome": dict(outcome),
        "grade": graded,
        "partial": partial,
        "hours": round(flight.scan * plan.scan_h, 6),
        "ended": state.ended,
        "frozen": state.frozen,
        "malfunctions": {name: round(plan.hour(active.onset), 4) for name, active in state.active.items()},
        "alarms": sum(event.change == "comes" for event in flight.alarm_log),
        "fidelity": plan.line.fidelity.model_dump(mode="json"),
        "label": LABEL,
    }
