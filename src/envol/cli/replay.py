"""`envol replay`: a journal flown again, to the bit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from envol.cli.options import AS_JSON, CONTENT, Hour
from envol.cli.printing import number, print_document

if TYPE_CHECKING:
    from envol.gateways.replaying import Recording

JOURNAL = click.Path(path_type=Path)
_HOW = (
    click.option(
        "--scenario", type=click.Path(path_type=Path), help="The scenario's file, where it is not among the content."
    ),
    CONTENT,
    click.option("--recover", is_flag=True, help="Drop a torn last event and take a flight without its seal; says so."),
    click.option(
        "--relabel", is_flag=True, help="Go on under other versions or on another machine; compares with the seal."
    ),
)


def recorded(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options by which a recording is `opened`."""
    for option in reversed(_HOW):
        command = option(command)
    return command


@click.command()
@click.argument("journal", type=JOURNAL)
@click.option("--at", "hour", type=Hour(), help="Stop at this hour of the process: 140h, 5d20h, 30min.")
@click.option(
    "--without", "left_out", type=int, metavar="K", help="Leave out event K and compare with the flight as flown."
)
@click.option("--events", is_flag=True, help="List the events with their numbers, and fly nothing.")
@recorded
@AS_JSON
def replay(journal: Path, hour: float | None, left_out: int | None, events: bool, as_json: bool, **how: Any) -> None:
    """Verify JOURNAL and fly it again; it must reach the state that it was sealed with."""
    from envol.gateways.retelling import retold

    recording = opened(journal, **how)
    if events:
        _list_events(recording, as_json)
        return
    document = retold(recording, at=None if hour is None else recording.scan_at(hour), without=left_out)
    if as_json:
        print_document(document)
        return
    from envol.cli.score_card import print_score_card

    print_score_card(document, recording.plan, "en")
    click.echo(f"state: {document['state_hash']}")
    if document["regraded"]:
        _print_regraded(document["regraded"])
    if "deltas" in document:
        _print_deltas(document)


def opened(journal: Path, *, scenario: Path | None, content: Path | None, recover: bool, relabel: bool) -> Recording:
    """Open a recording and say on standard error what it cannot be called as flown for."""
    from envol.gateways.library import Library
    from envol.gateways.replaying import open_recording

    recording = open_recording(Library(content), journal, scenario=scenario, recover=recover, relabel=relabel)
    said = [*recording.dropped, recording.label]
    if recording.differing and recording.agreement is not None:
        said.append(recording.agreement.sentence)
    for sentence in filter(None, said):
        click.echo(f"envol: {sentence}", err=True)
    return recording


def _list_events(recording: Recording, as_json: bool) -> None:
    """Print each event with its number, hour, actor, type and data."""
    plan = recording.plan
    listed: list[dict[str, Any]] = [
        {"seq": e.seq, "hour": round(plan.hour(e.scan), 4), "actor": e.actor, "type": e.type, "data": dict(e.data)}
        for e in recording.events
    ]
    if as_json:
        print_document(listed)
        return
    for event in listed:
        told = {name: value for name, value in event["data"].items() if name not in ("pins", "final", "result")}
        words = ", ".join(f"{name} {value}" for name, value in told.items())
        click.echo(f"{event['seq']:>5}  {event['hour']:8.2f} h  {event['actor']:<16} {event['type']:<20} {words}")


def _print_regraded(regraded: dict[str, Any]) -> None:
    grade = regraded["grade"]
    verdict = "passed" if grade["passed"] else "not passed"
    click.echo(f"\n{regraded['why']}: {grade['score']:.0f} of 100, {verdict}; the result is the sealed one")


def _print_deltas(document: dict[str, Any]) -> None:
    event = document["without"]
    click.echo(
        f"\nwithout event {event['seq']} ({event['type']} at {event['hour']:g} h), compared with the flight as flown:"
    )
    click.echo(f"  score  {document['deltas']['score']:+.2f}")
    for name, gap in document["deltas"]["outcome"].items():
        click.echo(f"  {name}  {'+' if gap >= 0 else ''}{number(gap)}")
