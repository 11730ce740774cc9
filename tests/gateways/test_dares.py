"""The file of Dares is read, or refused with all that is wrong in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dares_files import rows, write_employment
from envol.errors import ContentError, EnvolError
from envol.gateways.dares import FILE, NEAR, OCCUPATIONS, TITLES_FILE, read_employment, read_titles
from reference_data import reference

Table = list[list[str]]


def faults(tmp_path: Path, spoil: Callable[[Table], object]) -> list[str]:
    table = [list(row) for row in rows()]
    spoil(table)
    with pytest.raises(ContentError) as caught:
        read_employment(write_employment(tmp_path, table))
    return [str(fault) for fault in caught.value.faults]


def test_jobs_stand_by_year_and_occupation(tmp_path: Path) -> None:
    found = read_employment(write_employment(tmp_path))
    assert (found.years[0], found.years[-1], found.names) == (1983, 2018, OCCUPATIONS)
    assert found.values[3, 5] == float(rows()[4][6])


def test_the_folder_above_serves_as_well(tmp_path: Path) -> None:
    (tmp_path / "dares").mkdir()
    write_employment(tmp_path / "dares")
    assert len(read_employment(tmp_path).names) == 86


def test_the_order_of_the_lines_and_of_the_columns_does_not_matter(tmp_path: Path) -> None:
    head, *lines = [row[::-1] for row in rows()]
    found = read_employment(write_employment(tmp_path, [head, *lines[::-1]], mark=";"))
    assert (found.values == read_employment(write_employment(tmp_path)).values).all()


def test_a_folder_without_the_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EnvolError, match=f"holds no {FILE}"):
        read_employment(tmp_path)


def test_a_file_without_years_is_none_of_this_kind(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("code,jobs\nA0Z,3\n")
    with pytest.raises(EnvolError, match="is no Dares employment file: Annee is missing"):
        read_employment(tmp_path)


def test_a_file_of_a_header_alone_is_refused(tmp_path: Path) -> None:
    told = faults(tmp_path, lambda table: table.__delitem__(slice(1, None)))
    assert told == [f"{FILE}: Annee: expected a line for each year below the header, found none"]


def test_an_occupation_without_a_column_is_named(tmp_path: Path) -> None:
    def rename(table: Table) -> None:
        table[0][table[0].index("V2Z")] = "V2B"

    assert faults(tmp_path, rename) == [
        f"{FILE}:1: expected a column for each of 86 occupations of FAP 2009, found none for V2Z (did you mean V2B?)"
    ]


@pytest.mark.parametrize("cell", ["NA", "", "12,5", "-3", "0", "nan", "1e400", "1_000", "٣", "inf"])
def test_a_cell_that_is_no_number_above_zero_is_named(tmp_path: Path, cell: str) -> None:
    table = [list(row) for row in rows()]
    table[4][2] = cell
    with pytest.raises(ContentError) as caught:
        read_employment(write_employment(tmp_path, table, mark=";"))
    expected = "thousands of jobs, a number above zero with a point"
    assert [str(fault) for fault in caught.value.faults] == [f"{FILE}:5: A1Z: expected {expected}, found {cell!r}"]


def test_a_year_twice_is_named_with_the_line_of_the_other(tmp_path: Path) -> None:
    told = faults(tmp_path, lambda table: table.append(table[4]))
    assert told == [f"{FILE}:38: Annee: expected each year once, found 1986 again, which is on line 5"]


def test_a_year_left_out_is_named_at_the_line_after_it(tmp_path: Path) -> None:
    told = faults(tmp_path, lambda table: table.__delitem__(11))
    expected = "a line for every year from the first to the last"
    assert told == [f"{FILE}:12: Annee: expected {expected}, found none for 1993"]


@pytest.mark.parametrize("cell", ["", "19x3", "1993.5", "93", "99999", "²"])
def test_a_year_that_is_none_is_named_and_not_missed_again(tmp_path: Path, cell: str) -> None:
    def spoil(table: Table) -> None:
        table[11][0] = cell

    assert faults(tmp_path, spoil) == [f"{FILE}:12: Annee: expected a year from 1900 to 2200, found {cell!r}"]


def test_a_line_that_is_cut_is_named(tmp_path: Path) -> None:
    told = faults(tmp_path, lambda table: table[5].pop())
    assert told[0].startswith(f"{FILE}:6: expected 89 cells as in the header, found 88")


def test_all_faults_are_told_at_once_as_they_stand_in_the_file(tmp_path: Path) -> None:
    def spoil(table: Table) -> None:
        table[3][1] = table[9][2] = "x"
        table.append(table[1])

    assert [told.split(": expected")[0] for told in faults(tmp_path, spoil)] == [
        f"{FILE}:4: A0Z",
        f"{FILE}:10: A1Z",
        f"{FILE}:38: Annee",
    ]


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"Annee,A0Z\n1983,\xff\xfe\n")
    with pytest.raises(ContentError, match="UTF-8"):
        read_employment(tmp_path)


def test_titles_are_read_as_dares_saves_them(tmp_path: Path) -> None:
    text = 'fap,code_fap_agregee,libelle_fap_agregee\nB,B7Z,"Cadres d\'études"\nC,T2Z,T2Z\nD,XXX,Rien\n'
    (tmp_path / TITLES_FILE).write_bytes(text.encode("cp1252"))
    assert read_titles(tmp_path) == {"B7Z": "Cadres d’études"}


def test_titles_that_are_not_there_are_left_out(tmp_path: Path) -> None:
    assert read_titles(tmp_path) == {}


def test_the_real_file_has_the_86_occupations_in_36_years() -> None:
    found = read_employment(reference("dares"))
    assert found.values.shape == (36, 86)
    assert found.values[0, 0] == 1610.3003


def test_the_parts_of_home_help_would_count_twice() -> None:
    found = (reference("dares") / FILE).read_text().splitlines()
    head, last = found[0].replace('"', "").split(","), found[-1].split(",")
    parts = float(last[head.index("T2A")]) + float(last[head.index("T2B")])
    assert parts == pytest.approx(float(last[head.index("T2Z")]), abs=1e-4)


def test_the_eight_set_apart_are_occupations() -> None:
    assert set(NEAR) <= set(OCCUPATIONS)
