"""Accounts that are nobody's alone get no means of sign-in, by whichever way it is asked for."""

from __future__ import annotations

import pytest
from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.core import context
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import RequestFactory
from django.urls import reverse

from envol.errors import Refusal
from envol.web.people.middleware import is_for_owners
from envol.web.people.models import Person
from envol.web.people.services import rename

from .conftest import browser

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["camille", "pupil"])
def without(request: pytest.FixtureRequest) -> Person:
    """Somebody who may have neither e-mail nor password."""
    found: Person = request.getfixturevalue(request.param)
    return found


def test_no_password_is_kept(without: Person) -> None:
    with pytest.raises(ValidationError):
        get_adapter().set_password(without, "a long enough word")
    without.refresh_from_db()
    assert not without.has_usable_password()


def test_no_e_mail_is_taken(without: Person) -> None:
    request = RequestFactory().get("/")
    request.user = without
    with context.request_context(request), pytest.raises(ValidationError):
        get_adapter().clean_email("a@example.org")


def test_no_name_is_taken(without: Person) -> None:
    with pytest.raises(Refusal):
        rename(person=without, name="Ada")


def test_no_e_mail_is_added_on_the_page(without: Person) -> None:
    browser(without).post(reverse("account_email"), {"action_add": "", "email": "a@example.org"})
    assert not EmailAddress.objects.exists()


def test_a_forgotten_password_of_a_shared_account_is_sent_to_nobody(camille: Person) -> None:
    browser_of_anybody = browser(camille)
    browser_of_anybody.logout()
    browser_of_anybody.post(reverse("account_reset_password"), {"email": camille.email})
    assert [message for message in mail.outbox if camille.email in message.to and "/key/" in message.body] == []


@pytest.mark.parametrize(
    "name",
    ["account_email", "account_change_password", "mfa_index", "mfa_add_webauthn", "mfa_activate_totp"],
)
def test_pages_of_means_of_sign_in_are_for_owners(name: str) -> None:
    assert is_for_owners(name)


@pytest.mark.parametrize("name", ["account_login", "account_logout", "mfa_authenticate", "mfa_login_webauthn", "home"])
def test_the_ways_in_and_out_are_for_everybody(name: str) -> None:
    assert not is_for_owners(name)
