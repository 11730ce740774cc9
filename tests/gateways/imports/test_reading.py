"""What people send is read line by line; what is none is told with its place."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from envol.errors import ContentError, EnvolError
from envol.flight.content.fault import Fault
from envol.gateways.imports.lines import LONGEST_LINE, MOST_LINES
from envol.gateways.imports.reading import Line, read_table

PEOPLE = ("name", "town")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return tmp_path / "staff.csv"


def lines_of(path: Path, text: str | bytes, **options: object) -> list[Line | Fault]:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return list(read_table(path, required=PEOPLE, kind="staff", **options))  # type: ignore[arg-type]


def read(path: Path, text: str | bytes, **options: object) -> list[tuple[int, tuple[str, ...]]]:
    lines = lines_of(path, text, **options)
    assert all(isinstance(line, Line) for line in lines), lines
    return [(line.number, tuple(line.cells.values())) for line in lines if isinstance(line, Line)]


def only_fault(path: Path, text: str | bytes) -> Fault:
    [fault] = [line for line in lines_of(path, text) if isinstance(line, Fault)]
    return fault


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_told_from_the_header(table: Path, delimiter: str) -> None:
    assert read(table, f"name{delimiter}town\nAda{delimiter}Lyon\n") == [(2, ("Ada", "Lyon"))]


def test_delimiters_within_quotation_marks_tell_nothing(table: Path) -> None:
    text = '"name";"town";"a,b,c,d"\nAda;Lyon;x\n'
    assert read(table, text) == [(2, ("Ada", "Lyon", "x"))]


def test_a_byte_order_mark_is_no_part_of_the_first_column(table: Path) -> None:
    assert read(table, b"\xef\xbb\xbfname,town\nAda,Lyon\n") == [(2, ("Ada", "Lyon"))]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_lines_end_as_on_any_machine(table: Path, ending: str) -> None:
    assert read(table, f"name,town{ending}Ada,Lyon{ending}Bo,Metz") == [(2, ("Ada", "Lyon")), (3, ("Bo", "Metz"))]


def test_blanks_around_cells_are_not_theirs(table: Path) -> None:
    assert read(table, "name , town\n Ada ,\u00a0Lyon\n") == [(2, ("Ada", "Lyon"))]


def test_a_line_bears_the_number_that_an_editor_shows(table: Path) -> None:
    text = '\n\nname,town\n\n"Ada\nof\nLyon",Lyon\n;,\nBo,Metz\n'.replace(";,", ",")
    assert [number for number, _ in read(table, text)] == [5, 9]


def test_columns_are_known_by_their_other_names_and_in_capitals(table: Path) -> None:
    [line] = lines_of(table, "Nom;TOWN;Âge\nAda;Lyon;36\n", aliases={"nom": "name"})
    assert isinstance(line, Line)
    assert line.cells == {"name": "Ada", "town": "Lyon", "Âge": "36"}


def test_a_missing_column_is_told_with_those_found(table: Path) -> None:
    with pytest.raises(EnvolError, match=r"no staff file: town is missing among its columns name, towns; towns may be"):
        lines_of(table, "name,towns\nAda,Lyon\n")


def test_a_column_that_is_there_twice_is_refused(table: Path) -> None:
    with pytest.raises(EnvolError, match="names name twice"):
        lines_of(table, "name,town,Name\nAda,Lyon,Eva\n")


@pytest.mark.parametrize("text", ["", "\n\n", "\ufeff", ";;\n"])
def test_an_empty_file_is_told(table: Path, text: str) -> None:
    with pytest.raises(EnvolError, match="is empty"):
        lines_of(table, text)


@pytest.mark.parametrize("line", ["Ada", "Ada,Lyon,36"])
def test_a_line_of_another_number_of_cells_is_a_fault_and_the_next_one_is_read(table: Path, line: str) -> None:
    fault, good = lines_of(table, f"name,town\n{line}\nBo,Metz\n")
    assert isinstance(fault, Fault)
    assert (fault.file, fault.line, fault.expected) == (str(table), 2, "2 cells as in the header")
    assert isinstance(good, Line)


def test_a_quotation_mark_that_never_closes_is_told_where_it_opens(table: Path) -> None:
    fault = only_fault(table, 'name,town\nAda,Lyon\nBo,"Metz\nCy,Nice\n')
    assert (fault.line, fault.expected) == (3, "a closing quotation mark")


def test_text_after_a_closing_quotation_mark_is_a_fault_of_its_line(table: Path) -> None:
    fault, good = lines_of(table, 'name,town\n"Ada" L.,Lyon\nBo,Metz\n')
    assert isinstance(fault, Fault)
    assert fault.line == 2
    assert isinstance(good, Line)


def test_another_encoding_is_told_by_line_and_byte(table: Path) -> None:
    with pytest.raises(ContentError, match=r"staff.csv:3: expected text in UTF-8, found 0xE9 as byte 2 .*WINDOWS-1252"):
        lines_of(table, "name,town\nAda,Lyon\nZél,Metz\n".encode("cp1252"))


def test_the_unicode_text_of_a_spreadsheet_is_told_as_what_it_is(table: Path) -> None:
    with pytest.raises(ContentError, match="-f UTF-16 "):
        lines_of(table, "name,town\nAda,Lyon\n".encode("utf-16"))


def test_a_nul_byte_is_refused(table: Path) -> None:
    with pytest.raises(ContentError, match=r"staff.csv:2: .*NUL"):
        lines_of(table, b"name,town\nA\x00da,Lyon\n")


def test_a_line_without_an_end_does_not_fill_the_memory(table: Path) -> None:
    with pytest.raises(ContentError, match=r"staff.csv:2: "):
        lines_of(table, "name,town\n" + "a" * (LONGEST_LINE + 1))


def test_an_overlong_cell_is_a_fault_of_its_line(table: Path) -> None:
    assert only_fault(table, f"name,town\n{'a' * 200_000},Lyon\nBo,Metz\n").line == 2


def test_faults_call_a_file_of_an_archive_as_they_are_told_to(table: Path) -> None:
    [fault] = lines_of(table, "name,town\nAda\n", shown="sent.zip/staff.csv")
    assert isinstance(fault, Fault)
    assert fault.file == "sent.zip/staff.csv"


def test_the_file_is_read_as_it_is_asked_for(table: Path) -> None:
    table.write_text("name,town\nAda,Lyon\nBo,\x00\n")
    lines: Iterator[object] = read_table(table, required=PEOPLE, kind="staff")
    assert isinstance(next(lines), Line)


@given(data=st.binary(max_size=200))
def test_no_bytes_whatever_end_in_anything_but_a_sentence(
    data: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(b"name,town\n" + data)
    try:
        lines = list(read_table(path, required=PEOPLE, kind="staff"))
    except EnvolError:
        return
    assert all(isinstance(line, Line | Fault) for line in lines)


def test_a_byte_order_mark_in_the_middle_of_files_put_together_is_no_part_of_a_cell(table: Path) -> None:
    assert read(table, "\ufeffname,town\n\ufeffAda,Lyon\nBo,\ufeffMetz\n") == [
        (2, ("Ada", "Lyon")),
        (3, ("Bo", "Metz")),
    ]


def test_a_control_character_is_a_fault_of_its_line_and_is_not_shown_as_itself(table: Path) -> None:
    fault, good = lines_of(table, "name,town\nA\x1b[31mda,Lyon\nBo,Metz\n")
    assert isinstance(fault, Fault)
    assert (fault.line, fault.found) == (2, "the character U+001B")
    assert isinstance(good, Line)


def test_the_lines_that_an_open_quotation_mark_swallowed_are_read_all_the_same(table: Path) -> None:
    text = 'name,town\nAda,"Lyon\n' + "".join(f"Bo,Metz{number}\n" for number in range(30_000))
    fault, *good = lines_of(table, text)
    assert isinstance(fault, Fault)
    assert (fault.line, fault.expected) == (2, "a closing quotation mark")
    assert [(line.number, line.cells["town"]) for line in good if isinstance(line, Line)] == [
        (number + 3, f"Metz{number}") for number in range(30_000)
    ]


def test_lines_after_an_open_quotation_mark_bear_their_own_numbers(table: Path) -> None:
    found = lines_of(table, 'name,town\nAda,"Lyon\nBo,Metz\nCy,"Nice" x\nDi,Dax\n')
    assert [line.line if isinstance(line, Fault) else -line.number for line in found] == [2, -3, 4, -5]


@pytest.mark.parametrize("line", ['Ada,"Lyon\n', 'Ada,"\n', '"\n', '","\n', 'Ada,""""x\n', '"Ada,Lyon"x\n'])
def test_quotation_marks_that_are_all_wrong_take_no_longer_for_it(table: Path, line: str) -> None:
    began = time.process_time()
    lines_of(table, "name,town\n" + line * 30_000)
    assert time.process_time() - began < 10


def test_wide_text_without_its_mark_is_told_as_what_it_is(table: Path) -> None:
    with pytest.raises(ContentError, match="-f UTF-16 "):
        lines_of(table, "name,town\nAda,Orléans\n".encode("utf-16-le"))


def test_another_encoding_is_told_by_line_also_where_lines_end_as_they_once_did(table: Path) -> None:
    with pytest.raises(ContentError, match=r"staff.csv:3: expected text in UTF-8, found 0xE9 as byte 2"):
        lines_of(table, "name,town\rAda,Lyon\rZél,Metz\r".encode("cp1252"))


def test_a_record_of_more_and_more_cells_does_not_fill_the_memory(table: Path) -> None:
    with pytest.raises(ContentError, match="a closing quotation mark, found none for 200_000 lines"):
        lines_of(table, 'name,town\n"\n' + '","\n' * (MOST_LINES + 1))
