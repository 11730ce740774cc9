"""What people change in the directory: what is kept and noted, and what is refused with which sentence."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import reverse
from django.utils import translation

from envol.errors import Refusal
from envol.web.accountability.models import Activity
from envol.web.accountability.sentences import sentence_of
from envol.web.network.directory import keeping, services
from envol.web.network.directory.details import LabelDetails, Presentation, SiteDetails
from envol.web.network.directory.sentences import SENTENCES
from envol.web.network.models import Convention, Label, Offering, Organisation, Relay, Resource, Site
from envol.web.people.models import Person
from envol.web.search.models import Entry

from .conftest import World

pytestmark = pytest.mark.django_db

SIRET, SIRET_WRONG, OF_LA_POSTE = "732 829 320 00074", "732 829 320 00075", "356 000 000 00001"
PAGE = {"name": "The company", "kind": "company", "is_listed": "on"}
SITE = {"name": "Works", "town": "Rouen"}
LABEL = {"name": "A label", "awarded_by": "A body", "since": "2026-01-01"}
OFFERING = {"kind": "visit", "title_fr": "Une visite", "visibility": "public"}
CONVENTION = {"partner": "The laboratory", "title": "Stages", "signed_on": "2026-01-01"}


def send(
    world: World, who: str, name: str, of: object, values: dict[str, Any], *, language: str = "en"
) -> HttpResponse:
    path = reverse(f"network:{name}", args=[getattr(of, "pk", of)])
    response = world.client(who, language=language).post(path, values)
    assert isinstance(response, HttpResponse)
    return response


def refused(response: HttpResponse, sentence: str) -> None:
    assert response.status_code == 422
    page = response.content.decode()
    assert sentence in page, page[page.index("<main") :]
    assert 'role="alert"' in page


# --- the page of an organisation ---


def test_a_head_changes_the_page_of_their_organisation(world: World) -> None:
    place = world.places["company"]
    values = PAGE | {"website": "example.org", "region": "28", "academy": "70", "about_fr": "Une usine"}
    assert send(world, "director", "organisation-change", place, values).status_code == 302
    place.refresh_from_db()
    assert (place.website, place.academy) == ("https://example.org", "70")


def test_a_change_is_noted_where_it_was_done(world: World) -> None:
    place = world.places["company"]
    send(world, "director", "organisation-change", place, PAGE)
    activity = Activity.objects.get(name="network.organisation.changed")
    assert (activity.actor, activity.organisation) == (world.person("director"), place.pk)


def test_a_siret_whose_digits_do_not_add_up_is_refused(world: World) -> None:
    place = world.places["company"]
    response = send(world, "administrator", "organisation-change", place, PAGE | {"siret": SIRET_WRONG})
    refused(response, "73282932000075 is no SIRET")
    place.refresh_from_db()
    assert place.siret is None


def test_a_siret_of_la_poste_is_kept(world: World) -> None:
    place = world.places["company"]
    assert send(world, "administrator", "organisation-change", place, PAGE | {"siret": OF_LA_POSTE}).status_code == 302


@pytest.mark.parametrize("by_site", [False, True])
def test_a_siret_that_another_bears_is_refused_with_its_name(world: World, by_site: bool) -> None:
    if by_site:
        world.places["laboratory"].sites.update(siret="73282932000074")
    else:
        Organisation.objects.filter(pk=world.places["laboratory"].pk).update(siret="73282932000074")
    response = send(world, "administrator", "organisation-change", world.places["company"], PAGE | {"siret": SIRET})
    refused(response, "The SIRET 73282932000074 is that of The laboratory already")


def test_a_siret_of_one_that_is_not_listed_is_refused_without_its_name(world: World) -> None:
    Organisation.objects.filter(pk=world.places["unlisted"].pk).update(siret="73282932000074")
    response = send(world, "director", "site-add", world.places["company"], SITE | {"siret": SIRET})
    refused(response, "is that of another organisation already")
    assert "unlisted" not in response.content.decode()


def test_an_organisation_keeps_its_own_siret(world: World) -> None:
    for _ in range(2):
        place = world.places["company"]
        assert send(world, "administrator", "organisation-change", place, PAGE | {"siret": SIRET}).status_code == 302


def test_a_uai_without_its_letter_is_refused_and_one_of_another_too(world: World) -> None:
    place = world.places["school"]
    page = PAGE | {"name": "The school", "kind": "lycee"}
    refused(
        send(world, "administrator", "organisation-change", place, page | {"uai": "0750655F"}), "0750655F is no UAI"
    )
    Organisation.objects.filter(pk=world.places["laboratory"].pk).update(uai="0750655E")
    refused(
        send(world, "administrator", "organisation-change", place, page | {"uai": "0750655e"}),
        "is that of The laboratory",
    )


def test_an_academy_of_another_region_is_refused(world: World) -> None:
    values = PAGE | {"region": "28", "academy": "10"}
    response = send(world, "director", "organisation-change", world.places["company"], values)
    refused(response, "The academy of Lyon is not in the region Normandie.")


def test_a_refusal_is_said_in_french_on_a_page_in_french(world: World) -> None:
    Person.objects.filter(pk=world.person("administrator").pk).update(language="fr")
    response = send(
        world,
        "administrator",
        "organisation-change",
        world.places["company"],
        PAGE | {"siret": SIRET_WRONG},
        language="fr",
    )
    with translation.override("fr"):
        sentence = translation.gettext(
            "%(number)s is no SIRET: it has fourteen digits, and they do not add up. Look at it again."
        )
    assert response.status_code == 422
    assert sentence % {"number": "73282932000075"} in response.content.decode()


def test_what_is_refused_leaves_nothing_behind(world: World) -> None:
    send(
        world,
        "administrator",
        "organisation-change",
        world.places["company"],
        PAGE | {"name": "New", "siret": SIRET_WRONG},
    )
    assert not Organisation.objects.filter(name="New").exists()
    assert not Activity.objects.exists()


# --- numbers by which people are brought in ---


def presented(place: Organisation, **other: Any) -> Presentation:
    values = {name: getattr(place, name) or "" for name in Presentation.__dataclass_fields__}
    return Presentation(**(values | other))


@pytest.mark.parametrize(("number", "text"), [("siret", SIRET), ("uai", "0750655E")])
def test_a_head_gives_their_organisation_no_number(world: World, number: str, text: str) -> None:
    place = world.places["company"]
    assert send(world, "director", "organisation-change", place, PAGE | {number: text}).status_code == 302
    place.refresh_from_db()
    assert getattr(place, number) is None
    with pytest.raises(Refusal, match="Only an administrator"):
        services.change_organisation(
            by=world.person("director"), organisation=place, presentation=presented(place, **{number: text})
        )


def test_a_head_reads_the_numbers_and_leaves_them_as_they_are(world: World) -> None:
    place = world.places["company"]
    Organisation.objects.filter(pk=place.pk).update(siret="73282932000074")
    page = world.page("director", reverse("network:organisation-change", args=[place.pk]))
    assert "73282932000074" in page
    assert send(world, "director", "organisation-change", place, PAGE | {"siret": ""}).status_code == 302
    place.refresh_from_db()
    assert place.siret == "73282932000074"


def test_an_administrator_gives_numbers(world: World) -> None:
    place = world.places["company"]
    send(world, "administrator", "organisation-change", place, PAGE | {"siret": SIRET, "uai": "0750655E"})
    place.refresh_from_db()
    assert (place.siret, place.uai) == ("73282932000074", "0750655E")


def test_a_head_gives_a_site_a_siret_of_their_own_enterprise_only(world: World) -> None:
    place = world.places["company"]
    refused(send(world, "director", "site-add", place, SITE | {"siret": OF_LA_POSTE}), "ask an administrator")
    Organisation.objects.filter(pk=place.pk).update(siret="35600000000048")
    assert send(world, "director", "site-add", place, SITE | {"siret": OF_LA_POSTE}).status_code == 302


# --- what fictional people write, who are anybody ---


@pytest.mark.parametrize("field", ["name", "short_name", "website", "about_fr", "about_en"])
def test_a_fictional_head_writes_nothing_that_everybody_would_read(world: World, field: str) -> None:
    place = world.places["pretend"]
    words = {field: "https://phish.example"}
    values = {"name": "The pretend", "kind": "lycee", "is_listed": "on"} | words
    assert send(world, "visitor", "organisation-change", place, values).status_code == 302
    place.refresh_from_db()
    assert "phish" not in str(getattr(place, field))
    with pytest.raises(Refusal, match="In a demonstration"):
        services.change_organisation(
            by=world.person("visitor"), organisation=place, presentation=presented(place, **words)
        )


def test_a_fictional_head_changes_the_rest(world: World) -> None:
    place = world.places["pretend"]
    values = {"name": "The pretend", "kind": "university", "is_listed": "on"}
    assert send(world, "visitor", "organisation-change", place, values).status_code == 302
    place.refresh_from_db()
    assert place.kind == "university"


@pytest.mark.parametrize(
    ("part", "values"),
    [
        ("site", SITE | {"town": "phish.example/win"}),
        ("label", LABEL | {"name": "See www.phish.example"}),
        ("offering", OFFERING | {"title_fr": "https://phish.example"}),
    ],
)
def test_a_fictional_head_writes_no_address_into_a_title(world: World, part: str, values: dict[str, str]) -> None:
    refused(send(world, "visitor", f"{part}-add", world.places["pretend"], values), "In a demonstration")


def test_a_fictional_head_adds_a_label_without_an_address_of_its_proof(world: World) -> None:
    place = world.places["pretend"]
    assert send(world, "visitor", "label-add", place, LABEL | {"proof": "https://phish.example"}).status_code == 302
    assert Label.objects.get(name="A label").proof == ""


# --- what is found by words ---


def test_an_organisation_is_found_under_its_new_name(world: World) -> None:
    send(
        world,
        "administrator",
        "organisation-change",
        world.places["company"],
        PAGE | {"name": "Ponant", "siret": SIRET},
    )
    entry = Entry.objects.get(kind="organisation", key=str(world.places["company"].pk))
    assert entry.title == "Ponant"
    assert {"ponant", "73282932000074"} <= set(entry.words.values_list("word", flat=True))


def test_an_organisation_taken_out_of_the_directory_is_found_no_more(world: World) -> None:
    services.index_organisations()
    values = {"name": "The company", "kind": "company"}
    send(world, "director", "organisation-change", world.places["company"], values)
    assert not Entry.objects.filter(key=str(world.places["company"].pk)).exists()


def test_only_what_everybody_finds_is_indexed(world: World, settings: Any) -> None:
    settings.DEMONSTRATION = False
    services.index_organisations()
    titles = set(Entry.objects.filter(kind="organisation").values_list("title", flat=True))
    assert titles == {"The school", "The company", "The competitor", "The branch", "The laboratory"}


def test_a_new_site_is_found_by_its_town(world: World) -> None:
    send(world, "director", "site-add", world.places["company"], SITE | {"town": "Vernon"})
    entry = Entry.objects.get(key=str(world.places["company"].pk))
    assert "vernon" in set(entry.words.values_list("word", flat=True))


# --- sites ---


def test_a_site_is_added_changed_and_removed_and_each_is_noted(world: World) -> None:
    place = world.places["company"]
    send(world, "director", "site-add", place, SITE | {"latitude": "49.44", "longitude": "1.1"})
    site = place.sites.get(name="Works")
    assert (site.latitude, site.receives_minors) == (49.44, False)
    send(world, "director", "site-change", site, SITE | {"receives_minors": "on"})
    site.refresh_from_db()
    assert (site.latitude, site.receives_minors) == (None, True)
    send(world, "director", "site-remove", site, {})
    assert not place.sites.filter(name="Works").exists()
    noted = list(Activity.objects.order_by("id").values_list("name", flat=True))
    assert noted == ["network.site.added", "network.site.changed", "network.site.removed"]


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"latitude": "91", "longitude": "1"}, "A latitude goes from -90 to 90 degrees: 91.0 is outside."),
        ({"latitude": "49", "longitude": "181"}, "A longitude goes from -180 to 180 degrees: 181.0 is outside."),
        ({"latitude": "49"}, "give both or none"),
        ({"name": "Site of company"}, "Another site of the organisation is called Site of company"),
        ({"siret": SIRET_WRONG}, "is no SIRET"),
        ({"department": "99"}, "Select a valid choice"),
        ({"town": ""}, "This field is required"),
    ],
)
def test_a_site_that_cannot_be_is_refused(world: World, values: dict[str, str], sentence: str) -> None:
    refused(send(world, "director", "site-add", world.places["company"], SITE | values), sentence)


def test_a_seat_bears_the_siret_of_its_organisation_and_no_two_sites_share_one(world: World) -> None:
    place = world.places["company"]
    Organisation.objects.filter(pk=place.pk).update(siret="73282932000074")
    assert send(world, "director", "site-add", place, SITE | {"siret": SIRET}).status_code == 302
    refused(
        send(world, "director", "site-add", place, SITE | {"name": "Second", "siret": SIRET}), "of The company already"
    )
    refused(send(world, "head", "site-add", world.places["school"], SITE | {"siret": SIRET}), "of The company already")


def test_an_unknown_department_is_refused_from_whatever_side_it_comes(world: World) -> None:
    details = SiteDetails(name="Works", town="Rouen", department="99")
    with pytest.raises(Refusal) as refusal:
        keeping.keep_site(by=world.person("director"), organisation=world.places["company"], details=details)
    assert str(refusal.value) == "No department has the code 99: choose one of the list."


# --- labels ---


def test_a_label_that_ends_before_it_begins_is_refused(world: World) -> None:
    response = send(world, "director", "label-add", world.places["company"], LABEL | {"until": "2025-12-31"})
    refused(response, "The last day of a label cannot be before its first one")
    assert not Label.objects.filter(name="A label").exists()


def test_a_label_may_last_one_day(world: World) -> None:
    place = world.places["company"]
    assert send(world, "director", "label-add", place, LABEL | {"until": "2026-01-01"}).status_code == 302


def test_a_date_in_the_past_is_a_label_that_has_lapsed_and_shows_so(world: World) -> None:
    send(world, "director", "label-add", world.places["company"], LABEL | {"until": "2026-01-02"})
    page = world.page("nobody", reverse("network:organisation", args=[world.places["company"].pk]))
    assert 'data-standing="lapsed"' in page


def test_the_form_to_change_a_label_holds_what_is_kept(world: World) -> None:
    label = Label.objects.create(
        organisation=world.places["company"], name="A label", awarded_by="A body", since=date(2026, 3, 4)
    )
    page = world.page("director", reverse("network:label-change", args=[label.pk]), language="fr")
    assert 'value="2026-03-04"' in page


def test_an_address_that_would_run_a_script_is_refused_from_whatever_side_it_comes(world: World) -> None:
    details = LabelDetails(name="A", awarded_by="B", since=date(2026, 1, 1), proof="javascript:alert(1)")
    with pytest.raises(Refusal) as refusal:
        keeping.keep_label(by=world.person("director"), organisation=world.places["company"], details=details)
    assert refusal.value.key == "proof-wrong"
    response = send(
        world, "director", "organisation-change", world.places["company"], PAGE | {"website": "javascript:alert(1)"}
    )
    assert response.status_code == 422


# --- what is offered ---


def test_a_contact_adds_what_their_organisation_offers(world: World) -> None:
    place = world.places["company"]
    values = OFFERING | {"audiences": ["students", "lyceens"], "places": "12", "site": str(place.sites.get().pk)}
    assert send(world, "contact", "offering-add", place, values).status_code == 302
    offering = Offering.objects.get(title_fr="Une visite")
    assert (offering.audiences, offering.places, offering.site) == (["students", "lyceens"], 12, place.sites.get())


def test_a_site_of_another_organisation_is_refused(world: World) -> None:
    values = OFFERING | {"site": str(world.places["laboratory"].sites.get().pk)}
    refused(send(world, "contact", "offering-add", world.places["company"], values), "Select a valid choice")


def test_an_offer_whose_last_day_has_passed_is_refused(world: World, today: date) -> None:
    values = OFFERING | {"until": (today - timedelta(days=1)).isoformat()}
    refused(send(world, "contact", "offering-add", world.places["company"], values), "last day of what you offer has")


def test_an_offer_that_is_over_may_still_be_mended(world: World) -> None:
    over = Offering.objects.get(title_fr="company over")
    assert over.until is not None
    values = OFFERING | {"until": over.until.isoformat(), "title_fr": "Mended"}
    assert send(world, "contact", "offering-change", over, values).status_code == 302
    assert Offering.objects.get(pk=over.pk).title_fr == "Mended"


# --- conventions and competitors ---


def test_a_head_enters_a_convention_with_an_organisation_by_its_name(world: World) -> None:
    assert send(world, "director", "convention-add", world.places["company"], CONVENTION).status_code == 302
    assert Convention.objects.get(title="Stages").partner == world.places["laboratory"]


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"partner": "Nobody"}, "The directory knows no one organisation as “Nobody”"),
        ({"partner": "The unlisted"}, "The directory knows no one organisation as “The unlisted”"),
        ({"partner": "The company"}, "An organisation has no convention with itself"),
        ({"ends_on": "2025-12-31"}, "A convention cannot end before the day on which it was signed"),
    ],
)
def test_a_convention_that_cannot_be_is_refused(world: World, values: dict[str, str], sentence: str) -> None:
    refused(send(world, "director", "convention-add", world.places["company"], CONVENTION | values), sentence)


def test_a_convention_keeps_a_partner_that_shows_no_more(world: World) -> None:
    deed = Convention.objects.get(title="school with company")
    Organisation.objects.filter(pk=world.places["company"].pk).update(is_listed=False)
    values = CONVENTION | {"partner": "The company", "title": "Renewed"}
    assert send(world, "head", "convention-change", deed, values).status_code == 302


def test_a_convention_that_has_ended_says_so(world: World, today: date) -> None:
    deed = Convention.objects.get(title="school with company")
    address = reverse("network:organisation", args=[world.places["school"].pk])
    assert ">ended<" not in world.page("head", address)
    yesterday = today - timedelta(days=1)
    Convention.objects.filter(pk=deed.pk).update(signed_on=yesterday, ends_on=yesterday)
    assert ">ended<" in world.page("head", address)


def test_the_partner_s_head_reads_a_convention_but_does_not_change_it(world: World) -> None:
    deed = Convention.objects.get(title="school with company")
    assert send(world, "director", "convention-change", deed, CONVENTION).status_code == 403
    assert send(world, "director", "convention-remove", deed, {}).status_code == 403
    assert send(world, "rival", "convention-remove", deed, {}).status_code == 404


def test_a_competitor_is_declared_and_withdrawn_for_both_sides(world: World) -> None:
    place, other = world.places["laboratory"], world.places["school"]
    assert send(world, "head", "competitors", other, {"partner": place.name}).status_code == 302
    assert place in other.competitors.all()
    assert "The laboratory" in world.page("head", reverse("network:competitors", args=[other.pk]))
    send(world, "head", "competitors", other, {"withdraw": str(place.pk)})
    assert place not in other.competitors.all()
    refused(send(world, "head", "competitors", other, {"partner": "The school"}), "does not compete with itself")


def test_who_competes_with_whom_is_its_head_s_to_know(world: World) -> None:
    address = reverse("network:competitors", args=[world.places["company"].pk])
    for who in ("contact", "administrator", "rival"):
        assert world.client(who).get(address).status_code == 403


# --- what relays keep ---


def test_a_keeper_adds_changes_and_removes_what_a_relay_lends(world: World) -> None:
    relay = Relay.objects.get(organisation=world.places["laboratory"])
    send(world, "keeper", "resource-add", relay, {"title_fr": "Mallette", "quantity": "3"})
    resource = Resource.objects.get(title_fr="Mallette")
    send(world, "keeper", "resource-change", resource, {"title_fr": "Mallette", "quantity": "4"})
    resource.refresh_from_db()
    assert resource.quantity == 4
    assert send(world, "director", "resource-change", resource, {"title_fr": "Mine"}).status_code == 403
    send(world, "keeper", "resource-remove", resource, {})
    assert not Resource.objects.filter(pk=resource.pk).exists()
    activity = Activity.objects.latest("id")
    assert (activity.name, activity.organisation) == ("network.resource.removed", world.places["laboratory"].pk)


# --- the log ---


def test_the_title_of_a_convention_is_not_in_the_log_that_others_read(world: World) -> None:
    send(world, "director", "convention-add", world.places["company"], CONVENTION | {"title": "A secret"})
    send(world, "director", "convention-remove", Convention.objects.get(title="A secret"), {})
    assert Activity.objects.filter(name__startswith="network.convention").count() == 2
    assert "A secret" not in str(list(Activity.objects.values_list("params", flat=True)))


def test_every_sentence_of_the_log_is_whole(world: World) -> None:
    for name in SENTENCES:
        assert sentence_of(name, {"title": "X"}) != name


def test_a_thing_is_removed_by_nothing_but_an_answer_to_the_question(world: World) -> None:
    site = Site.objects.get(organisation=world.places["company"])
    page = world.page("director", reverse("network:site-remove", args=[site.pk]))
    assert "Site of company" in page
    assert Site.objects.filter(pk=site.pk).exists()


def test_a_service_says_in_english_what_it_refuses(world: World) -> None:
    details = LabelDetails(name="A", awarded_by="B", since=date(2026, 1, 2), until=date(2026, 1, 1))
    with translation.override("fr"), pytest.raises(Refusal) as refusal:
        keeping.keep_label(by=world.person("director"), organisation=world.places["company"], details=details)
    assert str(refusal.value).startswith("The last day of a label cannot be before")


def test_a_competitor_cannot_withdraw_what_the_other_declared(world: World) -> None:
    one, other = world.places["school"], world.places["laboratory"]
    other.competitors.add(one)
    send(world, "head", "competitors", one, {"withdraw": str(other.pk)})
    assert one in other.competitors.all()
    assert "The laboratory" not in world.page("head", reverse("network:competitors", args=[one.pk]))
