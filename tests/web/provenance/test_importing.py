"""An import is all or nothing: one fault takes it all back, a preview leaves no trace, --keep-going the rest."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone

from envol.errors import EnvolError
from envol.flight.content.fault import Fault
from envol.gateways.imports.archives import MOST_ENTRIES
from envol.web.provenance.importing import (
    A_DAY,
    MOST_FAULTS,
    Importer,
    ImportRefused,
    Intake,
    Outcome,
    Source,
    importers,
    run_import,
)
from envol.web.provenance.models import ImportRun
from envol.web.provenance.selectors import last_import
from envol.web.provenance.source_files import checksum_of
from envol.web.provenance.upsert import upsert
from envol.web.referentials.models import JobDomain

pytestmark = pytest.mark.django_db

WRONG = Fault(file="domains.csv", line=7, key="code", expected="a code", found="nothing")


def importer(*, faults: int = 0, first: Callable[[], object] = lambda: None) -> Importer:
    """Return what writes three domains, then meets faults."""

    def load(path: Path, intake: Intake) -> None:
        first()
        rows = ({"code": code, "title": path.read_text()} for code in "ABC")
        intake.count("domains", upsert(rows, JobDomain.objects.all(), key=("code",), fields=("title",), run=intake.run))
        for _ in range(faults):
            intake.refuse(WRONG, table="domains")

    described = Source(title="Test, version 1", dated=date(2026, 1, 2))
    return Importer(name="test", title="Test", describe=lambda path: described, load=load)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "domains.txt"
    path.write_text("Industrie")
    return path


def outcome_of_refusal(one: Importer, path: Path) -> Outcome:
    with pytest.raises(ImportRefused) as caught:
        run_import(one, path)
    return caught.value.outcome


def test_what_came_of_it_is_kept_with_its_source(file: Path) -> None:
    run_import(importer(), file)
    run = last_import("test")
    assert run is not None
    assert (run.source, run.dated, run.created, run.refused) == ("Test, version 1", date(2026, 1, 2), 3, 0)
    assert run.checksum == checksum_of(file)


def test_one_fault_takes_it_all_back(file: Path) -> None:
    outcome = outcome_of_refusal(importer(faults=1), file)
    assert (outcome.kept, outcome.faults) == (False, (WRONG,))
    assert not JobDomain.objects.exists()
    assert not ImportRun.objects.exists()


def test_what_stood_before_a_refused_import_stands_after_it(file: Path) -> None:
    run_import(importer(), file)
    file.write_text("Agriculture")
    outcome_of_refusal(importer(faults=1), file)
    assert set(JobDomain.objects.values_list("title", flat=True)) == {"Industrie"}


def test_an_error_takes_it_all_back(file: Path) -> None:
    def stop() -> None:
        JobDomain.objects.create(code="Z", title="Z")
        raise EnvolError("the file ends in the middle")

    with pytest.raises(EnvolError, match="in the middle"):
        run_import(importer(first=stop), file)
    assert not JobDomain.objects.exists()


def test_the_rest_is_kept_where_faults_may_be_passed_over(file: Path) -> None:
    outcome = run_import(importer(faults=2), file, keep_going=True)
    assert (outcome.kept, outcome.refused, JobDomain.objects.count()) == (True, 2, 3)


def test_a_preview_counts_the_same_and_writes_nothing(file: Path) -> None:
    preview = run_import(importer(), file, dry_run=True)
    assert not JobDomain.objects.exists()
    assert not ImportRun.objects.exists()
    assert preview.total == run_import(importer(), file).total


def test_a_preview_of_what_has_faults_is_refused_as_the_import_would_be(file: Path) -> None:
    with pytest.raises(ImportRefused):
        run_import(importer(faults=1), file, dry_run=True)


def test_refused_records_are_counted_by_their_table_and_in_all(file: Path) -> None:
    outcome = outcome_of_refusal(importer(faults=3), file)
    assert (outcome.tallies["domains"].refused, outcome.total.refused, outcome.refused) == (3, 3, 3)


def test_faults_beyond_the_most_are_counted_and_not_kept(file: Path) -> None:
    outcome = outcome_of_refusal(importer(faults=MOST_FAULTS + 5), file)
    assert (len(outcome.faults), outcome.refused) == (MOST_FAULTS, MOST_FAULTS + 5)


def test_progress_is_told_as_records_are_looked_at(file: Path) -> None:
    told: list[int] = []
    run_import(importer(), file, progress=told.append)
    assert sum(told) == 3


def test_the_checksum_of_a_folder_is_that_of_its_files(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.csv").write_text("x")
    assert checksum_of(tmp_path / "a") == checksum_of(tmp_path / "b")
    (tmp_path / "b" / "x.csv").write_text("y")
    assert checksum_of(tmp_path / "a") != checksum_of(tmp_path / "b")


def test_rome_is_among_the_importers() -> None:
    assert "rome" in importers()


def retiring(named: int) -> Importer:
    """Return what writes so many domains, and retires those that it does not name."""

    def load(path: Path, intake: Intake) -> None:
        rows = ({"code": f"A{number:02}", "title": "A"} for number in range(named))
        among = JobDomain.objects.all()
        written = upsert(rows, among, key=("code",), fields=("title",), run=intake.run, retiring=lambda: True)
        intake.count("domains", written)

    return Importer(name="test", title="Test", describe=lambda path: Source(title="Test"), load=load)


def standing() -> int:
    return JobDomain.objects.filter(retired_on=None).count()


def test_a_file_that_names_hardly_anything_of_what_stands_is_refused_with_both_numbers(file: Path) -> None:
    run_import(retiring(30), file)
    [fault] = outcome_of_refusal(retiring(14), file).faults
    assert str(fault) == (
        f"{file}: expected at least half of the 30 domains that stand, found 14 "
        "(is this whole? --keep-going imports it and retires no domains)"
    )
    assert standing() == 30


def test_a_part_of_a_file_retires_nothing_where_it_may_come_in(file: Path) -> None:
    run_import(retiring(30), file)
    outcome = run_import(retiring(0), file, keep_going=True)
    assert (outcome.total.retired, outcome.refused, standing()) == (0, 1, 30)


def test_a_file_that_names_half_of_what_stands_retires_the_others(file: Path) -> None:
    run_import(retiring(30), file)
    assert run_import(retiring(15), file).total.retired == 15
    assert standing() == 15


@pytest.mark.parametrize(("faults", "untold"), [(1, 0), (MOST_FAULTS + 5, 5)])
def test_the_records_that_no_fault_speaks_of_are_counted(file: Path, faults: int, untold: int) -> None:
    assert outcome_of_refusal(importer(faults=faults), file).untold == untold


def test_a_second_fault_of_one_record_leaves_none_untold(file: Path) -> None:
    def load(path: Path, intake: Intake) -> None:
        intake.refuse(WRONG)
        intake.refuse(WRONG, records=0)

    outcome = outcome_of_refusal(replace(importer(), load=load), file)
    assert (len(outcome.faults), outcome.refused, outcome.untold) == (2, 1, 0)


def test_data_of_a_day_to_come_is_refused(file: Path) -> None:
    described = Source(title="Test", dated=date(2999, 1, 1))
    with pytest.raises(EnvolError, match="2999-01-01, a day to come"):
        run_import(replace(importer(), describe=lambda path: described), file)
    assert not JobDomain.objects.exists()


def test_data_that_began_tomorrow_where_its_publisher_is_comes_in(file: Path) -> None:
    described = Source(title="Test", dated=timezone.localdate() + A_DAY)
    assert run_import(replace(importer(), describe=lambda path: described), file).kept


def test_a_file_that_is_written_to_while_it_is_read_is_not_imported(file: Path) -> None:
    with pytest.raises(EnvolError, match="was written to while it was read"):
        run_import(importer(first=lambda: file.write_text("Industries")), file)
    assert not JobDomain.objects.exists()


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(EnvolError, match="is neither a file nor a folder"):
        run_import(importer(), tmp_path / "pipe")


def test_a_device_is_refused_and_not_read_to_its_end() -> None:
    with pytest.raises(EnvolError, match="is neither a file nor a folder"):
        run_import(importer(), Path("/dev/zero"))


def test_a_folder_of_very_many_things_is_refused_before_it_is_looked_through(tmp_path: Path) -> None:
    for number in range(MOST_ENTRIES + 1):
        (tmp_path / str(number)).touch()
    with pytest.raises(EnvolError, match="name the one that is meant"):
        run_import(importer(), tmp_path)
