"""Journals in files: nothing is rewritten, and whatever was done to the file is said."""

from __future__ import annotations

import functools
import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from envol.errors import JournalError
from envol.gateways.journal_file import LONGEST_LINE, JournalFile, read, recover_into, utc_now

PILOT = "pilot:expert"
STATE = "cd" * 32
NOON = "2026-03-01T12:00:00Z"


def fly(path: Path, *, sealed: bool = True) -> Path:
    with JournalFile.create(path, clock=lambda: NOON) as journal:
        journal.append(type="flight-opened", data={"seed": 7, "scenario": "clogged-night"}, scan=0, actor=PILOT)
        journal.append(type="set-point-moved", data={"input": "feed", "to": 4.5}, scan=3, actor=PILOT)
        journal.append(type="sample-taken", data={"assay": "metabolites"}, scan=8, actor="person:7f3a91c2")
        if sealed:
            journal.seal(state_hash=STATE, scan=9, actor=PILOT)
    return path


@functools.cache
def written() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        return fly(Path(folder) / "flight.jsonl").read_bytes()


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    return fly(tmp_path / "flight.jsonl")


def refusal(path: Path, *, recover: bool = False) -> str:
    with pytest.raises(JournalError) as refused:
        read(path, recover=recover)
    assert str(path) in str(refused.value)
    return str(refused.value)


def test_a_journal_left_alone_is_read(journal: Path) -> None:
    reading = read(journal)
    assert [event.type for event in reading.events][-1] == "flight-sealed"
    assert reading.sealed
    assert reading.dropped == ()


def test_each_line_is_one_json_document(journal: Path) -> None:
    assert [json.loads(line)["seq"] for line in journal.read_text().splitlines()] == [0, 1, 2, 3]


@given(data=st.data())
def test_any_changed_byte_of_any_line_is_detected(data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(written()) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda byte: byte != written()[place]))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "flight.jsonl"
        path.write_bytes(written()[:place] + bytes([byte]) + written()[place + 1 :])
        refusal(path)


@given(length=st.integers(0, len(written()) - 1))
def test_any_cut_is_detected_and_recovery_keeps_every_whole_event(length: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "flight.jsonl"
        path.write_bytes(written()[:length])
        refusal(path)
        whole = written()[:length].count(b"\n")
        if whole:
            reading = read(path, recover=True)
            assert len(reading.events) == whole
            assert reading.dropped


def test_each_event_is_stamped_by_the_clock_of_the_store(tmp_path: Path) -> None:
    stamps = iter(["2026-03-01T12:00:00Z", "2026-03-01T12:00:07Z"])
    with JournalFile.create(tmp_path / "flight.jsonl", clock=lambda: next(stamps)) as journal:
        journal.append(type="noted", scan=0, actor=PILOT)
        journal.seal(state_hash=STATE, scan=0, actor=PILOT)
    assert [event.at for event in read(tmp_path / "flight.jsonl").events] == [NOON, "2026-03-01T12:00:07Z"]


def test_the_clock_is_that_of_the_machine_where_none_is_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # the command line's tests stop this clock for their session, which may share a process with this one
    monkeypatch.setattr("envol.gateways.journal_file.utc_now", utc_now)
    before = utc_now()
    with JournalFile.create(tmp_path / "flight.jsonl") as journal:
        event = journal.append(type="noted", scan=0, actor=PILOT)
    assert before <= event.at <= utc_now()


def test_an_edited_line_is_named_with_its_event_and_type(journal: Path) -> None:
    journal.write_bytes(journal.read_bytes().replace(b'"to":4.5', b'"to":9.5'))
    assert "line 2" in refusal(journal)
    assert "event 1 (set-point-moved) was edited" in refusal(journal)


def test_an_edited_line_cannot_be_recovered(journal: Path) -> None:
    journal.write_bytes(journal.read_bytes().replace(b'"to":4.5', b'"to":9.5'))
    assert "was edited" in refusal(journal, recover=True)


def test_spaces_between_keys_are_an_edit(journal: Path) -> None:
    journal.write_bytes(journal.read_bytes().replace(b'"to":4.5', b'"to": 4.5'))
    assert "line 2 (event 1, set-point-moved) was edited" in refusal(journal)


def test_the_first_of_two_bad_lines_is_named(journal: Path) -> None:
    journal.write_bytes(journal.read_bytes().replace(b'"to":4.5', b'"to":9.5').replace(b"metabolites", b'"'))
    assert "event 1 (set-point-moved) was edited" in refusal(journal)


def test_two_lines_that_changed_places_are_found(journal: Path) -> None:
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join([lines[0], lines[2], lines[1], lines[3]]))
    assert "event 2 (sample-taken) was reordered" in refusal(journal)


def test_a_removed_line_is_found(journal: Path) -> None:
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join([lines[0], lines[2], lines[3]]))
    assert "event 1 is missing" in refusal(journal)


def test_a_torn_last_line_is_refused_then_dropped_on_demand(journal: Path) -> None:
    journal.write_bytes(journal.read_bytes()[:-3])
    assert "line 4 is cut in the middle (event 3, flight-sealed)" in refusal(journal)
    reading = read(journal, recover=True)
    assert len(reading.events) == 3
    assert "line 4" in reading.dropped[0]
    assert "no seal" in reading.dropped[1]


