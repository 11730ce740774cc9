"""The national directory of schools: each line a school, or a fault with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from envol.errors import EnvolError
from envol.gateways.imports.schools import SchoolRow, read_schools

HEAD = (
    "Identifiant_de_l_etablissement;Nom_etablissement;Type_etablissement;Adresse_1;Code_postal;Nom_commune;"
    "Code_departement;Code_academie;Code_region;latitude;longitude;SIREN_SIRET;Web;etat\n"
)
LINE = (
    "0690001A;Lycée fictif;Lycée;1 rue des Cuves;69007;Lyon;069;10;84;45.7;4.8;73282932000074;www.example.org;OUVERT\n"
)


def read(folder: Path, *lines: str, head: str = HEAD) -> list[SchoolRow | str]:
    path = folder / "schools.csv"
    path.write_text(head + "".join(lines), encoding="utf-8")
    found = read_schools(path)
    return [each if isinstance(each, SchoolRow) else str(each).split("schools.csv:")[1] for each in found]


def test_a_school_is_read(tmp_path: Path) -> None:
    (found,) = read(tmp_path, LINE)
    assert isinstance(found, SchoolRow)
    assert (found.uai, found.siret, found.kind, found.is_open) == ("0690001A", "73282932000074", "lycee", True)
    assert (found.department, found.academy, found.region, found.postcode) == ("69", "10", "84", "69007")
    assert (found.latitude, found.longitude, found.website) == (45.7, 4.8, "https://www.example.org")


def test_the_columns_may_be_in_small_letters(tmp_path: Path) -> None:
    (found,) = read(tmp_path, LINE, head=HEAD.lower())
    assert isinstance(found, SchoolRow)
    assert found.siret == "73282932000074"


@pytest.mark.parametrize(("written", "code"), [("069", "69"), ("02A", "2A"), ("974", "974"), ("001", "01")])
def test_departments_are_written_as_insee_does(tmp_path: Path, written: str, code: str) -> None:
    (found,) = read(tmp_path, LINE.replace(";069;", f";{written};"))
    assert isinstance(found, SchoolRow)
    assert found.department == code


def test_primary_schools_are_left_out(tmp_path: Path) -> None:
    assert read(tmp_path, LINE.replace(";Lycée;", ";Ecole;")) == []


def test_a_siret_that_stands_twice_is_refused_with_both_lines(tmp_path: Path) -> None:
    _first, second = read(tmp_path, LINE, LINE.replace("0690001A", "0690002B"))
    assert second == "3: SIREN_SIRET: expected each number once, found 73282932000074 (line 2 bears it already)"


def test_a_uai_that_stands_twice_is_refused_with_both_lines(tmp_path: Path) -> None:
    _first, second = read(tmp_path, LINE, LINE.replace("73282932000074", ""))
    assert "Identifiant_de_l_etablissement: expected each number once, found 0690001A (line 2" in str(second)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("0690001A", "69", "expected a UAI: seven digits and a letter, found 69"),
        ("73282932000074", "73282932000075", "expected a SIRET: fourteen digits, the last of which follows"),
        ("45.7", "145.7", "latitude: expected degrees from -90 to 90, found 145.7"),
        ("Lycée fictif", "", "Nom_etablissement: expected a name"),
    ],
)
def test_each_fault_is_told_with_its_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    (found,) = read(tmp_path, LINE.replace(old, new, 1))
    assert said in str(found)
    assert str(found).startswith("2: ")


def test_a_siren_alone_is_no_siret_and_no_fault(tmp_path: Path) -> None:
    first, second = read(tmp_path, LINE.replace("73282932000074", "732829320"), LINE.replace(
        "73282932000074", "732829320").replace("0690001A", "0690002B"))  # fmt: skip
    assert isinstance(first, SchoolRow)
    assert isinstance(second, SchoolRow)
    assert (first.siret, second.siret) == ("", "")


def test_a_closed_school_is_known_as_such(tmp_path: Path) -> None:
    (found,) = read(tmp_path, LINE.replace("OUVERT", "FERME"))
    assert isinstance(found, SchoolRow)
    assert found.is_open is False


def test_another_table_is_refused_with_the_columns_that_are_missing(tmp_path: Path) -> None:
    with pytest.raises(EnvolError, match="Nom_etablissement"):
        read(tmp_path, head="a;b\n")


@pytest.mark.parametrize(
    ("before", "after", "column"),
    [
        (";069;", ";METROPOLE;", "Code_departement"),
        (";10;", ";LYON;", "Code_academie"),
        (";84;", ";AURA;", "Code_region"),
    ],
)
def test_codes_of_places_that_are_none_are_faults(tmp_path: Path, before: str, after: str, column: str) -> None:
    (fault,) = read(tmp_path, LINE.replace(before, after))
    assert str(fault).startswith(f"2: {column}: expected ")


def test_digits_of_other_scripts_are_no_uai(tmp_path: Path) -> None:
    (fault,) = read(tmp_path, LINE.replace("0690001A", "٠٦٩٠٠٠١A"))
    assert "expected a UAI" in str(fault)
