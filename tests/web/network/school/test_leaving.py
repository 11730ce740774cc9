"""What people take away of the network, what is erased, and what ends by itself."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from envol.web.accountability.personal import erase_everything, parts
from envol.web.accountability.retention import jobs
from envol.web.network.models import Delegation, Enrolment, Group, Invitation, Membership, Role, SchoolYear, Teaching
from envol.web.network.school.enrolling import join_as_pupil
from envol.web.network.school.retention import pupils_over_before
from envol.web.network.school.sentences import SENTENCES
from envol.web.network.school.services import open_code
from envol.web.network.school.years import year_of
from envol.web.network.staffing.invitation_services import accept, invite
from envol.web.people import ties
from envol.web.people.models import Language, Person
from envol.web.people.services import make_pupil

from .conftest import School, made_person, made_school

pytestmark = pytest.mark.django_db(databases=["default", "papers"])
OURS = {"memberships", "delegations", "enrolments", "teachings", "invitations"}


def taken_away(person: Person) -> dict[str, list[dict[str, object]]]:
    return {part.name: part.rows(person.id) for part in parts() if part.name in OURS}


@pytest.fixture
def busy(ours: School, today: date) -> Person:
    """The teacher of ours, with something of everything."""
    teacher = ours.teacher
    Delegation.objects.create(
        membership=Membership.objects.get(person=ours.head, role=Role.HEAD), receiver=teacher, until=today
    )
    Enrolment.objects.create(group=ours.group, person=teacher, number=9)
    sent = invite(organisation=ours.place, email=str(teacher.email), role=Role.MENTOR, by=ours.head)
    accept(invitation=sent.invitation, person=teacher)
    return teacher


def test_a_person_takes_away_all_that_the_network_keeps_of_them(busy: Person) -> None:
    found = taken_away(busy)
    assert {name: len(rows) for name, rows in found.items()} == {
        "memberships": 2,
        "delegations": 1,
        "enrolments": 1,
        "teachings": 1,
        "invitations": 1,
    }


def test_what_they_take_away_names_nobody_else(busy: Person, ours: School) -> None:
    said = str(taken_away(busy))
    assert ours.head.name not in said
    assert str(ours.head.id) not in said


def test_whoever_leaves_leaves_nothing_here(busy: Person) -> None:
    erase_everything(busy.id)
    assert not any(model.objects.filter(person=busy.id).exists() for model in (Membership, Enrolment, Teaching))
    assert not Delegation.objects.filter(receiver=busy.id).exists()
    assert not Invitation.objects.exists()


def test_an_invitation_to_somebody_s_address_goes_with_them(ours: School) -> None:
    person = made_person("somebody")
    EmailAddress.objects.create(user=person, email=str(person.email), verified=True, primary=True)
    invite(organisation=ours.place, email=str(person.email).upper(), role=Role.MENTOR, by=ours.head)
    erase_everything(person.id)
    assert not Invitation.objects.exists()


def test_whoever_claims_an_address_neither_reads_nor_erases_the_invitations_to_it(ours: School) -> None:
    person = made_person("somebody")
    EmailAddress.objects.create(user=person, email=str(person.email), verified=False, primary=True)
    invite(organisation=ours.place, email=str(person.email), role=Role.MENTOR, by=ours.head)
    assert taken_away(person)["invitations"] == []
    erase_everything(person.id)
    assert Invitation.objects.exists()


def test_fictional_pupils_end_seven_days_after_they_joined(ours: School) -> None:
    school = made_school("Camille", fictional=True)
    code = open_code(group=school.group, by=school.teacher)
    old, fresh = (join_as_pupil(code=code, language=Language.FRENCH).person for _ in range(2))
    now = timezone.now()
    Person.objects.filter(id__in=[old.id, ours.pupil.id]).update(date_joined=now - timedelta(days=8))
    job = next(each for each in jobs() if each.name == "visitors")
    assert job.end(now - job.keep) == 1
    assert set(Person.objects.filter(id__in=[old.id, fresh.id, ours.pupil.id])) == {fresh, ours.pupil}


def test_invitations_end_ninety_days_after_they_served(ours: School) -> None:
    now = timezone.now()
    for age, accepted in ((91, True), (89, True), (91, False), (89, False)):
        sent = invite(
            organisation=ours.place, email=f"n{age}{accepted}@example.invalid", role=Role.MENTOR, by=ours.head
        )
        when = now - timedelta(days=age)
        fields = {"accepted_at": when} if accepted else {"expires_at": when}
        Invitation.objects.filter(id=sent.invitation.id).update(**fields)
    job = next(each for each in jobs() if each.name == "invitations")
    assert job.end(now - job.keep) == 2
    assert sorted(Invitation.objects.values_list("email", flat=True)) == [
        "n89false@example.invalid".replace("false", "False"),
        "n89True@example.invalid",
    ]


DAY = date(2026, 11, 22)
"""The school year before ended on 31 August 2026."""


def pupil_until(until: date | None, year: SchoolYear, ours: School) -> Person:
    group, _ = Group.objects.get_or_create(organisation=ours.place, year=year, name="Of a year")
    pupil = make_pupil(language="fr")[0]
    Person.objects.filter(id=pupil.id).update(date_joined=timezone.make_aware(datetime(2024, 9, 1, 12)))  # noqa: DTZ001
    number = Enrolment.objects.filter(group=group).count() + 1
    Enrolment.objects.create(group=group, person=pupil, number=number, since=year.starts_on, until=until)
    return pupil


@pytest.mark.parametrize(
    ("until", "year_day", "goes"),
    [
        (None, date(2025, 1, 1), True),  # to the end of 2024-2025: a whole school year has passed since
        (date(2025, 8, 31), date(2025, 1, 1), True),
        (date(2026, 3, 2), date(2026, 1, 1), True),  # left during 2025-2026, which is over
        (date(2026, 8, 31), date(2026, 1, 1), False),  # stayed to its last day: kept through 2026-2027
        (None, date(2026, 1, 1), False),
        (None, date(2026, 10, 1), False),
        (date(2026, 10, 1), date(2026, 10, 1), False),
    ],
)
def test_a_pupil_is_kept_to_the_end_of_the_school_year_after_their_last_class(
    ours: School, until: date | None, year_day: date, goes: bool
) -> None:
    pupil = pupil_until(until, year_of(year_day), ours)
    gone = set(pupils_over_before(date(2026, 8, 31)))
    assert (pupil.id in gone) == goes


def test_a_pupil_who_went_on_is_kept(ours: School) -> None:
    pupil = pupil_until(date(2025, 8, 31), year_of(date(2025, 1, 1)), ours)
    later = Group.objects.create(organisation=ours.place, year=year_of(date(2026, 10, 1)), name="Later")
    Enrolment.objects.create(group=later, person=pupil, number=1)
    assert pupil.id not in set(pupils_over_before(date(2026, 8, 31)))


def test_a_pupil_without_a_class_goes_by_the_day_they_came(ours: School) -> None:
    pupil = pupil_until(None, year_of(date(2025, 1, 1)), ours)
    Enrolment.objects.filter(person=pupil).delete()
    assert pupil.id in set(pupils_over_before(date(2026, 8, 31)))


def test_the_job_erases_pupils_and_nobody_else_and_may_run_twice(ours: School) -> None:
    pupil = pupil_until(None, year_of(date(2025, 1, 1)), ours)
    job = next(each for each in jobs() if each.name == "pupils")
    now = timezone.make_aware(datetime(2026, 11, 22, 3))  # noqa: DTZ001
    assert job.end(now) == 1
    assert job.end(now) == 0
    assert not Person.objects.exclude(card=None).filter(id=pupil.id).exists()
    assert Person.objects.filter(id=ours.learner.id).exists()


def test_a_role_or_a_class_that_lasts_ties_somebody_to_the_campus(ours: School, today: date) -> None:
    Membership.objects.filter(person=ours.mentor).update(
        since=today - timedelta(days=9), until=today - timedelta(days=1)
    )
    people = [ours.mentor.id, ours.head.id, ours.learner.id, ours.pupil.id, made_person("stranger").id]
    assert ties.held(people) >= {ours.head.id, ours.learner.id, ours.pupil.id}
    assert not ties.held(people) & {ours.mentor.id, people[-1]}


def test_the_last_head_is_told_before_they_leave(ours: School) -> None:
    assert any("Ada" in sentence for sentence in ties.warnings_for(ours.head.id))
    assert not any("Ada" in sentence for sentence in ties.warnings_for(ours.teacher.id))


def test_no_sentence_asks_for_a_name_of_a_person() -> None:
    assert not [name for name, sentence in SENTENCES.items() if "%(name)s" in str(sentence) or "email" in str(sentence)]
