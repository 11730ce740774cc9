"""The files of ROME are told by their names, and every wrong cell by its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest

from envol.errors import EnvolError
from envol.gateways.imports.archives import open_folder
from envol.gateways.imports.rome import Broken, Record, Rome, records_of, rome_in
from envol.gateways.imports.rome_tables import TABLES
from small_rome import TABLES as SMALL
from small_rome import write_rome


def rome(folder: Path) -> Rome:
    with open_folder(folder, kind="ROME") as files:
        return rome_in(files, folder)


def broken(folder: Path, table: str, line: str) -> Broken:
    file = write_rome(folder) / f"unix_{table}_v460_utf8.csv"
    file.write_text(file.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
    [found] = [record for record in records_of(rome(folder), table) if isinstance(record, Broken)]
    return found


@pytest.mark.parametrize("table", TABLES)
def test_every_line_of_every_table_is_a_record(tmp_path: Path, table: str) -> None:
    records = list(records_of(rome(write_rome(tmp_path)), table))
    assert len(records) == len(SMALL[table]) - 1
    assert all(isinstance(record, Record) for record in records)


def test_a_record_knows_its_line(tmp_path: Path) -> None:
    first = next(iter(records_of(rome(write_rome(tmp_path)), "rubrique_mobilite")))
    assert isinstance(first, Record)
    assert (first.line, first.values) == (2, {"job_id": "H2303", "target_id": "H2302", "order": 2})


def test_the_version_is_that_of_the_files(tmp_path: Path) -> None:
    assert rome(write_rome(tmp_path, version="470")).version == "470"


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("rome40", None),
        ("RefRomeCsv_20250616", date(2025, 6, 16)),
        ("rome-2025-06-16", date(2025, 6, 16)),
        ("rome-20250231", None),
        ("rome-99920250616", None),
    ],
)
def test_the_day_of_the_data_is_that_of_the_folder_where_it_says_one(
    tmp_path: Path, name: str, day: date | None
) -> None:
    assert rome(write_rome(tmp_path / name)).dated == day


def test_missing_tables_are_told_with_what_was_found(tmp_path: Path) -> None:
    (write_rome(tmp_path) / "unix_coherence_item_v460_utf8.csv").unlink()
    with pytest.raises(EnvolError, match=r"no unix_coherence_item_vNNN_utf8\.csv in it; found unix_coh|found unix_"):
        rome(tmp_path)


def test_two_versions_in_one_folder_are_refused(tmp_path: Path) -> None:
    write_rome(tmp_path)
    write_rome(tmp_path, version="470")
    with pytest.raises(EnvolError, match="versions 460 and 470"):
        rome(tmp_path)


@pytest.mark.parametrize(
    ("table", "line", "key", "expected"),
    [
        ("rubrique_mobilite", '"h2303","H2302","1"', "code_rome", "a ROME code such as H2303"),
        ("rubrique_mobilite", '"H2303","H2302","first"', "numero_ordre", "a number of at most nine digits"),
        ("rubrique_mobilite", '"H2303","H2302","²"', "numero_ordre", "a number of at most nine digits"),
        ("coherence_item", '"H2303","201","Main"', "coeur_metier", "nothing or Principale or Émergente"),
        ("referentiel_code_rome_riasec", '"H2303","X",""', "riasec_majeur", "one of the letters"),
        ("grand_domaine", '"K",""', "libelle_grand_domaine", "a text of at most 500 letters"),
    ],
)
def test_a_wrong_cell_is_told_by_line_and_column(
    tmp_path: Path, table: str, line: str, key: str, expected: str
) -> None:
    [fault] = broken(tmp_path, table, line).faults
    assert (fault.line, fault.key) == (len(SMALL[table]) + 1, key)
    assert expected in fault.expected


def test_every_wrong_cell_of_a_line_is_told_and_the_right_ones_are_kept(tmp_path: Path) -> None:
    found = broken(tmp_path, "rubrique_mobilite", '"H2303","2302","x"')
    assert [fault.key for fault in found.faults] == ["code_rome_cible", "numero_ordre"]
    assert found.values == {"job_id": "H2303"}


def test_a_fault_within_an_archive_names_the_archive(tmp_path: Path) -> None:
    path = tmp_path / "rome.zip"
    with ZipFile(path, "w") as written:
        for file in write_rome(tmp_path / "rome").iterdir():
            written.writestr(file.name, file.read_bytes() + (b"x\n" if "savoir" in file.name else b""))
    with open_folder(path, kind="ROME") as files:
        found = list(records_of(rome_in(files, path), "referentiel_savoir"))
    assert isinstance(found[-1], Broken)
    assert found[-1].faults[0].file == str(path / "unix_referentiel_savoir_v460_utf8.csv")


def test_a_table_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    write_rome(tmp_path)
    write_rome(tmp_path / "copy")
    with pytest.raises(EnvolError, match="holds a table twice"):
        rome(tmp_path)
