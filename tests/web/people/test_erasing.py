"""Erasing an account: how it is confirmed, what goes, and that flights fly again to their hash without their pilot."""

from __future__ import annotations

import io
import json
from uuid import UUID
from zipfile import ZipFile

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.urls import reverse

from envol.errors import Refusal
from envol.flight.agreement import Verdict
from envol.gateways.replaying import recording_of
from envol.web.accountability.models import Activity
from envol.web.flightdeck.demonstration import fly_for
from envol.web.flightdeck.journal import events_of, lines_of
from envol.web.flightdeck.models import Flight, Note, Seat
from envol.web.flightdeck.school import library
from envol.web.flightdeck.services import keep_note, seat_of
from envol.web.people.account_services import erase
from envol.web.people.consent_services import give_consent
from envol.web.people.leftovers import erase_leftovers
from envol.web.people.models import Person, Purpose
from envol.web.people.selectors import sessions_of
from envol.web.people.services import make_pupil
from envol.web.people.token_services import make_token, person_of_token

from .conftest import browser

ERASE = reverse("people:erase")
WORD, PASSWORD = "erase", "a long enough word"

pytestmark = pytest.mark.django_db(databases=["default", "papers"])


def test_a_person_exports_then_erases_herself_and_her_flight_replays_to_its_hash(person: Person) -> None:
    flight = fly_for(person, "fed-batch-first-flight", "novice", 1)
    keep_note(flight=flight.id, seq=3, text="my own words")
    client = browser(person)
    before = "".join(lines_of(flight.id))
    archive = ZipFile(io.BytesIO(client.post(reverse("people:take-away")).content))
    (journal,) = [name for name in archive.namelist() if name.startswith("files/journals/")]
    assert archive.read(journal).decode() == before
    assert json.loads(archive.read("export.json"))["tables"]["flight-notes"][0]["text"] == "my own words"

    assert client.post(ERASE, {"word": WORD, "password": PASSWORD}).headers["Location"] == reverse("portal:home")

    assert not Person.objects.filter(pk=person.pk).exists()
    flight.refresh_from_db()
    assert flight.pilot is None
    assert not Note.objects.exists()
    assert "".join(lines_of(flight.id)) == before
    assert str(person.pk) not in before
    recording = recording_of(library(), events_of(flight.id))
    assert recording.agreement is not None
    assert recording.agreement.verdict is Verdict.SAME


def test_an_erased_account_opens_nothing_any_more(person: Person) -> None:
    client = browser(person)
    _token, text = make_token(person=person, name="timetable")
    client.post(ERASE, {"word": WORD, "password": PASSWORD})
    assert client.get(reverse("people:account")).status_code == 302
    assert person_of_token(text) is None


def test_the_sessions_of_every_device_are_erased(person: Person, other: Person) -> None:
    here, _elsewhere, of_another = browser(person), browser(person), browser(other)
    assert Session.objects.count() == 3
    here.post(ERASE, {"word": WORD, "password": PASSWORD})
    assert list(Session.objects.values_list("session_key", flat=True)) == [of_another.session.session_key]


def test_nothing_leads_to_an_erased_person(person: Person) -> None:
    give_consent(person=person, purpose=Purpose.NEWS)
    make_token(person=person, name="timetable")
    EmailAddress.objects.create(user=person, email=str(person.email), primary=True, verified=True)
    flight = Flight.objects.create(pilot=person, scenario="fed-batch-first-flight", line="fed-batch-2000l", seed=1)
    seat_of(flight=flight, person=person)
    erase(person=Person.objects.get(pk=person.pk))
    assert tables_with(person.pk, str(person.email)) == []
    assert Seat.objects.get().person is None


