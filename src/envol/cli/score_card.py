"""What is said of a flight, as data and as a card for people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from envol.cli.printing import number

if TYPE_CHECKING:
    from envol.flight.engine import Flight
    from envol.flight.plan import FlightPlan
    from envol.flight.scoring.grade import Grade

WORDS = {
    "en": {
        "passed": "passed",
        "failed": "not passed",
        "of": "of 100",
        "hours": "h flown",
        "frozen": "frozen",
        "must": "did not hold",
    },
    "fr": {
        "passed": "réussi",
        "failed": "non réussi",
        "of": "sur 100",
        "hours": "h de vol",
        "frozen": "figé",
        "must": "n'a pas tenu",
    },
}
BAR = 20


def facts_of(flight: Flight, outcome: Mapping[str, float], grade: Grade, pilot: str) -> dict[str, Any]:
    """Return the facts of a flight, in plain data."""
    from envol.flight.content.fidelity import LABEL
    from envol.flight.scoring.grade import as_document

    plan, state = flight.plan, flight.state
    return {
        "scenario": plan.scenario.name,
        "pilot": pilot,
        "seed": plan.seed,
        "state_hash": flight.state_hash,
        "outcome": dict(outcome),
        "grade": as_document(grade),
        "hours": round(flight.scan * plan.scan_h, 6),
        "ended": state.ended,
        "frozen": state.frozen,
        "malfunctions": {name: round(plan.hour(active.onset), 4) for name, active in state.active.items()},
        "alarms": sum(event.change == "comes" for event in flight.alarm_log),
        "fidelity": plan.line.fidelity.model_dump(mode="json"),
        "label": LABEL,
    }


def print_score_card(document: Mapping[str, Any], plan: FlightPlan, lang: str) -> None:
    """Write the score card of a flight for people."""
    words, grade = WORDS[lang], document["grade"]
    title = getattr(plan.scenario.title, lang)
    click.echo(f"{title} · {document['pilot']} · seed {document['seed']} · {document['hours']:g} {words['hours']}")
    if document["frozen"]:
        click.echo(f"{words['frozen']}: {document['frozen']}")
    verdict = words["passed"] if grade["passed"] else words["failed"]
    click.secho(f"\n  {grade['score']:.0f} {words['of']}, {verdict}", bold=True)
    for condition in grade["failed"]:
        click.echo(f"  {condition}: {words['must']}")
    for name, block in grade["blocks"].items():
        points = block["points"]
        shown = "–" if points is None else f"{'█' * round(points * BAR):·<{BAR}} {points:4.0%}"
        click.echo(f"  {name:<10} {shown}")
    click.echo("")
    width = max((len(name) for name in document["outcome"]), default=0)
    for name, value in document["outcome"].items():
        click.echo(f"  {name:<{width}}  {number(value)}")
    click.echo(f"\n{document['label']}")
    for what in ("journal", "report"):
        if document.get(what):
            click.echo(f"{what}: {document[what]}")
