"""What the home page proposes, to whom."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from envol.web.flightdeck.models import Flight, Status
from envol.web.network.models import (
    Enrolment,
    Group,
    Label,
    Membership,
    Offering,
    Organisation,
    Programme,
    ProgrammePlace,
    Relay,
    Role,
    SchoolYear,
    Teaching,
)
from envol.web.people.models import Person
from envol.web.portal.now import MOST, now_for
from envol.web.provenance.models import ImportRun

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def playing(person: Person, school: Organisation, *roles: Role) -> Person:
    for role in roles:
        Membership.objects.create(person=person, organisation=school, role=role)
    return person


def keys(person: Person) -> list[str]:
    return [item.key for item in now_for(person)]


def a_class(school: Organisation, teacher: Person, ends_in: int = 300) -> Group:
    year = SchoolYear.objects.create(
        name="2026-2027", starts_on=TODAY - timedelta(days=30), ends_on=TODAY + timedelta(days=ends_in)
    )
    group = Group.objects.create(organisation=school, year=year, name="BTS 1")
    Teaching.objects.create(group=group, person=teacher)
    return group


def fly(person: Person, **more: object) -> Flight:
    values = {"scenario": "fed-batch-first-flight", "line": "fed-batch-2000l", "seed": 1} | more
    return Flight.objects.create(pilot=person, **values)


def test_somebody_new_is_led_to_their_first_scenario(person: Person) -> None:
    assert keys(person) == ["next"]


def test_a_flight_in_the_air_comes_first(person: Person, school: Organisation) -> None:
    playing(person, school, *Role)
    fly(person)
    assert keys(person)[0] == "airborne"


def test_a_landed_flight_leads_to_its_debrief(person: Person) -> None:
    flight = fly(person, status=Status.LANDED, score=81.25, passed=True)
    debrief = now_for(person)[1]
    assert debrief.path == reverse("flightdeck:score", args=[flight.id])
    assert "81" in debrief.soft


def test_a_teacher_without_a_class_is_led_to_open_one(person: Person, school: Organisation) -> None:
    assert keys(playing(person, school, Role.TEACHER))[0] == "no-class"


def test_a_teacher_sees_the_class_and_how_many_learn_in_it(person: Person, other: Person, school: Organisation) -> None:
    group = a_class(school, playing(person, school, Role.TEACHER))
    Enrolment.objects.create(group=group, person=other, number=1)
    item = next(item for item in now_for(person) if item.key == "classes")
    assert (item.text, item.path) == ("BTS 1", reverse("network:group", args=[group.id]))
    assert "1" in item.soft


def test_a_flight_of_a_learner_calls_the_teacher(person: Person, other: Person, school: Organisation) -> None:
    group = a_class(school, playing(person, school, Role.TEACHER))
    Enrolment.objects.create(group=group, person=other, number=1)
    fly(other)
    assert keys(person)[0] == "in-the-air"


@pytest.mark.parametrize(("until", "called"), [(-1, True), (0, True), (60, True), (200, False)])
def test_a_head_is_told_of_labels_that_lapse(person: Person, school: Organisation, until: int, called: bool) -> None:
    playing(person, school, Role.HEAD)
    last = TODAY + timedelta(days=until)
    Label.objects.create(organisation=school, name="L", awarded_by="N", since=TODAY - timedelta(days=900), until=last)
    assert ("labels" in keys(person)) is called


def test_a_label_that_was_renewed_has_not_lapsed(person: Person, school: Organisation) -> None:
    playing(person, school, Role.HEAD)
    for since, until in ((900, -100), (99, 900)):
        first, last = TODAY - timedelta(days=since), TODAY + timedelta(days=until)
        Label.objects.create(organisation=school, name="L", awarded_by="N", since=first, until=last)
    assert "labels" not in keys(person)


@pytest.mark.parametrize(("ends_in", "called"), [(30, True), (-10, True), (200, False)])
def test_a_head_prepares_the_year_when_the_old_one_ends(
    person: Person, other: Person, school: Organisation, ends_in: int, called: bool
) -> None:
    playing(person, school, Role.HEAD)
    a_class(school, other, ends_in)
    assert ("roll-over" in keys(person)) is called


def test_a_contact_who_offers_nothing_is_asked_to(person: Person, school: Organisation) -> None:
    item = now_for(playing(person, school, Role.CONTACT))[0]
    Offering.objects.create(organisation=school, kind="visit", title_fr="Visite")
    assert item.key == "offerings"
    assert now_for(person)[0].text != item.text


def test_a_keeper_and_a_lead_find_their_relay_and_programme(person: Person, school: Organisation) -> None:
    playing(person, school, Role.KEEPER, Role.LEAD)
    programme = Programme.objects.create(slug="p", name_fr="P", name_en="P", source="none: a test")
    ProgrammePlace.objects.create(programme=programme, organisation=school, kind="lead")
    Relay.objects.create(programme=programme, kind="relay", region="28", organisation=school)
    assert {"relay", "programme"} <= set(keys(person))


def test_a_protection_officer_looks_at_data_first(person: Person) -> None:
    person.is_protection_officer = True
    assert keys(person) == ["accesses", "duties", "register"]


def test_an_administrator_is_told_that_no_referential_is_there(person: Person) -> None:
    person.is_staff = True
    first = now_for(person)[0]
    ImportRun.objects.create(kind="rome", source="ROME 4.0", checksum="x")
    second = now_for(person)[0]
    assert first.key == second.key == "imports"
    assert "ROME 4.0" in second.text
    assert "ROME 4.0" not in first.text


def test_three_things_at_most_whatever_somebody_does(person: Person, school: Organisation) -> None:
    playing(person, school, *Role)
    person.is_staff = person.is_protection_officer = True
    fly(person)
    assert len(keys(person)) == MOST


def test_every_link_of_every_role_opens(person: Person, school: Organisation) -> None:
    playing(person, school, *Role)
    a_class(school, person, 20)
    Programme.objects.create(slug="p", name_fr="P", name_en="P", source="none: a test")
    ProgrammePlace.objects.create(programme_id="p", organisation=school, kind="lead")
    Relay.objects.create(programme_id="p", kind="relay", region="28", organisation=school)
    Label.objects.create(organisation=school, name="L", awarded_by="N", since=TODAY, until=TODAY)
    person.is_staff = person.is_protection_officer = True
    person.save()
    client = Client()
    client.force_login(person)
    from envol.web.network.posts import posts_of
    from envol.web.portal.now import PROPOSERS

    proposed = [item for items in PROPOSERS for item in items(person, posts_of(person))]
    assert {item.key: client.get(item.path).status_code for item in proposed} == {item.key: 200 for item in proposed}


def test_the_questions_to_the_database_do_not_grow_with_the_class(
    person: Person, other: Person, school: Organisation, client: Client
) -> None:
    group = a_class(school, playing(person, school, Role.TEACHER, Role.HEAD))
    client.force_login(person)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("portal:home"))
        return len(queries)

    Enrolment.objects.create(group=group, person=other, number=1)
    fly(other)
    few = asked()
    for number in range(2, 40):
        learner = Person.objects.create_user()
        Enrolment.objects.create(group=group, person=learner, number=number)
        fly(learner)
    assert asked() == few
