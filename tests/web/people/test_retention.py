"""What ends by itself: accounts nobody comes to, tokens, sessions; and whom no job ever touches."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from allauth.account.models import EmailAddress, EmailConfirmation
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from envol.web.accountability.retention import Job, jobs
from envol.web.people import ties
from envol.web.people.models import ApiToken, Person
from envol.web.people.token_services import make_token

pytestmark = pytest.mark.django_db(databases=["default", "papers"])

YEARS_3 = timedelta(days=3 * 365 + 1)


def job(name: str) -> Job:
    return next(job for job in jobs() if job.name == name)


def end(name: str, now: datetime | None = None) -> int:
    wanted = job(name)
    return wanted.end((now or timezone.now()) - wanted.keep)


def came(person: Person, ago: timedelta) -> None:
    """Somebody made an account long ago, and came for the last time some while ago."""
    now = timezone.now()
    Person.objects.filter(pk=person.pk).update(date_joined=now - 3 * YEARS_3, last_login=now - ago)


def test_an_account_nobody_came_to_for_three_years_is_erased(person: Person, other: Person, tied: set[UUID]) -> None:
    came(person, YEARS_3 + timedelta(minutes=1))
    came(other, YEARS_3 - timedelta(days=1))
    assert end("accounts") == 1
    assert list(Person.objects.all()) == [other]


def test_a_second_run_erases_nobody_more(person: Person, tied: set[UUID]) -> None:
    came(person, 2 * YEARS_3)
    assert [end("accounts"), end("accounts")] == [1, 0]


def test_whoever_has_a_role_that_lasts_stays(person: Person, tied: set[UUID]) -> None:
    came(person, 2 * YEARS_3)
    tied.add(person.pk)
    assert end("accounts") == 0
    tied.clear()
    assert end("accounts") == 1


def test_nobody_is_erased_while_nothing_says_who_has_a_role(
    person: Person, tied: set[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    came(person, 2 * YEARS_3)
    monkeypatch.setattr(ties, "_ties", {})
    assert end("accounts") == 0
    assert Person.objects.filter(pk=person.pk).exists()


@pytest.mark.parametrize("kept", ["is_staff", "is_superuser", "is_protection_officer", "is_fictional"])
def test_whoever_keeps_the_campus_and_fictional_people_stay(person: Person, tied: set[UUID], kept: str) -> None:
    came(person, 2 * YEARS_3)
    Person.objects.filter(pk=person.pk).update(**{kept: True})
    assert end("accounts") == 0


def test_pupils_are_for_another_job(pupil: Person, tied: set[UUID]) -> None:
    came(pupil, 2 * YEARS_3)
    assert end("accounts") == 0


def test_whoever_never_signed_in_is_erased_three_years_after_they_joined(person: Person, tied: set[UUID]) -> None:
    joined = timezone.now() - YEARS_3
    Person.objects.filter(pk=person.pk).update(last_login=None, date_joined=joined + timedelta(days=1))
    assert end("accounts") == 0
    Person.objects.filter(pk=person.pk).update(date_joined=joined - timedelta(days=1))
    assert end("accounts") == 1


def test_whoever_s_program_still_comes_stays(person: Person, tied: set[UUID]) -> None:
    token, _text = make_token(person=person, name="timetable")
    came(person, 2 * YEARS_3)
    ApiToken.objects.filter(pk=token.pk).update(last_used_on=timezone.localdate() - timedelta(days=200))
    assert end("accounts") == 0


def test_tokens_that_have_ended_are_deleted(person: Person) -> None:
    today = timezone.localdate()
    for days in (-1, 0, 1):
        token, _text = make_token(person=person, name="timetable")
        ApiToken.objects.filter(pk=token.pk).update(expires_on=today + timedelta(days=days))
    assert [end("tokens"), end("tokens")] == [1, 0]
    assert ApiToken.objects.count() == 2


def test_sessions_that_have_ended_are_deleted(db: None) -> None:
    for seconds in (-60, 60):
        session = SessionStore()
        session.set_expiry(seconds)
        session.save()
    assert [end("sessions"), end("sessions")] == [1, 0]
    assert Session.objects.count() == 1


def test_links_that_confirm_an_e_mail_are_deleted_after_a_week(person: Person) -> None:
    address = EmailAddress.objects.create(user=person, email="a@example.invalid")
    now = timezone.now()
    for days in (8, 6):
        link = EmailConfirmation.objects.create(email_address=address, key=f"key-{days}")
        EmailConfirmation.objects.filter(pk=link.pk).update(sent=now - timedelta(days=days))
    assert [end("confirmations"), end("confirmations")] == [1, 0]
    assert EmailConfirmation.objects.get().key == "key-6"
