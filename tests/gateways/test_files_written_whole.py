"""A file is whole or not there, and a place that cannot be written is said before any work."""

from __future__ import annotations

from pathlib import Path

import pytest

from envol.errors import EnvolError
from envol.gateways.atomically import refuse_unwritable, whole_file
from envol.gateways.journal_file import JournalFile


def test_a_file_takes_its_place_only_when_it_is_whole(tmp_path: Path) -> None:
    place = tmp_path / "table"
    place.write_text("old", encoding="utf-8")
    with whole_file(place) as beside:
        beside.write_text("new", encoding="utf-8")
        assert place.read_text(encoding="utf-8") == "old"
    assert place.read_text(encoding="utf-8") == "new"
    assert list(tmp_path.iterdir()) == [place]


def test_work_that_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    place = tmp_path / "table"
    place.write_text("old", encoding="utf-8")

    def half() -> None:
        with whole_file(place) as beside:
            beside.write_text("half", encoding="utf-8")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half()
    assert place.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [place]


@pytest.mark.parametrize("place", ["nowhere/table", "."])
def test_a_place_that_cannot_be_written_is_refused(tmp_path: Path, place: str) -> None:
    with pytest.raises(EnvolError, match=r"cannot be written|is a folder"):
        refuse_unwritable(tmp_path / place)


def test_looking_whether_a_place_can_be_written_leaves_nothing(tmp_path: Path) -> None:
    refuse_unwritable(tmp_path / "table")
    assert not list(tmp_path.iterdir())


def test_a_link_is_followed_and_stays(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_text("old", encoding="utf-8")
    link.symlink_to(target)
    with whole_file(link) as beside:
        beside.write_text("new", encoding="utf-8")
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == "new"


def test_a_device_is_refused() -> None:
    with pytest.raises(EnvolError, match="no ordinary file"):
        refuse_unwritable(Path("/dev/null"))


def test_a_journal_is_never_written_over(tmp_path: Path) -> None:
    with JournalFile.create(tmp_path / "flight") as journal:
        journal.append(type="flight-opened", data={"scenario": "any"}, scan=0, actor="pilot:expert")
    with pytest.raises(EnvolError, match="journal of a flight"):
        refuse_unwritable(tmp_path / "flight")


def test_one_place_cannot_hold_two_files_of_a_command(tmp_path: Path) -> None:
    with pytest.raises(EnvolError, match="named twice"):
        refuse_unwritable(tmp_path / "one", tmp_path / "." / "one")
