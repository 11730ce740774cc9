"""Who may see which flights, in what quality, and what a list tells of people."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from envol.web.flightdeck import selectors
from envol.web.flightdeck.models import Flight, Role, Status
from envol.web.network.demonstration import furnish_network
from envol.web.network.models import Enrolment, Group, Membership, Organisation, Teaching
from envol.web.network.models import Role as NetworkRole
from envol.web.network.school.years import year_of
from envol.web.people.models import Person
from envol.web.people.services import Demonstration, demonstration_person, make_pupil

FIRST, LINE = "fed-batch-first-flight", "fed-batch-2000l"
DECK = reverse("flightdeck:deck")

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _demonstration() -> None:
    """The fictional school."""
    furnish_network()


@pytest.fixture
def camille() -> Person:
    """The fictional learner, whom anybody may enter as."""
    return demonstration_person(Demonstration.LEARNER)


@pytest.fixture
def dominique() -> Person:
    """The fictional instructor, whom anybody may enter as."""
    return demonstration_person(Demonstration.INSTRUCTOR)


def fly(pilot: Person | None, status: Status = Status.AIRBORNE) -> Flight:
    return Flight.objects.create(pilot=pilot, scenario=FIRST, line=LINE, seed=1, status=status)


def page(person: Person, address: str) -> str:
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(person)
    return client.get(address).content.decode()


def test_a_fictional_instructor_lists_the_flights_of_fictional_people_only(
    person: Person, camille: Person, dominique: Person
) -> None:
    of_somebody, of_camille, own, of_nobody = fly(person), fly(camille), fly(dominique), fly(None)
    listed = page(dominique, DECK)
    for flight in (of_camille, own):
        assert str(flight.id) in listed
    for flight in (of_somebody, of_nobody):
        assert str(flight.id) not in listed


def test_a_fictional_instructor_is_told_how_many_flights_there_are_for_them(
    person: Person, camille: Person, dominique: Person
) -> None:
    fly(person)
    fly(camille)
    assert "1 flight in the air" in page(dominique, reverse("portal:home"))


@pytest.mark.parametrize("name", ["cockpit", "score", "replay", "journal", "telemetry"])
@pytest.mark.parametrize("status", Status.values)
def test_a_fictional_instructor_opens_no_flight_of_a_real_person(
    client: Client, person: Person, dominique: Person, name: str, status: Status
) -> None:
    client.force_login(dominique)
    assert client.get(reverse(f"flightdeck:{name}", args=[fly(person, status).id])).status_code == 404


def test_an_instructor_lists_the_flights_of_those_they_instruct_and_no_other(
    person: Person, other: Person, camille: Person, instructor: Person
) -> None:
    of_theirs, of_others = [fly(person), fly(other), fly(instructor)], [fly(camille), fly(None)]
    listed = page(instructor, DECK)
    assert all(str(flight.id) in listed for flight in of_theirs)
    assert not any(str(flight.id) in listed for flight in of_others)


def test_a_list_shows_a_name_else_a_short_id_and_never_an_address(
    person: Person, other: Person, instructor: Person
) -> None:
    other.name = "Ada"
    other.save()
    fly(person)
    fly(other)
    listed = page(instructor, DECK)
    assert "Ada" in listed
    assert str(person.id)[:8] in listed
    assert "@example.invalid" not in listed.replace(str(instructor.email), "")


def test_a_pupil_is_listed_by_class_number_and_nickname(instructor: Person, school: Organisation) -> None:
    group = Group.objects.create(organisation=school, year=year_of(timezone.localdate()), name="BTS 1")
    pupil, _ = make_pupil()
    Enrolment.objects.create(group=group, person=pupil, number=7, nickname="Renard tenace")
    fly(pupil)
    assert "BTS 1 · 7 · Renard tenace" in page(instructor, DECK)


def test_people_find_their_own_address_in_the_menu(person: Person) -> None:
    assert f">{person.email}</a>" in page(person, reverse("portal:home"))


def test_whoever_flies_is_its_pilot_even_an_instructor(person: Person, instructor: Person) -> None:
    assert selectors.role_in(fly(person), person) == Role.PERSON
    assert selectors.role_in(fly(instructor), instructor) == Role.PERSON
    assert selectors.role_in(fly(person), instructor) == Role.INSTRUCTOR


def test_whoever_neither_flies_nor_teaches_has_no_part_in_a_flight(person: Person, other: Person) -> None:
    with pytest.raises(selectors.NoSuchFlight):
        selectors.role_in(fly(person), other)


# --- since when ---


def aged(flight: Flight, days: float) -> Flight:
    Flight.objects.filter(id=flight.id).update(created_at=timezone.now() - timedelta(days=days))
    flight.refresh_from_db()
    return flight


def agree(reader: Person, flights: list[Flight]) -> set[Flight]:
    """Return which flights are in the list, once it is said of each alone as well."""
    listed = set(selectors.visible_to(reader).filter(id__in=[flight.id for flight in flights]))
    assert {flight for flight in flights if selectors.may_see(reader, flight)} == listed
    return listed


def test_an_instructor_does_not_see_what_was_flown_before_the_learner_came(person: Person, instructor: Person) -> None:
    before, since = aged(fly(person, Status.LANDED), 30), fly(person, Status.LANDED)
    assert agree(instructor, [before, since]) == {since}


def test_what_was_flown_on_the_first_day_itself_shows(person: Person, instructor: Person) -> None:
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    first, last_night = fly(person), fly(person)
    Flight.objects.filter(id=first.id).update(created_at=midnight)
    Flight.objects.filter(id=last_night.id).update(created_at=midnight - timedelta(seconds=1))
    assert agree(instructor, [first, last_night]) == {first}


def taught(person: Person, school: Organisation, since: date) -> Person:
    """Return the teacher of a class in which somebody is since a day."""
    teacher = Person.objects.create_user("teacher@example.invalid", "a long enough word")
    Membership.objects.create(person=teacher, organisation=school, role=NetworkRole.TEACHER)
    group = Group.objects.create(organisation=school, year=year_of(timezone.localdate()), name="BTS 1")
    Teaching.objects.create(group=group, person=teacher)
    Enrolment.objects.create(group=group, person=person, number=1, since=since)
    return teacher


def test_a_teacher_sees_what_was_flown_since_the_learner_is_in_the_class(person: Person, school: Organisation) -> None:
    teacher = taught(person, school, timezone.localdate() - timedelta(days=10))
    flights = [aged(fly(person, Status.LANDED), days) for days in (20, 5)]
    assert agree(teacher, flights) == {flights[1]}


def test_each_place_of_a_learner_counts_for_itself(person: Person, school: Organisation, instructor: Person) -> None:
    """The instructor's membership of today, and a class of a month: they see the month."""
    taught(person, school, timezone.localdate() - timedelta(days=30))
    flights = [aged(fly(person, Status.LANDED), days) for days in (40, 20)]
    assert agree(instructor, flights) == {flights[1]}


def test_nothing_shows_once_the_learner_has_left(person: Person, instructor: Person) -> None:
    flight = fly(person, Status.LANDED)
    yesterday = timezone.localdate() - timedelta(days=1)
    Membership.objects.filter(person=person).update(since=yesterday - timedelta(days=30), until=yesterday)
    assert agree(instructor, [flight, aged(fly(person), 5)]) == set()


def test_one_s_own_flights_show_however_old(instructor: Person) -> None:
    flight = aged(fly(instructor, Status.LANDED), 900)
    assert agree(instructor, [flight]) == {flight}


def test_the_flights_that_one_may_see_are_one_question(person: Person, instructor: Person) -> None:
    fly(person)
    list(selectors.flights_in_the_air(instructor))
    with CaptureQueriesContext(connection) as queries:
        assert len(selectors.flights_in_the_air(instructor)) == 1
    assert len([query for query in queries if "flightdeck_flight" in query["sql"]]) == 1
