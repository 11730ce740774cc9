"""Whoever asks, their flights and classes: pupils by number and nickname, and each look at them written down."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from envol.web.accountability.models import AccessRecord
from envol.web.accountability.sentences import is_known
from envol.web.flightdeck.models import Flight, Status
from envol.web.network.models import Delegation, Membership
from envol.web.people.consent_services import give_consent
from envol.web.people.models import Person, Purpose

from .conftest import V1, Program, Reads, World

pytestmark = pytest.mark.django_db(databases=["default", "papers"])
OWN = ["/me", "/me/flights", "/groups", "/groups/{group}", "/flights/{flight}"]


def address(path: str, world: World) -> str:
    return path.format(group=world.group.id, flight=world.flight.id)


@pytest.mark.parametrize("path", OWN)
def test_what_is_about_people_needs_a_token(nobody: Program, world: World, path: str) -> None:
    answer = nobody.ask(address(path, world))
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == 'Bearer realm="Envol"'
    assert "make one on your account page" in answer.json()["detail"]


def test_somebody_reads_who_they_are(world: World, as_: Reads) -> None:
    teacher = world.people["teacher"]
    give_consent(person=teacher, purpose=Purpose.NEWS)
    me = as_(teacher).get("/me")
    assert (me["id"], me["email"], me["name"]) == (str(teacher.id), teacher.email, teacher.name)
    assert [(role["role"], role["organisation"]["name"]) for role in me["roles"]] == [("teacher", "The school")]
    assert {each["purpose"] for each in me["consents"] if each["is_given"]} == {"news"}


def test_a_role_that_was_lent_is_marked(world: World, as_: Reads) -> None:
    held = Membership.objects.get(person=world.people["head"])
    today = timezone.localdate()
    Delegation.objects.create(membership=held, receiver=world.people["teacher"], until=today + timedelta(days=3))
    roles = as_(world.people["teacher"]).get("/me")["roles"]
    assert {role["role"]: role["is_lent"] for role in roles} == {"teacher": False, "head": True}


def test_ones_own_flights_come_newest_first(world: World, as_: Reads) -> None:
    learner = world.people["learner"]
    flights = [
        Flight.objects.create(pilot=learner, scenario="any", line="any", seed=seed, status=Status.LANDED)
        for seed in range(5)
    ]
    told = as_(learner).every("/me/flights", 2)
    assert [each["id"] for each in told] == [str(each.id) for each in reversed(flights)]


def test_the_header_of_a_flight_tells_nothing_of_its_journal(world: World, as_: Reads) -> None:
    flight = as_(world.people["teacher"]).get(f"/flights/{world.flight.id}")
    assert flight["score"] == 61.5
    assert flight["title"]["en"]
    assert not {"seed", "events", "result", "runner"} & flight.keys()


def test_a_flight_is_its_pilots_and_their_teachers(world: World, as_: Reads) -> None:
    path = f"/flights/{world.flight.id}"
    for name in ("teacher", "instructor"):
        assert as_(world.people[name]).get(path)["is_mine"] is False
    for name in ("learner", "head", "other-teacher", "outsider", "administrator", "officer"):
        as_(world.people[name]).get(path, 404)


def test_a_flight_of_a_pupil_names_nobody(world: World, as_: Reads) -> None:
    answer = as_(world.people["teacher"]).ask(f"/flights/{world.flight.id}")
    assert answer.json()["pilot"] == ""
    assert str(world.pupil.id) not in answer.content.decode()
    assert str(world.pupil.id)[:8] not in answer.content.decode().replace(str(world.flight.id), "")


def test_a_class_shows_pupils_by_number_and_nickname_only(world: World, as_: Reads) -> None:
    answer = as_(world.people["teacher"]).ask(f"/groups/{world.group.id}")
    learners = answer.json()["learners"]
    assert [(each["number"], each["nickname"], each["name"]) for each in learners] == [
        (1, "", "learner (fictional)"),
        (2, "vif-colvert", ""),
    ]
    assert str(world.pupil.id) not in answer.content.decode()
    assert "join_code" not in answer.json()


def test_whoever_learns_in_a_class_sees_their_own_place(world: World, as_: Reads) -> None:
    group = as_(world.people["learner"]).get(f"/groups/{world.group.id}")
    assert [each["number"] for each in group["learners"]] == [1]


def test_a_class_of_another_school_is_not_found(world: World, as_: Reads) -> None:
    for name in ("teacher", "instructor", "head", "learner", "administrator", "officer"):
        as_(world.people[name]).get(f"/groups/{world.other_group.id}", 404)


def test_classes_are_narrowed_by_year(world: World, as_: Reads) -> None:
    teacher = as_(world.people["teacher"])
    assert [each["id"] for each in teacher.get("/groups?year=2026-2027")["items"]] == [str(world.group.id)]
    assert teacher.get("/groups?year=2025-2026")["items"] == []


def test_a_class_says_how_what_it_prepares_for_stands(world: World, certifications: None, as_: Reads) -> None:
    teacher = as_(world.people["teacher"])
    for record in (teacher.get("/groups")["items"][0], teacher.get(f"/groups/{world.group.id}")):
        prepared = record["certification"]
        assert (prepared["number"], prepared["standing"]["state"]) == ("RNCP99002", "stale")
        assert prepared["standing"]["successors"] == ["RNCP99001"]


@pytest.mark.parametrize(("path", "what"), [("/groups/{group}", "group"), ("/flights/{flight}", "flight")])
def test_a_look_at_a_pupil_is_written_down(world: World, as_: Reads, path: str, what: str) -> None:
    as_(world.people["teacher"]).get(address(path, world))
    look = AccessRecord.objects.get()
    assert (look.reader, look.pupil, look.what) == (world.people["teacher"].pk, world.pupil.id, f"api.looked.{what}")
    assert look.place == V1 + address(path, world)
    assert is_known(look.what)


def test_a_look_that_was_refused_is_none(world: World, as_: Reads) -> None:
    for path in ("/groups/{group}", "/flights/{flight}"):
        as_(world.people["outsider"]).get(address(path, world), 404)
    assert not AccessRecord.objects.exists()


def test_a_look_at_ones_own_flight_is_none(person: Person, as_: Reads) -> None:
    flight = Flight.objects.create(pilot=person, scenario="any", line="any", seed=1)
    assert as_(person).get(f"/flights/{flight.id}")["is_mine"] is True
    assert not AccessRecord.objects.exists()
