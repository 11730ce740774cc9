"""SAML: a signed answer to our own question lets somebody in; any other does not."""

from __future__ import annotations

import base64
import zlib
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from django.conf import settings as campus
from django.test import Client
from django.urls import reverse
from lxml import etree
from onelogin.saml2.utils import OneLogin_Saml2_Utils as Saml
from pytest_django.fixtures import Settings

from envol.web.people.models import Person

ENTITY = "https://idp.example.org/saml"
LOGIN, ACS, METADATA = (reverse(f"saml_{page}", args=["saml"]) for page in ("login", "acs", "metadata"))
SITE = "campus.example.org"
SP = f"http://{SITE}{METADATA}"

pytestmark = pytest.mark.django_db


def key_pair() -> tuple[str, str]:
    """A key of an identity provider, and its certificate."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "idp.example.org")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    certificate = made.sign(key, hashes.SHA256())
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return private.decode(), certificate.public_bytes(Encoding.PEM).decode()


@pytest.fixture(scope="module")
def pair() -> tuple[str, str]:
    return key_pair()


def browser() -> Client:
    """A browser that names the site it asks, as the questions to a provider do."""
    return Client(headers={"host": SITE})


@pytest.fixture
def client() -> Client:
    return browser()


@pytest.fixture(autouse=True)
def _configured(pair: tuple[str, str], settings: Settings) -> None:
    """The certificate of the test stands where the campus was told to look."""
    (app,) = campus.SIGN_IN.providers["saml"]["APPS"]
    idp = {**app["settings"]["idp"], "x509cert": pair[1]}
    told = {**app, "settings": {**app["settings"], "idp": idp}}
    settings.ALLOWED_HOSTS = [SITE]
    settings.SOCIALACCOUNT_PROVIDERS = {"saml": {"APPS": [told]}}


def asked_by(client: Client) -> str:
    """Begin at the button; return the number of the question that the provider is asked."""
    led = client.post(LOGIN, {"next": "/logbook/"}).headers["Location"]
    asked = zlib.decompress(base64.b64decode(parse_qs(urlsplit(led).query)["SAMLRequest"][0]), -15)
    return str(etree.fromstring(asked).attrib["ID"])


def answer(
    question: str, pair: tuple[str, str] | None, *, mail: str = "", subject: str = "4c2b@univ.example.fr"
) -> str:
    """What a provider posts back, signed by a key or by none."""
    now = datetime.now(UTC)
    at, until = (each.strftime("%Y-%m-%dT%H:%M:%SZ") for each in (now, now + timedelta(minutes=5)))
    attributes = {"urn:oasis:names:tc:SAML:attribute:subject-id": subject, "urn:oid:2.5.4.42": "Ada"}
    attributes |= {"urn:oid:0.9.2342.19200300.100.1.3": mail} if mail else {}
    told = "".join(
        f'<saml:Attribute Name="{name}"><saml:AttributeValue>{value}</saml:AttributeValue></saml:Attribute>'
        for name, value in attributes.items()
    )
    names = 'xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"'
    assertion = (
        f'<saml:Assertion {names} ID="_a1" Version="2.0" IssueInstant="{at}"><saml:Issuer>{ENTITY}</saml:Issuer>'
        '<saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:transient">t-1</saml:NameID>'
        '<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData '
        f'NotOnOrAfter="{until}" Recipient="http://{SITE}{ACS}" InResponseTo="{question}"/>'
        f'</saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="{at}" NotOnOrAfter="{until}">'
        f"<saml:AudienceRestriction><saml:Audience>{SP}</saml:Audience></saml:AudienceRestriction></saml:Conditions>"
        f'<saml:AuthnStatement AuthnInstant="{at}" SessionIndex="s1"><saml:AuthnContext><saml:AuthnContextClassRef>'
        "urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext>"
        f"</saml:AuthnStatement><saml:AttributeStatement>{told}</saml:AttributeStatement></saml:Assertion>"
    )
    if pair is not None:
        assertion = Saml.add_sign(assertion, *pair).decode()
    response = (
        f'<samlp:Response {names} ID="_r1" Version="2.0" IssueInstant="{at}" Destination="http://{SITE}{ACS}" '
        f'InResponseTo="{question}"><saml:Issuer>{ENTITY}</saml:Issuer><samlp:Status><samlp:StatusCode '
        f'Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>{assertion}</samlp:Response>'
    )
    return base64.b64encode(response.encode()).decode()


def entered(client: Client, response: str) -> Person | None:
    client.post(ACS, {"SAMLResponse": response}, follow=True)
    return Person.objects.filter(pk=client.session.get("_auth_user_id")).first()


def test_the_page_of_sign_in_has_a_button_for_it(client: Client) -> None:
    html = client.get(reverse("account_login")).content.decode()
    assert "Fédération" in html
    assert LOGIN in html


def test_our_own_metadata_are_there_for_the_provider(client: Client) -> None:
    told = client.get(METADATA)
    assert told.status_code == 200
    assert etree.fromstring(told.content).attrib["entityID"] == SP


def test_a_signed_answer_lets_somebody_in_by_an_opaque_id(client: Client, pair: tuple[str, str]) -> None:
    person = entered(client, answer(asked_by(client), pair))
    assert person is not None
    assert (person.email, person.name) == (None, "")
    account = SocialAccount.objects.get()
    assert (account.uid, account.extra_data) == ("4c2b@univ.example.fr", {})


def test_somebody_is_found_again_though_their_session_has_another_name(pair: tuple[str, str]) -> None:
    one, two = browser(), browser()
    assert entered(one, answer(asked_by(one), pair)) == entered(two, answer(asked_by(two), pair))
    assert Person.objects.count() == 1


def test_an_e_mail_of_the_establishment_is_taken_and_no_other(pair: tuple[str, str]) -> None:
    one, two = browser(), browser()
    of_theirs = entered(one, answer(asked_by(one), pair, mail="ada@univ.example.fr"))
    of_others = entered(two, answer(asked_by(two), pair, mail="ada@gmail.example", subject="other@univ.example.fr"))
    assert of_theirs is not None
    assert of_others is not None
    assert (of_theirs.email, of_others.email) == ("ada@univ.example.fr", None)


@pytest.mark.parametrize("signed", ["by nobody", "by another"])
def test_an_answer_that_the_provider_did_not_sign_lets_nobody_in(client: Client, signed: str) -> None:
    pair = None if signed == "by nobody" else key_pair()
    assert entered(client, answer(asked_by(client), pair)) is None
    assert not Person.objects.exists()


def test_an_answer_to_somebody_elses_question_lets_nobody_in(client: Client, pair: tuple[str, str]) -> None:
    assert entered(client, answer(asked_by(browser()), pair)) is None


def test_an_answer_to_no_question_lets_nobody_in(client: Client, pair: tuple[str, str]) -> None:
    assert entered(client, answer("", pair)) is None


@pytest.mark.parametrize("sent", ["", "nonsense", base64.b64encode(b"<a/>").decode()])
def test_what_is_no_answer_is_a_page_and_no_error(client: Client, sent: str) -> None:
    assert client.post(ACS, {"SAMLResponse": sent}, follow=True).status_code in {200, 401}
    assert "_auth_user_id" not in client.session
