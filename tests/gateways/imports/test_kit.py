"""The apprenticeship kit, as a workbook and as CSV."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

import certification_files as files
from envol.errors import EnvolError
from envol.flight.content.fault import Fault
from envol.gateways.imports import kit
from envol.gateways.imports.kit import KitRow, kit_date, read_kit
from reference_data import reference


def rows(path: Path) -> list[KitRow]:
    """What is read of a kit that has no fault."""
    read = list(read_kit(path))
    assert [str(each) for each in read if isinstance(each, Fault)] == []
    return [each for each in read if not isinstance(each, Fault)]


def faults(path: Path) -> list[str]:
    """The faults of a kit, as people read them."""
    return [str(each) for each in read_kit(path) if isinstance(each, Fault)]


def test_every_pair_of_the_real_kit_is_read() -> None:
    read = rows(reference("certifications/Kit_apprentissage_20250131.xlsx"))
    assert (len(read), len({row.number for row in read})) == (6791, 4587)


def test_the_real_kit_says_its_day_on_its_first_page() -> None:
    assert kit_date(reference("certifications/Kit_apprentissage_20250131.xlsx")) == date(2025, 1, 31)


def test_a_title_of_the_real_kit_that_was_mangled_is_mended() -> None:
    read = rows(reference("certifications/Kit_apprentissage_20250131.xlsx"))
    titles = {row.school_title for row in read if row.number == "RNCP38884"}
    assert titles == {"BIOANALYSES EN LABORATOIRE DE CONTRÔLE (BTS)"}


def test_a_kit_in_csv_says_the_same_as_the_workbook(tmp_path: Path) -> None:
    row = {"Nouvelle Certification rempla (RNCP)": "RNCP2|RNCP3"}
    workbook = rows(files.kit_workbook(tmp_path / "k.xlsx", row))[0]
    table = rows(files.kit_csv(tmp_path / "k.csv", row))[0]
    assert workbook.tells_the_same(table)
    assert workbook.followed_by == ("RNCP2", "RNCP3")


def test_dates_and_numbers_that_a_spreadsheet_made_are_read(tmp_path: Path) -> None:
    cells = {
        "Code Diplôme": 1022001,
        "Date d'échéance de la fiche RNCP": date(2026, 8, 31),
        "Niveau fiche RNCP": 4,
        "FicheRNCP": 955.0,
    }
    row = rows(files.kit_workbook(tmp_path / "k.xlsx", cells))[0]
    assert (row.school_code, row.last_day, row.level, row.number) == ("01022001", date(2026, 8, 31), 4, "RNCP955")


def test_a_code_without_a_sheet_is_passed_over(tmp_path: Path) -> None:
    path = files.kit_workbook(tmp_path / "k.xlsx", {"FicheRNCP": "NR", "Niveau fiche RNCP": "NR"})
    assert rows(path) == []


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"Niveau fiche RNCP": "Niveau 2"}, "Niveau fiche RNCP: expected a level from 3 to 8, found Niveau 2"),
        ({"FicheRNCP": "RNCPX"}, "FicheRNCP: expected a number such as RNCP38883 or RS5638, found RNCPX"),
        ({"Code Diplôme": "320"}, "Code Diplôme: expected a school code of eight characters such as 32022210"),
        ({"Code Diplôme": "320221040"}, "Code Diplôme: expected a school code of eight characters such as 32022210"),
        ({"Fiche ACTIVE/INACTIVE": "peut-être"}, "expected ACTIVE or INACTIVE, found peut-être"),
        ({"Date d'échéance de la fiche RNCP": "31/31/2026"}, "expected a date such as 31/08/2026, found 31/31/2026"),
        ({"Date d'échéance de la fiche RNCP": "31/08/2020"}, "expected 2024-09-01 or later, as its beginning"),
        ({"Ancienne Certification (RNCP)": "RNCP1|X"}, "expected numbers such as RNCP38883|RNCP38884, found RNCP1|X"),
    ],
)
def test_a_wrong_cell_is_told_by_its_row(tmp_path: Path, cells: files.Cells, said: str) -> None:
    told = faults(files.kit_workbook(tmp_path / "k.xlsx", cells))
    assert [said in each and each.startswith("k.xlsx:3: ") for each in told] == [True]


def test_a_pair_that_stands_twice_is_a_fault(tmp_path: Path) -> None:
    assert faults(files.kit_csv(tmp_path / "k.csv", {}, {})) == [
        "k.csv:3: Code Diplôme: expected a code and sheet once, found 32022104 RNCP1033 again, which is on line 2"
    ]


def test_two_lines_that_differ_about_a_sheet_are_a_fault(tmp_path: Path) -> None:
    other = {"Code Diplôme": "32022105", "Date d'échéance de la fiche RNCP": "31/08/2030"}
    assert faults(files.kit_csv(tmp_path / "k.csv", {}, other)) == [
        "k.csv:3: FicheRNCP: expected of RNCP1033 what line 2 says, found something else"
    ]


def test_a_workbook_without_the_table_is_no_kit(tmp_path: Path) -> None:
    path = files.kit_workbook(tmp_path / "k.xlsx")
    with ZipFile(path) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in held.items():
            archive.writestr(name, content.replace(b"FicheRNCP", b"Autre"))
    with pytest.raises(EnvolError, match="none of its tables names the columns"):
        list(read_kit(path))


def test_a_file_that_is_no_workbook_is_refused_with_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "k.xlsx"
    path.write_bytes(b"not a workbook")
    with pytest.raises(EnvolError, match="cannot be read as a workbook"):
        list(read_kit(path))


def test_a_workbook_that_would_fill_the_memory_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "k.xlsx"
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", b"0" * (kit.MOST_BYTES + 1))
    with pytest.raises(EnvolError, match="at most are read"):
        list(read_kit(path))


SHEET = "xl/worksheets/sheet2.xml"
OF_SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def with_sheet(folder: Path, xml: str) -> Path:
    """A workbook whose table is replaced by some XML."""
    good, path = files.kit_workbook(folder / "good.xlsx", {}), folder / "kit.xlsx"
    with ZipFile(good) as old, ZipFile(path, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, xml if name == SHEET else old.read(name))
    return path


@pytest.mark.parametrize(
    "xml",
    [
        "",
        f'<worksheet xmlns="{OF_SHEETS}"><sheetData><row>',
        f'<worksheet xmlns="{OF_SHEETS}"><sheetData><row r="1"><c r="!!"><v>1</v></c></row></sheetData></worksheet>',
        f'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><worksheet xmlns="{OF_SHEETS}"><sheetData>'
        '<row r="1"><c r="A1"><v>&e;</v></c></row></sheetData></worksheet>',
    ],
)
def test_a_workbook_that_is_broken_within_is_told_in_a_sentence(tmp_path: Path, xml: str) -> None:
    with pytest.raises(EnvolError, match=r"kit\.xlsx cannot be read as a workbook: .*; save it again"):
        list(read_kit(with_sheet(tmp_path, xml)))


def test_a_workbook_whose_packing_is_spoilt_is_told_in_a_sentence(tmp_path: Path) -> None:
    path = files.kit_workbook(tmp_path / "kit.xlsx", *[{}] * 200)
    content = bytearray(path.read_bytes())
    content[500:4000] = bytes(each ^ 0x55 for each in content[500:4000])
    path.write_bytes(content)
    with pytest.raises(EnvolError, match="cannot be read as a workbook"):
        list(read_kit(path))


@pytest.mark.parametrize("row", ["999999999999", "1048576"])
def test_a_workbook_that_claims_rows_without_end_is_refused(tmp_path: Path, row: str) -> None:
    xml = f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>'
    xml = f'<worksheet xmlns="{OF_SHEETS}"><sheetData>{xml}</sheetData></worksheet>'
    with pytest.raises(EnvolError, match="more than 200000 rows"):
        list(read_kit(with_sheet(tmp_path, xml)))


def test_a_workbook_that_claims_very_wide_rows_takes_no_longer_for_it(tmp_path: Path) -> None:
    row = "".join(f'<row r="{number}"><c r="A{number}"><v>1</v></c></row>' for number in range(1, 20_000))
    xml = f'<worksheet xmlns="{OF_SHEETS}"><dimension ref="A1:XFD20000"/><sheetData>{row}</sheetData></worksheet>'
    began = time.process_time()
    with pytest.raises(EnvolError, match="none of its tables names"):
        list(read_kit(with_sheet(tmp_path, xml)))
    assert time.process_time() - began < 10


def test_a_folder_is_no_kit(tmp_path: Path) -> None:
    with pytest.raises(EnvolError, match="is a folder: the kit is one file"):
        list(read_kit(tmp_path))
