"""The card of a pupil: how it is drawn, kept, read and renewed, and the page on which it opens an account."""

from __future__ import annotations

import math

import pytest
from django.conf import settings as campus
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from envol.errors import Refusal
from envol.web.people import cards
from envol.web.people.models import Person
from envol.web.people.selectors import pupil_of_card
from envol.web.people.services import make_pupil, renew_card

PUPIL = reverse("people:pupil")

pytestmark = pytest.mark.django_db


def signed_in_as(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def test_a_card_holds_at_least_sixty_bits() -> None:
    assert len(set(cards.ALPHABET)) == len(cards.ALPHABET)
    assert cards.LENGTH * math.log2(len(cards.ALPHABET)) >= 60


def test_a_card_is_written_in_words_of_signs_that_are_not_mistaken() -> None:
    card = cards.drawn()
    assert [len(word) for word in card.split("-")] == [4, 4, 4]
    assert not set("ILOU") & set(card)


def test_a_pupil_has_neither_name_nor_e_mail_nor_password() -> None:
    pupil, _card = make_pupil(language="fr")
    assert (pupil.name, pupil.email, pupil.language) == ("", None, "fr")
    assert pupil.is_pupil
    assert not pupil.has_usable_password()


def test_only_a_digest_of_the_card_is_kept() -> None:
    pupil, card = make_pupil()
    row = Person.objects.filter(pk=pupil.pk).values().get()
    assert len(row["card"]) == 64
    assert not [value for value in row.values() if card in str(value) or card.replace("-", "") in str(value)]


@pytest.mark.parametrize(
    "typed", [str.lower, lambda card: card.replace("-", ""), lambda card: f" {card.replace('-', ' ')} "]
)
def test_a_card_is_read_however_it_is_typed(typed: object) -> None:
    pupil, card = make_pupil()
    assert pupil_of_card(typed(card)) == pupil  # type: ignore[operator]


def test_letters_that_look_like_figures_are_read_as_these() -> None:
    assert cards.signs_of("OiL0 1oI1-0000") == "011010110000"


@pytest.mark.parametrize("typed", ["", "K7MQ", "K7MQ-2F9T-WX3D-", "K7MQ-2F9T-WX3U", "é" * 12, "x" * 10_000])
def test_what_is_no_card_opens_nothing(typed: str) -> None:
    make_pupil()
    assert pupil_of_card(typed) is None


def test_a_card_of_somebody_who_is_no_longer_active_opens_nothing() -> None:
    pupil, card = make_pupil()
    Person.objects.filter(pk=pupil.pk).update(is_active=False)
    assert pupil_of_card(card) is None


def test_cards_outlive_a_change_of_the_secret_key(settings: Settings) -> None:
    pupil, card = make_pupil()
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"
    assert pupil_of_card(card) == pupil


def test_a_database_without_its_key_opens_nothing(settings: Settings) -> None:
    _pupil, card = make_pupil()
    settings.SECRET_KEY = "another"
    assert pupil_of_card(card) is None


def test_another_card_closes_the_one_before(client: Client) -> None:
    pupil, card = make_pupil()
    client.post(PUPIL, {"card": card})
    renewed = renew_card(pupil=pupil)
    assert pupil_of_card(card) is None
    assert pupil_of_card(renewed) == pupil


def test_another_card_ends_the_session_that_the_one_before_began(client: Client) -> None:
    pupil, card = make_pupil()
    client.post(PUPIL, {"card": card})
    renew_card(pupil=pupil)
    assert client.get(reverse("people:account")).status_code == 302


def test_whoever_is_no_pupil_gets_no_card(person: Person) -> None:
    with pytest.raises(Refusal) as refused:
        renew_card(pupil=person)
    assert refused.value.key == "no-pupil"


def test_a_pupil_comes_in_by_their_card(client: Client) -> None:
    pupil, card = make_pupil()
    response = client.post(PUPIL, {"card": card.lower(), "next": "/logbook/"})
    assert response.headers["Location"] == "/logbook/"
    assert signed_in_as(client) == str(pupil.pk)


def test_a_card_never_leads_to_another_site(client: Client) -> None:
    _pupil, card = make_pupil()
    response = client.post(PUPIL, {"card": card, "next": "https://elsewhere.example/"})
    assert response.headers["Location"] == reverse("portal:home")


def test_one_sentence_answers_every_card_that_opens_nothing(client: Client) -> None:
    client.cookies[campus.LANGUAGE_COOKIE_NAME] = "en"
    sentence = "This card opens nothing."
    for typed in ("K7MQ-2F9T-WX3D", "K7MQ", "not a card at all"):
        response = client.post(PUPIL, {"card": typed})
        assert response.status_code == 422
        assert sentence in response.content.decode()
    assert signed_in_as(client) is None


def test_whoever_tries_too_many_wrong_cards_from_one_address_waits(client: Client, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"pupil_card": "3/5m/ip"}
    answers = [client.post(PUPIL, {"card": "K7MQ-2F9T-WX3D"}).status_code for _ in range(4)]
    assert answers == [422, 422, 422, 429]
    assert Client(REMOTE_ADDR="203.0.113.7").post(PUPIL, {"card": "K7MQ-2F9T-WX3D"}).status_code == 422


def test_wrong_cards_of_one_pupil_do_not_shut_the_others_of_the_school_out(client: Client, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"pupil_card": "3/5m/ip"}
    _pupil, card = make_pupil()
    for _ in range(5):
        client.post(PUPIL, {"card": "K7MQ-2F9T-WX3D"})
    assert Client().post(PUPIL, {"card": card}).status_code == 302


def test_nobody_shuts_the_pupils_of_the_whole_campus_out() -> None:
    assert campus.ACCOUNT_RATE_LIMITS["pupil_card"].endswith("/ip")


def test_a_class_comes_in_from_one_address() -> None:
    for _ in range(35):
        _pupil, card = make_pupil()
        assert Client().post(PUPIL, {"card": card}).status_code == 302
