"""Pages and sessions on computers that one child leaves to the next."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings as campus
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from envol.web.config.serving import server_config
from envol.web.people.models import Person
from envol.web.people.services import make_pupil

from .conftest import browser

ACCOUNT = reverse("people:account")
PAPERS = ["papers", "papers-representatives", "papers-signatures"]

pytestmark = pytest.mark.django_db(databases=["default", "papers"])


def entered() -> Client:
    """A browser that came in by a card."""
    client = Client()
    client.post(reverse("people:pupil"), {"card": make_pupil()[1]})
    return client


def lasts(client: Client) -> timedelta:
    return Session.objects.get(session_key=client.session.session_key).expire_date - timezone.now()


def test_a_pupil_is_signed_out_when_the_browser_is_closed() -> None:
    client = entered()
    assert client.get(ACCOUNT).status_code == 200
    assert client.cookies[campus.SESSION_COOKIE_NAME]["max-age"] == ""


def test_a_pupil_is_signed_out_after_four_hours_without_a_page() -> None:
    client = entered()
    assert timedelta(hours=3, minutes=59) < lasts(client) <= timedelta(hours=4)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert client.get(ACCOUNT).status_code == 302


def test_a_pupil_who_goes_on_stays_signed_in() -> None:
    client = entered()
    session = client.session
    session["pupil_seen"] -= 3600
    session.save()
    Session.objects.update(expire_date=timezone.now() + timedelta(hours=3))
    client.get(ACCOUNT)
    assert lasts(client) > timedelta(hours=3, minutes=59)


def test_not_every_page_of_a_pupil_writes_their_session() -> None:
    client = entered()
    Session.objects.update(expire_date=timezone.now() + timedelta(hours=3))
    client.get(ACCOUNT)
    assert lasts(client) < timedelta(hours=3, minutes=1)


def test_whoever_has_an_e_mail_stays_signed_in_for_a_fortnight(person: Person) -> None:
    client = Client()
    client.post(reverse("account_login"), {"login": person.email, "password": "a long enough word"})
    client.get(ACCOUNT)
    assert client.cookies[campus.SESSION_COOKIE_NAME]["max-age"] == campus.SESSION_COOKIE_AGE
    assert lasts(client) > timedelta(days=13)


@pytest.mark.parametrize("page", ["portal:home", "people:preferences", "academy:scenarios"])
def test_no_computer_keeps_a_page_of_somebody_who_is_signed_in(person: Person, page: str) -> None:
    told = browser(person).get(reverse(page)).headers["Cache-Control"]
    assert {"private", "no-store"} <= {word.strip() for word in told.split(",")}


def test_a_page_of_nobody_in_particular_may_be_kept(client: Client) -> None:
    assert "no-store" not in client.get(reverse("portal:about")).headers.get("Cache-Control", "")


def test_a_page_that_says_how_long_it_may_be_kept_is_left_as_it_is(person: Person) -> None:
    response = browser(person).get(ACCOUNT)
    assert response.headers["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


@pytest.mark.parametrize("part", PAPERS)
def test_whoever_holds_a_card_reads_no_papers(pupil: Person, part: str) -> None:
    client = browser(pupil)
    assert client.get(reverse("people:kept", args=[part])).status_code == 404
    assert reverse("people:kept", args=[part]) not in client.get(ACCOUNT).content.decode()


def test_a_pupil_is_told_that_the_school_gives_a_copy_of_the_papers(pupil: Person) -> None:
    assert "your school gives you and your parents a copy" in browser(pupil).get(ACCOUNT).content.decode()


def test_what_an_account_never_holds_has_no_page(pupil: Person) -> None:
    assert browser(pupil).get(reverse("people:kept", args=["tokens"])).status_code == 404


def test_nobody_but_our_own_servers_says_where_a_visitor_comes_from() -> None:
    assert server_config().proxy_headers is False


def test_an_adult_who_is_no_pupil_still_reads_what_is_kept(person: Person) -> None:
    EmailAddress.objects.create(user=person, email=str(person.email), verified=True, primary=True)
    assert browser(person).get(reverse("people:kept", args=["papers"])).status_code == 200
