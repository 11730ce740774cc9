"""Every page: both languages, its frame, what it may load, and what is said when something goes wrong."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation

from envol.web.people.models import Language, Person
from envol.web.portal import views

FIRST = "fed-batch-first-flight"
LABEL = {
    "en": "Simulated GMP: training record, not a validated GxP system",
    "fr": "BPF simulées\u00a0: trace de formation, pas un système BPx validé",
}
OPEN = [
    "portal:home",
    "portal:about",
    "people:preferences",
    "account_login",
    "account_signup",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "account_inactive",
    "account_email_verification_sent",
]
SIGNED_IN = [
    "portal:home",
    "portal:about",
    "people:preferences",
    "academy:scenarios",
    "academy:logbook",
    "account_email",
    "account_change_password",
    "account_reauthenticate",
    "account_logout",
]
LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])

pytestmark = pytest.mark.django_db


def page(client: Client, name: str) -> str:
    """The text of a page that answers."""
    response = client.get(reverse(name))
    assert response.status_code == 200
    assert "Content-Security-Policy" in response.headers
    return response.content.decode()


def is_framed(html: str, language: str) -> None:
    """Check what every page bears, and that it asks for nothing that the policy of content forbids."""
    assert f'<html lang="{language}"' in html
    assert LABEL[language] in html
    assert 'href="#main"' in html
    assert 'id="main"' in html
    assert len(re.findall(r"<h1[ >]", html)) == 1
    assert re.search(r"<title>\s*\S", html)
    assert not re.search(r"\sstyle=|\son[a-z]+=|<style|https?://(?!www\.w3\.org)", html)
    assert not re.search(r"<script(?![^>]*(?:src=|application/json))", html)


@LANGUAGES
@pytest.mark.parametrize("name", OPEN)
def test_an_open_page_answers_in_both_languages(client: Client, name: str, language: str) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    is_framed(page(client, name), language)


@LANGUAGES
@pytest.mark.parametrize("name", SIGNED_IN)
def test_a_page_for_people_answers_in_both_languages(client: Client, person: Person, name: str, language: str) -> None:
    person.language = Language(language)
    person.save()
    client.force_login(person)
    is_framed(page(client, name), language)


@LANGUAGES
@pytest.mark.parametrize(
    "address",
    [
        reverse("account_confirm_email", args=["worn-out"]),
        reverse("account_reset_password_from_key", kwargs={"uidb36": "1", "key": "worn-out"}),
    ],
)
def test_a_link_of_an_old_letter_says_what_to_do(client: Client, address: str, language: str) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    response = client.get(address)
    assert response.status_code == 200
    html = response.content.decode()
    is_framed(html, language)
    assert '<a class="button" href="' in html


@pytest.mark.parametrize(
    "address", [reverse("academy:scenarios"), reverse("academy:briefing", args=[FIRST]), reverse("academy:logbook")]
)
def test_whoever_has_not_signed_in_is_sent_there_and_back(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 302
    assert response.headers["Location"] == f"{reverse('account_login')}?next={address}"


def test_nobody_takes_off_without_signing_in(client: Client) -> None:
    response = client.post(reverse("academy:briefing", args=[FIRST]))
    assert response.status_code == 302
    assert response.headers["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize(("header", "language"), [("en-GB,en;q=0.9", "en"), ("fr-CA", "fr"), ("xx", "fr")])
def test_a_newcomer_is_met_in_the_language_of_the_browser_else_in_french(
    client: Client, header: str, language: str
) -> None:
    response = client.get(reverse("portal:home"), headers={"Accept-Language": header})
    assert f'<html lang="{language}"' in response.content.decode()


def test_the_page_that_is_shown_is_marked_in_the_menu(client: Client, person: Person) -> None:
    client.force_login(person)
    html = page(client, "academy:logbook")
    assert re.findall(r'<a href="([^"]+)" aria-current="page"', html) == [reverse("academy:logbook")]


@LANGUAGES
def test_a_page_that_does_not_exist_leads_on(client: Client, language: str) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    response = client.get("/there/is/nothing/here/")
    assert response.status_code == 404
    html = response.content.decode()
    is_framed(html, language)
    assert f'href="{reverse("portal:home")}"' in html


def test_a_scenario_that_does_not_exist_is_no_page(client: Client, person: Person) -> None:
    client.force_login(person)
    assert client.get(reverse("academy:briefing", args=["never-written"])).status_code == 404


@LANGUAGES
@pytest.mark.parametrize(("view", "status"), [(views.bad_request, 400), (views.permission_denied, 403)])
def test_a_refused_request_leads_on(
    rf: RequestFactory, view: Callable[[HttpRequest], HttpResponse], status: int, language: str
) -> None:
    with translation.override(language):
        response = view(rf.get("/"))
    assert response.status_code == status
    html = response.content.decode()
    is_framed(html, language)
    assert f'href="{reverse("portal:home")}"' in html


@LANGUAGES
def test_a_failure_is_told_without_asking_the_database(
    rf: RequestFactory, django_assert_num_queries: Callable[[int], object], language: str
) -> None:
    with translation.override(language), django_assert_num_queries(0):  # type: ignore[attr-defined]
        response = views.server_error(rf.get("/"))
    assert response.status_code == 500
    html = response.content.decode()
    is_framed(html, language)
    assert f'href="{reverse("portal:home")}"' in html


def test_an_expired_form_leads_back_to_its_page(person: Person) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(person)
    address = reverse("academy:briefing", args=[FIRST])
    response = strict.post(address, {"seed": "7"})
    assert response.status_code == 403
    html = response.content.decode()
    is_framed(html, "en")
    assert f'class="button" href="{address}"' in html
    assert "Nothing was changed" in html
