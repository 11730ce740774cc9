"""The pages of the directory: what they show, in how many questions to the database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from envol.web.network.models import (
    Label,
    Membership,
    Offering,
    Organisation,
    OrganisationKind,
    Programme,
    ProgrammePlace,
    Relay,
    Resource,
    Role,
    Site,
)

from .conftest import World

pytestmark = pytest.mark.django_db

LIST = reverse("network:directory")


def page_of(organisation: Organisation) -> str:
    return reverse("network:organisation", args=[organisation.pk])


def names_in(page: str) -> set[str]:
    return {name for name in ("school", "company", "competitor", "branch", "laboratory") if f">The {name}<" in page}


# --- the list ---


def test_anybody_may_look_the_directory_up(world: World) -> None:
    assert names_in(world.page("nobody", LIST)) == {"school", "company", "competitor", "branch", "laboratory"}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("kind=lycee", {"school"}),
        ("region=28", {"school", "company"}),
        ("programme=open", {"school", "company"}),
        ("kind=company&region=28", {"company"}),
        ("kind=nonsense&region=99", {"school", "company", "competitor", "branch", "laboratory"}),
        ("offers=job", set()),
    ],
)
def test_the_list_is_narrowed_by_what_is_chosen(world: World, query: str, expected: set[str]) -> None:
    assert names_in(world.page("nobody", f"{LIST}?{query}")) == expected


def test_what_is_chosen_is_kept_from_page_to_page_and_from_region_to_region(world: World) -> None:
    for number in range(30):
        Organisation.objects.create(kind=OrganisationKind.COLLEGE, name=f"Collège {number:02d}", region="28")
    page = world.page("nobody", f"{LIST}?kind=college&region=28")
    assert "?kind=college&amp;region=28&amp;after=" in page
    assert 'href="?kind=college&amp;region=76"' in page
    assert "Collège 24" in page
    assert "Collège 25" not in page


def test_the_next_page_goes_on_where_the_one_before_ended(world: World) -> None:
    for number in range(30):
        Organisation.objects.create(kind=OrganisationKind.COLLEGE, name=f"Collège {number:02d}")
    client = world.client("nobody")
    first = client.get(LIST, {"kind": "college"})
    second = client.get(LIST, {"kind": "college", "after": first.context["page"].after}).content.decode()
    assert [number for number in range(30) if f"Collège {number:02d}" in second] == [25, 26, 27, 28, 29]


def test_the_map_leads_to_each_organisation_of_the_page(world: World) -> None:
    Site.objects.filter(organisation=world.places["laboratory"]).update(latitude=43.6, longitude=1.44, town="Toulouse")
    page = world.page("nobody", LIST)
    assert (
        f'class="map-point" href="{page_of(world.places["laboratory"])}" aria-label="The laboratory, Toulouse"' in page
    )
    assert 'aria-label="Region Normandie"' in page
    crowd = page[page.index('id="crowd-') :].split("</li>", 1)[0]
    assert names_in(crowd) == {"school", "company", "competitor", "branch"}


def test_a_page_in_french_writes_the_numbers_of_its_drawing_with_points(world: World) -> None:
    page = world.page("nobody", LIST, language="fr")
    drawing = page[page.index("<svg viewBox") : page.index("</svg>", page.index("<svg viewBox"))]
    assert 'viewBox="0.0 0.0 620.0 600.0"' in drawing
    assert not any("," in each.split('"', 1)[0] for each in drawing.split(' cx="')[1:])


# --- an organisation ---


def test_a_label_shows_how_it_stands_and_its_last_day(world: World, today: date) -> None:
    place = world.places["company"]
    place.labels.all().delete()
    days = {"Lapsed": -1, "Lapsing": 0, "Lapsing too": 90, "Valid": 91, "Endless": None}
    for name, until in days.items():
        last = None if until is None else today + timedelta(days=until)
        Label.objects.create(
            organisation=place, name=name, awarded_by="A body", since=today - timedelta(days=400), until=last
        )
    Label.objects.create(organisation=place, name="To come", awarded_by="A body", since=today + timedelta(days=1))
    page = world.page("nobody", page_of(place))
    rows = {row.split("</th>", 1)[0].strip(): row for row in page.split('<th scope="row">')[1:]}
    standings = {
        name: row.split('data-standing="', 1)[1].split('"', 1)[0] for name, row in rows.items() if "data-s" in row
    }
    assert standings == {
        "Lapsed": "lapsed",
        "Lapsing": "lapsing",
        "Lapsing too": "lapsing",
        "Valid": "valid",
        "Endless": "valid",
        "To come": "to-come",
    }
    assert "last day:" in rows["Lapsed"]
    assert "last day:" not in rows["Endless"]


def test_a_site_that_receives_no_minors_says_so(world: World) -> None:
    Site.objects.filter(organisation=world.places["company"]).update(receives_minors=False)
    assert "not received" in world.page("nobody", page_of(world.places["company"]))


def test_an_organisation_that_is_not_there_is_not_found(world: World) -> None:
    assert world.client("nobody").get(reverse("network:organisation", args=[uuid4()])).status_code == 404


def test_a_whole_that_does_not_show_is_not_named_by_its_part(world: World) -> None:
    Organisation.objects.filter(pk=world.places["school"].pk).update(part_of=world.places["unlisted"])
    assert "The unlisted" not in world.page("nobody", page_of(world.places["school"]))
    assert "The unlisted" in world.page("administrator", page_of(world.places["school"]))


def test_a_text_is_shown_in_the_language_of_the_page_else_in_the_other(world: World) -> None:
    place = world.places["company"]
    Organisation.objects.filter(pk=place.pk).update(about_fr="Une usine", about_en="A plant")
    assert '<p class="lead" lang="en">A plant</p>' in world.page("nobody", page_of(place))
    assert '<p class="lead" lang="fr">Une usine</p>' in world.page("nobody", page_of(place), language="fr")
    Organisation.objects.filter(pk=place.pk).update(about_en="")
    assert '<p class="lead" lang="fr">Une usine</p>' in world.page("nobody", page_of(place))


# --- programmes and relays ---


def test_a_programme_shows_its_consortium_as_its_document_says_it(world: World) -> None:
    ProgrammePlace.objects.filter(organisation=world.places["school"]).update(kind="lead", note_fr="chef de file")
    page = world.page("nobody", reverse("network:programme", args=["open"]))
    consortium = page[page.index('id="consortium"') : page.index('id="relays"')]
    assert names_in(consortium) == {"school", "company"}
    assert "chef de file" in consortium
    assert "The unlisted" not in page


def test_a_programme_shows_its_relays_and_what_they_keep(world: World) -> None:
    page = world.page("nobody", reverse("network:programme", args=["open"]))
    assert "Kit 0" in page
    assert "Kit 1" not in page, "of a relay whose organisation does not show"
    assert 'class="map-region map-marked" href="/network/?programme=open&amp;region=84"' in page


def test_programmes_are_listed_but_for_those_whose_members_do_not_show(world: World) -> None:
    page = world.page("nobody", reverse("network:programmes"))
    assert "open en" in page
    assert "empty en" in page
    assert "hidden en" not in page
    assert world.client("nobody").get(reverse("network:programme", args=["hidden"])).status_code == 404


def test_a_relay_that_does_not_show_is_not_found(world: World) -> None:
    hidden = Relay.objects.get(organisation=world.places["unlisted"])
    assert world.client("nobody").get(reverse("network:relay", args=[hidden.pk])).status_code == 404
    assert world.client("hidden").get(reverse("network:relay", args=[hidden.pk])).status_code == 200


# --- how often the database is asked ---


def asked(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def _organisations(world: World) -> None:
    for _ in range(9):
        place = Organisation.objects.create(kind="company", name=f"A plant {uuid4()}", region="28")
        Site.objects.create(organisation=place, name="Works", town="Rouen", latitude=49.4, longitude=1.1)
        Offering.objects.create(organisation=place, kind="visit", title_fr="Visite", visibility="public")
        ProgrammePlace.objects.create(programme_id="open", organisation=place, kind="partner", note_fr="membre")


def _belongings(world: World) -> None:
    place = world.places["company"]
    for number in range(9):
        site = Site.objects.create(organisation=place, name=f"Works {uuid4()}", town="Rouen")
        Offering.objects.create(
            organisation=place, kind="visit", title_fr=f"Visite {number}", visibility="public", site=site
        )
        Label.objects.create(organisation=place, name=f"Label {number}", awarded_by="A body", since=date(2026, 1, 1))
        programme = Programme.objects.create(slug=f"p-{uuid4()}"[:40], name_fr="P", name_en="P", source="a page")
        ProgrammePlace.objects.create(programme=programme, organisation=place, kind="partner")
        Organisation.objects.create(kind="company", name=f"Part {uuid4()}", part_of=place)


def _relays(world: World) -> None:
    regions = iter(["11", "24", "27", "32", "44", "52", "53", "75", "93", "94"])
    for region in regions:
        relay = Relay.objects.create(
            programme_id="open", kind="centre", region=region, organisation=world.places["laboratory"]
        )
        for number in range(3):
            Resource.objects.create(relay=relay, title_fr=f"Kit {number}")


@pytest.mark.parametrize("who", ["nobody", "director"])
@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("directory", _organisations),
        ("organisation", _belongings),
        ("programmes", _belongings),
        ("programme", _organisations),
        ("programme", _relays),
        ("relay", _relays),
    ],
)
def test_a_page_asks_the_database_as_often_for_thirty_rows_as_for_three(
    world: World, who: str, name: str, more: Callable[[World], None]
) -> None:
    arguments: dict[str, list[object]] = {
        "organisation": [world.places["company"].pk],
        "programme": ["open"],
        "relay": [Relay.objects.get(organisation=world.places["laboratory"]).pk],
    }
    path = reverse(f"network:{name}", args=arguments.get(name, []))
    client = world.client(who)
    more(world)
    few = asked(client, path)
    if more is _relays:
        relay = Relay.objects.filter(organisation=world.places["laboratory"]).first()
        Resource.objects.bulk_create(Resource(relay=relay, title_fr=f"More {number}") for number in range(30))
    else:
        more(world)
        more(world)
    assert asked(client, path) == few


def test_roles_in_many_organisations_cost_no_more_than_in_one(world: World) -> None:
    client = world.client("director")
    few = asked(client, LIST)
    for number in range(20):
        place = Organisation.objects.create(kind="company", name=f"Other {number}")
        place.competitors.add(world.places["laboratory"])
        Membership.objects.create(person=world.person("director"), organisation=place, role=Role.MENTOR)
    assert asked(client, LIST) == few
