"""Who asks: a token that counts is its person, one that does not is refused, and no session counts at all."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from envol.web.people.models import ApiToken, Person
from envol.web.people.services import Demonstration, demonstration_person, make_pupil
from envol.web.people.token_services import make_token, revoke_token

from .conftest import V1, Program, Reads

pytestmark = pytest.mark.django_db
OPEN = "/organisations"
ANYWHERE = pytest.mark.parametrize("path", [OPEN, "/me"])


@pytest.fixture
def mine(person: Person) -> Program:
    """The program of somebody, with a token of theirs."""
    return Program(token=make_token(person=person, name="a program")[1])


def refused(program: Program, path: str) -> None:
    answer = program.ask(path)
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert answer["Content-Type"] == "application/problem+json; charset=utf-8"
    assert answer.json()["detail"] == "This token is none, has ended or was revoked: make another one."


@ANYWHERE
def test_a_token_serves_on_its_last_day_and_is_refused_after(mine: Program, path: str) -> None:
    today = timezone.localdate()
    ApiToken.objects.update(expires_on=today)
    mine.get(path)
    ApiToken.objects.update(expires_on=today - timedelta(days=1))
    refused(mine, path)


@ANYWHERE
def test_a_revoked_token_is_refused(mine: Program, person: Person, path: str) -> None:
    revoke_token(person=person, token=ApiToken.objects.get().pk)
    refused(mine, path)


@ANYWHERE
def test_a_token_of_somebody_who_is_no_longer_active_is_refused(mine: Program, path: str) -> None:
    Person.objects.update(is_active=False)
    refused(mine, path)


@ANYWHERE
@pytest.mark.parametrize("token", ["envol_none", "x", "envol_" + "x" * 5000, "\xe9\xff", "\t"])
def test_what_is_no_token_is_never_taken_for_nobody(person: Person, token: str, path: str) -> None:
    refused(Program(token=token), path)


@ANYWHERE
@pytest.mark.parametrize("header", ["Basic bGE6bGE=", "Bearer", "Bearer ", "envol_none", "Token envol_none", " "])
def test_another_way_to_say_who_one_is_is_refused(db: None, header: str, path: str) -> None:
    answer = Client(headers={"Authorization": header}).get(V1 + path)
    assert answer.status_code == 401


def test_the_word_before_a_token_may_be_written_in_any_case(mine: Program, person: Person) -> None:
    answer = Client(headers={"Authorization": f"bearer  {mine.token} "}).get(f"{V1}/me")
    assert answer.json()["id"] == str(person.id)


@ANYWHERE
def test_tokens_of_pupils_and_of_shared_accounts_do_not_count(person: Person, path: str) -> None:
    for owner in (make_pupil()[0], demonstration_person(Demonstration.LEARNER)):
        _token, text = make_token(person=person, name="made for another")
        ApiToken.objects.filter(person=person).update(person=owner)
        refused(Program(token=text), path)


def test_a_session_of_a_browser_counts_for_nothing(client: Client, person: Person) -> None:
    client.force_login(person)
    assert client.get(f"{V1}/me").status_code == 401
    assert client.get(f"{V1}/me", headers={"Authorization": "Bearer envol_none"}).status_code == 401


def test_a_session_of_another_does_not_change_whose_token_it_is(
    client: Client, mine: Program, person: Person, other: Person
) -> None:
    client.force_login(other)
    answer = client.get(f"{V1}/me", headers={"Authorization": f"Bearer {mine.token}"})
    assert answer.json()["id"] == str(person.id)


def test_what_a_token_is_told_stays_with_it(mine: Program, nobody: Program) -> None:
    told = mine.ask(OPEN)
    assert {"private", "no-store"} <= {each.strip() for each in told["Cache-Control"].split(",")}
    for answer in (told, nobody.ask(OPEN)):
        assert "Authorization" in answer["Vary"]


def test_the_use_of_a_token_is_written_down(mine: Program) -> None:
    mine.get("/me")
    assert ApiToken.objects.get().last_used_on == timezone.localdate()


def test_two_people_are_told_apart(person: Person, other: Person, as_: Reads) -> None:
    assert as_(person).get("/me")["id"] != as_(other).get("/me")["id"]
