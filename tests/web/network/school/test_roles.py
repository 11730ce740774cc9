"""Who has which role: the page of the head, roles that end, and roles that are lent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from envol.errors import Refusal
from envol.web.network.models import Delegation, Membership, Role, Site
from envol.web.network.posts import posts_of
from envol.web.network.staffing.membership_services import end_membership, give_role, last_day_to_lend, lend, take_back
from envol.web.people.models import Person

from .conftest import School, made_person

pytestmark = pytest.mark.django_db
DELEGATIONS = reverse("network:delegations")
Opened = Callable[..., Client]


def role_of(person: Person, role: Role) -> Membership:
    return Membership.objects.get(person=person, role=role)


def people_page(school: School) -> str:
    return reverse("network:people", args=[school.place.id])


def test_the_head_reads_who_has_which_role(opened: Opened, ours: School) -> None:
    html = opened(ours.head).get(people_page(ours)).content.decode()
    assert all(person.name in html for person in ours.people.values())


@pytest.mark.parametrize(
    ("role", "status"), [("teacher", 403), ("instructor", 403), ("learner", 403), ("contact", 403), ("mentor", 403)]
)
def test_nobody_else_does(opened: Opened, ours: School, role: str, status: int) -> None:
    assert opened(ours.people[role]).get(people_page(ours)).status_code == status


def test_the_people_of_another_organisation_are_not_theirs_to_keep(
    opened: Opened, ours: School, theirs: School
) -> None:
    assert opened(ours.head).get(people_page(theirs)).status_code == 403


def test_an_organisation_that_is_not_listed_does_not_exist_for_others(
    opened: Opened, ours: School, theirs: School
) -> None:
    theirs.place.is_listed = False
    theirs.place.save()
    assert opened(ours.head).get(people_page(theirs)).status_code == 404


def test_a_role_ends_at_once_or_after_a_last_day(opened: Opened, ours: School, today: date) -> None:
    client = opened(ours.head)
    Membership.objects.update(since=today - timedelta(days=30))
    for person, sent in ((ours.teacher, ""), (ours.mentor, today.isoformat())):
        held = Membership.objects.get(person=person)
        client.post(reverse("network:end-membership", args=[ours.place.id, held.id]), {"last": sent})
    assert not posts_of(ours.teacher).held
    assert posts_of(ours.mentor).held
    assert not posts_of(ours.mentor, today + timedelta(days=1)).held


def test_a_role_given_today_is_taken_back_whole(ours: School) -> None:
    end_membership(membership=role_of(ours.teacher, Role.TEACHER), by=ours.head)
    assert not Membership.objects.filter(person=ours.teacher).exists()


def test_the_last_head_stays(opened: Opened, ours: School) -> None:
    held = role_of(ours.head, Role.HEAD)
    answer = opened(ours.head).post(reverse("network:end-membership", args=[ours.place.id, held.id]), {"last": ""})
    assert answer.status_code == 422
    assert "name another head first" in answer.content.decode()


def test_a_head_goes_where_there_is_another_one(ours: School, today: date) -> None:
    give_role(person=made_person("second"), organisation=ours.place, role=Role.HEAD)
    end_membership(membership=role_of(ours.head, Role.HEAD), by=ours.head)
    assert not posts_of(ours.head).plays(Role.HEAD)


def test_another_head_who_ends_before_is_none(ours: School, today: date) -> None:
    give_role(person=made_person("second"), organisation=ours.place, role=Role.HEAD, until=today + timedelta(days=5))
    with pytest.raises(Refusal, match="name another head first"):
        end_membership(membership=role_of(ours.head, Role.HEAD), by=ours.head, last=today + timedelta(days=9))


def test_a_last_day_in_the_past_is_refused(ours: School, today: date) -> None:
    with pytest.raises(Refusal, match="in the past"):
        end_membership(membership=role_of(ours.mentor, Role.MENTOR), by=ours.head, last=today - timedelta(days=1))


def test_a_role_at_the_site_of_another_organisation_is_refused(ours: School, theirs: School) -> None:
    site = Site.objects.get(organisation=theirs.place)
    with pytest.raises(Refusal, match="another organisation’s"):
        give_role(person=made_person("new"), organisation=ours.place, role=Role.TEACHER, site=site)


def test_a_pupil_s_account_takes_no_role(ours: School) -> None:
    with pytest.raises(Refusal, match="takes no role"):
        give_role(person=ours.pupil, organisation=ours.place, role=Role.TEACHER)


def test_whoever_borrows_a_role_has_it_until_the_last_day(ours: School, today: date) -> None:
    until = today + timedelta(days=10)
    lend(membership=role_of(ours.head, Role.HEAD), receiver=ours.contact, until=until, by=ours.head)
    assert posts_of(ours.contact, until).has(ours.place.id, Role.HEAD)
    assert not posts_of(ours.contact, until + timedelta(days=1)).has(ours.place.id, Role.HEAD)


def test_a_role_is_lent_for_a_school_year_at_most(ours: School, today: date) -> None:
    held = role_of(ours.head, Role.HEAD)
    latest = last_day_to_lend(today)
    with pytest.raises(Refusal, match="one school year at most"):
        lend(membership=held, receiver=ours.contact, until=latest + timedelta(days=1), by=ours.head)
    assert lend(membership=held, receiver=ours.contact, until=latest, by=ours.head)


@pytest.mark.parametrize(("since", "until"), [(-1, 5), (0, -1), (5, 4)])
def test_days_that_make_no_sense_are_refused(ours: School, today: date, since: int, until: int) -> None:
    with pytest.raises(Refusal, match="from today on"):
        lend(
            membership=role_of(ours.head, Role.HEAD),
            receiver=ours.contact,
            since=today + timedelta(days=since),
            until=today + timedelta(days=until),
            by=ours.head,
        )


def test_nobody_lends_to_themselves(ours: School, today: date) -> None:
    with pytest.raises(Refusal, match="somebody else"):
        lend(membership=role_of(ours.head, Role.HEAD), receiver=ours.head, until=today, by=ours.head)


def test_nobody_lends_what_they_borrow(ours: School, today: date) -> None:
    held = role_of(ours.head, Role.HEAD)
    lend(membership=held, receiver=ours.contact, until=today, by=ours.head)
    with pytest.raises(Refusal, match="a role of your own"):
        lend(membership=held, receiver=ours.mentor, until=today, by=ours.contact)


@pytest.mark.parametrize("who", ["learner", "stranger", "theirs"])
def test_a_role_is_lent_to_a_colleague_only(ours: School, theirs: School, today: date, who: str) -> None:
    receiver = {"learner": ours.learner, "stranger": made_person("stranger"), "theirs": theirs.teacher}[who]
    with pytest.raises(Refusal, match="works in the same organisation"):
        lend(membership=role_of(ours.head, Role.HEAD), receiver=receiver, until=today, by=ours.head)


def test_a_delegation_ends_when_either_wants_it(ours: School, today: date) -> None:
    held = role_of(ours.head, Role.HEAD)
    for by in (ours.head, ours.contact):
        lent = lend(membership=held, receiver=ours.contact, until=today, by=ours.head)
        take_back(delegation=lent, by=by)
        assert not posts_of(ours.contact).has(ours.place.id, Role.HEAD)


def test_a_role_that_ends_is_lent_no_longer(ours: School, today: date) -> None:
    give_role(person=made_person("second"), organisation=ours.place, role=Role.HEAD)
    Membership.objects.update(since=today - timedelta(days=30))
    held = role_of(ours.head, Role.HEAD)
    lend(membership=held, receiver=ours.contact, until=today + timedelta(days=9), by=ours.head)
    end_membership(membership=held, by=ours.head, last=today + timedelta(days=2))
    assert Delegation.objects.get().until == today + timedelta(days=2)


@pytest.mark.parametrize("how", ["ended", "only-learns", "lender-inactive"])
def test_what_is_lent_ends_where_the_receiver_works_no_longer_or_the_lender_is_gone(
    ours: School, today: date, how: str
) -> None:
    lend(membership=role_of(ours.head, Role.HEAD), receiver=ours.contact, until=today, by=ours.head)
    assert posts_of(ours.contact).has(ours.place.id, Role.HEAD)
    if how == "ended":
        Membership.objects.filter(person=ours.contact).update(
            since=today - timedelta(days=9), until=today - timedelta(days=1)
        )
    elif how == "only-learns":
        Membership.objects.filter(person=ours.contact).update(role=Role.LEARNER)
    else:
        Person.objects.filter(id=ours.head.id).update(is_active=False)
    assert not posts_of(ours.contact).has(ours.place.id, Role.HEAD)


def test_whoever_is_dismissed_gives_back_what_they_borrowed(ours: School, today: date) -> None:
    Membership.objects.update(since=today - timedelta(days=30))
    lent = lend(membership=role_of(ours.head, Role.HEAD), receiver=ours.contact, until=today, by=ours.head)
    Delegation.objects.filter(id=lent.id).update(since=today - timedelta(days=9))
    end_membership(membership=role_of(ours.contact, Role.CONTACT), by=ours.head)
    assert Delegation.objects.get(id=lent.id).until == today - timedelta(days=1)


def test_whoever_borrows_the_role_of_a_head_ends_no_head(opened: Opened, ours: School, today: date) -> None:
    give_role(person=made_person("second"), organisation=ours.place, role=Role.HEAD)
    lend(membership=role_of(ours.head, Role.HEAD), receiver=ours.contact, until=today, by=ours.head)
    with pytest.raises(Refusal, match="ends no head’s role"):
        end_membership(membership=role_of(ours.head, Role.HEAD), by=ours.contact)
    ending = reverse("network:end-membership", args=[ours.place.id, role_of(ours.head, Role.HEAD).id])
    client = opened(ours.contact)
    assert client.post(ending, {"last": ""}).status_code == 403
    assert ending not in client.get(people_page(ours)).content.decode()
    end_membership(membership=role_of(ours.mentor, Role.MENTOR), by=ours.contact)


def test_whoever_keeps_another_role_there_keeps_what_they_borrow(ours: School, today: date) -> None:
    give_role(person=ours.contact, organisation=ours.place, role=Role.MENTOR)
    lend(membership=role_of(ours.head, Role.HEAD), receiver=ours.contact, until=today, by=ours.head)
    end_membership(membership=role_of(ours.contact, Role.CONTACT), by=ours.head)
    assert posts_of(ours.contact).has(ours.place.id, Role.HEAD)


def test_every_head_reads_what_is_lent_in_their_organisation_and_ends_it(
    opened: Opened, ours: School, theirs: School, today: date
) -> None:
    second = made_person("second")
    give_role(person=second, organisation=ours.place, role=Role.HEAD)
    lent = lend(membership=role_of(ours.head, Role.HEAD), receiver=ours.contact, until=today, by=ours.head)
    elsewhere = lend(membership=role_of(theirs.head, Role.HEAD), receiver=theirs.contact, until=today, by=theirs.head)
    html = opened(second).get(DELEGATIONS).content.decode()
    assert ours.contact.name in html
    assert theirs.contact.name not in html
    assert opened(second).post(reverse("network:take-back", args=[lent.id])).status_code == 302
    assert opened(second).post(reverse("network:take-back", args=[elsewhere.id])).status_code == 404
    assert set(Delegation.objects.all()) == {elsewhere}


def test_a_teacher_lends_their_role_on_the_page_and_takes_it_back(opened: Opened, ours: School, today: date) -> None:
    client = opened(ours.teacher)
    held = role_of(ours.teacher, Role.TEACHER)
    until = (today + timedelta(days=7)).isoformat()
    client.post(DELEGATIONS, {"membership": held.id, "receiver": ours.mentor.id, "until": until, "since": ""})
    lent = Delegation.objects.get()
    assert posts_of(ours.mentor).has(ours.place.id, Role.TEACHER)
    assert ours.mentor.name in client.get(DELEGATIONS).content.decode()
    client.post(reverse("network:take-back", args=[lent.id]))
    assert not posts_of(ours.mentor).has(ours.place.id, Role.TEACHER)


def test_nobody_takes_back_what_is_not_theirs(opened: Opened, ours: School, theirs: School, today: date) -> None:
    lent = lend(membership=role_of(ours.head, Role.HEAD), receiver=ours.contact, until=today, by=ours.head)
    assert opened(theirs.head).post(reverse("network:take-back", args=[lent.id])).status_code == 404


@pytest.mark.parametrize("page", ["people", "delegations"])
def test_a_page_asks_the_database_as_often_for_many_members(
    opened: Opened, ours: School, today: date, page: str
) -> None:
    client = opened(ours.head)
    address = people_page(ours) if page == "people" else DELEGATIONS

    def asked() -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    held = role_of(ours.head, Role.HEAD)
    lend(membership=held, receiver=ours.mentor, until=today, by=ours.head)
    few = asked()
    for number in range(12):
        person = made_person(f"number {number}")
        Membership.objects.create(person=person, organisation=ours.place, role=Role.TEACHER)
        Delegation.objects.create(membership=held, receiver=person, until=today)
    assert asked() == few
