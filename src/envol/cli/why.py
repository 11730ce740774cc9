"""`envol why`: the terms that moved a state at an instant of a flight."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from envol.cli.options import AS_JSON, Hour
from envol.cli.printing import number, print_document, print_table
from envol.cli.replay import JOURNAL, opened, recorded
from envol.errors import EnvolError

if TYPE_CHECKING:
    from envol.flight.plan import FlightPlan


@click.command()
@click.argument("journal", type=JOURNAL)
@click.option("--at", "hour", type=Hour(), required=True, help="Hour of the process: 140h, 5d20h, 30min.")
@click.argument("state")
@recorded
@AS_JSON
def why(journal: Path, hour: float, state: str, as_json: bool, **how: Any) -> None:
    """Say why STATE was moving at an hour of the flight in JOURNAL: each term, its share, and their sum."""
    from envol.twin.why import why as explain

    recording = opened(journal, **how)
    flight = recording.fly(at=recording.scan_at(hour))
    plan = flight.plan
    state = _name_in(plan, state)
    inputs, draws = flight.held()
    found = explain(plan.model, flight.telemetry.row(flight.scan), inputs, draws, plan.parameters, state)
    document: dict[str, Any] = {
        "state": found.state,
        "hour": round(flight.hour, 6),
        "value": flight.read(state) if state in plan.model.states.slices else None,
        "value_unit": plan.model.declared[state.partition("[")[0]].unit,
        "unit": found.unit,
        "terms": [{"term": term.name, "value": term.value, "share": term.share} for term in found.terms],
        "sum": found.rate,
    }
    if as_json:
        print_document(document)
        return
    click.echo(f"{state} at {flight.hour:g} h: {number(document['value'])} {document['value_unit']}\n")
    rows = [[term.name, f"{term.value:+.5g}", f"{term.share:.1%}"] for term in found.terms]
    print_table(["term", found.unit, "share"], [*rows, ["sum", f"{found.rate:+.5g}", ""]], right=(1, 2))


def _name_in(plan: FlightPlan, state: str) -> str:
    """Return how the unit operation writes a name; refuse what only the score card calls so."""
    names = plan.model.declared
    if state in names:
        return state
    if written := [name for name in names if name.lower() == state.lower()]:
        return written[0]
    for quantity in plan.line.outcome:
        if state.lower() in (quantity.name.lower(), quantity.name.lower().partition("_")[0]):
            told = f"{quantity.name} is a result of the flight, worked out from {quantity.value.text}"
            raise EnvolError(f"{state} is no state: {told}; ask about a state")
    return state
