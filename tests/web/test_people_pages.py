"""Sign-in, the entry of a demonstration, and where choices of language and look are kept."""

from __future__ import annotations

import re

import pytest
from django.conf import settings as campus
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from envol.web.people.models import Person
from envol.web.people.preferences import THEME_COOKIE

PREFERENCES = reverse("people:preferences")
HOME = reverse("portal:home")

pytestmark = pytest.mark.django_db


def look(client: Client) -> tuple[str, str]:
    """The language and the forced look of the home page."""
    html = client.get(HOME).content.decode()
    found = re.search(r'<html lang="(\w+)"(?: data-theme="(\w+)")?>', html)
    assert found
    return found[1], found[2] or ""


def test_choices_are_kept_with_the_person(client: Client, person: Person) -> None:
    client.force_login(person)
    response = client.post(PREFERENCES, {"language": "fr", "theme": "dark"})
    assert response.headers["Location"] == PREFERENCES
    person.refresh_from_db()
    assert (person.language, person.theme) == ("fr", "dark")
    elsewhere = Client(headers={"Accept-Language": "en"})
    elsewhere.force_login(person)
    assert look(elsewhere) == ("fr", "dark")


def test_choices_of_whoever_has_not_signed_in_are_kept_on_the_device(client: Client) -> None:
    client.post(PREFERENCES, {"language": "en", "theme": "light"})
    assert look(client) == ("en", "light")
    assert look(Client()) == ("fr", "")


def test_choices_of_a_fictional_person_are_kept_on_the_device(client: Client) -> None:
    client.post(reverse("people:demonstration", args=["learner"]))
    client.post(PREFERENCES, {"language": "en", "theme": "dark"})
    assert look(client) == ("en", "dark")
    shared = Person.objects.get(is_fictional=True)
    assert (shared.language, shared.theme) == ("", "auto")


def test_one_choice_leaves_the_other_as_it_was(client: Client, person: Person) -> None:
    client.force_login(person)
    client.post(PREFERENCES, {"theme": "dark"})
    client.post(PREFERENCES, {"language": "fr"})
    assert look(client) == ("fr", "dark")


def test_the_look_of_the_device_can_be_chosen_again(client: Client) -> None:
    client.post(PREFERENCES, {"theme": "dark"})
    client.post(PREFERENCES, {"theme": "auto"})
    assert look(client)[1] == ""


def test_a_choice_leads_back_to_the_page_it_was_made_on(client: Client) -> None:
    response = client.post(PREFERENCES, {"language": "en", "next": "/about/"})
    assert response.headers["Location"] == "/about/"


def test_a_choice_never_leads_to_another_site(client: Client) -> None:
    response = client.post(PREFERENCES, {"language": "en", "next": "https://elsewhere.example/"})
    assert response.headers["Location"] == PREFERENCES


def test_what_is_no_choice_is_refused_and_nothing_changes(client: Client, person: Person) -> None:
    client.force_login(person)
    response = client.post(PREFERENCES, {"language": "xx", "theme": "dark"})
    assert response.status_code == 422
    person.refresh_from_db()
    assert (person.language, person.theme) == ("en", "auto")


def test_a_cookie_with_an_unknown_look_is_ignored(client: Client) -> None:
    client.cookies[THEME_COOKIE] = '"><script>'
    assert look(client)[1] == ""


@pytest.mark.parametrize("who", ["learner", "instructor"])
def test_a_demonstration_is_entered_without_a_password(client: Client, who: str) -> None:
    response = client.post(reverse("people:demonstration", args=[who]))
    assert response.headers["Location"] == HOME
    entered = Person.objects.get(id=client.session["_auth_user_id"])
    assert entered.is_fictional


def test_a_demonstration_is_entered_by_a_form_only(client: Client) -> None:
    assert client.get(reverse("people:demonstration", args=["learner"])).status_code == 405
    assert "_auth_user_id" not in client.session


def test_nobody_else_is_entered_as(client: Client, person: Person) -> None:
    assert client.post(reverse("people:demonstration", args=["admin"])).status_code == 404
    assert "_auth_user_id" not in client.session


def test_a_campus_that_is_no_demonstration_has_no_such_entry(client: Client, settings: Settings) -> None:
    settings.DEMONSTRATION = False
    assert client.post(reverse("people:demonstration", args=["learner"])).status_code == 404
    assert reverse("people:demonstration", args=["learner"]) not in client.get(HOME).content.decode()


def test_people_sign_in_by_their_address_and_come_back_to_where_they_were(client: Client, person: Person) -> None:
    form = {"login": "learner@example.invalid", "password": "a long enough word", "next": "/logbook/"}
    response = client.post(reverse("account_login"), form)
    assert response.headers["Location"] == "/logbook/"
    assert client.session["_auth_user_id"] == str(person.id)


def test_a_wrong_password_is_told_in_the_form(client: Client, person: Person) -> None:
    client.cookies[campus.LANGUAGE_COOKIE_NAME] = "fr"
    response = client.post(reverse("account_login"), {"login": person.email, "password": "wrong"})
    html = response.content.decode()
    assert response.status_code == 200
    assert 'role="alert"' in html
    assert "_auth_user_id" not in client.session


def test_an_account_is_made_with_an_address_and_a_password(client: Client) -> None:
    word = "a longer word than most"
    form = {"email": "new@example.invalid", "password1": word, "password2": word}
    assert client.post(reverse("account_signup"), form).status_code == 302
    assert client.session["_auth_user_id"] == str(Person.objects.get(email="new@example.invalid").id)


def test_people_sign_out_by_a_form(client: Client, person: Person) -> None:
    client.force_login(person)
    client.get(reverse("account_logout"))
    assert "_auth_user_id" in client.session
    assert client.post(reverse("account_logout")).headers["Location"] == HOME
    assert "_auth_user_id" not in client.session
