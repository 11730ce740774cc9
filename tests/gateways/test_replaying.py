"""Journals taken off their shelf on content that has changed since."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from envol.errors import JournalError, PinMismatchError
from envol.flight.commands import Inject
from envol.flight.engine import Flight
from envol.flight.journal_store import MemoryJournal
from envol.gateways.content import content_root
from envol.gateways.journal_file import JournalFile, read
from envol.gateways.library import Library
from envol.gateways.replaying import open_recording, recording_of
from envol.gateways.retelling import retold

INSTRUCTOR = "instructor:0000cafe"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The content, in which a malfunction that an instructor had set in was changed after the flight."""
    return Path(shutil.copytree(content_root(), tmp_path_factory.mktemp("school") / "content"))


@pytest.fixture(scope="module")
def library(root: Path, path: Path) -> Library:
    """The content as it stands after the flight."""
    return Library(root)


@pytest.fixture(scope="module")
def path(root: Path) -> Path:
    path = root.parent / "flight.jsonl"
    with JournalFile.create(path) as store:
        flight = Flight(Library(root).plan("agitator-trip", 1), store)
        flight.open(INSTRUCTOR)
        flight.do(Inject("feed-pump-stop", 0.5), INSTRUCTOR)
        flight.advance(1440)
        flight.seal(INSTRUCTOR)
    file = root / "malfunctions/feed-pump-stop.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("deadline_h: ", "deadline_h: 1"), encoding="utf-8")
    assert file.read_text(encoding="utf-8") != text
    return path


def test_a_changed_malfunction_that_was_set_in_by_hand_is_refused(root: Path, path: Path) -> None:
    with pytest.raises(PinMismatchError, match="malfunction:feed-pump-stop: flown with"):
        open_recording(Library(root), path)


def test_a_changed_malfunction_that_was_set_in_by_hand_is_labelled(root: Path, path: Path) -> None:
    recording = open_recording(Library(root), path, relabel=True)
    assert recording.label == "replayed under other versions (malfunction:feed-pump-stop)"


def test_a_replay_is_compared_with_the_seal_under_other_versions(root: Path, path: Path) -> None:
    # Only the deadline changed, which moves no value of the twin.
    told = retold(open_recording(Library(root), path, relabel=True))
    assert told["against_seal"]["verdict"] == "same bits"


def test_the_whole_flight_is_flown_once_however_often_it_is_asked_for(root: Path, path: Path) -> None:
    recording = open_recording(Library(root), path, relabel=True)
    assert recording.fly() is recording.whole


def test_a_flight_sealed_without_a_result_has_nothing_to_differ_from(root: Path, path: Path) -> None:
    assert retold(open_recording(Library(root), path, relabel=True))["regraded"] is None


def test_a_recording_is_made_of_events_from_any_store(library: Library) -> None:
    store = MemoryJournal()
    flight = Flight(library.plan("agitator-trip", 1), store)
    flight.open(INSTRUCTOR)
    flight.advance(60)
    flight.seal(INSTRUCTOR)
    recording = recording_of(library, store.events(), dropped=("the last line was cut",))
    assert recording.path is None
    assert (recording.label, recording.sealed, recording.dropped) == ("", True, ("the last line was cut",))
    assert recording.whole.state_hash == flight.state_hash
    assert recording.scan_at(recording.plan.hour(30)) == 30


def test_the_events_of_a_file_make_the_recording_that_opening_it_makes(root: Path, path: Path) -> None:
    library = Library(root)
    opened, made = open_recording(library, path, relabel=True), recording_of(library, read(path).events, relabel=True)
    assert opened.path == path
    assert (made.events, made.differing, made.label) == (opened.events, opened.differing, opened.label)
    with pytest.raises(PinMismatchError, match="malfunction:feed-pump-stop: flown with"):
        recording_of(library, read(path).events)


@pytest.mark.parametrize(("where", "called"), [("", "the journal"), ("flight 12", "flight 12")])
def test_events_of_another_scenario_are_refused_under_the_name_they_are_given(
    root: Path, path: Path, where: str, called: str
) -> None:
    other = root / "scenarios/ph-drift.yaml"
    with pytest.raises(JournalError, match=f"^{called} was flown on agitator-trip, .*ph-drift.yaml is ph-drift"):
        recording_of(Library(root), read(path).events, scenario=other, where=where)
