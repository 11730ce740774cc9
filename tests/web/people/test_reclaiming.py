"""An account opened with an e-mail that was never proven: what whoever opened it keeps once its owner comes."""

from __future__ import annotations

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from envol.web.people.consent_services import give_consent
from envol.web.people.identity_services import person_of_identity
from envol.web.people.models import ApiToken, Consent, Identity, Person, Purpose
from envol.web.people.selectors import is_proven, unproven
from envol.web.people.services import make_pupil, reclaim, rename
from envol.web.people.token_services import make_token, person_of_token

ADDRESS, SECOND = "teacher@lycee.example.org", "squatter@evil.example.org"
WORD, ANOTHER = "a longer word than most", "another word of some length"

pytestmark = pytest.mark.django_db(databases=["default", "papers"])


@pytest.fixture
def squatter() -> Client:
    """The browser of somebody who made an account with the e-mail of a teacher."""
    client = Client(headers={"Accept-Language": "en"})
    words = {"email": ADDRESS, "password1": WORD, "password2": WORD, "says_of_age": "on"}
    client.post(reverse("account_signup"), words)
    return client


@pytest.fixture
def squatted(squatter: Client) -> Person:
    """Their account, into which they put whatever leads in."""
    person = Person.objects.get(email=ADDRESS)
    EmailAddress.objects.create(user=person, email=SECOND, verified=True)
    Identity.objects.create(person=person, issuer="https://cas.example.org/", digest="0" * 64)
    return person


def is_in(client: Client) -> bool:
    return client.get(reverse("people:account")).status_code == 200


def link_to(address: str) -> str | None:
    """The link of a forgotten password, as it was sent to an address."""
    mail.outbox.clear()
    Client().post(reverse("account_reset_password"), {"email": address})
    found = [re.search(r"/accounts/password/reset/key/\S+", each.body) for each in mail.outbox if address in each.to]
    return next((each[0] for each in found if each), None)


def reset_by(link: str, word: str = ANOTHER) -> None:
    client = Client()
    form = client.get(link).headers["Location"]
    client.post(form, {"password1": word, "password2": word})


def test_an_account_with_a_password_and_an_e_mail_that_nobody_confirmed_is_not_proven(squatted: Person) -> None:
    assert not is_proven(squatted)


def test_a_confirmed_e_mail_is_proven(squatted: Person) -> None:
    EmailAddress.objects.filter(user=squatted, email=ADDRESS).update(verified=True)
    assert is_proven(squatted)


def test_an_account_that_nobody_ever_came_into_is_proven() -> None:
    assert is_proven(Person.objects.create_user(ADDRESS))


def test_the_unproven_of_many_are_found_at_once(squatted: Person, person: Person) -> None:
    fresh = Person.objects.create_user("fresh@example.org")
    kept = Person.objects.create_user("kept@example.org", WORD, is_protection_officer=True)
    assert set(unproven([squatted, person, fresh, kept])) == {squatted, person}
    assert [each for each in (squatted, person, fresh, kept) if not is_proven(each)] == [squatted, person]


def test_whoever_squatted_an_account_is_out_once_it_is_reclaimed(squatter: Client, squatted: Person) -> None:
    assert is_in(squatter)
    reclaim(person=squatted)
    assert not is_in(squatter)
    squatted.refresh_from_db()
    assert not squatted.has_usable_password()


def test_a_reclaimed_account_has_no_further_way_in(squatted: Person) -> None:
    _token, text = make_token(person=squatted, name="mine")
    reclaim(person=squatted)
    assert person_of_token(text) is None
    assert not Identity.objects.exists()
    assert list(EmailAddress.objects.filter(user=squatted).values_list("email", "verified")) == [(ADDRESS, False)]


def test_what_was_said_in_the_name_of_the_owner_no_longer_holds(squatted: Person) -> None:
    rename(person=squatted, name="The head of the school")
    give_consent(person=squatted, purpose=Purpose.NEWS)
    reclaim(person=squatted)
    squatted.refresh_from_db()
    assert squatted.name == ""
    assert not Consent.objects.filter(withdrawn_at=None).exists()


def test_a_proven_account_is_left_as_it_is(squatted: Person) -> None:
    EmailAddress.objects.filter(user=squatted, email=ADDRESS).update(verified=True)
    make_token(person=squatted, name="mine")
    reclaim(person=squatted)
    squatted.refresh_from_db()
    assert squatted.check_password(WORD)
    assert ApiToken.objects.exists()


@pytest.mark.parametrize("kept", ["is_staff", "is_superuser", "is_protection_officer"])
def test_no_list_shuts_out_whoever_keeps_the_campus(kept: str) -> None:
    keeper = Person.objects.create_user("keeper@example.org", WORD, **{kept: True})
    reclaim(person=keeper)
    assert keeper.check_password(WORD)


def test_an_administrator_made_by_hand_has_a_confirmed_e_mail() -> None:
    keeper = Person.objects.create_superuser("keeper@example.org", WORD)
    assert EmailAddress.objects.filter(user=keeper, email="keeper@example.org", verified=True, primary=True).exists()


