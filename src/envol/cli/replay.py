"""`envol replay`: a journal flown again, to the bit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from envol.cli.options import AS_JSON, Hour
from envol.cli.printing import number, print_document

if TYPE_CHECKING:
    from envol.gateways.replaying import Recording

JOURNAL = click.Path(path_type=Path)
SCENARIO = click.option(
    "--scenario", type=click.Path(path_type=Path), help="The scenario's file, where it is not among the content."
)
RECOVER = click.option(
    "--recover", is_flag=True, help="Drop a torn last event and take a flight without its seal; says so."
)
RELABEL = click.option("--relabel", is_flag=True, help="Go on under other versions or on another machine; says so.")


@click.command()
@click.argument("journal", type=JOURNAL)
@click.option("--at", "hour", type=Hour(), help="Stop at this hour of the process: 140h, 5d20h, 30min.")
@click.option(
    "--without", "left_out", type=int, metavar="K", help="Leave out event K and compare with the flight as flown."
)
@SCENARIO
@RECOVER
@RELABEL
@AS_JSON
def replay(
    journal: Path,
    hour: float | None,
    left_out: int | None,
    scenario: Path | None,
    recover: bool,
    relabel: bool,
    as_json: bool,
) -> None:
    """Verify JOURNAL and fly it again; it must reach the state that it was sealed with."""
    recording = opened(journal, scenario, recover, relabel)
    document = _document(recording, hour, left_out)
    if as_json:
        print_document(document)
        return
    from envol.cli.score_card import print_score_card

    print_score_card(document, recording.plan, "en")
    click.echo(f"state: {document['state_hash']}")
    if "deltas" in document:
        _print_deltas(document)


def opened(journal: Path, scenario: Path | None, recover: bool, relabel: bool) -> Recording:
    """Open a recording and say on standard error what it cannot be called as flown for."""
    from envol.gateways.library import Library
    from envol.gateways.replaying import open_recording

    recording = open_recording(Library(), journal, scenario=scenario, recover=recover, relabel=relabel)
    for sentence in (*recording.dropped, *([recording.label] if recording.label else [])):
        click.echo(f"envol: {sentence}", err=True)
    return recording


def _document(recording: Recording, hour: float | None, left_out: int | None) -> dict[str, Any]:
    at = None if hour is None else recording.scan_at(hour)
    document = _flown(recording, at, None)
    if left_out is None:
        return document
    without = _flown(recording, at, left_out)
    event, plan = recording.events[left_out], recording.plan
    told = {"seq": event.seq, "type": event.type, "hour": round(plan.hour(event.scan), 4), "data": dict(event.data)}
    gaps = {name: value - document["outcome"][name] for name, value in without["outcome"].items()}
    deltas = {"outcome": gaps, "score": round(without["grade"]["score"] - document["grade"]["score"], 2)}
    return without | {"without": told, "as_flown": document, "deltas": deltas}


def _flown(recording: Recording, at: int | None, left_out: int | None) -> dict[str, Any]:
    from envol.cli.score_card import facts_of
    from envol.flight.scoring.grade import grade

    flight = recording.fly(at=at, without=left_out)
    outcome, graded = grade(flight)
    facts = facts_of(flight, outcome, graded, recording.pilot)
    return facts | {
        "hour": round(flight.hour, 6),
        "events": len(recording.events),
        "sealed": recording.sealed,
        "replay": recording.label or "as flown",
        "dropped": list(recording.dropped),
    }


def _print_deltas(document: dict[str, Any]) -> None:
    event = document["without"]
    click.echo(
        f"\nwithout event {event['seq']} ({event['type']} at {event['hour']:g} h), compared with the flight as flown:"
    )
    click.echo(f"  score  {document['deltas']['score']:+.2f}")
    for name, gap in document["deltas"]["outcome"].items():
        click.echo(f"  {name}  {'+' if gap >= 0 else ''}{number(gap)}")
