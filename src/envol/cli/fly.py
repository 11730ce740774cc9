"""`envol fly`: a scenario, a pilot, a seed; a journal and a grade come out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from envol.cli.options import AS_JSON, CONTENT, Speed
from envol.cli.printing import print_document, progress_bar, reaching

if TYPE_CHECKING:
    from envol.flight.content.pilots import Pilot
    from envol.flight.plan import FlightPlan
    from envol.gateways.flying import Flown
    from envol.gateways.journal_file import JournalFile
    from envol.gateways.report_words import Language

PATH = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("scenario")
@click.option(
    "--pilot",
    default="none",
    show_default=True,
    metavar="PILOT|FILE",
    help="none, sleeper, novice, competent, expert, or a YAML file.",
)
@click.option(
    "--seed",
    type=click.IntRange(min=0),
    default=1,
    show_default=True,
    help="Of the lot, the noise and the hours drawn.",
)
@click.option(
    "--speed",
    type=Speed(),
    default="max",
    show_default=True,
    help="max, or simulated seconds in one second. No value depends on it.",
)
@click.option("--journal", type=PATH, help="A new file for the journal; among your flights where absent.")
@click.option("--report", type=PATH, help="Draw the flight and its score card into an HTML file.")
@click.option("--lang", type=click.Choice(["fr", "en"]), default="en", show_default=True, help="Of the texts.")
@CONTENT
@AS_JSON
def fly(scenario: str, pilot: str, seed: int, speed: float | None, as_json: bool, **said: Any) -> None:
    """Fly SCENARIO, a name or a YAML file, to its end and grade the flight."""
    from envol.gateways.atomically import refuse_unwritable
    from envol.gateways.flying import new_journal
    from envol.gateways.library import Library

    library = Library(said["content"])
    journal: Path | None = said["journal"]
    report: Path | None = said["report"]
    lang: Language = said["lang"]
    refuse_unwritable(report, journal)
    plan = library.plan(scenario, seed)
    flyer = None if pilot == "none" else library.pilot(pilot, plan)
    with new_journal(journal, plan.scenario.name, flyer.name if flyer else "none", seed) as store:
        flown = _fly(plan, flyer, store, speed)
        if report is not None:
            from envol.gateways.report import write_report

            write_report(report, flown.flight, flown.outcome, flown.grade, flyer, lang)
    document = document_of(flown, flyer) | {"journal": str(store.path), "report": str(report) if report else None}
    if as_json:
        print_document(document)
    else:
        from envol.cli.score_card import print_score_card

        print_score_card(document, plan, lang)


def _fly(plan: FlightPlan, flyer: Pilot | None, store: JournalFile, speed: float | None) -> Flown:
    from envol.gateways import flying

    with progress_bar(plan.last_scan, "scan", plan.scenario.name) as add:
        try:
            return flying.fly(plan, flyer, store, speed=speed, progress=reaching(add))
        except KeyboardInterrupt:
            click.echo(
                f"\nThe flight was broken off; {store.path} has no seal, `envol replay --recover` reads it.", err=True
            )
            raise


def document_of(flown: Flown, flyer: Pilot | None) -> dict[str, Any]:
    """Return what is said of a flight that has landed."""
    from envol.flight.scoring.facts import facts_of

    facts = facts_of(flown.flight, flown.outcome, flown.grade, flyer.name if flyer else "none")
    return facts | {"wall_s": round(flown.wall_s, 4), "refused": _counted(flown.refused)}


def _counted(refused: tuple[str, ...]) -> list[dict[str, Any]]:
    """Return each sentence of refusal once, with how often and when it was first said."""
    found: dict[str, dict[str, Any]] = {}
    for sentence in refused:
        hour, _, why = sentence.partition(": ")
        entry = found.setdefault(why, {"why": why, "times": 0, "first": hour})
        entry["times"] += 1
    return list(found.values())
