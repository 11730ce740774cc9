"""The export of France compétences: made here in the form that public projects read, no real one being at hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import certification_files as files
from envol.errors import EnvolError
from envol.flight.content.fault import Fault
from envol.gateways.imports import rncp

SAID = "export_fiches_CSV_{}_2026_08_29.csv"


def within(folder: Path) -> dict[str, Path]:
    """The files of a folder by their names."""
    return {each.name: each for each in folder.iterdir()}


def standard(tmp_path: Path, *rows: files.Cells) -> list[rncp.SheetRow | Fault]:
    """What is read of a table of sheets."""
    folder = files.export(tmp_path / "e", "2026_08_29", rows)
    return list(rncp.read_sheets(rncp.tables_of(within(folder))[rncp.STANDARD], set()))


def test_the_tables_are_known_by_their_pattern_and_dated_by_their_names(tmp_path: Path) -> None:
    pair = {"Numero_Fiche": "RNCP99001", "Codes_Rome_Code": "H2301", "Codes_Rome_Libelle": "Conduite"}
    folder = files.export(tmp_path / "export-fiches-csv-2026-08-30", "2026_08_29", [{}], Rome=[pair], CCN=[pair])
    assert sorted(rncp.tables_of(within(folder))) == [rncp.ROME, rncp.STANDARD]
    assert rncp.export_date(within(folder)) == date(2026, 8, 29)


@pytest.mark.parametrize("name", ["Blocs_De_Compétences", "Blocs_De_Compe\u0301tences", "Blocs_De_Comp├®tences"])
def test_the_blocks_are_found_whatever_became_of_their_accent(tmp_path: Path, name: str) -> None:
    block = {"Numero_Fiche": "RNCP99001", "Bloc_Competences_Code": "RNCP99001BC01", "Bloc_Competences_Libelle": "Un"}
    folder = files.export(tmp_path / "e", "2026_08_29", [{}], **{name: [block]})
    assert rncp.BLOCKS in rncp.tables_of(within(folder))


def test_an_export_without_its_sheets_is_none(tmp_path: Path) -> None:
    (tmp_path / "export_fiches_CSV_Rome_2026_08_29.csv").write_text("Numero_Fiche;x;y\n", encoding="utf-8")
    with pytest.raises(EnvolError, match=r"Standard_<date>\.csv is missing"):
        rncp.tables_of(within(tmp_path))


def test_two_days_in_one_folder_are_refused(tmp_path: Path) -> None:
    files.export(tmp_path, "2026_08_28", [{}])
    files.export(tmp_path, "2026_08_29", [{}])
    with pytest.raises(EnvolError, match="hold the same table"):
        rncp.tables_of(within(tmp_path))


def test_a_sheet_is_read_with_the_line_breaks_of_its_title(tmp_path: Path) -> None:
    sheet = standard(tmp_path, {"Numero_Fiche": "RS5638", "Intitule": "Titre\n  sur deux lignes", "Actif": "INACTIVE"})[
        0
    ]
    assert isinstance(sheet, rncp.SheetRow)
    assert (sheet.number, sheet.title, sheet.level, sheet.is_active) == ("RS5638", "Titre sur deux lignes", 5, False)
    assert (sheet.first_day, sheet.last_day) == (date(2024, 9, 1), date(2029, 8, 31))


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (
            {"Nomenclature_Europe_Niveau": "NIV9"},
            "Nomenclature_Europe_Niveau: expected a level from 3 to 8, found NIV9",
        ),
        ({"Numero_Fiche": "9X"}, "Numero_Fiche: expected a number such as RNCP38883 or RS5638, found 9X"),
        ({"Numero_Fiche": ""}, "Numero_Fiche: expected a number such as RNCP38883 or RS5638, found nothing"),
        ({"Actif": ""}, "Actif: expected ACTIVE or INACTIVE, found nothing"),
        ({"Date_Fin_Enregistrement": "bientôt"}, "Date_Fin_Enregistrement: expected a date such as 31/08/2026"),
        ({"Type_Enregistrement": "autre"}, "Type_Enregistrement: expected Enregistrement de droit or"),
        ({"Numero_Fiche": "RNCP99001"}, "Numero_Fiche: expected a number for each sheet, found RNCP99001 again"),
    ],
)
def test_a_wrong_cell_is_told_by_file_line_and_column(tmp_path: Path, cells: files.Cells, said: str) -> None:
    told = [
        str(each) for each in standard(tmp_path, {}, {"Numero_Fiche": "RNCP99002", **cells}) if isinstance(each, Fault)
    ]
    assert [each.startswith(f"{SAID.format('Standard')}:3: {said}") for each in told] == [True]


def test_a_label_loses_the_code_before_it(tmp_path: Path) -> None:
    pair = {"Numero_Fiche": "RNCP99001", "Nsf_Code": "335", "Nsf_Intitule": "335 : Animation sportive"}
    folder = files.export(tmp_path / "e", "2026_08_29", [{}], Nsf=[pair, pair])
    read = list(rncp.read_pairs(rncp.tables_of(within(folder))[rncp.NSF], rncp.NSF))
    assert [(each.code, each.title) for each in read if isinstance(each, rncp.PairRow)] == [
        ("335", "Animation sportive")
    ]


def test_a_succession_is_read_from_either_side(tmp_path: Path) -> None:
    lines = [
        {"Numero_Fiche": "RNCP2", "Ancienne_Certification": "RNCP1", "Nouvelle_Certification": ""},
        {"Numero_Fiche": "RNCP2", "Ancienne_Certification": "", "Nouvelle_Certification": "RNCP3"},
    ]
    folder = files.export(tmp_path / "e", "2026_08_29", [{}], Ancienne_Nouvelle_Certification=lines)
    read = list(rncp.read_successions(rncp.tables_of(within(folder))[rncp.SUCCESSIONS]))
    assert [(each.old, each.new) for each in read if isinstance(each, rncp.SuccessionRow)] == [
        ("RNCP1", "RNCP2"),
        ("RNCP2", "RNCP3"),
    ]
