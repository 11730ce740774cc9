"""What is said of a flight, as a card for people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from envol.cli.printing import number

if TYPE_CHECKING:
    from envol.flight.plan import FlightPlan

WORDS = {
    "en": {
        "passed": "passed",
        "failed": "not passed",
        "partial": "so far: the flight is not flown to its end, this is no result",
        "of": "of 100",
        "hours": "h flown",
        "frozen": "frozen",
        "must": "did not hold",
    },
    "fr": {
        "passed": "réussi",
        "failed": "non réussi",
        "partial": "à cet instant : le vol n'est pas à son terme, ce n'est pas un résultat",
        "of": "sur 100",
        "hours": "h de vol",
        "frozen": "figé",
        "must": "n'a pas tenu",
    },
}
BAR = 20


def print_score_card(document: Mapping[str, Any], plan: FlightPlan, lang: str) -> None:
    """Write the score card of a flight for people: verdict, outcome, blocks, and the number last."""
    words, grade = WORDS[lang], document["grade"]
    title = getattr(plan.scenario.title, lang)
    click.echo(f"{title} · {document['pilot']} · seed {document['seed']} · {document['hours']:g} {words['hours']}")
    if document["frozen"]:
        click.echo(f"{words['frozen']}: {document['frozen']}")
    verdict = words["partial" if grade["passed"] is None else "passed" if grade["passed"] else "failed"]
    click.secho(f"\n  {verdict}", bold=True)
    for condition in grade.get("failed", ()):
        click.echo(f"  {condition}: {words['must']}")
    click.echo("")
    width = max((len(name) for name in document["outcome"]), default=0)
    for name, value in document["outcome"].items():
        click.echo(f"  {name:<{width}}  {number(value)}")
    click.echo("")
    for name, block in grade.get("blocks", {}).items():
        points = block["points"]
        shown = "–" if points is None else f"{'█' * round(points * BAR):·<{BAR}} {points:4.0%}"
        click.echo(f"  {name:<10} {shown}")
    click.echo(f"  {grade['score']:.0f} {words['of']}")
    click.echo(f"\n{document['label']}")
    for what in ("journal", "report"):
        if document.get(what):
            click.echo(f"{what}: {document[what]}")
