"""Who sees and changes what in the directory: lists and permissions agree, and competitors learn nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db.models import Model, QuerySet
from django.urls import reverse
from pytest_django.fixtures import Settings

from envol.web.network.directory import selectors
from envol.web.network.models import (
    Convention,
    Delegation,
    Label,
    Membership,
    Offering,
    Organisation,
    Programme,
    ProgrammePlace,
    Relay,
    Resource,
    Role,
    Site,
)

from .conftest import World

pytestmark = pytest.mark.django_db

SELECTORS: dict[type[Model], tuple[str, Callable[[Any], QuerySet[Any]]]] = {
    Organisation: ("network.view_organisation", selectors.organisations_visible_to),
    Offering: ("network.view_offering", selectors.offerings_visible_to),
    Convention: ("network.view_convention", selectors.conventions_visible_to),
    Site: ("network.view_site", selectors.sites_visible_to),
    Label: ("network.view_label", selectors.labels_visible_to),
    Programme: ("network.view_programme", selectors.programmes_visible_to),
    ProgrammePlace: ("network.view_programmeplace", selectors.places_visible_to),
    Relay: ("network.view_relay", selectors.relays_visible_to),
    Resource: ("network.view_resource", selectors.resources_visible_to),
}
CHANGES = {
    Organisation: ("network.change_organisation", "network.change_competitors", "network.add_convention"),
    Offering: ("network.change_offering",),
    Convention: ("network.change_convention",),
    Site: ("network.change_site",),
    Label: ("network.change_label",),
    Resource: ("network.change_resource",),
    Relay: ("network.add_resource",),
}


@pytest.fixture(params=[True, False], ids=["demonstration", "campus"])
def campus(request: pytest.FixtureRequest, settings: Settings) -> bool:
    """Both kinds of campus: on one that is no demonstration, what is fictional shows to its members only."""
    settings.DEMONSTRATION = request.param
    return bool(request.param)


def test_for_everybody_and_everything_the_list_and_the_permission_agree(world: World, campus: bool) -> None:
    for name, person in world.people.items():
        for thing in world.things:
            permission, selector = SELECTORS[type(thing)]
            in_list = selector(person).filter(pk=thing.pk).exists()
            assert person.has_perm(permission, thing) == in_list, (name, thing, campus)


def test_no_list_holds_anything_twice(world: World) -> None:
    for person in world.people.values():
        for _, selector in SELECTORS.values():
            found = list(selector(person).values_list("pk", flat=True))
            assert len(found) == len(set(found))


def test_whoever_may_change_something_sees_it(world: World, campus: bool) -> None:
    for name, person in world.people.items():
        for thing in world.things:
            for permission in CHANGES.get(type(thing), ()):
                if person.has_perm(permission, thing):
                    assert person.has_perm(SELECTORS[type(thing)][0], thing), (name, permission, thing)


@pytest.mark.parametrize("permission", [each for names in CHANGES.values() for each in names])
def test_nobody_who_is_not_signed_in_changes_anything(world: World, permission: str) -> None:
    assert not any(world.people["nobody"].has_perm(permission, thing) for thing in world.things)


def test_a_permission_asked_without_an_object_is_refused(world: World) -> None:
    assert not world.person("head").has_perm("network.change_organisation")


# --- competitors ---


@pytest.mark.parametrize(
    ("who", "of", "reads"),
    [
        ("rival", "company", False),
        ("branch_worker", "company", False),
        ("between", "company", False),
        ("administrating_rival", "company", False),
        ("director", "competitor", False),
        ("contact", "branch", False),
        ("mentor", "competitor", False),
        ("head", "company", True),
        ("learner", "company", True),
        ("keeper", "competitor", True),
        ("administrator", "company", True),
        ("both", "company", True),
        ("both", "competitor", True),
        ("nobody", "company", False),
        ("outsider", "company", False),
        ("visitor", "company", False),
    ],
)
def test_what_is_for_the_network_is_read_by_the_network_but_for_competitors(
    world: World, who: str, of: str, reads: bool
) -> None:
    assert (world.offering(of, "network") in selectors.offerings_visible_to(world.people[who])) is reads


@pytest.mark.parametrize(("who", "of"), [("rival", "company"), ("director", "competitor"), ("contact", "branch")])
def test_a_competitor_learns_of_it_by_no_page_list_or_filter(world: World, who: str, of: str) -> None:
    page = world.page(who, reverse("network:organisation", args=[world.places[of].pk]))
    assert f"{of} for public" in page
    assert f"{of} for network" not in page
    listed = world.page(who, reverse("network:directory"))
    row = listed[listed.index(f">The {of}<") :].split("</li>\n      <li>", 1)[0].split("<h3>", 1)[0]
    assert "visits" in row
    assert "mentors" not in row
    assert f">The {of}<" not in world.page(who, reverse("network:directory") + "?offers=mentor")
    assert f">The {of}<" in world.page(who, reverse("network:directory") + "?offers=visit")


def test_the_same_is_shown_to_whoever_is_no_competitor(world: World) -> None:
    assert "company for network" in world.page(
        "head", reverse("network:organisation", args=[world.places["company"].pk])
    )
    assert ">The company<" in world.page("head", reverse("network:directory") + "?offers=mentor")


def test_a_competitor_cannot_change_what_it_does_not_see(world: World) -> None:
    client = world.client("rival")
    for visibility in ("network", "members"):
        address = reverse("network:offering-change", args=[world.offering("company", visibility).pk])
        assert client.get(address).status_code == 404
    address = reverse("network:offering-change", args=[world.offering("company", "public").pk])
    assert client.get(address).status_code == 403


def test_a_competitor_withdrawn_reads_again(world: World) -> None:
    world.places["company"].competitors.remove(world.places["competitor"])
    assert world.offering("company", "network") in selectors.offerings_visible_to(world.people["rival"])


def test_a_role_that_has_ended_closes_nothing_and_opens_nothing(world: World, today: date) -> None:
    Membership.objects.filter(person=world.person("rival")).update(
        since=today - timedelta(days=9), until=today - timedelta(days=1)
    )
    assert world.offering("company", "network") not in selectors.offerings_visible_to(world.people["rival"])
    assert world.offering("competitor", "members") not in selectors.offerings_visible_to(world.people["rival"])


def test_a_role_that_is_lent_counts_as_ones_own(world: World, today: date) -> None:
    membership = Membership.objects.get(person=world.person("director"))
    Delegation.objects.create(membership=membership, receiver=world.person("contact"), until=today)
    assert world.person("contact").has_perm("network.change_organisation", world.places["company"])


# --- conventions, and what is an organisation's own ---


@pytest.mark.parametrize(
    ("who", "reads"),
    [
        ("head", True),
        ("director", True),
        ("mentor", True),
        ("learner", False),
        ("rival", False),
        ("keeper", False),
        ("administrator", False),
        ("nobody", False),
    ],
)
def test_a_convention_is_read_by_those_who_act_for_its_parties(world: World, who: str, reads: bool) -> None:
    deed = Convention.objects.get(title="school with company")
    assert (deed in selectors.conventions_visible_to(world.people[who])) is reads
    page = world.page(who, reverse("network:organisation", args=[world.places["company"].pk]))
    assert ("school with company" in page) is reads


def test_a_convention_is_changed_by_the_head_of_its_holder_only(world: World) -> None:
    deed = Convention.objects.get(title="school with company")
    may = {name for name, person in world.people.items() if person.has_perm("network.change_convention", deed)}
    assert may == {"head"}


@pytest.mark.parametrize("who", ["nobody", "head", "rival", "administrator", "visitor"])
def test_what_is_for_members_is_read_by_no_one_else(world: World, who: str) -> None:
    assert world.offering("company", "members") not in selectors.offerings_visible_to(world.people[who])


def test_what_is_over_is_read_by_its_own_members_only(world: World) -> None:
    over = Offering.objects.get(title_fr="company over")
    reads = {name for name, each in world.people.items() if over in selectors.offerings_visible_to(each)}
    assert reads == {"contact", "director", "mentor", "both"}


def test_an_organisation_that_is_not_listed_shows_to_its_members_and_administrators(world: World) -> None:
    place = world.places["unlisted"]
    finds = {name for name, each in world.people.items() if place in selectors.organisations_visible_to(each)}
    assert finds == {"hidden", "administrator", "administrating_rival"}
    assert world.client("nobody").get(reverse("network:organisation", args=[place.pk])).status_code == 404


def test_people_are_counted_for_members_only(world: World) -> None:
    address = reverse("network:organisation", args=[world.places["school"].pk])
    assert "Its people" in world.page("learner", address)
    assert "Its people" not in world.page("director", address)


# --- fictional people ---


def test_a_fictional_person_acts_in_no_real_organisation_even_with_a_role_there(world: World) -> None:
    visitor = world.person("stray_visitor")
    assert not visitor.has_perm("network.change_organisation", world.places["company"])
    assert world.offering("company", "members") not in selectors.offerings_visible_to(visitor)
    assert world.offering("company", "network") not in selectors.offerings_visible_to(visitor)
    assert not selectors.conventions_visible_to(visitor).exists()


def test_a_fictional_person_keeps_the_page_of_their_fictional_organisation(world: World) -> None:
    assert world.person("visitor").has_perm("network.change_organisation", world.places["pretend"])


def test_what_is_fictional_shows_on_a_demonstration_only(world: World, campus: bool) -> None:
    shows = world.places["pretend"] in selectors.organisations_visible_to(world.people["nobody"])
    assert shows is campus
    programmes = set(selectors.programmes_visible_to(world.people["nobody"]).values_list("slug", flat=True))
    assert ("make-believe" in programmes) is campus


# --- who changes what ---


@pytest.mark.parametrize(
    ("permission", "place", "expected"),
    [
        ("network.change_organisation", "company", {"director", "administrator", "administrating_rival"}),
        ("network.change_competitors", "company", {"director"}),
        ("network.add_convention", "company", {"director"}),
        ("network.add_offering", "company", {"director", "contact"}),
        ("network.change_organisation", "unlisted", {"hidden", "administrator", "administrating_rival"}),
    ],
)
def test_an_organisation_is_changed_by_those_whose_role_it_is(
    world: World, permission: str, place: str, expected: set[str]
) -> None:
    may = {name for name, each in world.people.items() if each.has_perm(permission, world.places[place])}
    assert may == expected


def test_what_a_relay_keeps_is_changed_by_a_keeper_of_its_organisation(world: World) -> None:
    relay = Relay.objects.get(organisation=world.places["laboratory"])
    may = {name for name, each in world.people.items() if each.has_perm("network.add_resource", relay)}
    assert may == {"keeper"}
    assert not any(
        each.has_perm("network.add_resource", Relay.objects.get(region="84")) for each in world.people.values()
    )


@pytest.mark.parametrize("part", ["site", "label", "convention", "offering"])
def test_whoever_sees_an_organisation_but_may_not_change_it_is_refused(world: World, part: str) -> None:
    address = reverse(f"network:{part}-add", args=[world.places["company"].pk])
    assert world.client("head").get(address).status_code == 403
    assert world.client("head").post(address, {}).status_code == 403
    assert world.client("nobody").get(address).status_code == 302
    assert world.client("director").get(address).status_code == 200


def test_a_role_elsewhere_opens_nothing(world: World) -> None:
    Membership.objects.create(person=world.person("outsider"), organisation=world.places["laboratory"], role=Role.HEAD)
    assert not world.person("outsider").has_perm("network.change_organisation", world.places["company"])


# --- one organisation, by what it is called ---


def test_an_organisation_is_known_by_its_id_its_siret_its_uai_and_the_siret_of_a_site(world: World) -> None:
    place = world.places["school"]
    Organisation.objects.filter(pk=place.pk).update(siret="73282932000074", uai="0750655E")
    place.sites.update(siret="35600000000048")
    for reference in (str(place.pk), "732 829 320 00074", "0750655e", "35600000000048"):
        assert selectors.organisation_by_reference(reference) == place
    for reference in ("", "0750655F", "no such thing"):
        assert selectors.organisation_by_reference(reference) is None


def test_a_name_is_enough_where_one_organisation_bears_it_among_those_one_finds(world: World) -> None:
    assert selectors.organisation_meant(world.people["nobody"], "the company") == world.places["company"]
    assert selectors.organisation_meant(world.people["nobody"], "The unlisted") is None
    assert selectors.organisation_meant(world.people["hidden"], "The unlisted") == world.places["unlisted"]
    Organisation.objects.create(kind="company", name="The company")
    assert selectors.organisation_meant(world.people["nobody"], "The company") is None
