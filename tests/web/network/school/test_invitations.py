"""Invitations: sent by e-mail, taken up once, and refused with a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from urllib.parse import urlencode

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from envol.errors import Refusal
from envol.web.accountability.models import Activity
from envol.web.accountability.sentences import sentence_of
from envol.web.network.models import Invitation, Membership, Organisation, Programme, ProgrammePlace, Role, Site
from envol.web.network.posts import posts_of
from envol.web.network.staffing.invitation_selectors import Standing, standing_of
from envol.web.network.staffing.invitation_services import (
    MOST_AN_HOUR,
    MOST_TO_ONE,
    accept,
    invite,
    send_again,
    withdraw,
)
from envol.web.network.staffing.membership_selectors import roles_given_by
from envol.web.network.staffing.membership_services import end_membership, give_role, lend
from envol.web.network.web_addresses import without_addresses
from envol.web.people.mail_server import NO_MAIL
from envol.web.people.models import Person

from .conftest import School, made_person, made_school

pytestmark = pytest.mark.django_db
Opened = Callable[..., Client]


def send(client: Client, school: School, **fields: object) -> object:
    sent = {"email": "new@example.invalid", "name": "", "role": "teacher", "site": ""} | fields
    return client.post(reverse("network:invite", args=[school.place.id]), sent)


def link_of(number: int = -1) -> str:
    found = re.search(r"http://testserver(/invitations/\S+)", str(mail.outbox[number].body))
    assert found
    return found[1]


@pytest.fixture
def link(opened: Opened, ours: School) -> str:
    """The address in an invitation that was sent."""
    send(opened(ours.head), ours)
    return link_of()


def test_an_invitation_leaves_by_e_mail_with_its_link(opened: Opened, ours: School) -> None:
    site = Site.objects.get(organisation=ours.place)
    send(opened(ours.head), ours, site=site.id)
    letter = mail.outbox[0]
    assert letter.to == ["new@example.invalid"]
    assert "Ada" in letter.subject
    assert "teacher" in str(letter.body)
    assert "Main site" in str(letter.body)


def test_the_secret_of_the_link_is_kept_nowhere(link: str) -> None:
    secret = link.strip("/").split("/")[-1]
    kept = Invitation.objects.values_list().get()
    assert secret not in str(kept)
    assert secret not in str(list(Activity.objects.values_list("params", flat=True)))


def test_whoever_follows_the_link_reads_what_it_is_for(opened: Opened, link: str) -> None:
    html = opened().get(link).content.decode()
    assert "Ada" in html
    assert f"{reverse('account_signup')}?next=" in html


def test_a_new_account_comes_back_to_the_invitation_and_takes_it_up(opened: Opened, link: str) -> None:
    client = opened()
    words = "another long enough word"
    sent = {"email": "fresh@example.invalid", "password1": words, "password2": words, "next": link}
    answer = client.post(reverse("account_signup"), sent)
    assert answer.headers["Location"] == link
    client.post(link)
    assert Membership.objects.filter(person__email="fresh@example.invalid", role=Role.TEACHER).exists()


def test_it_is_taken_up_with_any_account_once(opened: Opened, ours: School, link: str) -> None:
    one, other = made_person("one"), made_person("other")
    assert opened(one).post(link).status_code == 302
    assert posts_of(one).has(ours.place.id, Role.TEACHER)
    answer = opened(other).post(link)
    assert answer.status_code == 422
    assert "taken up already" in answer.content.decode()
    assert not posts_of(other).held


def test_nobody_takes_it_up_without_signing_in(opened: Opened, link: str) -> None:
    answer = opened().post(link)
    assert answer.headers["Location"] == f"{reverse('account_login')}?{urlencode({'next': link}, safe='/')}"
    assert Invitation.objects.get().accepted_at is None


@pytest.mark.parametrize("how", ["expired", "withdrawn"])
def test_one_that_serves_no_more_says_so(opened: Opened, ours: School, link: str, how: str) -> None:
    invitation = Invitation.objects.get()
    if how == "expired":
        past = timezone.now() - timedelta(days=1)
        Invitation.objects.update(created_at=past - timedelta(days=14), expires_at=past)
    else:
        withdraw(invitation=invitation, by=ours.head)
    sentence = {"expired": "has expired", "withdrawn": "was withdrawn"}[how]
    assert sentence in opened().get(link).content.decode()
    answer = opened(made_person("one")).post(link)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_a_link_that_never_was_is_not_found(opened: Opened) -> None:
    assert opened().get(reverse("network:invitation", args=["no-such-secret"])).status_code == 404


def test_an_invitation_lasts_for_fourteen_days(link: str) -> None:
    invitation = Invitation.objects.get()
    assert timedelta(days=13, hours=23) < invitation.expires_at - timezone.now() <= timedelta(days=14)


def test_sent_again_it_has_a_new_link_and_the_old_one_is_none(opened: Opened, ours: School, link: str) -> None:
    cache.clear()
    again(opened(ours.head), ours)
    assert len(mail.outbox) == 2
    assert opened().get(link).status_code == 404
    assert opened().get(link_of()).status_code == 200


def again(client: Client, school: School) -> str:
    invitation = Invitation.objects.get()
    address = reverse("network:send-invitation-again", args=[school.place.id, invitation.id])
    html: str = client.post(address, follow=True).content.decode()
    return html


def test_a_mail_of_an_invitation_leaves_once_an_hour(opened: Opened, ours: School, link: str) -> None:
    assert "less than an hour ago" in again(opened(ours.head), ours)
    assert len(mail.outbox) == 1


def test_nobody_sends_invitations_by_the_hundred(ours: School) -> None:
    for number in range(MOST_AN_HOUR):
        invite(organisation=ours.place, email=f"n{number}@example.invalid", role=Role.TEACHER, by=ours.head)
    with pytest.raises(Refusal, match="60 invitations within the hour"):
        invite(organisation=ours.place, email="one.more@example.invalid", role=Role.TEACHER, by=ours.head)
    Invitation.objects.update(created_at=timezone.now() - timedelta(minutes=61))
    assert invite(organisation=ours.place, email="one.more@example.invalid", role=Role.TEACHER, by=ours.head)


def test_an_address_is_not_invited_and_uninvited_over_and_over(ours: School) -> None:
    for _ in range(MOST_TO_ONE):
        sent = invite(organisation=ours.place, email="new@example.invalid", role=Role.TEACHER, by=ours.head)
        withdraw(invitation=sent.invitation, by=ours.head)
    with pytest.raises(Refusal, match="several times within the hour"):
        invite(organisation=ours.place, email="NEW@example.invalid", role=Role.MENTOR, by=ours.head)


def test_a_mail_holds_no_address_but_the_link(opened: Opened, ours: School) -> None:
    Organisation.objects.filter(id=ours.place.id).update(name="Your account expires: https://evil.example/now www.a.b")
    send(opened(ours.head), ours)
    letter = mail.outbox[0]
    assert "evil" not in f"{letter.subject} {letter.body}"
    assert "Your account expires:" in letter.subject
    assert str(letter.body).count("://") == 1


@pytest.mark.parametrize(("name", "kept"), [("Lycée St. Exupéry", "Lycée St. Exupéry"), ("Bio.fr", "Bio fr")])
def test_a_name_that_is_no_address_stays_a_name(name: str, kept: str) -> None:
    assert without_addresses(name) == kept


def test_where_no_mail_leaves_the_head_is_told_so_and_shown_the_link_once(
    opened: Opened, ours: School, settings: Settings
) -> None:
    settings.EMAIL_BACKEND = NO_MAIL
    client = opened(ours.head)
    send(client, ours)
    page = reverse("network:people", args=[ours.place.id])
    html = client.get(page).content.decode()
    assert "No e-mail leaves this campus" in html
    assert "The invitation left" not in html
    link = re.search(r"http://testserver(/invitations/[\w-]+/)", html)
    assert link
    assert opened().get(link[1]).status_code == 200
    assert "/invitations/" not in client.get(page).content.decode().replace("people/invitations", "")
    assert "No e-mail leaves this campus" in again(client, ours)


def test_an_invitation_ends_with_the_role_of_whoever_sent_it(ours: School, today: date) -> None:
    give_role(person=made_person("second"), organisation=ours.place, role=Role.HEAD)
    sent = invite(organisation=ours.place, email="new@example.invalid", role=Role.TEACHER, by=ours.head)
    Membership.objects.filter(person=ours.head).update(until=today - timedelta(days=1), since=today - timedelta(days=9))
    with pytest.raises(Refusal, match="may give this role no longer"):
        accept(invitation=sent.invitation, person=made_person("new"))


def test_what_an_administrator_sent_serves_while_they_are_one(ours: School) -> None:
    administrator = made_person("administrator", is_staff=True)
    sent = invite(organisation=ours.place, email="new@example.invalid", role=Role.HEAD, by=administrator)
    Person.objects.filter(id=administrator.id).update(is_staff=False)
    with pytest.raises(Refusal, match="may give this role no longer"):
        accept(invitation=sent.invitation, person=made_person("new"))
    Person.objects.filter(id=administrator.id).update(is_staff=True)
    assert accept(invitation=sent.invitation, person=made_person("newer"))


def test_a_head_who_ends_takes_their_open_invitations_along(ours: School) -> None:
    give_role(person=made_person("second"), organisation=ours.place, role=Role.HEAD)
    sent = invite(organisation=ours.place, email="new@example.invalid", role=Role.HEAD, by=ours.head)
    end_membership(membership=Membership.objects.get(person=ours.head), by=ours.head)
    assert standing_of(Invitation.objects.get(id=sent.invitation.id), timezone.now()) is Standing.WITHDRAWN


def test_nobody_takes_up_a_role_where_the_organisation_is_no_more(ours: School, today: date) -> None:
    sent = invite(organisation=ours.place, email="new@example.invalid", role=Role.TEACHER, by=ours.head)
    Organisation.objects.filter(id=ours.place.id).update(retired_on=today)
    with pytest.raises(Refusal, match="no longer on the campus"):
        accept(invitation=sent.invitation, person=made_person("new"))


def test_whoever_only_borrows_the_role_of_a_head_makes_no_heads(ours: School, today: date) -> None:
    held = Membership.objects.get(person=ours.head, role=Role.HEAD)
    lend(membership=held, receiver=ours.contact, until=today, by=ours.head)
    assert Role.HEAD not in roles_given_by(ours.contact, ours.place)
    assert Role.TEACHER in roles_given_by(ours.contact, ours.place)
    sent = invite(organisation=ours.place, email="new@example.invalid", role=Role.HEAD, by=ours.head)
    with pytest.raises(Refusal, match="may not give this role"):
        send_again(invitation=sent.invitation, by=ours.contact)


def test_what_was_withdrawn_is_not_sent_again(ours: School) -> None:
    sent = invite(organisation=ours.place, email="new@example.invalid", role=Role.TEACHER, by=ours.head)
    withdraw(invitation=sent.invitation, by=ours.head)
    with pytest.raises(Refusal, match="withdrawn"):
        send_again(invitation=sent.invitation, by=ours.head)


def test_inviting_into_somebody_else_s_organisation_is_refused(opened: Opened, ours: School, theirs: School) -> None:
    assert send(opened(ours.head), theirs).status_code == 403  # type: ignore[attr-defined]
    with pytest.raises(Refusal, match="somebody else’s"):
        invite(organisation=theirs.place, email="new@example.invalid", role=Role.TEACHER, by=ours.head)
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("role", ["teacher", "instructor", "learner", "contact"])
def test_only_a_head_invites(opened: Opened, ours: School, role: str) -> None:
    assert send(opened(ours.people[role]), ours).status_code == 403  # type: ignore[attr-defined]


def test_an_address_that_has_the_role_is_not_invited(opened: Opened, ours: School) -> None:
    answer = send(opened(ours.head), ours, email=ours.teacher.email)
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert "has the role already" in answer.content.decode()  # type: ignore[attr-defined]
    assert not mail.outbox


def test_an_address_is_invited_to_a_role_once(opened: Opened, ours: School, link: str) -> None:
    answer = send(opened(ours.head), ours, email="NEW@example.invalid")
    assert "invited to the role already" in answer.content.decode()  # type: ignore[attr-defined]


def test_somebody_fictional_is_not_invited_to_a_real_place_nor_comes_there(ours: School) -> None:
    camille = made_person("camille", is_fictional=True)
    with pytest.raises(Refusal, match="no place in a real organisation"):
        invite(organisation=ours.place, email=str(camille.email), role=Role.TEACHER, by=ours.head)
    sent = invite(organisation=ours.place, email="new@example.invalid", role=Role.TEACHER, by=ours.head)
    with pytest.raises(Refusal, match="no place in a real organisation"):
        accept(invitation=sent.invitation, person=camille)


def test_a_fictional_head_sends_mail_to_nobody(opened: Opened, db: None) -> None:
    school = made_school("Camille", fictional=True)
    client = opened(school.head)
    assert send(client, school, email="real@example.org").status_code == 422  # type: ignore[attr-defined]
    assert send(client, school).status_code == 302  # type: ignore[attr-defined]
    assert not mail.outbox


def test_a_pupil_takes_no_invitation_up(opened: Opened, ours: School, link: str) -> None:
    answer = opened(ours.pupil).post(link)
    assert "takes no role" in answer.content.decode()


def test_a_head_gives_the_lead_only_where_the_organisation_leads(ours: School) -> None:
    assert Role.LEAD not in roles_given_by(ours.head, ours.place)
    programme = Programme.objects.create(slug="p", name_fr="P", name_en="P", source="-")
    ProgrammePlace.objects.create(programme=programme, organisation=ours.place, kind="lead")
    assert Role.LEAD in roles_given_by(ours.head, ours.place)


def test_an_administrator_gives_every_role(ours: School) -> None:
    administrator = made_person("administrator", is_staff=True)
    assert set(roles_given_by(administrator, ours.place)) == set(Role)


def test_the_page_shows_how_each_stands_and_withdraws_it(opened: Opened, ours: School, link: str) -> None:
    client = opened(ours.head)
    page = reverse("network:people", args=[ours.place.id])
    assert "waits for an answer" in client.get(page).content.decode()
    invitation = Invitation.objects.get()
    client.post(reverse("network:withdraw-invitation", args=[ours.place.id, invitation.id]))
    assert "withdrawn" in client.get(page).content.decode()


def test_what_was_done_has_a_sentence_without_an_address(ours: School, link: str) -> None:
    activity = Activity.objects.get(name="network.invitation.sent")
    assert sentence_of(activity.name, activity.params) == "an invitation was sent at Ada"
    assert "new@example.invalid" not in str(activity.params)


def test_whoever_had_the_role_before_has_it_again(ours: School) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    Membership.objects.filter(person=ours.teacher).update(since=yesterday, until=yesterday)
    sent = invite(organisation=ours.place, email=str(ours.teacher.email), role=Role.TEACHER, by=ours.head)
    accept(invitation=sent.invitation, person=Person.objects.get(id=ours.teacher.id))
    assert posts_of(ours.teacher).has(ours.place.id, Role.TEACHER)
