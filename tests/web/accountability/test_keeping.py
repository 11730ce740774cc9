"""Deeds and looks: how long they are kept, what is taken away, what is cut when somebody leaves."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone, translation

from envol.web.accountability import retention
from envol.web.accountability.keeping import activity_rows, cut_actor, look_rows
from envol.web.accountability.models import AccessRecord, Activity
from envol.web.accountability.personal import Part, erase_everything, parts, register_part
from envol.web.accountability.personal import _parts as registered_parts
from envol.web.accountability.retention import Job, jobs, register_job
from envol.web.accountability.retention import _jobs as registered_jobs
from envol.web.accountability.services import looked, note
from envol.web.papers.models import CivilFile
from envol.web.people.models import Person

pytestmark = pytest.mark.django_db(databases=["default", "papers"])


def aged(days: float) -> datetime:
    """That many days ago."""
    return timezone.now() - timedelta(days=days)


@pytest.mark.parametrize(("days", "ended"), [(3 * 365 - 1, 0), (3 * 365 + 2, 1)])
def test_an_activity_ends_after_three_years(person: Person, days: int, ended: int) -> None:
    Activity.objects.filter(pk=note("tests.thing.done", by=person, thing="x").pk).update(at=aged(days))
    assert retention.run()["activity"] == ended
    assert Activity.objects.count() == 1 - ended


@pytest.mark.parametrize(("days", "ended"), [(364, 0), (366, 1)])
def test_a_look_ends_after_one_year(person: Person, pupil: Person, days: int, ended: int) -> None:
    looked(by=person, pupils=[pupil.pk], what="tests.thing.done")
    AccessRecord.objects.update(at=aged(days))
    assert retention.run()["access-log"] == ended
    assert AccessRecord.objects.count() == 1 - ended


def test_a_job_asked_again_ends_nothing_more(person: Person) -> None:
    Activity.objects.filter(pk=note("tests.thing.done", by=person, thing="x").pk).update(at=aged(4000))
    retention.run()
    assert set(retention.run().values()) == {0}


def test_the_command_prints_a_line_a_job_with_its_sentence(person: Person) -> None:
    Activity.objects.filter(pk=note("tests.thing.done", by=person, thing="x").pk).update(at=aged(4000))
    printed = StringIO()
    with translation.override("en"):
        call_command("retention", stdout=printed)
    lines = printed.getvalue().splitlines()
    assert [line.partition(":")[0] for line in lines] == [job.name for job in jobs()]
    assert "activity: 1 record ended (activities older than three years)" in lines


def test_a_dry_run_prints_what_would_end_and_ends_nothing(person: Person) -> None:
    Activity.objects.filter(pk=note("tests.thing.done", by=person, thing="x").pk).update(at=aged(4000))
    printed = StringIO()
    with translation.override("en"):
        call_command("retention", "--dry-run", stdout=printed)
    assert "activity: 1 record would end (activities older than three years)" in printed.getvalue()
    assert Activity.objects.exists()


@pytest.mark.django_db(databases=["default", "papers"], transaction=True)
def test_a_job_that_fails_undoes_what_it_did_in_both_stores(person: Person, pupil: Person) -> None:
    note("tests.thing.done", by=person, thing="x")
    CivilFile.objects.create(pupil=pupil.pk, school=pupil.pk, birth_date="2010-01-01", kept_until="2020-01-01")

    def fail(before: datetime) -> int:
        Activity.objects.all().delete()
        CivilFile.objects.all().delete()
        raise OSError("the disk is full")

    register_job(Job(name="0-fails", title="fails", keep=timedelta(0), end=fail))
    try:
        with pytest.raises(OSError, match="the disk is full"):
            retention.run()
    finally:
        del registered_jobs["0-fails"]
    assert Activity.objects.exists()
    assert CivilFile.objects.exists()


@pytest.mark.django_db(databases=["default", "papers"], transaction=True)
def test_a_person_is_erased_from_both_stores_or_from_neither(pupil: Person) -> None:
    CivilFile.objects.create(pupil=pupil.pk, school=pupil.pk, birth_date="2010-01-01", kept_until="2999-01-01")

    def fail(person: object) -> None:
        raise OSError("the disk is full")

    register_part(Part(name="zz-fails", title="fails", rows=lambda person: [], erase=fail, models=()))
    try:
        with pytest.raises(OSError, match="the disk is full"):
            erase_everything(pupil.pk)
    finally:
        del registered_parts["zz-fails"]
    assert CivilFile.objects.exists()


@pytest.mark.parametrize(("over", "erased"), [(False, ["here"]), (True, [])])
def test_what_has_a_term_of_its_own_is_left_to_it_where_only_the_time_of_the_account_is_over(
    person: Person, *, over: bool, erased: list[str]
) -> None:
    done: list[str] = []
    part = Part(
        name="0-lasts",
        title="lasts",
        rows=lambda person: [],
        erase=lambda person: done.append("here"),
        models=(),
        has_its_own_term=True,
    )
    register_part(part)
    try:
        erase_everything(person.pk, time_is_over=over)
    finally:
        del registered_parts["0-lasts"]
    assert done == erased


def test_a_person_takes_away_what_they_did_in_sentences(person: Person, other: Person) -> None:
    note("tests.thing.done", by=person, thing="blue")
    note("tests.thing.done", by=other, thing="red")
    assert [row["sentence"] for row in activity_rows(person.pk)] == ["the thing blue was done"]


def test_who_did_it_is_cut_when_they_leave_and_the_deed_stays(person: Person) -> None:
    note("tests.thing.done", by=person, thing="blue")
    cut_actor(person.pk)
    assert Activity.objects.get().actor is None
    assert activity_rows(person.pk) == []


def test_a_pupil_takes_away_the_looks_at_them_without_who_looked(person: Person, pupil: Person) -> None:
    looked(by=person, pupils=[pupil.pk], what="tests.thing.done", place="/here/")
    (row,) = look_rows(pupil.pk)
    assert (row["whose"], row["place"]) == ("mine", "/here/")
    assert str(person.pk) not in str(row)


def test_whoever_looked_takes_away_that_they_did_without_at_whom(person: Person, pupil: Person) -> None:
    looked(by=person, pupils=[pupil.pk], what="tests.thing.done", place="/groups/1/pupils/2/")
    (row,) = look_rows(person.pk)
    assert (row["whose"], row["place"]) == ("another's", "")
    assert str(pupil.pk) not in str(row)


def test_a_look_at_oneself_is_none(pupil: Person) -> None:
    looked(by=pupil, pupils=[pupil.pk], what="tests.thing.done")
    assert not AccessRecord.objects.exists()


def test_whoever_looked_is_still_told_apart_after_their_account_is_erased(person: Person, pupil: Person) -> None:
    looked(by=person, pupils=[pupil.pk], what="tests.thing.done")
    reader = person.pk
    erase_everything(reader)
    assert not Person.objects.filter(pk=reader).exists()
    look = AccessRecord.objects.get()
    assert (look.reader, look.pupil) == (reader, pupil.pk)


def test_a_look_leads_to_its_reader_for_one_year_and_no_longer(person: Person, pupil: Person) -> None:
    looked(by=person, pupils=[pupil.pk], what="tests.thing.done")
    reader = person.pk
    erase_everything(reader)
    AccessRecord.objects.update(at=aged(366))
    retention.run()
    assert not AccessRecord.objects.filter(reader=reader).exists()


def test_the_log_has_no_relation_that_the_end_of_an_account_could_cut() -> None:
    assert not [field.name for field in AccessRecord._meta.get_fields() if field.is_relation]


def test_it_is_said_that_the_reader_stays() -> None:
    (part,) = [part for part in parts() if part.name == "access-log"]
    with translation.override("en"):
        assert "opaque identifier, yours included" in str(part.stays)


@pytest.mark.parametrize("name", ["activity", "access-log"])
def test_what_stays_is_said(name: str) -> None:
    (part,) = [part for part in parts() if part.name == name]
    with translation.override("en"):
        assert str(part.stays)
