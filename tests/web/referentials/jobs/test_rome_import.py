"""ROME comes in whole or not at all; what vanishes is retired; faults are told without their echoes."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from envol.flight.content.fault import Fault
from envol.web.provenance.importing import ImportRefused, Outcome, run_import
from envol.web.provenance.models import ImportRun
from envol.web.referentials.models import CoreKind, Job, JobMobility, JobSkillLink, JobTitle, RomeSkill
from envol.web.referentials.rome_import import IMPORTER
from envol.web.search.finding import find
from small_rome import RECORDS, Table, without, write_rome

pytestmark = pytest.mark.django_db


def imported(folder: Path, **options: bool) -> Outcome:
    return run_import(IMPORTER, folder, **options)


def refused(folder: Path) -> tuple[Fault, ...]:
    with pytest.raises(ImportRefused) as caught:
        imported(folder)
    return caught.value.outcome.faults


def added(*cells: str) -> Any:
    return lambda table: table.append(list(cells))


def test_every_line_is_one_record(tmp_path: Path) -> None:
    outcome = imported(write_rome(tmp_path))
    assert {table: tally.created for table, tally in outcome.tallies.items()} == RECORDS


def test_a_second_time_nothing_changes(five_jobs: Path) -> None:
    total = imported(five_jobs).total
    assert (total.created, total.updated, total.retired, total.unchanged) == (0, 0, 0, sum(RECORDS.values()))


def test_a_zip_of_the_folder_is_the_same(five_jobs: Path, tmp_path: Path) -> None:
    path = tmp_path / "RefRomeCsv.zip"
    with ZipFile(path, "w") as archive:
        for file in five_jobs.iterdir():
            archive.write(file, f"RefRomeCsv/{file.name}")
    assert imported(path).total.unchanged == sum(RECORDS.values())


def test_a_job_has_what_ten_files_say_of_it(five_jobs: Path) -> None:
    job = Job.objects.get(code="H2303")
    assert (job.title, job.domain_id, job.parent_code) == ("Opérateur / Opératrice de fabrication", "H23", "H2301")
    assert (job.riasec_major, job.riasec_minor, job.ecology) == ("R", "C", "Emploi Blanc")
    assert (job.is_regulated, job.is_executive) == (True, None)


def test_the_core_of_a_job_is_on_its_links(five_jobs: Path) -> None:
    core = dict(JobSkillLink.objects.filter(job="H2303", part="5.1").values_list("ogr", "core"))
    assert core == {201: CoreKind.NONE, 202: CoreKind.MAIN, 203: CoreKind.EMERGING}


def test_a_record_leads_to_its_source(five_jobs: Path) -> None:
    run = Job.objects.get(code="H2303").provenance
    assert run is not None
    assert (run.kind, run.source, run.dated) == ("rome", "France Travail, ROME 4.0, version 460", None)


def test_what_a_newer_version_holds_no_more_is_retired(five_jobs: Path, tmp_path: Path) -> None:
    gone = without("J1302")
    changes = dict.fromkeys(("referentiel_code_rome", "referentiel_code_rome_riasec"), gone)
    changes |= dict.fromkeys(("referentiel_appellation", "rubrique_mobilite"), gone)
    newer = write_rome(tmp_path / "rome-20260616", version="470", changes=changes)
    assert imported(newer).total.retired == 4
    assert Job.objects.get(code="J1302").retired_on == date(2026, 6, 16)


def test_what_comes_back_stands_again(five_jobs: Path, tmp_path: Path) -> None:
    imported(write_rome(tmp_path / "newer", version="470", changes={"rubrique_mobilite": without("J1302")}))
    assert imported(five_jobs).tallies["near jobs"].updated == 1
    assert not JobMobility.objects.exclude(retired_on=None).exists()


def test_a_changed_title_is_updated_and_the_rest_left_alone(five_jobs: Path, tmp_path: Path) -> None:
    def renamed(table: Table) -> None:
        table[1][3] = "Conducteur / Conductrice de ligne chimique"

    total = imported(write_rome(tmp_path / "newer", changes={"referentiel_code_rome": renamed})).total
    assert (total.updated, total.created) == (1, 0)
    assert Job.objects.get(code="H2301").title == "Conducteur / Conductrice de ligne chimique"


@pytest.mark.parametrize(
    ("table", "line", "told"),
    [
        ("liens_rome_referentiels", ("H9999", "5", "1", "201"), "v460_utf8.csv:12: code_rome: expected a job of the"),
        ("liens_rome_referentiels", ("H2303", "5", "1", "999"), "code_ogr: expected the number of a skill"),
        (
            "liens_rome_referentiels",
            ("H2303", "5", "1", "201"),
            "expected H2303 and 201 once among the links, found it",
        ),
        ("rubrique_mobilite", ("H2303", "H9999", "3"), "code_rome_cible: expected a job of the referential"),
        ("coherence_item", ("H2302", "201", "Principale"), "a line of liens_rome_referentiels with H2302 and 201"),
        (
            "referentiel_code_rome",
            ("Z2301", "1", "99", "Job", "", "", "", "", "", "Z2301"),
            "code_rome: expected a code within a domain, found 'Z23'",
        ),
    ],
)
def test_a_line_that_leans_on_nothing_is_refused(tmp_path: Path, table: str, line: tuple[str, ...], told: str) -> None:
    [fault] = refused(write_rome(tmp_path, changes={table: added(*line)}))
    assert told in str(fault)


def test_ten_broken_lines_import_nothing_and_are_named(tmp_path: Path) -> None:
    def break_ten(table: Table) -> None:
        for row in table[1:]:
            row[3] += "x"

    faults = refused(write_rome(tmp_path, changes={"liens_rome_referentiels": break_ten}))
    assert [fault.line for fault in faults] == list(range(2, 12))
    assert not Job.objects.exists()
    assert not ImportRun.objects.exists()


def test_the_rest_comes_in_where_faults_may_be_passed_over(tmp_path: Path) -> None:
    folder = write_rome(tmp_path, changes={"rubrique_mobilite": added("H2303", "H9999", "3")})
    outcome = imported(folder, keep_going=True)
    assert (outcome.total.created, outcome.refused) == (sum(RECORDS.values()), 1)


def test_nothing_is_retired_from_a_table_with_a_line_at_fault(five_jobs: Path, tmp_path: Path) -> None:
    def break_one(table: Table) -> None:
        table[1][1] = "2302"

    folder = write_rome(tmp_path / "newer", changes={"rubrique_mobilite": break_one})
    assert imported(folder, keep_going=True).total.retired == 0


def test_a_broken_job_is_told_once_and_not_by_every_line_that_names_it(tmp_path: Path) -> None:
    def break_one(table: Table) -> None:
        table[3][2] = "thirteen"

    [fault] = refused(write_rome(tmp_path, changes={"referentiel_code_rome": break_one}))
    assert (fault.key, fault.found) == ("code_ogr", "'thirteen'")


def test_a_job_whose_line_cannot_be_read_is_told_once(tmp_path: Path) -> None:
    def cut(table: Table) -> None:
        del table[3][4:]

    [fault] = refused(write_rome(tmp_path, changes={"referentiel_code_rome": cut}))
    assert (fault.line, fault.expected) == (4, "10 cells as in the header")


def test_a_job_that_is_missing_beside_one_that_cannot_be_read_is_told_too(tmp_path: Path) -> None:
    def cut(table: Table) -> None:
        del table[3][4:]

    changes = {"referentiel_code_rome": cut, "rubrique_mobilite": added("H2301", "H9999", "3")}
    faults = refused(write_rome(tmp_path, changes=changes))
    assert [(fault.line, fault.found) for fault in faults] == [(4, "4"), (4, "'H9999'")]


def test_a_broken_job_that_stands_already_keeps_what_leans_on_it(five_jobs: Path, tmp_path: Path) -> None:
    def break_one(table: Table) -> None:
        table[3][2] = "thirteen"

    folder = write_rome(tmp_path / "newer", changes={"referentiel_code_rome": break_one})
    assert imported(folder, keep_going=True).refused == 1


def test_a_missing_job_that_many_lines_name_is_told_once(tmp_path: Path) -> None:
    def many(table: Table) -> None:
        table.extend(["H9999", "6", "", str(500 + k)] for k in range(30))

    [fault] = refused(write_rome(tmp_path, changes={"liens_rome_referentiels": many}))
    assert "so do lines 13, 14" in fault.hint
    assert "and 20 more" in fault.hint


def test_a_preview_writes_nothing_and_says_what_would_come(tmp_path: Path) -> None:
    outcome = imported(write_rome(tmp_path), dry_run=True)
    assert (outcome.kept, outcome.total.created) == (False, sum(RECORDS.values()))
    assert not RomeSkill.objects.exists()
    assert not find("conducteur").items


@pytest.mark.parametrize("words", ["operatrice fabrication", "agent aseptique", "H2303", "h2301"])
def test_a_job_is_found_by_its_titles_and_codes_of_today_and_before(five_jobs: Path, words: str) -> None:
    assert "H2303" in [found.entry.key for found in find(words).items]


def test_a_retired_job_is_found_no_more(five_jobs: Path, tmp_path: Path) -> None:
    gone = without("J1302")
    tables = ("referentiel_code_rome", "referentiel_code_rome_riasec", "referentiel_appellation", "rubrique_mobilite")
    imported(write_rome(tmp_path / "newer", version="470", changes=dict.fromkeys(tables, gone)))
    assert not find("technicienne de biologie").items


def test_the_own_name_of_a_job_is_told_from_its_other_titles(five_jobs: Path) -> None:
    assert list(JobTitle.objects.filter(job="H2303", is_main=True).values_list("ogr", flat=True)) == [103]


def with_many_titles(folder: Path) -> Path:
    """Write a referential of 37 titles."""

    def grow(table: Table) -> None:
        main = table[1]
        table += [[str(number), f"Titre {number}", f"Titre {number}", *main[3:]] for number in range(500, 530)]

    return write_rome(folder, changes={"referentiel_appellation": grow})


def test_a_table_of_titles_that_was_cut_is_told_once_and_what_leans_on_it_is_not(tmp_path: Path) -> None:
    imported(with_many_titles(tmp_path / "whole"))
    [fault] = refused(write_rome(tmp_path / "part", changes={"referentiel_appellation": without("104")}))
    assert fault.expected == "at least half of the 37 titles that stand"


def test_a_table_of_titles_that_was_cut_retires_none(tmp_path: Path) -> None:
    imported(with_many_titles(tmp_path / "whole"))
    imported(write_rome(tmp_path / "part"), keep_going=True)
    assert JobTitle.objects.filter(retired_on=None).count() == 37
