"""What is said of a flight, as a card for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from envol.cli.printing import number
from envol.flight.scoring.registry import criteria
from envol.gateways.report_words import WORDS as REPORT

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
        "seed": "seed",
        "must": "did not hold",
    },
    "fr": {
        "passed": "réussi",
        "failed": "non réussi",
        "partial": "à cet instant : le vol n'est pas à son terme, ce n'est pas un résultat",
        "of": "sur 100",
        "hours": "h de vol",
        "frozen": "figé",
        "seed": "graine",
        "must": "n'a pas tenu",
    },
}
LABELS = {"fr": REPORT["fr"]["banner"]}
"""The label of a record in other languages than that of the record."""
BAR = 20


def print_score_card(document: Mapping[str, Any], plan: FlightPlan, lang: str) -> None:
    """Write the score card of a flight for people: verdict, outcome, blocks, and the number last."""
    words, grade = WORDS[lang], document["grade"]
    title = getattr(plan.scenario.title, lang)
    click.echo(
        f"{title} · {document['pilot']} · {words['seed']} {document['seed']} · {document['hours']:g} {words['hours']}"
    )
    if document["frozen"]:
        click.echo(f"{words['frozen']}: {document['frozen']}")
    verdict = words["partial" if grade["passed"] is None else "passed" if grade["passed"] else "failed"]
    click.secho(f"\n  {verdict}", bold=True)
    for condition in grade.get("failed", ()):
        click.echo(f"  {condition}: {words['must']}")
    click.echo("")
    _print_rows(_outcome(document["outcome"], plan, lang))
    click.echo("")
    _print_rows(_blocks(grade.get("blocks", {}), lang))
    click.echo(f"  {grade['score']:.0f} {words['of']}")
    click.echo(f"\n{LABELS.get(lang, document['label'])}")
    for what in ("journal", "report"):
        if document.get(what):
            click.echo(f"{what}: {document[what]}")


def _print_rows(rows: Sequence[tuple[str, str]]) -> None:
    width = max((len(title) for title, _ in rows), default=0)
    for title, shown in rows:
        click.echo(f"  {title:<{width}}  {shown}")


def _outcome(outcome: Mapping[str, float], plan: FlightPlan, lang: str) -> list[tuple[str, str]]:
    titles = {each.name: getattr(each.title, lang) for each in plan.line.outcome if each.title is not None}
    return [(titles.get(name, name), number(value)) for name, value in outcome.items()]


def _blocks(blocks: Mapping[str, Any], lang: str) -> list[tuple[str, str]]:
    rows = []
    for name, block in blocks.items():
        points = block["points"]
        shown = "–" if points is None else f"{'█' * round(points * BAR):·<{BAR}} {points:4.0%}"
        rows.append((getattr(criteria()[name].TITLE, lang), shown))
    return rows
