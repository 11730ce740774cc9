"""Staff lists: what is read, what is refused, and with which words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from envol.errors import ContentError, EnvolError
from envol.flight.content.fault import Fault
from envol.gateways.imports.days import day_as_written
from envol.gateways.imports.staff import StaffRow, read_staff

TODAY = date(2026, 11, 22)
HEADER = "email,name,role,organisation,site,since,until\n"


def read(tmp_path: Path, text: str | bytes) -> list[StaffRow | Fault]:
    path = tmp_path / "staff.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return list(read_staff(path, today=TODAY))


def faults(tmp_path: Path, line: str) -> list[Fault]:
    found = read(tmp_path, HEADER + line)
    assert all(isinstance(each, Fault) for each in found)
    return found  # type: ignore[return-value]


def test_a_line_is_read_whole(tmp_path: Path) -> None:
    (row,) = read(
        tmp_path, HEADER + "Ada@Example.org, Ada  Exemple ,teacher,123 456 789 00012,Plant,01/09/2026,2027-08-31\n"
    )
    assert row == StaffRow(
        line=2,
        email="ada@example.org",
        name="Ada Exemple",
        role="teacher",
        organisation="12345678900012",
        site="Plant",
        since=date(2026, 9, 1),
        until=date(2027, 8, 31),
    )


def test_french_columns_and_roles_are_understood(tmp_path: Path) -> None:
    text = "Courriel;Nom;Rôle;Établissement;Site;Du;Au\nada@example.org;Ada;Enseignante;0690123A;;01/09/2026;\n"
    (row,) = read(tmp_path, text)
    assert isinstance(row, StaffRow)
    assert (row.role, row.organisation, row.since, row.until, row.site) == (
        "teacher",
        "0690123A",
        date(2026, 9, 1),
        None,
        "",
    )


def test_a_table_without_sites_says_nothing_about_them(tmp_path: Path) -> None:
    (row,) = read(tmp_path, "email,role,organisation\nada@example.org,head,0690123A\n")
    assert isinstance(row, StaffRow)
    assert row.site is None


@pytest.mark.parametrize(
    ("line", "key", "expected"),
    [
        ("ada,Ada,teacher,0690123A,,,", "email", "an e-mail address"),
        ("ada@example,Ada,teacher,0690123A,,,", "email", "an e-mail address"),
        ("ada@example.org,Ada,wizard,0690123A,,,", "role", "one of the known roles"),
        ("ada@example.org,Ada,teacher,,,,", "organisation", "an organisation"),
        ("ada@example.org,Ada,teacher,0690123A,,31/02/2027,", "since", "a day such as 31/08/2027 or 2027-08-31"),
        ("ada@example.org,Ada,teacher,0690123A,,01/09/2027,01/09/2026", "until", "a day after the first one"),
        ("ada@example.org,Ada,teacher,0690123A,,,01/09/2026", "until", "a day to come"),
    ],
)
def test_a_wrong_cell_is_named_with_what_was_expected(tmp_path: Path, line: str, key: str, expected: str) -> None:
    (fault,) = faults(tmp_path, line + "\n")
    assert (fault.line, fault.key, fault.expected) == (2, key, expected)


def test_a_role_that_is_nearly_one_is_proposed(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, "ada@example.org,Ada,enseignent,0690123A,,,\n")
    assert "enseignant" in fault.hint


def test_every_fault_of_a_line_is_told(tmp_path: Path) -> None:
    assert {fault.key for fault in faults(tmp_path, "ada,Ada,wizard,,,x,\n")} == {
        "email",
        "role",
        "organisation",
        "since",
    }


def test_the_same_person_and_role_twice_is_refused(tmp_path: Path) -> None:
    line = "ada@example.org,Ada,teacher,0690123A,,,\n"
    row, fault = read(tmp_path, HEADER + line + line.upper().replace("TEACHER", "Enseignant"))
    assert isinstance(row, StaffRow)
    assert isinstance(fault, Fault)
    assert (fault.line, fault.hint) == (3, "line 2 says it already")


def test_a_missing_column_names_those_that_there_are(tmp_path: Path) -> None:
    with pytest.raises(EnvolError, match="organisation is missing among its columns email, role"):
        read(tmp_path, "email,role\nada@example.org,head\n")


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="text in UTF-8"):
        read(tmp_path, (HEADER + "ada@example.org,Zoé,teacher,0690123A,,,\n").encode("cp1252"))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("31/08/2027", date(2027, 8, 31)),
        ("1-9-2026", date(2026, 9, 1)),
        ("2027-08-31 00:00:00", date(2027, 8, 31)),
        ("31/08/27", None),
        ("08/31/2027", None),
        ("", None),
    ],
)
def test_a_day_is_read_as_the_french_write_it(text: str, day: date | None) -> None:
    assert day_as_written(text) == day


@pytest.mark.parametrize("text", ["01/01/0001", "01/01/1899", "2206-09-01", "١٢/٠٩/٢٠٢٦"])
def test_a_day_that_nobody_can_mean_is_none(text: str) -> None:
    assert day_as_written(text) is None


def test_the_last_year_of_all_says_that_there_is_no_end() -> None:
    assert day_as_written("31/12/9999") == date(9999, 12, 31)
