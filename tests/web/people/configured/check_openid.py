"""OpenID Connect, end to end against a provider of this machine: who somebody becomes, and whom nobody takes over."""

from __future__ import annotations

import json
import time
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import jwt
import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.conf import settings as campus
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from envol.web.people.models import Person
from envol.web.people.services import Demonstration, demonstration_person, make_pupil
from envol.web.people.token_services import make_token, person_of_token

from .conftest import Provider

WORD = "a longer word than most"
LOGIN, CALLBACK = (reverse(f"openid_connect_{page}", args=["oidc"]) for page in ("login", "callback"))

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _configured(provider: Provider, settings: Settings) -> None:
    """The provider of this machine stands where the campus was told to look."""
    (app,) = campus.SIGN_IN.providers["openid_connect"]["APPS"]
    told = {**app, "settings": {**app["settings"], "server_url": provider.address}}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [told]}}
    found = {
        "issuer": provider.address,
        "authorization_endpoint": f"{provider.address}/authorize",
        "token_endpoint": f"{provider.address}/token",
        "userinfo_endpoint": f"{provider.address}/userinfo",
        "jwks_uri": f"{provider.address}/keys",
        "token_endpoint_auth_methods_supported": ["client_secret_post"],
    }
    provider.answers["/.well-known/openid-configuration"] = ("application/json", json.dumps(found))


def says(provider: Provider, **claims: Any) -> None:
    """Let the provider say who is there."""
    now = int(time.time())
    told = {"iss": provider.address, "aud": "envol", "iat": now, "exp": now + 60, **claims}
    answer = {
        "access_token": "short-lived",
        "token_type": "Bearer",
        "id_token": jwt.encode(told, "a key of thirty-two bytes at least", algorithm="HS256"),
    }
    provider.answers["/token"] = ("application/json", json.dumps(answer))
    provider.answers["/userinfo"] = ("application/json", json.dumps(claims))


def entered(client: Client, page: str = "/logbook/", **begun: str) -> Person | None:
    """Begin at the button, come back from the provider; return who is signed in then."""
    led = client.post(LOGIN, {"next": page, **begun}).headers["Location"]
    state = parse_qs(urlsplit(led).query)["state"][0]
    client.get(CALLBACK, {"code": "once", "state": state})
    return Person.objects.filter(pk=client.session.get("_auth_user_id")).first()


def test_the_page_of_sign_in_has_a_button_for_it(client: Client) -> None:
    html = client.get(reverse("account_login")).content.decode()
    assert "ProConnect" in html
    assert LOGIN in html


def test_the_button_asks_for_an_answer_that_only_we_can_use(client: Client, provider: Provider) -> None:
    led = urlsplit(client.post(LOGIN).headers["Location"])
    asked = parse_qs(led.query)
    assert f"{led.scheme}://{led.netloc}{led.path}" == f"{provider.address}/authorize"
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["client_id"] == ["envol"]


def test_no_sign_in_begins_by_following_a_link(client: Client) -> None:
    assert client.get(LOGIN).status_code == 200


def test_a_person_without_e_mail_comes_in_by_an_opaque_id(client: Client, provider: Provider) -> None:
    says(provider, sub="4c2b-opaque")
    person = entered(client)
    assert person is not None
    assert (person.email, person.name, person.is_pupil) == (None, "", False)


def test_two_people_without_e_mail_are_two(provider: Provider) -> None:
    says(provider, sub="one")
    one = entered(Client())
    says(provider, sub="two")
    assert entered(Client()) != one


def test_a_person_is_found_again_by_their_id(provider: Provider) -> None:
    says(provider, sub="4c2b-opaque", email="a@example.org", email_verified=True)
    first = entered(Client())
    says(provider, sub="4c2b-opaque", email="b@example.org", email_verified=True)
    assert entered(Client()) == first
    assert Person.objects.count() == 1


def test_nothing_is_kept_of_what_the_provider_says_but_the_id_and_a_verified_e_mail(
    client: Client, provider: Provider
) -> None:
    says(provider, sub="4c2b-opaque", name="Ada Lovelace", given_name="Ada", email="a@example.org", email_verified=True)
    person = entered(client)
    assert person is not None
    assert (person.name, person.email) == ("", "a@example.org")
    assert SocialAccount.objects.get().extra_data == {}
    assert not SocialToken.objects.exists()


@pytest.mark.parametrize("verified", [False, None, "true", "false"])
def test_an_e_mail_that_nobody_verified_is_not_taken(client: Client, provider: Provider, verified: object) -> None:
    says(provider, sub="4c2b-opaque", email="a@example.org", email_verified=verified)
    person = entered(client)
    assert person is not None
    assert person.email is None
    assert not EmailAddress.objects.exists()


def test_an_e_mail_that_nobody_verified_opens_no_account(client: Client, provider: Provider) -> None:
    holder = Person.objects.create_user("a@example.org", "a long enough word")
    says(provider, sub="4c2b-opaque", email="a@example.org")
    assert entered(client) != holder


def test_a_verified_e_mail_opens_the_account_that_holds_it(client: Client, provider: Provider) -> None:
    holder = Person.objects.create_user("a@example.org", "a long enough word")
    EmailAddress.objects.create(user=holder, email="a@example.org", verified=True, primary=True)
    says(provider, sub="4c2b-opaque", email="A@example.org", email_verified=True)
    assert entered(client) == holder
    holder.refresh_from_db()
    assert holder.has_usable_password()


def test_a_password_set_by_whoever_took_an_e_mail_that_is_not_theirs_opens_nothing_then(
    client: Client, provider: Provider
) -> None:
    holder = Person.objects.create_user("a@example.org", "a long enough word")
    EmailAddress.objects.create(user=holder, email="a@example.org", verified=False, primary=True)
    says(provider, sub="4c2b-opaque", email="a@example.org", email_verified=True)
    assert entered(client) == holder
    holder.refresh_from_db()
    assert not holder.has_usable_password()


