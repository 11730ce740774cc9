"""What somebody reads on their own page, and who has none."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from envol.web.accountability.models import AccessRecord
from envol.web.accountability.personal import parts
from envol.web.people.columns import shown_value
from envol.web.people.models import Person, Purpose
from envol.web.people.services import make_pupil, rename
from envol.web.people.token_services import make_token

from .conftest import browser

ACCOUNT = reverse("people:account")
OWN_PAGES = ["people:account", "people:looks", "people:erase"]

pytestmark = pytest.mark.django_db(databases=["default", "papers"])


@pytest.mark.parametrize("name", OWN_PAGES)
def test_a_page_of_ones_own_is_for_those_who_signed_in(client: Client, name: str) -> None:
    assert client.get(reverse(name)).headers["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("name", OWN_PAGES)
def test_a_shared_account_has_no_page_of_its_own(camille: Person, name: str) -> None:
    response = browser(camille).get(reverse(name))
    assert response.status_code == 403
    assert "shared by everybody" in response.content.decode()


def test_the_page_names_every_part_that_is_kept(signed_in: Client) -> None:
    html = signed_in.get(ACCOUNT).content.decode()
    assert [part.name for part in parts() if reverse("people:kept", args=[part.name]) not in html] == []


@pytest.mark.parametrize("name", [part.name for part in parts()])
def test_each_part_shows_what_is_kept(signed_in: Client, name: str) -> None:
    assert signed_in.get(reverse("people:kept", args=[name])).status_code == 200


def test_the_account_shows_its_own_e_mail(signed_in: Client, person: Person) -> None:
    assert str(person.email) in signed_in.get(reverse("people:kept", args=["account"])).content.decode()


def test_there_is_no_part_that_nobody_registered(signed_in: Client) -> None:
    assert signed_in.get(reverse("people:kept", args=["nothing"])).status_code == 404


def test_a_name_is_kept_and_taken_back(signed_in: Client, person: Person) -> None:
    address = reverse("people:name")
    signed_in.post(address, {"name": "  Ada   Lovelace "})
    person.refresh_from_db()
    assert person.name == "Ada Lovelace"
    signed_in.post(address, {"name": ""})
    person.refresh_from_db()
    assert person.name == ""


def test_a_pupil_gives_no_name(pupil: Person) -> None:
    client = browser(pupil)
    assert client.post(reverse("people:name"), {"name": "Ada"}).status_code == 403
    pupil.refresh_from_db()
    assert pupil.name == ""
    assert reverse("people:name") not in client.get(ACCOUNT).content.decode()


@pytest.mark.parametrize("name", ["account_email", "account_change_password", "account_set_password"])
def test_a_pupil_and_a_shared_account_have_no_e_mail_and_no_password(pupil: Person, camille: Person, name: str) -> None:
    for person, sentence in ((pupil, "the card is all"), (camille, "shared by everybody")):
        client = browser(person)
        for response in (client.get(reverse(name)), client.post(reverse(name), {"email": "a@example.org"})):
            assert response.status_code == 403
            assert sentence in response.content.decode()


def test_a_pupil_s_preferences_lead_to_their_account_and_to_no_e_mail(pupil: Person) -> None:
    html = browser(pupil).get(reverse("people:preferences")).content.decode()
    assert ACCOUNT in html
    assert reverse("account_email") not in html


def test_the_preferences_lead_to_the_account(signed_in: Client) -> None:
    html = signed_in.get(reverse("people:preferences")).content.decode()
    assert ACCOUNT in html
    assert reverse("account_email") in html


def test_a_pupil_reads_who_looked_at_their_data(pupil: Person, person: Person) -> None:
    other, _card = make_pupil()
    rename(person=person, name="Ada")
    AccessRecord.objects.create(reader=person.pk, pupil=pupil.pk, what="flightdeck.looked.score")
    AccessRecord.objects.create(reader=person.pk, pupil=other.pk, what="flightdeck.looked.replay")
    html = browser(pupil).get(reverse("people:looks")).content.decode()
    assert "Ada" in html
    assert "the score of a flight" in html
    assert "the replay of a flight" not in html


def test_looks_come_page_by_page(pupil: Person, person: Person) -> None:
    AccessRecord.objects.bulk_create(
        AccessRecord(reader=person.pk, pupil=pupil.pk, what=f"look.{place}") for place in range(30)
    )
    client, address = browser(pupil), reverse("people:looks")
    first = client.get(address)
    assert "look.29" in first.content.decode()
    after = first.context["page"].after
    assert "look.0<" in client.get(address, {"after": after}).content.decode()


def test_a_pupil_is_asked_for_no_consent_about_a_name(pupil: Person) -> None:
    html = browser(pupil).get(ACCOUNT).content.decode()
    assert reverse("people:consent", args=[Purpose.RESEARCH]) in html
    assert reverse("people:consent", args=[Purpose.DIRECTORY]) not in html


def test_the_way_in_leads_to_the_card(client: Client) -> None:
    assert reverse("people:pupil") in client.get(reverse("account_login")).content.decode()


def test_the_page_asks_no_more_of_the_database_for_more_rows(person: Person) -> None:
    client, counted = browser(person), []
    for more in (3, 17):
        for number in range(more):
            make_token(person=person, name=f"token {more} {number}")
        AccessRecord.objects.bulk_create(
            AccessRecord(reader=person.pk, pupil=person.pk, what="look") for _ in range(10 * more)
        )
        with CaptureQueriesContext(connection) as asked:
            assert client.get(ACCOUNT).status_code == 200
            assert client.get(reverse("people:looks")).status_code == 200
        counted.append(len(asked))
    assert counted[0] == counted[1]


def test_a_day_is_shown_as_the_language_writes_it_and_a_structure_is_left_to_programs() -> None:
    with translation.override("en"):
        assert shown_value("2026-11-22") == "Nov. 22, 2026"
        assert shown_value("2026-13-45") == "2026-13-45"
        assert shown_value("2026-11-22T09:05:00+01:00") == "Nov. 22, 2026, 9:05 a.m."
        assert shown_value({"a": 1}) == "in what you take away"
        assert shown_value(True) == "yes"
    assert shown_value("fed-batch-2000l") == "fed-batch-2000l"


@pytest.mark.parametrize("typed", ["0601020304", "20261122", "2026W471", "2026-W47-1", "2026-11-22 is the day"])
def test_what_only_resembles_a_day_is_shown_as_it_was_typed(typed: str) -> None:
    assert shown_value(typed) == typed
