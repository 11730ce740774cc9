"""Consents: by whom, to what wording, and that each is a line that says what held when."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from envol.errors import Refusal
from envol.web.accountability.models import Activity
from envol.web.papers.models import CivilFile
from envol.web.people import wordings
from envol.web.people.consent_services import give_consent, withdraw_consent
from envol.web.people.models import Consent, Person, Purpose
from envol.web.people.selectors import consenting_to, consents_alone, has_consented, standings_of
from envol.web.people.wordings import WORDINGS, Wording

from .conftest import browser

ACCOUNT = reverse("people:account")

pytestmark = pytest.mark.django_db(databases=["default", "papers"])


def born(pupil: Person, years: int) -> None:
    day = timezone.localdate() - timedelta(days=int(years * 365.25) + 3)
    CivilFile.objects.create(pupil=pupil.pk, school=uuid4(), birth_date=day, kept_until=date(2030, 8, 31))


def refused(person: Person, purpose: Purpose = Purpose.RESEARCH, representative: UUID | None = None) -> str:
    with pytest.raises(Refusal) as found:
        give_consent(person=person, purpose=purpose, representative=representative)
    return found.value.key


def test_every_purpose_has_its_wording() -> None:
    assert set(WORDINGS) == set(Purpose)


def test_a_consent_names_the_wording_that_was_read(person: Person) -> None:
    given = give_consent(person=person, purpose=Purpose.NEWS)
    assert given.wording == WORDINGS[Purpose.NEWS].version
    assert has_consented(person.pk, Purpose.NEWS)
    assert not has_consented(person.pk, Purpose.PICTURES)


def test_a_consent_given_twice_is_one_line(person: Person) -> None:
    assert give_consent(person=person, purpose=Purpose.NEWS) == give_consent(person=person, purpose=Purpose.NEWS)
    assert Consent.objects.count() == 1


def test_a_withdrawn_consent_stays_as_a_line_that_says_when_it_held(person: Person) -> None:
    give_consent(person=person, purpose=Purpose.NEWS)
    assert withdraw_consent(person=person, purpose=Purpose.NEWS)
    assert not has_consented(person.pk, Purpose.NEWS)
    give_consent(person=person, purpose=Purpose.NEWS)
    first, second = Consent.objects.order_by("pk")
    assert first.withdrawn_at is not None
    assert second.withdrawn_at is None


def test_what_was_never_given_is_not_withdrawn(person: Person) -> None:
    assert not withdraw_consent(person=person, purpose=Purpose.NEWS)
    assert not Activity.objects.exists()


def test_another_wording_is_asked_again(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    give_consent(person=person, purpose=Purpose.NEWS)
    changed = {**WORDINGS, Purpose.NEWS: Wording(version="later", sentence="Something else.", names=True)}
    for module in ("selectors", "consent_services"):
        monkeypatch.setattr(f"envol.web.people.{module}.WORDINGS", changed)
    assert wordings.WORDINGS is not changed
    assert not has_consented(person.pk, Purpose.NEWS)
    assert give_consent(person=person, purpose=Purpose.NEWS).wording == "later"
    assert list(consenting_to(Purpose.NEWS)) == [person]


def test_a_pupil_below_fifteen_does_not_consent_alone(pupil: Person) -> None:
    born(pupil, 14)
    assert refused(pupil) == "too-young"
    assert not Consent.objects.exists()


def test_a_pupil_whose_birth_nobody_wrote_down_counts_as_younger(pupil: Person) -> None:
    assert refused(pupil) == "too-young"


def test_a_pupil_of_fifteen_consents_alone(pupil: Person) -> None:
    born(pupil, 15)
    assert give_consent(person=pupil, purpose=Purpose.RESEARCH).by_representative is None


def test_a_pupil_below_fifteen_consents_with_a_representative(pupil: Person) -> None:
    born(pupil, 12)
    representative = uuid4()
    given = give_consent(person=pupil, purpose=Purpose.RESEARCH, representative=representative)
    assert given.by_representative == representative


def test_a_pupil_below_fifteen_withdraws_alone(pupil: Person) -> None:
    give_consent(person=pupil, purpose=Purpose.RESEARCH, representative=uuid4())
    assert withdraw_consent(person=pupil, purpose=Purpose.RESEARCH)


def test_an_account_without_a_name_consents_to_nothing_about_a_name(pupil: Person) -> None:
    born(pupil, 16)
    assert refused(pupil, Purpose.DIRECTORY) == "needs-name"
    assert {each.purpose for each in standings_of(pupil)} == {Purpose.MENTORING, Purpose.RESEARCH, Purpose.PICTURES}


def test_a_shared_account_consents_to_nothing(camille: Person) -> None:
    assert refused(camille) == "shared-account"


def test_whoever_signed_up_without_saying_that_they_are_fifteen_does_not_consent_alone(client: Client) -> None:
    person = signed_up(client)
    assert person.says_of_age is False
    assert not consents_alone(person)
    assert refused(person) == "too-young"


def test_whoever_signed_up_and_said_that_they_are_fifteen_consents_alone(client: Client) -> None:
    assert consents_alone(signed_up(client, says_of_age="on"))


def test_what_a_paper_says_of_a_birth_goes_before_what_somebody_says(client: Client) -> None:
    person = signed_up(client, says_of_age="on")
    born(person, 14)
    assert not consents_alone(person)


def test_whoever_did_not_say_it_at_sign_up_says_it_later(client: Client) -> None:
    person = signed_up(client)
    client.post(reverse("people:name"), {"name": "", "says_of_age": "on"})
    person.refresh_from_db()
    assert consents_alone(person)


def test_whoever_was_never_asked_is_not_asked_beside_their_name(person: Person) -> None:
    assert "says_of_age" not in browser(person).get(ACCOUNT).content.decode()


def signed_up(client: Client, **said: str) -> Person:
    word = "a longer word than most"
    client.post(reverse("account_signup"), {"email": "new@example.org", "password1": word, "password2": word, **said})
    return Person.objects.get(email="new@example.org")


def test_an_adult_whose_birth_nobody_wrote_down_consents_alone(person: Person) -> None:
    assert consents_alone(person)


def test_consents_are_given_and_withdrawn_on_the_page(person: Person) -> None:
    client, address = browser(person), reverse("people:consent", args=["news"])
    assert client.post(address, {"deed": "give"}).headers["Location"] == ACCOUNT
    assert has_consented(person.pk, Purpose.NEWS)
    assert "Given on" in client.get(ACCOUNT).content.decode()
    client.post(address, {"deed": "withdraw"})
    assert not has_consented(person.pk, Purpose.NEWS)


def test_the_page_tells_a_young_pupil_whom_to_ask(pupil: Person) -> None:
    client = browser(pupil)
    assert "together with a legal representative" in client.get(ACCOUNT).content.decode()
    response = client.post(reverse("people:consent", args=["research"]), {"deed": "give"})
    assert response.status_code == 403
    assert "together with a legal representative" in response.content.decode()


def test_no_consent_is_given_by_following_a_link(person: Person) -> None:
    assert browser(person).get(reverse("people:consent", args=["news"])).status_code == 405


def test_there_is_no_consent_to_what_is_no_purpose(person: Person) -> None:
    assert browser(person).post(reverse("people:consent", args=["everything"])).status_code == 404


def test_a_consent_is_in_the_log_of_activities_without_a_name(person: Person) -> None:
    give_consent(person=person, purpose=Purpose.NEWS)
    done = Activity.objects.get()
    assert (done.name, done.params) == ("people.consent.given", {"purpose": "news"})
