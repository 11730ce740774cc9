"""CAS, end to end against a server of this machine: whose a ticket is, and whom nobody takes over."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit
from xml.sax.saxutils import escape

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django_cas_ng.models import SessionTicket
from pytest_django.fixtures import Settings

from envol.web.people.models import Identity, Person
from envol.web.people.services import Demonstration, demonstration_person

from .conftest import Provider

LOGIN = reverse("cas_ng_login")
NAMESPACE = 'xmlns:cas="http://www.yale.edu/tp/cas"'

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _configured(provider: Provider, settings: Settings) -> None:
    """The server of this machine stands where the campus was told to look."""
    settings.CAS_SERVER_URL = f"{provider.address}/"


def says(provider: Provider, name: str, **attributes: str) -> None:
    """Let the server say whose any ticket is."""
    told = "".join(f"<cas:{key}>{escape(value)}</cas:{key}>" for key, value in attributes.items())
    answer = (
        f"<cas:serviceResponse {NAMESPACE}><cas:authenticationSuccess><cas:user>{escape(name)}</cas:user>"
        f"<cas:attributes>{told}</cas:attributes></cas:authenticationSuccess></cas:serviceResponse>"
    )
    provider.answers["/p3/serviceValidate"] = ("application/xml", answer)


def entered(client: Client, ticket: str = "ST-1") -> Person | None:
    """Begin at the button, come back with a ticket; return who is signed in then."""
    client.get(LOGIN, {"next": "/logbook/"})
    client.get(LOGIN, {"ticket": ticket})
    return Person.objects.filter(pk=client.session.get("_auth_user_id")).first()


def test_the_page_of_sign_in_has_a_button_for_it(client: Client) -> None:
    html = client.get(reverse("account_login")).content.decode()
    assert "Université" in html
    assert LOGIN in html


def test_the_button_leads_to_the_server_and_back_to_where_one_was(client: Client, provider: Provider) -> None:
    led = urlsplit(client.get(LOGIN, {"next": "/logbook/"}).headers["Location"])
    assert f"{led.scheme}://{led.netloc}{led.path}" == f"{provider.address}/login"
    assert parse_qs(led.query)["service"] == [f"http://testserver{LOGIN}"]
    says(provider, "ada")
    assert client.get(LOGIN, {"ticket": "ST-1"}).headers["Location"] == "/logbook/"


def test_somebody_without_e_mail_comes_in_and_is_found_again(provider: Provider) -> None:
    says(provider, "ada")
    first = entered(Client())
    assert first is not None
    assert (first.email, first.name) == (None, "")
    assert entered(Client(), "ST-2") == first
    says(provider, "grace")
    assert entered(Client(), "ST-3") not in (None, first)


def test_what_somebody_is_called_there_is_nowhere_kept(client: Client, provider: Provider) -> None:
    says(provider, "ada.lovelace", displayName="Ada Lovelace")
    entered(client)
    kept = str(list(Identity.objects.values()) + list(Person.objects.values()))
    inside = str([session.get_decoded() for session in Session.objects.all()])
    for word in ("ada.lovelace", "Ada Lovelace"):
        assert word not in kept
        assert word not in inside


def test_an_e_mail_of_the_establishment_is_taken(client: Client, provider: Provider) -> None:
    says(provider, "ada", mail="Ada@univ.example.fr")
    person = entered(client)
    assert person is not None
    assert person.email == "ada@univ.example.fr"
    assert EmailAddress.objects.get().verified


@pytest.mark.parametrize("mail", ["ada@gmail.example", "ada@notuniv.example.fr", "@univ.example.fr", "univ.example.fr"])
def test_an_e_mail_from_elsewhere_is_not_taken(client: Client, provider: Provider, mail: str) -> None:
    says(provider, "ada", mail=mail)
    person = entered(client)
    assert person is not None
    assert person.email is None


def test_an_e_mail_of_the_establishment_opens_the_account_that_holds_it(client: Client, provider: Provider) -> None:
    holder = Person.objects.create_user("ada@univ.example.fr", "a long enough word")
    says(provider, "ada", mail="ada@univ.example.fr")
    assert entered(client) == holder
    holder.refresh_from_db()
    assert not holder.has_usable_password()  # nobody had confirmed that the address was theirs


@pytest.mark.parametrize("kept", ["is_staff", "is_superuser", "is_protection_officer", "is_fictional"])
def test_no_server_opens_the_account_of_whoever_keeps_the_campus(client: Client, provider: Provider, kept: str) -> None:
    keeper = Person.objects.create_user("ada@univ.example.fr", "a long enough word", **{kept: True})
    says(provider, "ada", mail="ada@univ.example.fr")
    person = entered(client)
    assert person not in (None, keeper)
    assert person is not None
    assert person.email is None


def test_no_server_opens_a_fictional_account(client: Client, provider: Provider) -> None:
    camille = demonstration_person(Demonstration.LEARNER)
    says(provider, str(camille.email), mail=str(camille.email))
    assert entered(client) not in (None, camille)


@pytest.mark.parametrize(
    "answer",
    [
        f"<cas:serviceResponse {NAMESPACE}><cas:authenticationFailure code='INVALID_TICKET'/></cas:serviceResponse>",
        "<html>",
        "",
        f"<cas:serviceResponse {NAMESPACE}><cas:authenticationSuccess/></cas:serviceResponse>",
    ],
)
def test_a_ticket_that_is_nobodys_is_told_so(client: Client, provider: Provider, answer: str) -> None:
    provider.answers["/p3/serviceValidate"] = ("application/xml", answer)
    response = client.get(LOGIN, {"ticket": "ST-1"})
    assert response.status_code == 403
    assert "Université" in response.content.decode()
    assert not Person.objects.exists()


def test_a_server_that_cannot_be_reached_is_told_so(client: Client, settings: Settings) -> None:
    settings.CAS_SERVER_URL = "http://127.0.0.1:9/"
    assert client.get(LOGIN, {"ticket": "ST-1"}).status_code == 403


def test_whoever_is_no_longer_active_does_not_come_in(provider: Provider) -> None:
    says(provider, "ada")
    person = entered(Client())
    assert person is not None
    Person.objects.filter(pk=person.pk).update(is_active=False)
    assert Client().get(LOGIN, {"ticket": "ST-2"}).status_code == 403


@pytest.mark.parametrize(
    "place", ["https://elsewhere.example/", "//elsewhere.example", "http:elsewhere.example", "javascript:x"]
)
def test_the_way_back_never_leads_to_another_site(client: Client, provider: Provider, place: str) -> None:
    says(provider, "ada")
    client.get(LOGIN, {"next": place}, follow=False)
    response = client.get(LOGIN, {"ticket": "ST-1", "next": place})
    if response.headers["Location"] == LOGIN:
        response = client.get(LOGIN, {"ticket": "ST-1"})
    assert response.headers["Location"] == reverse("portal:home")


def logout_request(ticket: str) -> str:
    return (
        '<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol">'
        f"<samlp:SessionIndex>{ticket}</samlp:SessionIndex></samlp:LogoutRequest>"
    )


def test_whoever_signs_out_of_the_server_is_signed_out_here(client: Client, provider: Provider) -> None:
    says(provider, "ada")
    entered(client, "ST-9")
    assert SessionTicket.objects.count() == 1
    assert Client(enforce_csrf_checks=True).post(LOGIN, {"logoutRequest": logout_request("ST-9")}).status_code == 204
    assert client.get(reverse("people:account")).status_code == 302


@pytest.mark.parametrize(
    "sent", ["", "<", "nonsense", logout_request("ST-other"), "<?xml version='1.0' encoding='x'?><a/>"]
)
def test_what_is_no_ticket_signs_nobody_out(client: Client, provider: Provider, sent: str) -> None:
    says(provider, "ada")
    entered(client, "ST-9")
    assert client.post(LOGIN, {"logoutRequest": sent}).status_code == 204
    assert client.get(reverse("people:preferences")).status_code == 200
    assert "_auth_user_id" in client.session
