"""Who reads a scenario: its maker, an organisation of theirs, whoever has the link."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone

from envol.errors import Refusal
from envol.web.foresight import services
from envol.web.foresight.selectors import scenario_by_link, scenarios_visible_to
from envol.web.network.models import Membership, Organisation, Role
from envol.web.people.models import Person
from envol.web.people.services import make_pupil

from .kept import LATER, NAME, client_of, company, member, row_of_scenario, saved, somebody

pytestmark = pytest.mark.django_db(databases=["default", "papers"])


@pytest.fixture
def place() -> Organisation:
    return company("Plant")


@pytest.fixture
def owner(place: Organisation) -> Person:
    return member("owner", place, Role.MENTOR)


def page(person: Person | None, name: str, *arguments: object, status: int = 200, **query: object) -> str:
    answer = client_of(person).get(reverse(f"foresight:{name}", args=arguments), query)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def test_nobody_else_reads_a_scenario_that_is_not_shared(owner: Person, place: Organisation) -> None:
    kept = saved(owner)
    page(member("colleague", place, Role.MENTOR), "scenario", kept.pk, status=404)


def test_the_people_of_an_organisation_read_what_is_shared_with_it(owner: Person, place: Organisation) -> None:
    kept, colleague = saved(owner), member("colleague", place, Role.LEARNER)
    services.share_with(by=owner, scenario=kept, organisation=place)
    assert kept.title in page(colleague, "scenario", kept.pk)
    assert kept.title in page(colleague, "scenarios", of="shared")
    page(somebody("stranger"), "scenario", kept.pk, status=404)


def test_whoever_reads_what_is_shared_may_not_change_it(owner: Person, place: Organisation) -> None:
    kept, colleague = saved(owner), member("colleague", place, Role.HEAD)
    services.share_with(by=owner, scenario=kept, organisation=place)
    for name in ("scenario-change", "scenario-delete"):
        page(colleague, name, kept.pk, status=403)
    assert client_of(colleague).post(reverse("foresight:scenario-share", args=[kept.pk])).status_code == 403


def test_nobody_shares_with_an_organisation_that_is_not_theirs(owner: Person) -> None:
    with pytest.raises(Refusal, match="no role in this organisation"):
        services.share_with(by=owner, scenario=saved(owner), organisation=company("Elsewhere"))


def test_a_scenario_is_read_by_its_link_without_an_account_and_without_a_name(owner: Person) -> None:
    kept = saved(owner)
    services.share_by_link(by=owner, scenario=kept)
    assert kept.link is not None
    assert len(kept.link) == 43
    html = page(None, "shared-scenario", kept.link)
    assert kept.title in html
    assert owner.name not in html


def test_a_revoked_link_leads_nowhere(owner: Person) -> None:
    kept = saved(owner)
    services.share_by_link(by=owner, scenario=kept)
    words = kept.link
    services.revoke_link(by=owner, scenario=kept)
    page(None, "shared-scenario", words, status=404)


def test_another_link_revokes_the_one_before(owner: Person) -> None:
    kept = saved(owner)
    services.share_by_link(by=owner, scenario=kept)
    words = str(kept.link)
    services.share_by_link(by=owner, scenario=kept)
    assert scenario_by_link(words) is None
    assert scenario_by_link(str(kept.link)) == kept


@pytest.mark.parametrize("words", ["", "None", "x"])
def test_words_that_are_no_link_lead_nowhere(owner: Person, words: str) -> None:
    saved(owner)
    assert scenario_by_link(words) is None


def test_the_link_of_somebody_who_was_shut_out_leads_nowhere(owner: Person) -> None:
    kept = saved(owner)
    services.share_by_link(by=owner, scenario=kept)
    Person.objects.filter(pk=owner.pk).update(is_active=False)
    assert scenario_by_link(str(kept.link)) is None


def test_a_fictional_person_shares_no_link(place: Organisation) -> None:
    visitor = somebody("visitor", is_fictional=True)
    with pytest.raises(Refusal, match="anybody may enter as them"):
        services.share_by_link(by=visitor, scenario=saved(visitor))


def test_a_pupil_shares_no_link() -> None:
    pupil, _card = make_pupil(language="en")
    with pytest.raises(Refusal, match="pupil"):
        services.share_by_link(by=pupil, scenario=saved(pupil))


@pytest.mark.parametrize(("title", "note"), [("Look at www.example.com", ""), ("A title", "Anything at all")])
def test_a_fictional_person_writes_nothing_for_everybody_to_read(title: str, note: str) -> None:
    visitor = somebody("visitor", is_fictional=True)
    with pytest.raises(Refusal, match="In a demonstration"):
        services.save_scenario(by=visitor, outlook=NAME, changes=LATER, title=title, note_text=note)


def test_a_fictional_person_reads_nothing_of_a_real_one() -> None:
    pretend = company("Pretend", is_fictional=True)
    real, visitor = member("real", pretend, Role.MENTOR), member("visitor", pretend, Role.MENTOR, is_fictional=True)
    mine, theirs = saved(real), saved(visitor)
    services.share_with(by=real, scenario=mine, organisation=pretend)
    services.share_with(by=visitor, scenario=theirs, organisation=pretend)
    assert set(scenarios_visible_to(visitor)) == {theirs}
    assert set(scenarios_visible_to(real)) == {mine, theirs}


def test_a_fictional_person_planted_in_a_real_organisation_reads_nothing_of_it(
    owner: Person, place: Organisation
) -> None:
    planted = member("planted", place, *Role, is_fictional=True)
    services.share_with(by=owner, scenario=saved(owner), organisation=place)
    assert not scenarios_visible_to(planted).exists()


def test_for_everybody_and_every_scenario_the_list_and_the_permission_agree(place: Organisation) -> None:
    other, pretend = company("Other"), company("Pretend", is_fictional=True)
    people = [
        member("a", place, Role.MENTOR),
        member("b", place, Role.LEARNER),
        member("c", other, Role.HEAD),
        member("d", pretend, Role.HEAD),
        member("e", pretend, Role.HEAD, is_fictional=True),
        member("f", place, Role.HEAD, is_active=False),
        somebody("g", is_staff=True),
        AnonymousUser(),
    ]
    shared = (None, place, other, pretend)
    kept = [
        row_of_scenario(each, number, organisation=where)
        for each in people
        if isinstance(each, Person)
        for number, where in enumerate(shared)
    ]
    for person in people:
        for scenario in kept:
            listed = scenarios_visible_to(person).filter(pk=scenario.pk).exists()
            assert person.has_perm("foresight.view_scenario", scenario) == listed
            if person.has_perm("foresight.change_scenario", scenario):
                assert listed
                assert scenario.person_id == person.pk


def test_a_role_that_ended_reads_no_longer_what_was_shared(owner: Person, place: Organisation) -> None:
    gone, yesterday = somebody("gone"), timezone.localdate() - timedelta(days=1)
    Membership.objects.create(person=gone, organisation=place, role=Role.MENTOR, since=yesterday, until=yesterday)
    services.share_with(by=owner, scenario=saved(owner), organisation=place)
    assert not scenarios_visible_to(gone).exists()
