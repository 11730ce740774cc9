"""Flying a journal again, and refusing one that is not what was written."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from envol.flight.journal import SEAL, Event
from envol.gateways.journal_file import JournalFile, read

Envol = Callable[..., Result]
Document = Callable[..., Any]


@pytest.fixture
def journal(flown: dict[str, Any], tmp_path: Path) -> Path:
    """A copy of the short flight's journal, which a test may spoil."""
    copy = tmp_path / "journal.jsonl"
    copy.write_bytes(Path(flown["journal"]).read_bytes())
    return copy


@pytest.fixture
def replayed(document: Document, short: Path) -> Document:
    return lambda path, *words: document("replay", path, "--scenario", short, *words)


@pytest.fixture
def refused(envol: Envol, short: Path) -> Callable[..., str]:
    def run(path: Path, *words: object) -> str:
        result = envol("replay", path, "--scenario", short, *words)
        assert result.exit_code == 1
        assert not result.stdout
        return result.stderr

    return run


def rewritten(path: Path, change: Callable[[Event], Mapping[str, Any]]) -> None:
    """Write a journal again, whole and valid, with other data in its events."""
    events = read(path).events
    path.unlink()
    with JournalFile.create(path) as file:
        for event in events:
            data = change(event)
            if event.type == SEAL:
                file.seal(state_hash=data["state"], scan=event.scan, actor=event.actor, final=data["final"])
            else:
                file.append(type=event.type, data=data, scan=event.scan, actor=event.actor)


def with_pins(**pins: str) -> Callable[[Event], Mapping[str, Any]]:
    return lambda event: {**event.data, "pins": {**event.data["pins"], **pins}} if event.seq == 0 else event.data


def test_a_replay_reaches_the_hash_and_the_grade_of_the_flight(
    replayed: Document, flown: dict[str, Any], journal: Path
) -> None:
    again = replayed(journal)
    for what in ("state_hash", "outcome", "grade", "hours", "pilot", "seed"):
        assert again[what] == flown[what]
    assert again["replay"] == "as flown"


@pytest.mark.parametrize("hour", ["12h", "12", "0d12h", "720min"])
def test_a_replay_stops_at_an_hour(replayed: Document, journal: Path, hour: str) -> None:
    assert replayed(journal, "--at", hour)["hour"] == 12


def test_an_hour_out_of_the_flight_is_refused(refused: Callable[..., str], journal: Path) -> None:
    assert "from 0 h to 24 h" in refused(journal, "--at", "25h")


@pytest.mark.parametrize("hour", ["noon", "-", "5x", "nan"])
def test_what_is_no_hour_is_wrong_usage(envol: Envol, journal: Path, hour: str) -> None:
    assert envol("replay", journal, "--at", hour).exit_code == 2


def test_leaving_out_an_event_says_what_it_changed(replayed: Document, journal: Path) -> None:
    event = next(each for each in read(journal).events if each.type == "sample-taken")
    found = replayed(journal, "--without", event.seq)
    assert found["without"]["type"] == "sample-taken"
    assert found["deltas"]["outcome"]["volume_L"] > 0
    assert found["state_hash"] != found["as_flown"]["state_hash"]


def test_leaving_out_an_event_shifts_no_other_draw(
    document: Document, journal: Path, short: Path, tmp_path: Path
) -> None:
    """The malfunction's hour is drawn; it stays where it was."""
    event = next(each for each in read(journal).events if each.type == "sample-taken")
    found = document("replay", journal, "--scenario", short, "--without", event.seq)
    assert found["malfunctions"] == found["as_flown"]["malfunctions"]


@pytest.mark.parametrize("number", ["0", "100000", "-1"])
def test_what_cannot_be_left_out_is_refused(refused: Callable[..., str], journal: Path, number: str) -> None:
    assert "event" in refused(journal, "--without", number)


def test_an_edited_event_is_named(refused: Callable[..., str], journal: Path) -> None:
    lines = journal.read_bytes().splitlines(keepends=True)
    lines[3] = lines[3].replace(b'"scan":', b'"scan":1', 1)
    journal.write_bytes(b"".join(lines))
    assert "event 3" in refused(journal)


def test_a_reordered_event_is_named(refused: Callable[..., str], journal: Path) -> None:
    lines = journal.read_bytes().splitlines(keepends=True)
    lines[2], lines[3] = lines[3], lines[2]
    journal.write_bytes(b"".join(lines))
    said = refused(journal)
    assert "reordered" in said
    assert "event 2" in said


def test_a_cut_journal_is_refused_and_only_a_recovery_drops_its_torn_tail(
    envol: Envol, refused: Callable[..., str], journal: Path, short: Path
) -> None:
    journal.write_bytes(journal.read_bytes()[:-37])
    assert "cut" in refused(journal)
    result = envol("replay", journal, "--scenario", short, "--recover", "--json")
    assert result.exit_code == 0
    assert "dropped" in result.stderr
    assert any("no seal" in sentence for sentence in json.loads(result.stdout)["dropped"])


def test_a_recovered_flight_ends_with_its_last_event(document: Document, journal: Path, short: Path) -> None:
    lines = journal.read_bytes().splitlines(keepends=True)[:-1]
    journal.write_bytes(b"".join(lines))
    found = document("replay", journal, "--scenario", short, "--recover")
    assert not found["sealed"]
    assert found["hour"] == pytest.approx(json.loads(lines[-1])["scan"] / 60)


def test_other_versions_are_refused_or_labelled(replayed: Document, refused: Callable[..., str], journal: Path) -> None:
    rewritten(journal, with_pins(casadi="3.6.0"))
    said = refused(journal)
    assert "casadi: flown with 3.6.0" in said
    assert "--relabel" in said
    assert replayed(journal, "--relabel")["replay"] == "replayed under other versions (casadi)"


def test_another_class_of_machine_is_held_to_a_tolerance(
    replayed: Document, refused: Callable[..., str], journal: Path
) -> None:
    rewritten(journal, with_pins(machine="sparc/libc/plain/py3.11"))
    assert "another class of machine" in replayed(journal, "--relabel")["replay"]

    def hungrier(event: Event) -> Mapping[str, Any]:
        return event.data | {"final": event.data["final"] | {"glucose": 1.0}} if event.type == SEAL else event.data

    rewritten(journal, hungrier)
    assert "glucose ends at" in refused(journal, "--relabel")


@pytest.mark.parametrize("text", ["", "hello\n", '{"seq": 0}\n'])
def test_what_is_no_journal_is_refused(refused: Callable[..., str], tmp_path: Path, text: str) -> None:
    path = tmp_path / "other.txt"
    path.write_text(text, encoding="utf-8")
    assert str(path) in refused(path)
