"""Rows are created, updated, left alone or retired: whatever they are, once is the same as twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from envol.web.network.models import Organisation, OrganisationKind
from envol.web.provenance.models import ImportRun
from envol.web.provenance.upsert import FEW, Tally, retire, upsert
from envol.web.referentials.models import Job, JobDomain, JobMobility

pytestmark = pytest.mark.django_db

CODES = [f"{letter}{number}" for letter in "AB" for number in (1101, 1102, 1103, 1104)]
TABLES = st.dictionaries(st.tuples(st.sampled_from(CODES), st.sampled_from(CODES)), st.integers(1, 3), max_size=FEW - 1)


@pytest.fixture
def run() -> ImportRun:
    return ImportRun.objects.create(kind="rome", source="Test", checksum="0", dated=date(2026, 1, 2))


@pytest.fixture
def jobs() -> list[Job]:
    domain = JobDomain.objects.create(code="A11", title="A")
    return Job.objects.bulk_create(
        Job(code=code, ogr=number, title=code, domain=domain, parent_code=code) for number, code in enumerate(CODES)
    )


def rows(table: dict[tuple[str, str], int]) -> Iterator[dict[str, Any]]:
    return ({"job_id": job, "target_id": target, "order": order} for (job, target), order in table.items())


def written(table: dict[tuple[str, str], int], run: ImportRun, *, whole: bool = True) -> Tally:
    key = ("job_id", "target_id")
    return upsert(rows(table), JobMobility.objects.all(), key=key, fields=("order",), run=run, retiring=lambda: whole)


def standing() -> dict[tuple[str, str], int]:
    found = JobMobility.objects.filter(retired_on=None).values_list("job_id", "target_id", "order")
    return {(job, target): order for job, target, order in found}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(before=TABLES, after=TABLES)
def test_what_stands_is_what_was_written_last(
    jobs: list[Job], run: ImportRun, before: dict[Any, int], after: dict[Any, int]
) -> None:
    with transaction.atomic():
        written(before, run)
        written(after, run)
        assert standing() == after
        transaction.set_rollback(True)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(before=TABLES, after=TABLES)
def test_every_record_is_counted_once(
    jobs: list[Job], run: ImportRun, before: dict[Any, int], after: dict[Any, int]
) -> None:
    with transaction.atomic():
        written(before, run)
        tally = written(after, run)
        same = sum(before.get(key) == order for key, order in after.items())
        both = len(before.keys() & after.keys())
        assert tally == Tally(
            created=len(after) - both, updated=both - same, unchanged=same, retired=len(before.keys() - after.keys())
        )
        transaction.set_rollback(True)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(table=TABLES)
def test_a_second_time_changes_nothing(jobs: list[Job], run: ImportRun, table: dict[Any, int]) -> None:
    with transaction.atomic():
        written(table, run)
        assert written(table, run) == Tally(unchanged=len(table))
        transaction.set_rollback(True)


def test_a_record_that_comes_back_stands_again_as_itself(jobs: list[Job], run: ImportRun) -> None:
    table = {("A1101", "A1102"): 1}
    written(table, run)
    first = JobMobility.objects.get().pk
    written({}, run)
    assert written(table, run) == Tally(updated=1)
    assert JobMobility.objects.get(retired_on=None).pk == first


def test_a_record_is_retired_on_the_day_of_the_data(jobs: list[Job], run: ImportRun) -> None:
    written({("A1101", "A1102"): 1}, run)
    written({}, run)
    assert JobMobility.objects.get().retired_on == date(2026, 1, 2)


def test_nothing_is_retired_where_the_rows_are_not_all_there_are(jobs: list[Job], run: ImportRun) -> None:
    written({("A1101", "A1102"): 1}, run)
    assert written({}, run, whole=False) == Tally()


def test_rows_that_came_in_batches_are_retired_by_what_was_seen(jobs: list[Job], run: ImportRun) -> None:
    written({("A1101", "A1102"): 1, ("A1101", "A1103"): 2}, run)
    key = ("job_id", "target_id")
    assert retire(JobMobility.objects.all(), key=key, seen={("A1101", "A1102")}, run=run) == 1
    assert standing() == {("A1101", "A1102"): 1}


def test_what_is_left_alone_keeps_its_provenance(jobs: list[Job], run: ImportRun) -> None:
    written({("A1101", "A1102"): 1, ("A1101", "A1103"): 2}, run)
    later = ImportRun.objects.create(kind="rome", source="Later", checksum="1")
    written({("A1101", "A1102"): 1, ("A1101", "A1103"): 3}, later)
    assert dict(JobMobility.objects.values_list("target_id", "provenance__source")) == {
        "A1102": "Test",
        "A1103": "Later",
    }


def test_columns_that_no_row_speaks_of_get_their_defaults(run: ImportRun) -> None:
    made = [{"name": "Lycée Ada (fictif)", "kind": OrganisationKind.LYCEE.value}]
    upsert(made, Organisation.objects.all(), key=("name",), fields=("kind",), run=run)
    one = Organisation.objects.get()
    model = Organisation(name="Lycée Ada (fictif)", kind=OrganisationKind.LYCEE)
    unlike = {"id", "provenance"}
    fields = {field.name for field in Organisation._meta.concrete_fields} - unlike
    assert {name: getattr(one, name) for name in fields} == {name: getattr(model, name) for name in fields}


def test_the_number_of_queries_does_not_grow_with_the_rows(jobs: list[Job], run: ImportRun) -> None:
    counts = []
    for size in (1, 8):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            written({(CODES[0], code): 1 for code in CODES[:size]}, run)
        counts.append(len(queries))
    assert counts[0] == counts[1]
