"""Needs that organisations declare: kept by their people, named to few."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from envol.errors import Refusal
from envol.web.accountability.models import Activity
from envol.web.accountability.personal import erase_everything, parts
from envol.web.foresight import need_services as services
from envol.web.foresight.models import LAPSES_SOON, LASTS, DeclaredNeed, NeedStanding, NeedState
from envol.web.foresight.need_services import NeedDetails
from envol.web.foresight.selectors import needs_visible_to
from envol.web.network.models import Organisation, Role
from envol.web.people.models import Person

from .kept import NAME, client_of, codes, company, led_programme, member, need, somebody, soon

pytestmark = pytest.mark.django_db(databases=["default", "papers"])
TODAY = timezone.localdate()


@pytest.fixture
def place() -> Organisation:
    return company("Plant", region="28")


@pytest.fixture
def contact(place: Organisation) -> Person:
    return member("contact", place, Role.CONTACT)


def details(**more: object) -> NeedDetails:
    return NeedDetails(**{**codes(), "people": 5, "wanted_by": soon(), **more})  # type: ignore[arg-type]


def form(**more: object) -> dict[str, object]:
    return {**codes(), "people": 5, "wanted_by": soon().isoformat(), "kind": "job", **more}


# --- declared, confirmed, ended ---------------------------------------------------------------------------------------


def test_a_contact_declares_a_need_of_their_organisation(contact: Person, place: Organisation) -> None:
    answer = client_of(contact).post(reverse("foresight:need-add", args=[place.pk]), form())
    assert answer["Location"] == reverse("foresight:needs")
    (kept,) = DeclaredNeed.objects.all()
    assert (kept.organisation, kept.people, kept.confirmed_on) == (place, 5, TODAY)


@pytest.mark.parametrize("role", [Role.LEARNER, Role.MENTOR, Role.INSTRUCTOR, Role.KEEPER])
def test_nobody_else_declares_one(place: Organisation, role: Role) -> None:
    answer = client_of(member("m", place, role)).get(reverse("foresight:need-add", args=[place.pk]))
    assert answer.status_code == 403


def test_the_form_begins_with_the_region_of_the_organisation(contact: Person, place: Organisation) -> None:
    html = client_of(contact).get(reverse("foresight:need-add", args=[place.pk])).content.decode()
    assert '<option value="28" selected>' in html


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"people": 0}, "asks for 1 to"),
        ({"people": 501}, "asks for 1 to"),
        ({"occupation": "astronaut"}, "no such entry"),
        ({"region": "99"}, "no such entry"),
        ({"level": "none"}, "no such entry"),
        ({"wanted_by": TODAY - timedelta(days=1)}, "has passed"),
        ({"wanted_by": TODAY.replace(year=2999)}, "at the latest"),
    ],
)
def test_what_cannot_be_is_refused_with_the_sentence(
    contact: Person, place: Organisation, change: dict[str, object], sentence: str
) -> None:
    with pytest.raises(Refusal, match=sentence):
        services.declare_need(by=contact, organisation=place, outlook=NAME, details=details(**change))


def test_an_organisation_has_so_many_open_needs_and_no_more(contact: Person, place: Organisation) -> None:
    DeclaredNeed.objects.bulk_create(
        DeclaredNeed(organisation=place, outlook=NAME, people=1, wanted_by=soon(), **codes())
        for _ in range(services.MOST_NEEDS)
    )
    with pytest.raises(Refusal, match="open needs already"):
        services.declare_need(by=contact, organisation=place, outlook=NAME, details=details())


@pytest.mark.parametrize(
    ("confirmed", "standing"),
    [
        (TODAY, NeedStanding.OPEN),
        (TODAY - LASTS + LAPSES_SOON, NeedStanding.LAPSING),
        (TODAY - LASTS, NeedStanding.LAPSING),
        (TODAY - LASTS - timedelta(days=1), NeedStanding.LAPSED),
    ],
)
def test_a_need_lapses_six_months_after_it_was_confirmed_and_warns_before(
    place: Organisation, confirmed: object, standing: NeedStanding
) -> None:
    assert need(place, confirmed_on=confirmed).standing(TODAY) == standing


def test_a_lapsed_need_is_in_sight_and_counts_again_once_it_is_confirmed(contact: Person, place: Organisation) -> None:
    kept = need(place, confirmed_on=TODAY - LASTS - timedelta(days=1))
    client = client_of(contact)
    assert "lapsed" in client.get(reverse("foresight:needs")).content.decode()
    client.post(reverse("foresight:need-confirm", args=[kept.pk]))
    assert DeclaredNeed.objects.get(pk=kept.pk).standing(TODAY) == NeedStanding.OPEN


def test_a_need_of_a_day_that_has_passed_is_not_confirmed(contact: Person, place: Organisation) -> None:
    with pytest.raises(Refusal, match="has passed"):
        services.confirm_need(by=contact, need=need(place, wanted_by=TODAY - timedelta(days=1)))


@pytest.mark.parametrize(("how", "state"), [("met", NeedState.MET), ("withdrawn", NeedState.WITHDRAWN)])
def test_a_need_is_met_or_withdrawn(contact: Person, place: Organisation, how: str, state: NeedState) -> None:
    kept = need(place)
    client_of(contact).post(reverse("foresight:need-end", args=[kept.pk]), {"how": how})
    assert DeclaredNeed.objects.get(pk=kept.pk).state == state


def test_what_was_ended_is_neither_changed_nor_confirmed_nor_ended_again(contact: Person, place: Organisation) -> None:
    over = need(place, state=NeedState.MET)
    with pytest.raises(Refusal, match="ended already"):
        services.change_need(by=contact, need=over, details=details())
    with pytest.raises(Refusal, match="ended already"):
        services.confirm_need(by=contact, need=over)
    with pytest.raises(Refusal, match="ended already"):
        services.end_need(by=contact, need=over, met=False)


def test_a_need_that_is_changed_is_confirmed_by_that(contact: Person, place: Organisation) -> None:
    kept = need(place, confirmed_on=TODAY - LASTS)
    client_of(contact).post(reverse("foresight:need-change", args=[kept.pk]), form(people=7))
    again = DeclaredNeed.objects.get(pk=kept.pk)
    assert (again.people, again.confirmed_on) == (7, TODAY)


def test_the_head_reads_in_the_log_what_was_declared(contact: Person, place: Organisation) -> None:
    services.declare_need(by=contact, organisation=place, outlook=NAME, details=details())
    (deed,) = Activity.objects.all()
    assert (deed.name, deed.organisation) == ("foresight.need.declared", place.pk)


# --- who reads it by name ---------------------------------------------------------------------------------------------


def test_whoever_works_there_reads_it_by_name_and_a_learner_does_not(place: Organisation) -> None:
    need(place)
    assert needs_visible_to(member("m", place, Role.MENTOR)).count() == 1
    assert needs_visible_to(member("l", place, Role.LEARNER)).count() == 0


def test_whoever_leads_a_programme_reads_the_needs_of_its_members(place: Organisation) -> None:
    cluster, outside = company("Cluster"), company("Outside")
    led_programme(cluster, place)
    mine, _other = need(place), need(outside)
    assert set(needs_visible_to(member("lead", cluster, Role.LEAD))) == {mine}
    assert not needs_visible_to(member("head", cluster, Role.HEAD)).exists()


def test_a_lead_of_a_competitor_reads_nothing_by_name(place: Organisation) -> None:
    cluster = company("Cluster")
    led_programme(cluster, place)
    place.competitors.add(cluster)
    need(place)
    assert not needs_visible_to(member("lead", cluster, Role.LEAD)).exists()


def test_a_fictional_lead_reads_nothing_of_a_real_organisation(place: Organisation) -> None:
    cluster = company("Cluster", is_fictional=True)
    led_programme(cluster, place)
    need(place)
    assert not needs_visible_to(member("lead", cluster, Role.LEAD, is_fictional=True)).exists()
    assert not needs_visible_to(member("planted", place, *Role, is_fictional=True)).exists()


@pytest.mark.parametrize("demonstration", [True, False])
def test_for_everybody_and_every_need_the_list_and_the_permission_agree(
    place: Organisation, settings: Settings, demonstration: bool
) -> None:
    settings.DEMONSTRATION = demonstration
    cluster, rival, pretend = company("Cluster"), company("Rival"), company("Pretend", is_fictional=True)
    led_programme(cluster, place, rival, pretend)
    rival.competitors.add(cluster)
    people = [
        *(member(f"{role}", place, role) for role in Role),
        *(member(f"{role}-of-cluster", cluster, role) for role in Role),
        member("rival", rival, Role.HEAD, Role.LEAD),
        member("pretend", pretend, Role.HEAD, is_fictional=True),
        member("planted", place, *Role, is_fictional=True),
        member("gone", place, Role.HEAD, is_active=False),
        somebody("administrator", is_staff=True),
        AnonymousUser(),
    ]
    for person in people:
        for kept in [need(each) for each in (place, cluster, rival, pretend)]:
            listed = needs_visible_to(person).filter(pk=kept.pk).exists()
            assert person.has_perm("foresight.view_declaredneed", kept) == listed, (person, kept)
            if person.has_perm("foresight.change_declaredneed", kept):
                assert listed
                assert person.has_perm("foresight.add_declaredneed", kept.organisation)


def test_a_lead_reads_a_need_and_may_not_change_it(place: Organisation) -> None:
    cluster = company("Cluster")
    led_programme(cluster, place)
    kept, lead = need(place), member("lead", cluster, Role.LEAD)
    client = client_of(lead)
    assert place.name in client.get(reverse("foresight:needs")).content.decode()
    assert client.get(reverse("foresight:need-change", args=[kept.pk])).status_code == 403
    assert client.post(reverse("foresight:need-end", args=[kept.pk])).status_code == 403


# --- kept about people, asked flat ------------------------------------------------------------------------------------


def test_a_person_takes_away_what_they_declared_and_leaves_the_need(contact: Person, place: Organisation) -> None:
    services.declare_need(by=contact, organisation=place, outlook=NAME, details=details())
    (part,) = [each for each in parts() if each.name == "foresight-needs"]
    assert [row["people"] for row in part.rows(contact.pk)] == [5]
    erase_everything(contact.pk)
    assert DeclaredNeed.objects.get().declared_by is None


def test_the_list_asks_as_often_for_many_needs_as_for_few(contact: Person, place: Organisation) -> None:
    client, counts = client_of(contact), []
    for many in (3, 20):
        for _ in range(many):
            need(place)
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("foresight:needs"))
        counts.append(len(asked))
    assert counts[0] == counts[1]
