"""Flying a journal again, and refusing one that is not what was written."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from envol.flight.journal import SEAL, Event
from envol.gateways.content import content_root
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
                said = {"final": data["final"], "result": data["result"]}
                file.seal(state_hash=data["state"], scan=event.scan, actor=event.actor, **said)
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


@pytest.fixture
def unfinished(journal: Path) -> Path:
    """The journal without its seal."""
    journal.write_bytes(b"".join(journal.read_bytes().splitlines(keepends=True)[:-1]))
    return journal


def test_a_recovered_flight_ends_with_its_last_event(document: Document, unfinished: Path, short: Path) -> None:
    last = read(unfinished, closed=False).events[-1]
    found = document("replay", unfinished, "--scenario", short, "--recover")
    assert not found["sealed"]
    assert found["hour"] == pytest.approx(last.scan / 60)


def test_a_recovered_flight_is_called_unfinished(replayed: Document, unfinished: Path) -> None:
    assert replayed(unfinished, "--recover")["replay"] == "unfinished: no result"


def test_the_grade_of_a_recovered_flight_is_partial_and_passes_nobody(replayed: Document, unfinished: Path) -> None:
    found = replayed(unfinished, "--recover")
    assert found["partial"]
    assert found["grade"]["passed"] is None


def test_the_card_of_a_recovered_flight_gives_no_verdict(envol: Envol, unfinished: Path, short: Path) -> None:
    said = envol("replay", unfinished, "--scenario", short, "--recover").stdout
    assert "this is no result" in said
    assert "passed" not in said


def test_the_grade_at_an_instant_is_partial(replayed: Document, journal: Path) -> None:
    assert replayed(journal, "--at", "12h")["grade"]["passed"] is None


def test_a_replay_as_flown_has_the_same_bits(replayed: Document, journal: Path) -> None:
    assert replayed(journal)["against_seal"]["verdict"] == "same bits"


def test_other_versions_are_refused_or_labelled(replayed: Document, refused: Callable[..., str], journal: Path) -> None:
    rewritten(journal, with_pins(casadi="3.6.0"))
    said = refused(journal)
    assert "casadi: flown with 3.6.0" in said
    assert "--relabel" in said
    assert replayed(journal, "--relabel")["replay"] == "replayed under other versions (casadi)"


@pytest.mark.parametrize("words", [(), ("--at", "12h")])
def test_other_versions_are_compared_with_the_seal(replayed: Document, journal: Path, words: tuple[str, ...]) -> None:
    rewritten(journal, with_pins(casadi="3.6.0"))
    assert replayed(journal, "--relabel", *words)["against_seal"]["verdict"] == "same bits"


def off_by(share: float) -> Callable[[Event], Mapping[str, Any]]:
    """Return what gives a journal the seal of another machine, on which one state ended elsewhere."""

    def change(event: Event) -> Mapping[str, Any]:
        if event.type != SEAL:
            return with_pins(machine="sparc/libc/plain/py3.11")(event)
        final = event.data["final"]
        return event.data | {"state": "ab" * 32, "final": final | {"glucose": final["glucose"] * (1 + share)}}

    return change


def test_another_class_of_machine_is_refused_or_labelled(
    replayed: Document, refused: Callable[..., str], journal: Path
) -> None:
    rewritten(journal, off_by(0.0))
    assert "machine: flown with sparc" in refused(journal)
    assert replayed(journal, "--relabel")["replay"] == "replayed on another class of machine"


@pytest.mark.parametrize(("share", "verdict"), [(0.001, "within the tolerance"), (0.5, "different")])
def test_other_bits_are_within_the_tolerance_or_different(
    replayed: Document, journal: Path, share: float, verdict: str
) -> None:
    rewritten(journal, off_by(share))
    found = replayed(journal, "--relabel")["against_seal"]
    assert (found["verdict"], found["worst"]["state"]) == (verdict, "glucose")


def test_the_comparison_with_the_seal_is_said_to_people(envol: Envol, journal: Path, short: Path) -> None:
    rewritten(journal, off_by(0.5))
    said = envol("why", journal, "--scenario", short, "--relabel", "--at", "12h", "glucose").stderr
    assert "against the seal: different" in said
    assert "glucose ends at" in said


def sealed_as(**result: Any) -> Callable[[Event], Mapping[str, Any]]:
    def change(event: Event) -> Mapping[str, Any]:
        return event.data | ({"result": {**event.data["result"], **result}} if event.type == SEAL else {})

    return change


def test_a_flight_that_is_graded_as_it_was_sealed_has_one_result(replayed: Document, journal: Path) -> None:
    assert replayed(journal)["regraded"] is None


def test_the_sealed_result_stays_the_result_and_the_new_one_is_labelled(
    replayed: Document, flown: dict[str, Any], journal: Path
) -> None:
    rewritten(journal, sealed_as(score=12.5, passed=False, rules={"engine": 0, "scenario": 1}))
    found = replayed(journal)
    assert (found["grade"]["score"], found["grade"]["passed"]) == (12.5, False)
    assert found["regraded"]["grade"] == flown["grade"]
    assert "where it was sealed under engine 0/scenario 1" in found["regraded"]["why"]


def test_the_card_shows_the_sealed_result_and_names_the_new_one(envol: Envol, journal: Path, short: Path) -> None:
    rewritten(journal, sealed_as(score=12.4, passed=False, rules={"engine": 0, "scenario": 1}))
    said = envol("replay", journal, "--scenario", short).stdout
    assert "12 of 100" in said
    assert "not passed" in said
    assert "graded anew by the scoring rules" in said


def test_a_counterfactual_is_compared_under_one_version_of_the_rules(
    replayed: Document, flown: dict[str, Any], journal: Path
) -> None:
    event = next(each for each in read(journal).events if each.type == "sample-taken")
    rewritten(journal, sealed_as(score=0.0, rules={"engine": 0, "scenario": 1}))
    found = replayed(journal, "--without", event.seq)
    assert found["deltas"]["score"] == pytest.approx(found["grade"]["score"] - flown["grade"]["score"], abs=0.011)


@pytest.mark.parametrize("text", ["", "hello\n", '{"seq": 0}\n'])
def test_what_is_no_journal_is_refused(refused: Callable[..., str], tmp_path: Path, text: str) -> None:
    path = tmp_path / "other.txt"
    path.write_text(text, encoding="utf-8")
    assert str(path) in refused(path)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A copy of the content, which a test may change."""
    return Path(shutil.copytree(content_root(), tmp_path / "elsewhere"))