def test_a_missing_seal_is_refused_then_accepted_on_demand(tmp_path: Path) -> None:
    path = fly(tmp_path / "flight.jsonl", sealed=False)
    assert "without the seal: the flight is unfinished or the journal was cut" in refusal(path)
    assert "as unfinished" in read(path, recover=True).dropped[0]
    assert read(path, closed=False).dropped == ()


def test_recovery_leaves_the_file_as_it_is(journal: Path) -> None:
    torn = journal.read_bytes()[:-30]
    journal.write_bytes(torn)
    read(journal, recover=True)
    assert journal.read_bytes() == torn


def test_a_recovered_journal_goes_on_in_a_new_file(journal: Path, tmp_path: Path) -> None:
    journal.write_bytes(journal.read_bytes()[:-30])
    fresh = tmp_path / "recovered.jsonl"
    recover_into(journal, fresh)
    with JournalFile.resume(fresh) as resumed:
        resumed.append(type="sample-taken", scan=12, actor=PILOT)
        resumed.seal(state_hash=STATE, scan=12, actor=PILOT)
    assert len(read(fresh).events) == 5


def test_a_torn_journal_is_not_resumed(journal: Path) -> None:
    journal.write_bytes(journal.read_bytes()[:-30])
    with pytest.raises(JournalError, match="cut in the middle"):
        JournalFile.resume(journal)


def test_a_journal_is_never_written_over(journal: Path) -> None:
    before = journal.read_bytes()
    with pytest.raises(JournalError, match="exists already"):
        JournalFile.create(journal)
    assert journal.read_bytes() == before


def test_resuming_only_appends(tmp_path: Path) -> None:
    path = fly(tmp_path / "flight.jsonl", sealed=False)
    before = path.read_bytes()
    with JournalFile.resume(path) as resumed:
        resumed.append(type="sample-taken", scan=12, actor=PILOT)
    assert path.read_bytes().startswith(before)


def test_an_event_is_on_its_way_to_the_disk_before_it_is_acknowledged(tmp_path: Path) -> None:
    with JournalFile.create(tmp_path / "flight.jsonl") as journal:
        event = journal.append(type="noted", scan=0, actor=PILOT)
        assert (tmp_path / "flight.jsonl").read_bytes() == event.line() + b"\n"


def test_a_second_writer_is_found_out(tmp_path: Path) -> None:
    path = fly(tmp_path / "flight.jsonl", sealed=False)
    with JournalFile.resume(path) as one, JournalFile.resume(path) as other:
        one.append(type="noted", scan=20, actor=PILOT)
        with pytest.raises(JournalError, match="written by another program"):
            other.append(type="noted", scan=20, actor=PILOT)
    assert len(read(path, closed=False).events) == 4


def test_a_closed_file_takes_no_event(tmp_path: Path) -> None:
    journal = JournalFile.create(tmp_path / "flight.jsonl")
    journal.close()
    with pytest.raises(JournalError, match="is closed: noted was not written"):
        journal.append(type="noted", scan=0, actor=PILOT)


def test_a_full_disk_is_a_sentence_and_the_journal_stops_there() -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no device that is always full")
    file = full.open("ab")
    journal = JournalFile(full, file, None, fsync=False)
    with pytest.raises(JournalError, match="could not be written"):
        journal.append(type="noted", scan=0, actor=PILOT)
    with pytest.raises(JournalError, match="is closed"):
        journal.append(type="noted", scan=0, actor=PILOT)


@pytest.mark.parametrize(
    ("content", "symptom"),
    [
        (b"", "is empty"),
        (b"\n", "no journal"),
        (b"hello\n", "line 1 (event 0, of unreadable type) was edited, or is no journal"),
        (b"[1,2]\n", "it is not an event"),
        (b"{}\n", "seq, scan, at, type, version, actor, data, prev, hash missing"),
        (b"\xef\xbb\xbf" + written(), "begins with a byte-order mark"),
        (written().decode().encode("utf-16"), "UTF-16"),
        (written().replace(b"feed", b"f\xe9ed"), "is not UTF-8"),
        (written().replace(b"\n", b"\r\n"), "its end of line was converted"),
        (written().replace(b'"seq":1', b'"seq":true'), "seq missing or of the wrong type"),
        (written().replace(b"4.5", b"NaN"), "its bytes are not those written"),
        (b"\x00" * 50 + b"\n", "no journal"),
        (b"[" * 100_000 + b"\n", "no journal"),
        (b"9" * 10_000 + b"\n", "no journal"),
        (b"x" * (LONGEST_LINE + 10), "longer than"),
    ],
)
def test_what_is_no_journal_is_refused_with_a_sentence(tmp_path: Path, content: bytes, symptom: str) -> None:
    path = tmp_path / "flight.jsonl"
    path.write_bytes(content)
    assert symptom in refusal(path)


def test_a_folder_or_nothing_is_refused_with_a_sentence(tmp_path: Path) -> None:
    assert "a folder, not a journal" in refusal(tmp_path)
    assert "does not exist" in refusal(tmp_path / "none.jsonl")
    with pytest.raises(JournalError, match="cannot be written"):
        JournalFile.create(tmp_path / "none" / "flight.jsonl")