def test_nothing_that_was_put_into_an_account_before_its_e_mail_was_proven_opens_it_then(
    client: Client, provider: Provider
) -> None:
    squatter = Client()
    squatter.post(reverse("account_signup"), {"email": "a@example.org", "password1": WORD, "password2": WORD})
    holder = Person.objects.get(email="a@example.org")
    EmailAddress.objects.create(user=holder, email="squatter@example.org", verified=True)
    SocialAccount.objects.create(user=holder, provider="oidc", uid="of the squatter")
    _token, text = make_token(person=holder, name="mine")
    says(provider, sub="4c2b-opaque", email="a@example.org", email_verified=True)
    assert entered(client) == holder
    assert squatter.get(reverse("people:account")).status_code == 302
    assert person_of_token(text) is None
    assert list(SocialAccount.objects.values_list("uid", flat=True)) == ["4c2b-opaque"]
    assert list(EmailAddress.objects.values_list("email", "verified")) == [("a@example.org", True)]


def test_a_further_e_mail_that_nobody_confirmed_opens_nothing(client: Client, provider: Provider) -> None:
    holder = Person.objects.create_user("a@example.org", WORD)
    EmailAddress.objects.create(user=holder, email="a@example.org", verified=True, primary=True)
    EmailAddress.objects.create(user=holder, email="mistyped@example.org", verified=False)
    says(provider, sub="4c2b-opaque", email="mistyped@example.org", email_verified=True)
    assert entered(client) != holder


def answers_for(settings: Settings, *domains: str) -> None:
    """Let the provider be believed for the addresses of some domains."""
    (app,) = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    told = {**app, "settings": {**app["settings"], "verified_email": list(domains)}}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [told]}}


def test_a_provider_without_domains_opens_no_account_that_has_a_role(
    client: Client, provider: Provider, tied: set[UUID]
) -> None:
    holder = Person.objects.create_user("a@example.org", WORD)
    EmailAddress.objects.create(user=holder, email="a@example.org", verified=True, primary=True)
    tied.add(holder.pk)
    says(provider, sub="4c2b-opaque", email="a@example.org", email_verified=True)
    assert entered(client) != holder
    assert not SocialAccount.objects.filter(user=holder).exists()


def test_a_provider_opens_an_account_that_has_a_role_in_the_domains_that_it_answers_for(
    client: Client, provider: Provider, settings: Settings, tied: set[UUID]
) -> None:
    answers_for(settings, "example.org")
    holder = Person.objects.create_user("a@example.org", WORD)
    EmailAddress.objects.create(user=holder, email="a@example.org", verified=True, primary=True)
    tied.add(holder.pk)
    says(provider, sub="4c2b-opaque", email="a@example.org", email_verified=True)
    assert entered(client) == holder


def test_an_e_mail_beyond_the_domains_of_a_provider_is_not_taken(
    client: Client, provider: Provider, settings: Settings
) -> None:
    answers_for(settings, "example.org")
    Person.objects.create_user("a@elsewhere.example", WORD)
    says(provider, sub="4c2b-opaque", email="a@elsewhere.example", email_verified=True)
    person = entered(client)
    assert person is not None
    assert person.email is None


def test_a_person_without_e_mail_comes_in_where_others_have_to_confirm_theirs(
    client: Client, provider: Provider, settings: Settings
) -> None:
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    says(provider, sub="4c2b-opaque")
    assert entered(client) is not None


@pytest.mark.parametrize("kept", ["is_staff", "is_superuser", "is_protection_officer"])
def test_no_provider_opens_the_account_of_whoever_keeps_the_campus(
    client: Client, provider: Provider, kept: str
) -> None:
    keeper = Person.objects.create_user("a@example.org", "a long enough word", **{kept: True})
    EmailAddress.objects.create(user=keeper, email="a@example.org", verified=True, primary=True)
    says(provider, sub="4c2b-opaque", email="a@example.org", email_verified=True)
    assert entered(client) is None
    assert not SocialAccount.objects.exists()


def test_no_provider_opens_a_fictional_account(client: Client, provider: Provider) -> None:
    camille = demonstration_person(Demonstration.LEARNER)
    says(provider, sub="4c2b-opaque", email=camille.email, email_verified=True)
    assert entered(client) != camille


@pytest.mark.parametrize("who", ["camille", "pupil"])
def test_accounts_that_are_nobodys_alone_are_tied_to_no_provider(client: Client, provider: Provider, who: str) -> None:
    person = demonstration_person(Demonstration.LEARNER) if who == "camille" else make_pupil()[0]
    client.force_login(person)
    says(provider, sub="4c2b-opaque")
    entered(client, process="connect")
    assert not SocialAccount.objects.exists()
    assert client.get(reverse("socialaccount_connections")).status_code == 403


def test_an_answer_that_nobody_asked_for_signs_nobody_in(client: Client, provider: Provider) -> None:
    says(provider, sub="4c2b-opaque")
    client.get(CALLBACK, {"code": "once", "state": "made-up"})
    assert "_auth_user_id" not in client.session
    assert not Person.objects.exists()


def test_a_provider_that_cannot_be_reached_is_a_page_and_no_error(client: Client, provider: Provider) -> None:
    says(provider, sub="4c2b-opaque")
    led = client.post(LOGIN).headers["Location"]
    del provider.answers["/token"]
    response = client.get(CALLBACK, {"code": "once", "state": parse_qs(urlsplit(led).query)["state"][0]})
    assert response.status_code in {200, 401, 403}
    assert "_auth_user_id" not in client.session