def test_content_from_another_folder_is_flown_and_replayed(
    document: Document, envol: Envol, elsewhere: Path, short: Path, tmp_path: Path
) -> None:
    shutil.copy(short, elsewhere / "scenarios" / "one-day.yaml")
    here = ("--content", elsewhere)
    flight = document("fly", "one-day", *here, "--journal", tmp_path / "j")
    assert document("replay", tmp_path / "j", *here)["state_hash"] == flight["state_hash"]
    assert document("why", tmp_path / "j", *here, "--at", "12h", "glucose")["hour"] == 12
    assert document("export", tmp_path / "j", *here, "--to", tmp_path / "t.csv")["state_hash"] == flight["state_hash"]
    assert "no scenario is called 'one-day'" in envol("replay", tmp_path / "j").stderr


def test_content_of_another_folder_that_was_changed_is_refused(
    document: Document, envol: Envol, elsewhere: Path, short: Path, journal: Path
) -> None:
    line = elsewhere / "lines/fed-batch-2000l.yaml"
    line.write_text(line.read_text(encoding="utf-8").replace("delay_min: 10", "delay_min: 11", 1), encoding="utf-8")
    result = envol("replay", journal, "--scenario", short, "--content", elsewhere)
    assert result.exit_code == 1
    assert "line:fed-batch-2000l: flown with" in result.stderr


@pytest.mark.parametrize("words", [("fly", "x"), ("replay", "x"), ("why", "x", "--at", "1h", "glucose")])
def test_a_content_folder_that_is_not_there_is_wrong_usage(
    envol: Envol, tmp_path: Path, words: tuple[str, ...]
) -> None:
    assert envol(*words, "--content", tmp_path / "nowhere").exit_code == 2


def test_leaving_out_an_event_after_the_end_says_when_it_comes(refused: Callable[..., str], journal: Path) -> None:
    event = next(each for each in read(journal).events if each.scan > 60 and each.type == "sample-taken")
    assert "comes at" in refused(journal, "--at", "1h", "--without", event.seq)


def test_a_torn_or_unsealed_journal_names_the_option_that_reads_it(refused: Callable[..., str], journal: Path) -> None:
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join(lines[:-1]))
    assert "--recover" in refused(journal)
    journal.write_bytes(b"".join(lines)[:-20])
    assert "--recover" in refused(journal)


def test_the_events_are_listed_with_their_numbers_and_nothing_is_flown(
    envol: Envol, journal: Path, short: Path
) -> None:
    said = envol("replay", journal, "--events", "--scenario", short).stdout
    numbers = [int(line.split()[0]) for line in said.splitlines()]
    assert numbers == list(range(len(numbers)))
    assert "flight-opened" in said
