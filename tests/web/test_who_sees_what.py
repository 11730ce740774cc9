"""Who may see which flights, in what quality, and what a list tells of people."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from envol.web.flightdeck import selectors
from envol.web.flightdeck.models import Flight, Role, Status
from envol.web.network.demonstration import furnish_network
from envol.web.network.models import Enrolment, Group, Organisation
from envol.web.network.school_years import year_of
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
