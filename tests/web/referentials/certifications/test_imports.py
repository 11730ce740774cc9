"""Importing certifications, the kit and the RNCP: whole or not at all, again without change, gone means retired."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

import certification_files as files
from envol.errors import EnvolError
from envol.web.provenance.importing import ImportRefused, Outcome, importers
from envol.web.referentials import certification_selectors as selectors
from envol.web.referentials.certification_standing import State
from envol.web.referentials.models import (
    Block,
    Certification,
    CertificationJob,
    CertificationNumber,
    Formacode,
    Nsf,
    ProfessionalDiploma,
    Sheet,
    SheetDiploma,
    SheetJob,
    Succession,
)
from envol.web.search.models import Entry
from reference_data import reference

from .conftest import Import

pytestmark = pytest.mark.django_db

MOST_SECONDS = 15
BROKEN = [{"Code_Diplome": str(code), "Code_Niveau_Europeen": "9"} for code in range(10, 20)]


def counted(outcome: Outcome, table: str) -> tuple[int, int, int, int]:
    """What became of a table: created, updated, unchanged, retired."""
    tally = outcome.tallies[table]
    return tally.created, tally.updated, tally.unchanged, tally.retired


def test_the_three_imports_are_known_by_name() -> None:
    assert {"certifications", "kit", "rncp"} <= set(importers())


def test_the_real_list_is_imported_in_time_and_again_without_change(bring_in: Import) -> None:
    path = reference("certifications/certif_info.csv")
    began = time.process_time()  # what the import itself takes, however busy the machine is with other tests
    first = bring_in("certifications", path)
    took = time.process_time() - began
    assert counted(first, "certifications") == (9923, 0, 0, 0)
    assert first.source.dated == date(2024, 6, 28)
    assert took <= MOST_SECONDS
    again = bring_in("certifications", path)
    assert not any(tally.has_changed for tally in again.tallies.values())


def test_the_real_kit_is_imported_and_again_without_change(bring_in: Import) -> None:
    path = reference("certifications/Kit_apprentissage_20250131.xlsx")
    first = bring_in("kit", path)
    assert counted(first, "sheets") == (4587, 0, 0, 0)
    assert first.source.dated == date(2025, 1, 31)
    assert not bring_in("kit", path).total.has_changed


def test_a_list_of_diplomas_is_told_by_its_columns(bring_in: Import) -> None:
    bring_in("certifications", reference("certifications/diplomesProfessionnels.csv"))
    assert ProfessionalDiploma.objects.count() == 577
    assert Succession.objects.filter(old="RNCP7586", new="RNCP37699", told_by="ministries").exists()


def test_a_folder_with_both_is_imported_whole(bring_in: Import, tmp_path: Path) -> None:
    files.certif_info(tmp_path / "certif_info.csv", {"Code_RNCP": "1033", "Code_Scolarité": "32022104"})
    files.diplomas(
        tmp_path / "diplomesProfessionnels.csv", {"Dernière session": "2025", "Session supplémentaire": "2026"}
    )
    bring_in("certifications", tmp_path)
    assert Certification.objects.get().closes == 2026


def test_a_folder_with_neither_is_refused(bring_in: Import, tmp_path: Path) -> None:
    with pytest.raises(EnvolError, match=r"neither certif_info\.csv nor"):
        bring_in("certifications", tmp_path)


def test_ten_broken_lines_import_nothing_and_are_named(bring_in: Import, tmp_path: Path) -> None:
    path = files.certif_info(tmp_path / "c.csv", {}, *BROKEN)
    with pytest.raises(ImportRefused) as refused:
        bring_in("certifications", path)
    assert [fault.line for fault in refused.value.outcome.faults] == list(range(3, 13))
    assert not Certification.objects.exists()


def test_the_rest_is_imported_by_those_who_go_on(bring_in: Import, tmp_path: Path) -> None:
    outcome = bring_in("certifications", files.certif_info(tmp_path / "c.csv", {}, *BROKEN), keep_going=True)
    assert (outcome.refused, Certification.objects.count()) == (10, 1)


def test_two_faults_of_one_line_refuse_one_record(bring_in: Import, tmp_path: Path) -> None:
    cells = {"Code_Niveau_Europeen": "9", "Code_RNCP": "X"}
    outcome = bring_in("certifications", files.certif_info(tmp_path / "c.csv", cells), keep_going=True)
    assert (outcome.refused, len(outcome.faults)) == (1, 2)


def test_a_dry_run_writes_nothing(bring_in: Import, tmp_path: Path) -> None:
    outcome = bring_in("certifications", files.certif_info(tmp_path / "c.csv", {}), dry_run=True)
    assert counted(outcome, "certifications") == (1, 0, 0, 0)
    assert not Certification.objects.exists()
    assert not Entry.objects.filter(kind="certification").exists()


def test_a_changed_line_updates_and_a_vanished_one_is_retired(bring_in: Import, tmp_path: Path) -> None:
    two = {"Code_Diplome": "2", "Code_RNCP": "22", "Code_Rome_1": "H2301"}
    bring_in("certifications", files.certif_info(tmp_path / "c.csv", {}, two))
    outcome = bring_in("certifications", files.certif_info(tmp_path / "c.csv", {"Code_Niveau_Europeen": "6"}))
    assert counted(outcome, "certifications") == (0, 1, 0, 1)
    assert Certification.objects.get(code="1").level == 6
    assert not CertificationNumber.objects.filter(retired_on=None).exists()
    assert not CertificationJob.objects.filter(retired_on=None).exists()


def test_what_was_withdrawn_is_shown_as_out_of_date_and_not_listed(bring_in: Import, tmp_path: Path) -> None:
    bring_in("certifications", files.certif_info(tmp_path / "c.csv", {}, {"Code_Diplome": "2"}))
    bring_in("certifications", files.certif_info(tmp_path / "c.csv", {}))
    withdrawn = selectors.certification_of("2")
    assert withdrawn is not None
    assert selectors.standing_on(withdrawn, date(2026, 11, 22)).state is State.STALE
    assert not selectors.certifications().filter(code="2").exists()


def test_a_withdrawn_one_that_comes_back_stands_again(bring_in: Import, tmp_path: Path) -> None:
    both = ({}, {"Code_Diplome": "2"})
    for rows in (both, both[:1], both):
        bring_in("certifications", files.certif_info(tmp_path / "c.csv", *rows))
    assert Certification.objects.get(code="2").retired_on is None


def test_a_refused_line_retires_nothing(bring_in: Import, tmp_path: Path) -> None:
    bring_in("certifications", files.certif_info(tmp_path / "c.csv", {}, {"Code_Diplome": "2"}))
    broken = files.certif_info(tmp_path / "c.csv", {}, {"Code_Diplome": "2", "Date_MaJ": "?"})
    assert bring_in("certifications", broken, keep_going=True).total.retired == 0


def test_every_record_leads_to_its_import(bring_in: Import, tmp_path: Path) -> None:
    bring_in("certifications", files.certif_info(tmp_path / "c.csv", {}))
    provenance = Certification.objects.get().provenance
    assert provenance is not None
    assert (provenance.kind, provenance.dated) == ("certifications", date(2024, 6, 17))


def exported(folder: Path, day: str = "2026_11_20", **cells: str) -> Path:
    """An export of two sheets, the first with all that may belong to one."""
    one = {"Numero_Fiche": "RNCP99001"}
    old = {"Numero_Fiche": "RNCP99000", "Actif": "INACTIVE", "Date_Fin_Enregistrement": "31/08/2025"}
    blocks = [
        {**one, "Bloc_Competences_Code": f"RNCP99001BC0{n}", "Bloc_Competences_Libelle": f"Bloc {n}"} for n in (2, 1)
    ]
    return files.export(
        folder,
        day,
        [one | cells, old],
        Blocs_De_Compétences=blocks,
        Rome=[{**one, "Codes_Rome_Code": "H2301", "Codes_Rome_Libelle": "Conduite"}],
        Nsf=[{**one, "Nsf_Code": "222", "Nsf_Intitule": "222 : Transformations chimiques"}],
        Formacode=[{**one, "Formacode_Code": "12081", "Formacode_Libelle": "Biotechnologie"}],
        Certificateurs=[{**one, "Siret_Certificateur": "11004401300040", "Nom_Certificateur": "MINISTERE"}],
        Ancienne_Nouvelle_Certification=[{**one, "Ancienne_Certification": "RNCP99000", "Nouvelle_Certification": ""}],
    )


def test_an_export_brings_sheets_with_all_that_belongs_to_them(bring_in: Import, tmp_path: Path) -> None:
    outcome = bring_in("rncp", exported(tmp_path / "e"))
    assert outcome.source.dated == date(2026, 11, 20)
    sheet = Sheet.objects.get(number="RNCP99001")
    assert [(block.code, block.order) for block in sheet.blocks.all()] == [("RNCP99001BC01", 1), ("RNCP99001BC02", 2)]
    assert (sheet.certifiers, sheet.nsf_codes, sheet.formacodes) == ("MINISTERE", ["222"], ["12081"])
    assert SheetJob.objects.get().job == "H2301"
    assert (Nsf.objects.get().title, Formacode.objects.get().title) == ("Transformations chimiques", "Biotechnologie")
    assert Succession.objects.filter(old="RNCP99000", new="RNCP99001", told_by="rncp").exists()


def test_an_export_again_changes_nothing(bring_in: Import, tmp_path: Path) -> None:
    bring_in("rncp", exported(tmp_path / "e"))
    assert not bring_in("rncp", exported(tmp_path / "e")).total.has_changed


def test_a_zip_of_an_export_is_imported(bring_in: Import, tmp_path: Path) -> None:
    folder = exported(tmp_path / "e")
    path = tmp_path / "export-fiches-csv-2026-11-21.zip"
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for each in folder.iterdir():
            archive.write(each, each.name)
    bring_in("rncp", path)
    assert Sheet.objects.count() == 2


def test_a_zip_that_reaches_outside_of_itself_is_refused(bring_in: Import, tmp_path: Path) -> None:
    path = tmp_path / "e.zip"
    with ZipFile(path, "w") as archive:
        archive.writestr("../export_fiches_CSV_Standard_2026_11_20.csv", "Numero_Fiche")
    with pytest.raises(EnvolError, match="lies outside of it"):
        bring_in("rncp", path)


def test_what_belongs_to_a_refused_sheet_is_refused_without_a_further_word(bring_in: Import, tmp_path: Path) -> None:
    folder = exported(tmp_path / "e", Actif="?")
    outcome = bring_in("rncp", folder, keep_going=True)
    assert [fault.key for fault in outcome.faults] == ["Actif"]
    assert outcome.refused == 4
    assert not Block.objects.exists()


def test_a_block_of_no_sheet_is_told(bring_in: Import, tmp_path: Path) -> None:
    block = {"Numero_Fiche": "RNCP5", "Bloc_Competences_Code": "RNCP5BC01", "Bloc_Competences_Libelle": "Un"}
    folder = files.export(tmp_path / "e", "2026_11_20", [{}], Blocs_De_Compétences=[block])
    with pytest.raises(ImportRefused, match="expected a sheet of the table Standard, found RNCP5"):
        bring_in("rncp", folder)


def test_a_table_that_an_export_lacks_stays_as_it_was(bring_in: Import, tmp_path: Path) -> None:
    bring_in("rncp", exported(tmp_path / "e"))
    bring_in("rncp", files.export(tmp_path / "f", "2026_11_21", [{}, {"Numero_Fiche": "RNCP99000"}]))
    assert Block.objects.filter(retired_on=None).count() == 2


def test_later_data_of_another_register_is_not_undone(bring_in: Import, tmp_path: Path) -> None:
    sheet = {"FicheRNCP": "RNCP99001", "Intitulé certification (RNCP)": "BTS - De janvier 2025"}
    kit = files.kit_workbook(tmp_path / "k.xlsx", sheet)
    bring_in("rncp", exported(tmp_path / "e"))
    outcome = bring_in("kit", kit)
    assert counted(outcome, "sheets") == (0, 0, 1, 0)
    assert Sheet.objects.get(number="RNCP99001").title == "Titre de démonstration"
    assert SheetDiploma.objects.filter(number="RNCP99001").exists()


def test_later_data_of_another_register_replaces_the_earlier(bring_in: Import, tmp_path: Path) -> None:
    bring_in("kit", files.kit_workbook(tmp_path / "k.xlsx", {"FicheRNCP": "RNCP99001"}))
    bring_in("rncp", exported(tmp_path / "e"))
    assert Sheet.objects.get(number="RNCP99001").title == "Titre de démonstration"


def test_one_register_does_not_retire_what_only_another_tells(bring_in: Import, tmp_path: Path) -> None:
    bring_in("kit", files.kit_workbook(tmp_path / "k.xlsx", {"FicheRNCP": "RNCP1033"}))
    bring_in("rncp", exported(tmp_path / "e"))
    assert Sheet.objects.get(number="RNCP1033").retired_on is None


def test_the_registers_may_come_in_any_order(bring_in: Import, tmp_path: Path) -> None:
    certification = files.certif_info(tmp_path / "c.csv", {"Code_RNCP": "1033"})
    bring_in("kit", files.kit_workbook(tmp_path / "k.xlsx", {"Date d'échéance de la fiche RNCP": "31/12/2025"}))
    bring_in("certifications", certification)
    assert Certification.objects.get().registered_until == date(2025, 12, 31)


def numbered(*numbers: int) -> list[dict[str, str]]:
    return [{"Numero_Fiche": f"RNCP{number}"} for number in numbers]


def test_an_export_of_hardly_any_sheet_retires_none(bring_in: Import, tmp_path: Path) -> None:
    bring_in("rncp", files.export(tmp_path / "e", "2026_11_20", numbered(*range(99000, 99030))))
    with pytest.raises(ImportRefused, match="at least half of the 30 sheets that stand, found 10"):
        bring_in("rncp", files.export(tmp_path / "f", "2026_11_21", numbered(*range(99000, 99010))))
    assert Sheet.objects.filter(retired_on=None).count() == 30


def test_a_kit_of_hardly_any_sheet_retires_none(bring_in: Import, tmp_path: Path) -> None:
    def row(number: int) -> dict[str, str]:
        return {"Code Diplôme": f"320{number}", "FicheRNCP": f"RNCP{number}"}

    bring_in("kit", files.kit_workbook(tmp_path / "k.xlsx", *(row(number) for number in range(99000, 99030))))
    with pytest.raises(ImportRefused, match="at least half of the 30 sheets that stand, found 1 "):
        bring_in("kit", files.kit_workbook(tmp_path / "l.xlsx", row(99000)))
    assert Sheet.objects.filter(retired_on=None).count() == 30


def test_what_belongs_to_a_sheet_whose_number_cannot_be_read_is_refused_without_a_further_word(
    bring_in: Import, tmp_path: Path
) -> None:
    jobs = [each | {"Codes_Rome_Code": "H2301", "Codes_Rome_Libelle": "C"} for each in numbered(99000, 99001)]
    sheets = [{"Numero_Fiche": "1e5"}, *numbered(99001)]
    with pytest.raises(ImportRefused) as caught:
        bring_in("rncp", files.export(tmp_path / "e", "2026_11_20", sheets, Rome=jobs))
    outcome = caught.value.outcome
    assert [fault.found for fault in outcome.faults] == ["1e5"]
    assert (outcome.refused, outcome.untold) == (2, 1)


def test_a_list_that_is_there_twice_is_refused(bring_in: Import, tmp_path: Path) -> None:
    (tmp_path / "copy").mkdir()
    for folder in (tmp_path, tmp_path / "copy"):
        files.certif_info(folder / "certif_info.csv", {})
    with pytest.raises(EnvolError, match="holds a list twice"):
        bring_in("certifications", tmp_path)


def test_a_day_to_come_on_one_line_is_a_fault_of_that_line_and_not_the_day_of_the_list(
    bring_in: Import, tmp_path: Path
) -> None:
    path = files.certif_info(tmp_path / "c.csv", {"Code_Diplome": "1"}, {"Code_Diplome": "2", "Date_MaJ": "17/06/2099"})
    outcome = bring_in("certifications", path, keep_going=True)
    assert (outcome.source.dated, outcome.refused) == (date(2024, 6, 17), 1)


def test_a_block_of_no_sheet_is_told_also_beside_a_sheet_that_stands_and_cannot_be_read(
    bring_in: Import, tmp_path: Path
) -> None:
    bring_in("rncp", files.export(tmp_path / "e", "2026_11_20", numbered(99000, 99001)))
    jobs = [each | {"Codes_Rome_Code": "H2301", "Codes_Rome_Libelle": "C"} for each in numbered(99000, 12)]
    sheets = [{"Numero_Fiche": "1e5"}, *numbered(99001)]
    with pytest.raises(ImportRefused) as caught:
        bring_in("rncp", files.export(tmp_path / "f", "2026_11_21", sheets, Rome=jobs))
    assert [fault.found for fault in caught.value.outcome.faults] == ["1e5", "RNCP12"]
