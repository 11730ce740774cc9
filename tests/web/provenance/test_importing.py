"""An import is all or nothing: one fault takes it all back, a preview leaves no trace, --keep-going the rest."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from envol.errors import EnvolError
from envol.flight.content.fault import Fault
from envol.web.provenance.importing import (
    MOST_FAULTS,
    Importer,
    ImportRefused,
    Intake,
    Outcome,
    Source,
    checksum_of,
    importers,
    run_import,
)
from envol.web.provenance.models import ImportRun
from envol.web.provenance.selectors import last_import
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
