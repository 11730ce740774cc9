"""Tokens of the API: shown once, ended after a year at most, and whose each is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from envol.errors import Refusal
from envol.web.people.models import ApiToken, Person
from envol.web.people.token_services import MOST, make_token, person_of_token, revoke_token

from .conftest import browser

ACCOUNT, MAKE = reverse("people:account"), reverse("people:make-token")

pytestmark = pytest.mark.django_db(databases=["default", "papers"])


def test_a_token_is_its_makers(person: Person) -> None:
    _token, text = make_token(person=person, name="timetable")
    assert person_of_token(text) == person


def test_only_a_digest_of_a_token_is_kept(person: Person) -> None:
    _token, text = make_token(person=person, name="timetable")
    row = ApiToken.objects.values().get()
    assert not [value for value in row.values() if text in str(value)]


@pytest.mark.parametrize("text", ["", "envol_", "envol_nobody", "Bearer x", "envol_" + "x" * 10_000, "\x00"])
def test_what_is_no_token_is_nobodys(person: Person, text: str) -> None:
    make_token(person=person, name="timetable")
    assert person_of_token(text) is None


def test_a_token_serves_on_its_last_day_and_not_after(person: Person) -> None:
    today = timezone.localdate()
    token, text = make_token(person=person, name="timetable", expires_on=today)
    assert person_of_token(text) == person
    ApiToken.objects.filter(pk=token.pk).update(expires_on=today - timedelta(days=1))
    assert person_of_token(text) is None


def test_a_token_of_somebody_who_is_no_longer_active_is_nobodys(person: Person) -> None:
    _token, text = make_token(person=person, name="timetable")
    Person.objects.filter(pk=person.pk).update(is_active=False)
    assert person_of_token(text) is None


def test_a_token_lasts_a_year_at_most(person: Person) -> None:
    today = timezone.localdate()
    token, _text = make_token(person=person, name="timetable")
    assert token.expires_on == today + timedelta(days=365)
    for day, key in ((366, "token-too-long"), (-1, "token-ended")):
        with pytest.raises(Refusal) as refused:
            make_token(person=person, name="timetable", expires_on=today + timedelta(days=day))
        assert refused.value.key == key


def test_the_day_of_a_use_is_written_down_once_a_day(
    person: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    token, text = make_token(person=person, name="timetable")
    assert token.last_used_on is None
    with django_assert_num_queries(2):
        person_of_token(text)
    with django_assert_num_queries(1):
        person_of_token(text)
    token.refresh_from_db()
    assert token.last_used_on == timezone.localdate()


def test_nobody_has_any_number_of_tokens(person: Person) -> None:
    for _ in range(MOST):
        make_token(person=person, name="one of many")
    with pytest.raises(Refusal) as refused:
        make_token(person=person, name="one too many")
    assert refused.value.key == "too-many-tokens"


def test_shared_accounts_and_pupils_make_no_token(camille: Person, pupil: Person) -> None:
    for person, key in ((camille, "shared-account"), (pupil, "pupil-account")):
        with pytest.raises(Refusal) as refused:
            make_token(person=person, name="timetable")
        assert refused.value.key == key


def test_a_revoked_token_is_nobodys(person: Person) -> None:
    token, text = make_token(person=person, name="timetable")
    revoke_token(person=person, token=token.pk)
    assert person_of_token(text) is None


def test_nobody_revokes_the_token_of_another(person: Person, other: Person) -> None:
    token, text = make_token(person=person, name="timetable")
    with pytest.raises(Refusal):
        revoke_token(person=other, token=token.pk)
    assert browser(other).post(reverse("people:revoke-token", args=[token.pk])).status_code == 404
    assert person_of_token(text) == person


def test_a_token_is_shown_once(signed_in: Client, person: Person) -> None:
    made = signed_in.post(MAKE, {"token_name": "timetable", "days": "90"})
    assert made.status_code == 201
    assert "no-store" in made.headers["Cache-Control"]
    text = made.context["token_text"]
    assert text in made.content.decode()
    assert person_of_token(text) == person
    again = signed_in.get(ACCOUNT).content.decode()
    assert "timetable" in again
    assert text not in again


def test_a_token_without_a_name_is_told_in_the_form(signed_in: Client) -> None:
    response = signed_in.post(MAKE, {"token_name": "", "days": "90"})
    assert response.status_code == 422
    assert not ApiToken.objects.exists()