def test_a_pupil_s_card_is_not_reclaimed() -> None:
    pupil, _card = make_pupil()
    before = pupil.password
    reclaim(person=pupil)
    assert pupil.password == before


def test_a_forgotten_password_takes_a_squatted_account_back(squatter: Client, squatted: Person) -> None:
    _token, text = make_token(person=squatted, name="mine")
    link = link_to(ADDRESS)
    assert link
    reset_by(link)
    squatted.refresh_from_db()
    assert squatted.check_password(ANOTHER)
    assert not is_in(squatter)
    assert person_of_token(text) is None
    assert not Identity.objects.exists()


def test_a_forgotten_password_proves_the_e_mail_that_the_link_went_to(squatted: Person) -> None:
    link = link_to(ADDRESS)
    assert link
    reset_by(link)
    assert list(EmailAddress.objects.filter(user=squatted).values_list("email", "verified", "primary")) == [
        (ADDRESS, True, True)
    ]


def test_a_link_to_a_second_e_mail_does_not_prove_the_first(squatted: Person) -> None:
    link = link_to(SECOND)
    assert link
    reset_by(link)
    assert not EmailAddress.objects.get(email=ADDRESS).verified
    assert not is_proven(squatted)


def test_no_link_goes_to_a_further_e_mail_that_nobody_confirmed(person: Person) -> None:
    EmailAddress.objects.create(user=person, email=str(person.email), verified=True, primary=True)
    EmailAddress.objects.create(user=person, email="mistyped@example.org", verified=False)
    assert link_to("mistyped@example.org") is None


def test_an_owner_who_forgot_their_password_keeps_what_is_theirs(person: Person) -> None:
    EmailAddress.objects.create(user=person, email=str(person.email), verified=True, primary=True)
    EmailAddress.objects.create(user=person, email="home@example.org", verified=True)
    rename(person=person, name="Ada")
    link = link_to(str(person.email))
    assert link
    reset_by(link)
    person.refresh_from_db()
    assert (person.name, EmailAddress.objects.filter(user=person).count()) == ("Ada", 2)


def test_a_link_serves_once(person: Person) -> None:
    link = link_to(str(person.email))
    assert link
    assert Client().get(link).status_code == 302
    reset_by(link)
    assert "no longer works" in Client(headers={"Accept-Language": "en"}).get(link).content.decode()


@pytest.mark.parametrize("page", ["account_change_password", "account_reset_password"])
def test_another_password_ends_every_token(person: Person, page: str) -> None:
    EmailAddress.objects.create(user=person, email=str(person.email), verified=True, primary=True)
    _token, text = make_token(person=person, name="timetable")
    if page == "account_change_password":
        client = Client()
        client.force_login(person)
        words = {"oldpassword": "a long enough word", "password1": ANOTHER, "password2": ANOTHER}
        client.post(reverse(page), words)
    else:
        reset_by(link_to(str(person.email)) or "")
    person.refresh_from_db()
    assert person.check_password(ANOTHER)
    assert person_of_token(text) is None


def test_whom_an_identity_provider_answers_for_takes_a_squatted_account_back(
    squatter: Client, squatted: Person
) -> None:
    _token, text = make_token(person=squatted, name="mine")
    assert person_of_identity(issuer="https://cas/", subject="t", email=ADDRESS) == squatted
    assert not is_in(squatter)
    assert person_of_token(text) is None
    assert list(EmailAddress.objects.filter(user=squatted).values_list("email", "verified")) == [(ADDRESS, True)]
    assert list(Identity.objects.values_list("issuer", flat=True)) == ["https://cas/"]


def test_an_e_mail_that_somebody_else_confirmed_leads_to_them(squatted: Person, other: Person) -> None:
    EmailAddress.objects.create(user=other, email=ADDRESS, verified=True)
    assert person_of_identity(issuer="https://cas/", subject="t", email=ADDRESS) == other


@pytest.fixture
def with_mail(settings: Settings) -> None:
    """A campus from which mail leaves."""
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"


@pytest.mark.usefixtures("with_mail")
def test_nobody_comes_in_by_an_e_mail_that_they_did_not_confirm_where_mail_leaves() -> None:
    client = Client()
    response = client.post(reverse("account_signup"), {"email": ADDRESS, "password1": WORD, "password2": WORD})
    assert response.headers["Location"] == reverse("account_email_verification_sent")
    assert "_auth_user_id" not in client.session
    (letter,) = mail.outbox
    link = re.search(r"/accounts/confirm-email/\S+", letter.body)
    assert link
    client.post(link[0])
    client.post(reverse("account_login"), {"login": ADDRESS, "password": WORD})
    assert client.session["_auth_user_id"] == str(Person.objects.get().pk)


@pytest.mark.usefixtures("with_mail")
def test_signing_up_tells_nobody_whether_an_account_exists_where_mail_leaves(person: Person) -> None:
    answers = []
    for address in (str(person.email), "unknown@example.org"):
        words = {"email": address, "password1": WORD, "password2": WORD}
        response = Client().post(reverse("account_signup"), words)
        answers.append((response.status_code, response.headers["Location"]))
    assert answers[0] == answers[1]
