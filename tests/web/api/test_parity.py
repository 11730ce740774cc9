"""The API shows what the pages show: for everybody of a small world the same ids, in the same order, from both."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

import envol.web.api
from envol.web.flightdeck.models import Flight
from envol.web.flightdeck.selectors import flights_of, visible_to
from envol.web.network.directory.selectors import (
    offerings_visible_to,
    organisations_visible_to,
    programmes_visible_to,
)
from envol.web.network.models import Group, Organisation, Programme
from envol.web.network.school.selectors import groups_visible_to
from envol.web.offer.selectors import trainings_visible_to
from envol.web.people.models import Person
from envol.web.people.token_services import make_token

from .conftest import Program, World

pytestmark = pytest.mark.django_db
Viewer = Person | AnonymousUser
OPEN: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "/organisations": ("id", organisations_visible_to),
    "/offerings": ("id", offerings_visible_to),
    "/programmes": ("slug", programmes_visible_to),
    "/trainings": ("id", trainings_visible_to),
}
OWN: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "/groups": ("id", groups_visible_to),
    "/me/flights": ("id", flights_of),
}
SINGLE: dict[str, tuple[Callable[[], Any], Callable[[Any], Any]]] = {
    "/organisations": (Organisation.objects.all, organisations_visible_to),
    "/programmes": (Programme.objects.all, programmes_visible_to),
    "/groups": (Group.objects.all, groups_visible_to),
    "/flights": (Flight.objects.all, visible_to),
}


def everybody(world: World) -> Iterator[tuple[str, Viewer, Program]]:
    """Everybody of the world with their program, and nobody with one without a token."""
    cache.clear()
    yield "nobody", AnonymousUser(), Program()
    for name, person in world.people.items():
        yield name, person, Program(token=make_token(person=person, name="a program")[1])


@pytest.fixture(params=[True, False], ids=["demonstration", "campus"], autouse=True)
def campus(request: pytest.FixtureRequest, settings: Any) -> None:
    """Both kinds of campus: on one that is no demonstration, what is fictional shows to its members only."""
    settings.DEMONSTRATION = request.param


@pytest.fixture
def pretend(world: World) -> None:
    """One of the schools is fictional."""
    Organisation.objects.filter(pk=world.places["other-school"].pk).update(is_fictional=True)


@pytest.mark.parametrize("path", OPEN)
def test_a_list_holds_what_the_selector_of_its_page_gives(
    world: World, pretend: None, offered: Callable[[int], None], path: str
) -> None:
    offered(3)
    key, selector = OPEN[path]
    for name, viewer, program in everybody(world):
        told = [each[key] for each in program.every(path)]
        assert len(told) == len(set(told))
        assert set(told) == {str(each) for each in selector(viewer).values_list(key, flat=True)}, name


@pytest.mark.parametrize("path", OWN)
def test_a_list_of_ones_own_holds_what_the_selector_of_its_page_gives(world: World, path: str) -> None:
    key, selector = OWN[path]
    for name, viewer, program in everybody(world):
        if isinstance(viewer, Person):
            told = {each[key] for each in program.every(path)}
            assert told == {str(each) for each in selector(viewer).values_list(key, flat=True)}, name


@pytest.mark.parametrize("path", SINGLE)
def test_a_record_is_told_to_those_who_find_it_on_a_page(world: World, pretend: None, path: str) -> None:
    things, selector = SINGLE[path]
    for name, viewer, program in everybody(world):
        if isinstance(viewer, AnonymousUser) and path in ("/groups", "/flights"):
            continue
        for thing in things():
            is_seen = selector(viewer).filter(pk=thing.pk).exists()
            status = program.ask(f"{path}/{thing.pk}").status_code
            assert status == (200 if is_seen else 404), (name, thing)


def browser(viewer: Viewer) -> Client:
    client = Client(headers={"Accept-Language": "en"})
    if isinstance(viewer, Person):
        client.force_login(viewer, settings.AUTHENTICATION_BACKENDS[0])
    return client


def test_the_directory_lists_the_same_on_its_page(world: World, pretend: None) -> None:
    for name, viewer, program in everybody(world):
        page = browser(viewer).get(reverse("network:directory"))
        shown = [str(row.organisation.id) for row in page.context["rows"]]
        assert shown == [each["id"] for each in program.every("/organisations")], name


def test_an_organisation_offers_the_same_on_its_page(world: World) -> None:
    for name, viewer, program in everybody(world):
        place = world.places["company"].id
        page = browser(viewer).get(reverse("network:organisation", args=[place]))
        shown = {str(each.offering.id) for _kind, offers in page.context["offers"] for each in offers}
        assert shown == {each["id"] for each in program.get(f"/organisations/{place}")["offerings"]}, name


def test_a_class_shows_the_same_learners_on_its_page(world: World) -> None:
    for name in ("teacher", "instructor", "head", "learner"):
        person = world.people[name]
        page = browser(person).get(reverse("network:group", args=[world.group.id]))
        shown = [each.number for each in page.context["enrolments"]]
        program = Program(token=make_token(person=person, name="a program")[1])
        assert shown == [each["number"] for each in program.get(f"/groups/{world.group.id}")["learners"]], name


@pytest.mark.parametrize("query", ["", "?level=5", "?standing=stale", "?job=H2303"])
def test_certifications_are_those_of_the_page(jobs: None, certifications: None, query: str) -> None:
    page = Client().get(reverse("referentials:certifications") + query)
    shown = [each.certification.code for each in page.context["items"]]
    assert shown == [each["code"] for each in Program().every(f"/certifications{query}")]


@pytest.mark.parametrize("query", ["", "?domain=H23"])
def test_jobs_are_those_of_the_page(jobs: None, query: str) -> None:
    page = Client().get(reverse("referentials:jobs") + query)
    shown = [each.code for each in page.context["page"].items]
    assert shown == [each["code"] for each in Program().every(f"/jobs{query}")]


def test_no_route_asks_the_database_past_the_selectors() -> None:
    folder = Path(envol.web.api.__file__).parent
    asking = [
        f"{file.name}:{node.lineno}"
        for file in folder.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in ("objects", "_default_manager", "_base_manager")
    ]
    assert asking == []
