"""Certif Info and the ministries' list of diplomas: what is read of them, and which line is told to be wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import certification_files as files
from envol.errors import EnvolError
from envol.flight.content.fault import Fault
from envol.gateways.imports.certif_info import NOT_CERTIFYING, CertificationRow, read_certif_info
from envol.gateways.imports.certification_cells import day_of, sheet_number
from envol.gateways.imports.diplomas import DiplomaRow, read_diplomas
from reference_data import reference


def rows(path: Path) -> list[CertificationRow]:
    """What is read of a file that has no fault."""
    read = list(read_certif_info(path))
    assert [str(each) for each in read if isinstance(each, Fault)] == []
    return [each for each in read if not isinstance(each, Fault)]


def faults(path: Path) -> list[str]:
    """The faults of a list of Certif Info, as people read them."""
    return [str(each) for each in read_certif_info(path) if isinstance(each, Fault)]


def diploma_rows(path: Path) -> list[DiplomaRow]:
    """What is read of a list of diplomas that has no fault."""
    read = list(read_diplomas(path))
    assert [str(each) for each in read if isinstance(each, Fault)] == []
    return [each for each in read if not isinstance(each, Fault)]


def test_every_line_of_the_real_list_is_read() -> None:
    assert len(rows(reference("certifications/certif_info.csv"))) == 9923


def test_the_lines_of_the_real_list_that_repeat_a_code_only_add_numbers() -> None:
    path = reference("certifications/certif_info.csv")
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines - 1 == 10_067
    assert sum(len(row.numbers) > 1 for row in rows(path)) == 64


def test_what_certifies_nothing_is_told_apart() -> None:
    read = rows(reference("certifications/certif_info.csv"))
    assert sum(row.state == NOT_CERTIFYING for row in read) > 1000


def test_every_line_of_the_real_list_of_diplomas_is_read() -> None:
    assert len(diploma_rows(reference("certifications/diplomesProfessionnels.csv"))) == 577


def test_a_number_takes_the_name_of_its_register(tmp_path: Path) -> None:
    path = files.certif_info(tmp_path / "c.csv", {"Code_RNCP": "38883", "Code_RS": "RS0123"})
    assert rows(path)[0].numbers == ("RNCP38883", "RS123")


def test_lines_of_one_code_that_differ_in_numbers_become_one(tmp_path: Path) -> None:
    path = files.certif_info(tmp_path / "c.csv", {"Code_RS": "11"}, {"Code_RS": "12", "codeIdeo2": "FOR.1"})
    assert [row.numbers for row in rows(path)] == [("RS11", "RS12")]


def test_lines_of_one_code_that_differ_otherwise_are_a_fault(tmp_path: Path) -> None:
    path = files.certif_info(tmp_path / "c.csv", {}, {"Libelle_Diplome": "Autre chose"})
    assert faults(path) == [
        "c.csv:3: Code_Diplome: expected a code for each certification, "
        "found 1 again, which is on line 2 with other words"
    ]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"Code_Niveau_Europeen": "9"}, "Code_Niveau_Europeen: expected a level from 3 to 8, found 9"),
        ({"Code_Niveau_Europeen": "2"}, "Code_Niveau_Europeen: expected a level from 3 to 8, found 2"),
        ({"Date_MaJ": "31/02/2024"}, "Date_MaJ: expected a date such as 31/08/2026, found 31/02/2024"),
        ({"Date_MaJ": "hier"}, "Date_MaJ: expected a date such as 31/08/2026, found hier"),
        ({"Code_RNCP": "38883bis"}, "Code_RNCP: expected a number such as RNCP38883 or RS5638, found 38883bis"),
        ({"Annee_Derniere_Session": "20225"}, "Annee_Derniere_Session: expected a year such as 2026, found 20225"),
        ({"Libelle_Diplome": ""}, "Libelle_Diplome: expected a text, found nothing"),
        ({"Code_Diplome": ""}, "Code_Diplome: expected digits, found nothing"),
        ({"Code_Rome_2": "H23"}, "Code_Rome_2: expected a ROME code such as H2301, found H23"),
        ({"Etat": "7"}, "Etat: expected one of 0, 2, 3, 4, 11, 12, found 7"),
        ({"accessibilite_vae": "oui"}, "accessibilite_vae: expected 0, 1 or 2, found oui"),
        (
            {"Annee_Premiere_Session": "2026", "Annee_Derniere_Session": "2025"},
            "Annee_Derniere_Session: expected 2026 or later, as its first session, found 2025",
        ),
    ],
)
def test_a_wrong_cell_is_told_by_its_line_and_column(tmp_path: Path, cells: files.Cells, said: str) -> None:
    path = files.certif_info(tmp_path / "c.csv", {}, {"Code_Diplome": "2", **cells})
    assert faults(path) == [f"c.csv:3: {said}"]


def test_a_file_without_its_columns_is_none(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text("Code;Titre\n1;CAP\n", encoding="utf-8")
    with pytest.raises(EnvolError, match=r"Libelle_Diplome.*is missing among its columns Code, Titre"):
        list(read_certif_info(path))


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("31/08/2026", date(2026, 8, 31)),
        ("1/9/2024", date(2024, 9, 1)),
        ("2026-08-31", date(2026, 8, 31)),
        ("2026-08-31 00:00:00", date(2026, 8, 31)),
        ("46265", date(2026, 8, 31)),
        ("46265.0", date(2026, 8, 31)),
        ("00/00/0000", None),
        ("31/08/0026", None),
        ("2026", None),
    ],
)
def test_a_day_is_read_in_every_way_of_the_registers(cell: str, day: date | None) -> None:
    assert day_of(cell) == day


@pytest.mark.parametrize("text", ["", "RNCP", "RNCP0", "RNCP1234567", "RNCP 12 34", "½"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert sheet_number(text) == ""


@pytest.mark.parametrize(
    ("remark", "replaced_by", "replaces"),
    [
        ("remplacé par le 320-22210 R", ("32022210",), ()),
        ("est remplacé par le 50023328S", ("50023328",), ()),
        ("Remplacé par le n°  400-20009 N", ("40020009",), ()),
        ("Remplace les n° 40025005 et 40025107 et 40025106", (), ("40025005", "40025107", "40025106")),
        ("REMPLACE LE 320-20112 M", (), ("32020112",)),
        ("remplace le 4025513R", (), ()),
        ("en rénovation", (), ()),
        ("modifié par arrêté du 29 septembre 2023", (), ()),
    ],
)
def test_a_remark_names_what_follows(
    tmp_path: Path, remark: str, replaced_by: tuple[str, ...], replaces: tuple[str, ...]
) -> None:
    row = diploma_rows(files.diplomas(tmp_path / "d.csv", {"Commentaire": remark}))[0]
    assert (row.replaced_by, row.replaces) == (replaced_by, replaces)


def test_a_number_that_is_under_way_is_none_yet(tmp_path: Path) -> None:
    assert diploma_rows(files.diplomas(tmp_path / "d.csv", {"Code RNCP": "en cours"}))[0].number == ""


def test_a_diploma_that_ends_before_it_begins_is_a_fault(tmp_path: Path) -> None:
    path = files.diplomas(tmp_path / "d.csv", {"Dernière session": "2008"})
    assert [str(each) for each in read_diplomas(path)] == [
        "d.csv:2: Dernière session: expected 2009 or later, as its first session, found 2008"
    ]


def test_a_diploma_that_stands_twice_is_a_fault(tmp_path: Path) -> None:
    read = list(read_diplomas(files.diplomas(tmp_path / "d.csv", {}, {})))
    assert [str(each) for each in read if isinstance(each, Fault)] == [
        "d.csv:3: Code diplôme: expected a code and RNCP number for each diploma, "
        "found 32022104 RNCP1033 again, which is on line 2"
    ]


def test_digits_of_other_scripts_are_no_code_and_no_date(tmp_path: Path) -> None:
    path = files.certif_info(tmp_path / "c.csv", {"Code_Diplome": "١٢٣"}, {"Date_MaJ": "١٧/٠٦/٢٠٢٤"})
    code, day = faults(path)
    assert "Code_Diplome: expected digits, found ١٢٣" in code
    assert "Date_MaJ: expected a date" in day


def test_a_line_that_was_changed_on_a_day_to_come_is_a_fault(tmp_path: Path) -> None:
    path = files.certif_info(tmp_path / "c.csv", {"Date_MaJ": "17/06/2062"})
    [fault] = read_certif_info(path, today=date(2026, 11, 22))
    assert str(fault) == "c.csv:2: Date_MaJ: expected 2026-11-22 or before, found 2062-06-17"