def tables_with(person: UUID, email: str) -> list[str]:
    """The tables in which an id or an address still stands, whatever the column."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            text = str(cursor.fetchall())
            if any(each in text for each in (str(person), person.hex, email)):
                found.append(table)
    return found


def test_what_an_erased_person_did_stays_without_them(person: Person) -> None:
    give_consent(person=person, purpose=Purpose.NEWS)
    erase(person=Person.objects.get(pk=person.pk))
    assert list(Activity.objects.order_by("pk").values_list("name", "actor")) == [
        ("people.consent.given", None),
        ("people.account.erased", None),
    ]


@pytest.mark.parametrize(
    "typed", [{"word": "yes", "password": PASSWORD}, {"word": WORD, "password": "wrong"}, {"word": WORD}, {}]
)
def test_nobody_is_erased_by_mistake(person: Person, typed: dict[str, str]) -> None:
    assert browser(person).post(ERASE, typed).status_code == 422
    assert Person.objects.filter(pk=person.pk).exists()


def test_nobody_is_erased_by_following_a_link(signed_in: Client, person: Person) -> None:
    assert signed_in.get(ERASE).status_code == 200
    assert Person.objects.filter(pk=person.pk).exists()


def test_passwords_are_not_tried_without_end_on_the_page(person: Person) -> None:
    client = browser(person)
    answers = {client.post(ERASE, {"word": WORD, "password": f"try {n}"}).status_code for n in range(11)}
    assert answers == {422, 429}


def test_a_pupil_erases_themselves_by_the_word_and_their_card() -> None:
    pupil, card = make_pupil(language="en")
    client = browser(pupil)
    assert 'name="password"' not in client.get(ERASE).content.decode()
    client.post(ERASE, {"word": " Erase ", "card": card.lower()})
    assert not Person.objects.filter(pk=pupil.pk).exists()


def test_whoever_finds_a_pupil_signed_in_does_not_erase_them() -> None:
    pupil, _card = make_pupil(language="en")
    _another, card = make_pupil(language="en")
    for typed in ({}, {"card": ""}, {"card": "K7MQ-2F9T-WX3D"}, {"card": card}):
        assert browser(pupil).post(ERASE, {"word": "erase", **typed}).status_code == 422
    assert Person.objects.filter(pk=pupil.pk).exists()


def test_a_shared_account_is_not_erased(camille: Person) -> None:
    with pytest.raises(Refusal) as refused:
        erase(person=camille)
    assert refused.value.key == "shared-account"
    assert browser(camille).post(ERASE, {"word": WORD}).status_code == 403
    assert Person.objects.filter(pk=camille.pk).exists()


def test_the_page_says_what_stays_and_why(signed_in: Client) -> None:
    assert reverse("people:account") in signed_in.get(ERASE).content.decode()
    assert "The journals of your flights" in signed_in.get(ERASE).content.decode()


def test_whoever_leaves_an_organisation_without_a_head_is_warned(person: Person, tied: set[UUID]) -> None:
    assert "Nobody else heads" not in browser(person).get(ERASE).content.decode()
    tied.add(person.pk)
    assert "Nobody else heads" in browser(person).get(ERASE).content.decode()


def test_what_a_way_in_kept_that_is_off_today_is_erased_too(person: Person, other: Person) -> None:
    with connection.cursor() as cursor:
        kind = Person._meta.pk.db_type(connection)
        cursor.execute(f'CREATE TABLE "mfa_authenticator" ("id" integer, "user_id" {kind})')
        for each in (person, other):
            key = Person._meta.pk.get_db_prep_value(each.pk, connection)
            cursor.execute('INSERT INTO "mfa_authenticator" VALUES (1, %s)', [key])
        erase_leftovers(person.pk)
        cursor.execute('SELECT COUNT(*) FROM "mfa_authenticator"')
        assert cursor.fetchone() == (1,)
        cursor.execute('DROP TABLE "mfa_authenticator"')


@pytest.mark.parametrize("held", [{}, {"long": "the same words again and again " * 200}])
def test_a_session_is_found_however_it_is_packed(person: Person, held: dict[str, str]) -> None:
    client = browser(person)
    browser(Person.objects.create_user("somebody@example.invalid"))
    session = client.session
    session.update(held)
    session.save()
    assert [each.session_key for each in sessions_of(person.pk)] == [session.session_key]
