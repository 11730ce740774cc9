"""Passkeys and codes of an app: offered where they are on, asked for at sign-in, never on shared accounts."""

from __future__ import annotations

import json
import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client
from django.urls import reverse

from envol.web.accountability.personal import parts
from envol.web.people.account_services import erase
from envol.web.people.models import Person
from envol.web.people.services import Demonstration, demonstration_person, make_pupil

PASSWORD = "a long enough word"

pytestmark = pytest.mark.django_db(databases=["default", "papers"])


@pytest.fixture
def ada(db: None) -> Person:
    """Somebody who confirmed their address."""
    person = Person.objects.create_user("ada@example.org", PASSWORD, language="en")
    EmailAddress.objects.create(user=person, email="ada@example.org", verified=True, primary=True)
    return person


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def sign_in(client: Client) -> str:
    form = {"login": "ada@example.org", "password": PASSWORD}
    return client.post(reverse("account_login"), form).headers["Location"]


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def set_up_an_app(client: Client) -> None:
    """Give the password once more, as is asked before anything changes, then the first code of the app."""
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})


def test_the_page_of_sign_in_has_a_button_for_a_passkey(client: Client) -> None:
    html = client.get(reverse("account_login")).content.decode()
    assert 'id="passkey_login"' in html
    assert reverse("mfa_login_webauthn") in html


def test_no_script_stands_in_the_page_of_sign_in(client: Client) -> None:
    html = client.get(reverse("account_login")).content.decode()
    inline = [tag for tag in re.findall(r"<script[^>]*>", html) if "src=" not in tag and "application/json" not in tag]
    assert inline == []


def test_a_browser_is_asked_for_a_passkey_of_this_site(client: Client) -> None:
    asked = client.get(reverse("mfa_login_webauthn"), headers={"Accept": "application/json"}).json()
    options = asked["request_options"]["publicKey"]
    assert options["rpId"] == "testserver"
    assert len(options["challenge"]) >= 22


@pytest.mark.parametrize("sent", [{"id": "made-up"}, {}, [], "x", {"rawId": 1, "response": None}, None])
def test_what_is_no_passkey_signs_nobody_in(client: Client, sent: object) -> None:
    client.get(reverse("mfa_login_webauthn"), headers={"Accept": "application/json"})
    response = client.post(reverse("mfa_login_webauthn"), {"credential": json.dumps(sent)})
    assert response.headers["Location"] == reverse("account_login")
    assert not signed_in(client)


def test_a_code_is_asked_for_once_an_app_is_set_up(client: Client, ada: Person) -> None:
    sign_in(client)
    set_up_an_app(client)
    assert Authenticator.objects.filter(user=ada, type="totp").exists()
    client.logout()
    assert sign_in(client) == reverse("mfa_authenticate")
    assert not signed_in(client)
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert not signed_in(client)


def test_a_recovery_code_opens_the_account_of_whoever_lost_their_device(client: Client, ada: Person) -> None:
    sign_in(client)
    set_up_an_app(client)
    code = Authenticator.objects.get(user=ada, type="recovery_codes").wrap().get_unused_codes()[0]
    client.logout()
    sign_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert signed_in(client)


@pytest.mark.parametrize("name", ["mfa_index", "mfa_add_webauthn", "mfa_activate_totp", "mfa_list_webauthn"])
def test_accounts_that_are_nobodys_alone_set_nothing_up(client: Client, name: str) -> None:
    for person in (demonstration_person(Demonstration.LEARNER), make_pupil()[0]):
        client.force_login(person)
        for response in (client.get(reverse(name)), client.post(reverse(name))):
            assert response.status_code == 403
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("name", ["mfa_index", "mfa_list_webauthn", "socialaccount_connections", "account_email"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_pages_of_means_of_sign_in_are_shown(client: Client, ada: Person, name: str, language: str) -> None:
    Person.objects.filter(pk=ada.pk).update(language=language)
    sign_in(client)
    html = client.get(reverse(name)).content.decode()
    assert f'<html lang="{language}"' in html
    assert html.count("<h1") == 1


def test_the_preferences_lead_to_the_means_of_sign_in(client: Client, ada: Person) -> None:
    client.force_login(ada)
    html = client.get(reverse("people:preferences")).content.decode()
    assert reverse("mfa_index") in html
    assert reverse("socialaccount_connections") in html


def test_what_the_packages_keep_is_taken_away_and_erased(ada: Person) -> None:
    Authenticator.objects.create(user=ada, type="totp", data={"secret": "kept from everybody"})
    rows = {part.name: part.rows(ada.pk) for part in parts()}
    assert rows["authenticators"][0]["type"] == "totp"
    assert "kept from everybody" not in str(rows)
    erase(person=ada)
    assert not Authenticator.objects.exists()
