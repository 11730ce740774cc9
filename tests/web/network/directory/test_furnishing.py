"""The network of a demonstration: what it starts with, however often it was begun."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from envol.gateways import network_content
from envol.web.network.demonstration import CLASS, PEOPLE, SCHOOL, furnish_network
from envol.web.network.models import (
    Audience,
    Enrolment,
    Label,
    Membership,
    Offering,
    OfferingKind,
    Organisation,
    OrganisationKind,
    Programme,
    Relay,
    Role,
    Site,
    Visibility,
)
from envol.web.network.models.consortium import PlaceKind, RelayKind
from envol.web.people.models import Person
from envol.web.search.models import Entry

pytestmark = pytest.mark.django_db


def rows() -> Iterator[tuple[str, list[tuple[object, ...]]]]:
    for label in ("network", "people", "search"):
        for model in apps.get_app_config(label).get_models(include_auto_created=True):
            yield model._meta.label, sorted(model._default_manager.values_list(), key=str)


def test_furnishing_twice_changes_nothing() -> None:
    furnish_network()
    once = dict(rows())
    furnish_network()
    assert dict(rows()) == once


def test_it_takes_less_than_a_second_where_everything_is_there() -> None:
    furnish_network()
    start = time.perf_counter()
    furnish_network()
    assert time.perf_counter() - start < 1.0


def test_what_somebody_changed_stays_changed() -> None:
    furnish_network()
    Organisation.objects.filter(name="Sanofi").update(about_fr="Changé")
    furnish_network()
    assert Organisation.objects.get(name="Sanofi").about_fr == "Changé"


def test_a_fictional_organisation_is_given_back_what_it_says_of_itself() -> None:
    furnish_network()
    before = Organisation.objects.values().get(name=SCHOOL)
    Organisation.objects.filter(name=SCHOOL).update(about_fr="Changé", website="https://a.example", is_listed=False)
    furnish_network()
    assert Organisation.objects.values().get(name=SCHOOL) == before


def test_whoever_starts_a_demonstration_among_real_people_is_warned(caplog: pytest.LogCaptureFixture) -> None:
    furnish_network()
    assert "real people" not in caplog.text
    place = Organisation.objects.get(name=SCHOOL)
    Membership.objects.create(person=Person.objects.create_user("a@example.org"), organisation=place, role=Role.MENTOR)
    furnish_network()
    assert "real people have roles" in caplog.text


def test_real_organisations_have_no_people_offerings_or_numbers() -> None:
    furnish_network()
    assert not Membership.objects.filter(organisation__is_fictional=False).exists()
    assert not Offering.objects.filter(organisation__is_fictional=False).exists()
    assert not Organisation.objects.exclude(siret=None, uai=None).exists()


def test_everybody_in_it_is_fictional_and_says_so() -> None:
    furnish_network()
    for person in Person.objects.all():
        assert person.is_fictional
        assert "(fictif, fictional)" in person.name
        assert not person.has_usable_password()


def test_every_role_is_somebody_s() -> None:
    furnish_network()
    assert set(Membership.objects.values_list("role", flat=True)) == set(Role.values)


def test_the_class_has_its_learners_each_with_a_number() -> None:
    furnish_network()
    numbers = Enrolment.objects.filter(group__name=CLASS).order_by("number").values_list("number", flat=True)
    assert list(numbers) == [1, 2, 3, 4]
    assert sum(role == Role.LEARNER for _, roles in PEOPLE for _, role in roles) == 3


def test_there_is_a_label_of_each_standing() -> None:
    furnish_network()
    standings = {label.standing(timezone.localdate()).value for label in Label.objects.all()}
    assert standings == {"valid", "lapsing", "lapsed"}


def test_there_is_an_offering_of_each_kind_and_for_each_circle() -> None:
    furnish_network()
    assert set(Offering.objects.values_list("kind", flat=True)) == set(OfferingKind.values)
    assert set(Offering.objects.values_list("visibility", flat=True)) == set(Visibility.values)


def test_a_company_has_two_sites_of_which_one_receives_no_minors() -> None:
    furnish_network()
    sites = Site.objects.filter(organisation__name__contains="Ponant")
    assert sorted(site.receives_minors for site in sites) == [False, True]


def test_the_programmes_are_there_with_their_years_and_the_resource_centre() -> None:
    furnish_network()
    biot2 = Programme.objects.get(slug="biot2-normandie")
    assert (biot2.since, biot2.until) == (2024, 2029)
    centre = Relay.objects.get(programme="campus-biotech-digital", kind="centre")
    assert centre.organisation is not None
    assert (centre.region, centre.organisation.name) == ("11", "Sanofi")


def test_its_organisations_are_found_by_words() -> None:
    furnish_network()
    assert Entry.objects.filter(kind="organisation").count() == Organisation.objects.count()


def test_every_page_of_it_opens_in_both_languages() -> None:
    furnish_network()
    paths = [reverse("network:directory"), reverse("network:programmes")]
    paths += [reverse("network:organisation", args=[each.pk]) for each in Organisation.objects.all()]
    paths += [reverse("network:programme", args=[each.pk]) for each in Programme.objects.all()]
    paths += [reverse("network:relay", args=[each.pk]) for each in Relay.objects.all()]
    for language in ("fr", "en"):
        client = Client(headers={"Accept-Language": language})
        assert [path for path in paths if client.get(path).status_code != 200] == []


@pytest.mark.parametrize(
    ("choices", "known"),
    [
        (OrganisationKind.values, network_content.OrganisationKind),
        (PlaceKind.values, network_content.PlaceKind),
        (RelayKind.values, network_content.RelayEntry.model_fields["kind"].annotation),
        (OfferingKind.values, network_content.OfferingEntry.model_fields["kind"].annotation),
        (Visibility.values, network_content.OfferingEntry.model_fields["visibility"].annotation),
    ],
)
def test_the_words_of_the_content_are_those_of_the_models(choices: list[str], known: object) -> None:
    assert set(getattr(known, "__args__", ())) == set(choices)


def test_the_publics_of_the_content_are_those_of_the_models() -> None:
    annotation = network_content.OfferingEntry.model_fields["audiences"].annotation
    assert set(annotation.__args__[0].__args__) == set(Audience.values)  # type: ignore[union-attr]
