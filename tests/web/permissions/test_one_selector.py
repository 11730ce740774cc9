"""Lists, search, API and exports are fed by the same selectors: what one shows, the others show."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.urls import reverse

from envol.web.accountability.models import AccessRecord, Activity
from envol.web.accountability.services import looked
from envol.web.flightdeck.models import Flight
from envol.web.flightdeck.selectors import flights_in_the_air
from envol.web.network.directory.selectors import offerings_visible_to, organisations_visible_to
from envol.web.network.models import Enrolment, Organisation, Visibility
from envol.web.network.school.selectors import groups_visible_to
from envol.web.offer.selectors import trainings_visible_to
from envol.web.papers.keeping import LOOK
from envol.web.people.models import Person
from envol.web.referentials.certification_selectors import certifications
from envol.web.referentials.job_selectors import jobs

from .lists import by_api, in_lheo, offers_on_pages, on_page, taken_away
from .table import visible_offerings
from .trying import client_of, undone
from .world import ROLES, World, known

OFFERED = visible_offerings()
SIGNED_IN = [role for role in ROLES if role != "anonymous"]
AND_OTHERS = ("rival", "partner-head", "ex-head", "acting-head", "superuser", "planted")
FICTIONAL = ("fictional-learner", "fictional-teacher", "fictional-head")

pytestmark = pytest.mark.django_db(databases=["default", "papers"])


def viewer(world: World, role: str) -> Person | AnonymousUser:
    return world.cast[role] or AnonymousUser()


def keys(found: QuerySet[Any], field: str = "pk") -> set[str]:
    return {str(each) for each in found.order_by().values_list(field, flat=True)}


@pytest.mark.parametrize("role", [*ROLES, *AND_OTHERS, *FICTIONAL])
def test_organisations_are_those_of_the_selector(role: str, world: World) -> None:
    with undone():
        expected = keys(organisations_visible_to(viewer(world, role)))
        assert on_page(world, role, "network:directory") == expected
        if role in world.tokens or role == "anonymous":
            assert by_api(world, role, "organisations") == expected


@pytest.mark.parametrize("role", OFFERED)
def test_offers_are_those_of_the_selector(role: str, world: World) -> None:
    person = viewer(world, role)
    with undone():
        if isinstance(person, Person) and not person.is_active:
            person = AnonymousUser()
        expected = keys(offerings_visible_to(person))
        assert offers_on_pages(client_of(world, role), Organisation.objects.all()) == expected
        if role in world.tokens or role == "anonymous":
            assert by_api(world, role, "offerings") == expected


@pytest.mark.parametrize("role", OFFERED)
def test_offers_are_read_by_those_whom_they_are_for(role: str, world: World) -> None:
    for side, expected in zip((world.own, world.other, world.fictional), OFFERED[role], strict=True):
        seen = offerings_visible_to(viewer(world, role)).filter(organisation=side.organisation)
        assert {Visibility(each).value for each in seen.values_list("visibility", flat=True)} == expected


@pytest.mark.parametrize("role", [*SIGNED_IN, *AND_OTHERS, *FICTIONAL, "ex-learner", "closed-pupil"])
def test_classes_are_those_of_the_selector(role: str, world: World) -> None:
    with undone():
        expected = keys(groups_visible_to(known(world, role)))
        assert on_page(world, role, "network:groups") == expected
        if role in world.tokens:
            assert by_api(world, role, "groups") == expected


@pytest.mark.parametrize("role", ["teacher", "instructor", "last-day-teacher", "fictional-teacher"])
def test_the_deck_shows_the_flights_of_the_selector(role: str, world: World) -> None:
    with undone():
        assert on_page(world, role, "flightdeck:deck") == keys(flights_in_the_air(known(world, role)))


@pytest.mark.parametrize("role", [*SIGNED_IN, "ex-learner", "closed-pupil"])
def test_flights_listed_told_and_taken_away_are_one_s_own(role: str, world: World) -> None:
    expected = keys(Flight.objects.filter(pilot=known(world, role)))
    with undone():
        assert on_page(world, role, "academy:logbook") == expected
        assert {row["id"] for row in taken_away(world, role)["flights"]} == expected
        if role in world.tokens:
            assert by_api(world, role, "my-flights") == expected


@pytest.mark.parametrize("role", ["pupil", "learner", "teacher", "head", "administrator", "officer"])
def test_what_is_taken_away_of_classes_is_one_s_own(role: str, world: World) -> None:
    with undone():
        taken = taken_away(world, role)
    seats = Enrolment.objects.filter(person=known(world, role)).values_list("number", flat=True)
    assert sorted(row["number"] for row in taken["enrolments"]) == sorted(seats)
    assert str(world.other.things["pupil"].pk) not in str(taken)
    if role != "pupil":
        assert str(world.own.things["pupil"].pk) not in str(taken)


@pytest.mark.parametrize("role", ["anonymous", "pupil", "head", "administrator", "fictional-head"])
def test_trainings_are_those_of_the_selector(role: str, world: World) -> None:
    found = trainings_visible_to(viewer(world, role))
    with undone():
        assert on_page(world, role, "offer:trainings") == keys(found) != set()
        assert in_lheo(world, role) == keys(found, "number")
        assert by_api(world, role, "trainings") == keys(found)


Selector = Callable[[], QuerySet[Any]]


@pytest.mark.parametrize("role", ["anonymous", "pupil", "head", "administrator", "fictional-head"])
@pytest.mark.parametrize(("kind", "selector"), [("jobs", jobs), ("certifications", certifications)])
def test_registers_are_those_of_the_selector(kind: str, selector: Selector, role: str, world: World) -> None:
    expected = keys(selector(), "code")
    with undone():
        assert on_page(world, role, f"referentials:{kind}", key="code") == expected != set()
        assert by_api(world, role, kind, key="code") == expected


# --- what was done, and who looked -----------------------------------------------------------------------------------

READERS = {"head": {"own"}, "acting-head": {"own"}, "administrator": {"own", "other"}, "fictional-head": set()}
"""Who reads what was done in which organisation; nobody else reads any of it."""


@pytest.mark.parametrize("role", [*SIGNED_IN, "ex-head", "acting-head", "parent-head", "planted", "fictional-head"])
def test_what_was_done_is_read_by_the_head_and_the_administrator(role: str, world: World) -> None:
    with undone():
        deeds = {
            name: Activity.objects.create(name="network.group.opened", organisation=side.organisation.pk)
            for name, side in (("own", world.own), ("other", world.other))
        }
        asked = ["mine", "all", *(str(side.organisation.pk) for side in (world.own, world.other))]
        shown: set[str] = set().union(*(on_page(world, role, "network:activity", of=of) for of in asked))
        read = {name for name, deed in deeds.items() if str(deed.pk) in shown}
    assert read == READERS.get(role, set())


@pytest.mark.parametrize("role", ["pupil", "teacher", "head", "administrator", "officer", "planted"])
def test_looks_are_read_by_the_officer_and_one_s_own_by_the_pupil(role: str, world: World) -> None:
    with undone():
        sides = (world.own, world.other)
        for side in sides:
            looked(by=known(world, "instructor"), pupils=[side.things["pupil"].pk], what=LOOK, place="/")
        looks = [AccessRecord.objects.get(pupil=side.things["pupil"].pk, place="/") for side in sides]
        own, other = (str(each.pk) for each in looks)
        if role == "officer":
            assert {own, other} <= on_page(world, role, "network:access-log")
        if role != "planted":
            assert on_page(world, role, "people:looks") == ({own} if role == "pupil" else set())
        assert client_of(world, role).get(reverse("network:access-log")).status_code == (
            200 if role == "officer" else 403
        )
