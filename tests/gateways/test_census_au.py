"""Reading the Australian censuses: every fault has its file, line and key."""

from __future__ import annotations

from pathlib import Path

import pytest

from envol.errors import ContentError, EnvolError
from envol.gateways.census_au import FILE, FOLDER, read_census
from reference_data import reference

HEADER = "field,census,age,persons"
SOUND = [f"{field},{census},{age},{age}" for field in "AB" for census in (2006, 2011, 2016) for age in (20, 21)]


def written(folder: Path, *lines: str) -> Path:
    (folder / FILE).write_text("\n".join((HEADER, *lines)) + "\n", encoding="utf-8")
    return folder


def faults(folder: Path) -> list[str]:
    with pytest.raises(ContentError) as refused:
        read_census(folder)
    return [str(fault) for fault in refused.value.faults]


def test_counts_stand_by_field_census_and_age(tmp_path: Path) -> None:
    table = read_census(written(tmp_path, *SOUND))
    assert (table.fields, table.censuses, table.first_age, table.step) == (("A", "B"), (2006, 2011, 2016), 20, 5)
    assert table.persons.tolist() == [[[20, 21]] * 3] * 2


def test_the_order_of_lines_does_not_matter(tmp_path: Path) -> None:
    found = read_census(written(tmp_path, *reversed(SOUND)))
    assert found.persons.tolist() == [[[20, 21]] * 3] * 2


def test_the_folder_above_may_be_named(tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir()
    written(tmp_path / FOLDER, *SOUND)
    assert read_census(tmp_path).fields == ("A", "B")


def test_a_folder_without_the_file_is_refused_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(EnvolError, match=f"holds no {FILE}"):
        read_census(tmp_path)


def test_a_file_without_ages_is_refused_with_the_columns_found(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("field,census,persons\n", encoding="utf-8")
    with pytest.raises(EnvolError, match="age is missing among its columns field, census, persons"):
        read_census(tmp_path)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("A,2021,20,-3", f"{FILE}:14: persons: expected a whole number from 0 to 100000000, found '-3'"),
        ("A,2021,20,1e3", f"{FILE}:14: persons: expected a whole number from 0 to 100000000, found '1e3'"),
        ("A,2021,,5", f"{FILE}:14: age: expected a whole number from 0 to 130, found ''"),
        ("A,21,20,5", f"{FILE}:14: census: expected a whole number from 1900 to 2200, found '21'"),
        (",2021,20,5", f"{FILE}:14: field: expected the name of a field, found nothing"),
        (
            "A,2006,20,5",
            f"{FILE}:14: persons: expected one count for each field, census and age, found A, 2006",
        ),
        ("A,2021,20", f"{FILE}:14: expected 4 cells as in the header, found 3"),
    ],
)
def test_a_bad_line_is_told_with_its_place(tmp_path: Path, line: str, said: str) -> None:
    assert any(fault.startswith(said) for fault in faults(written(tmp_path, *SOUND, line)))


def test_all_bad_lines_are_told_at_once(tmp_path: Path) -> None:
    assert len(faults(written(tmp_path, *SOUND, "A,x,20,5", "B,2021,y,z"))) == 3


def test_a_count_that_is_missing_is_told_with_its_age(tmp_path: Path) -> None:
    found = faults(written(tmp_path, *SOUND[:-1]))
    assert found == [f"{FILE}: persons: expected a count at every age from 20 to 21, found none for B, 2016, at age 21"]


def test_censuses_that_are_not_evenly_apart_are_refused(tmp_path: Path) -> None:
    late = [line.replace("2016", "2017") for line in SOUND]
    assert faults(written(tmp_path, *late)) == [
        f"{FILE}: census: expected two censuses or more, evenly apart, found 2006, 2011, 2017"
    ]


def test_a_file_of_its_header_alone_is_refused(tmp_path: Path) -> None:
    assert faults(written(tmp_path)) == [f"{FILE}: expected counts below the header, found none"]


def test_the_real_file_holds_six_fields_four_censuses_and_85_ages() -> None:
    table = read_census(reference("census_au"))
    assert table.persons.shape == (6, 4, 85)
    assert table.censuses == (2006, 2011, 2016, 2021)
