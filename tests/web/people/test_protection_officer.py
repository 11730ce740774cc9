"""`envol manage protection_officer`: naming the data protection officer from the command line."""

from __future__ import annotations

import io

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command

from envol.web.accountability.models import Activity
from envol.web.people.models import Person
from envol.web.people.services import Demonstration, demonstration_person

pytestmark = pytest.mark.django_db


def told(*words: str) -> str:
    printed = io.StringIO()
    call_command("protection_officer", *words, stdout=printed)
    return printed.getvalue()


def test_a_protection_officer_is_named_and_released(person: Person) -> None:
    EmailAddress.objects.create(user=person, email=str(person.email), verified=True, primary=True)
    assert "learner@example.invalid is a data protection officer" in told(str(person.email).upper())
    person.refresh_from_db()
    assert person.is_protection_officer
    assert "is no longer" in told(str(person.email), "--remove")
    person.refresh_from_db()
    assert not person.is_protection_officer


def test_that_one_is_named_is_written_down(person: Person) -> None:
    told(str(person.email))
    told(str(person.email), "--remove")
    assert list(Activity.objects.order_by("pk").values_list("name", flat=True))[-2:] == [
        "people.protection-officer.named",
        "people.protection-officer.released",
    ]


def test_an_account_that_somebody_else_may_have_opened_is_taken_back_first(person: Person) -> None:
    told(str(person.email))
    person.refresh_from_db()
    assert person.is_protection_officer
    assert not person.has_usable_password()


def test_nobody_is_named_who_has_no_account() -> None:
    with pytest.raises(CommandError, match=r"nobody@example\.org"):
        told("nobody@example.org")


def test_a_fictional_person_is_no_protection_officer() -> None:
    camille = demonstration_person(Demonstration.LEARNER)
    with pytest.raises(CommandError, match="fictional"):
        told(str(camille.email))
    camille.refresh_from_db()
    assert not camille.is_protection_officer
