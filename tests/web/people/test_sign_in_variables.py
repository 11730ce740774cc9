"""Ways in told by the environment: off by themselves, whole or refused in a sentence that names the variable."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.urls import NoReverseMatch, reverse

from envol.web.people.sign_in import SignIn, sign_in_of

OIDC = {
    "ENVOL_OIDC_NAME": "ProConnect",
    "ENVOL_OIDC_SERVER": "https://idp.example.org/realm/",
    "ENVOL_OIDC_CLIENT_ID": "envol",
    "ENVOL_OIDC_SECRET": "kept",
}
SAML = {"ENVOL_SAML_NAME": "Université", "ENVOL_SAML_ENTITY": "https://idp.example.org/saml"}
METADATA = {"ENVOL_SAML_METADATA": "https://idp.example.org/metadata"}
CAS = {"ENVOL_CAS_NAME": "CAS", "ENVOL_CAS_SERVER": "https://cas.example.org/cas"}
PROVIDER = {
    "id": "rectorat",
    "name": "Rectorat",
    "server": "https://sso.example.org",
    "client_id": "envol",
    "secret": "kept",
}


def refused(**environment: str) -> str:
    with pytest.raises(ImproperlyConfigured) as found:
        sign_in_of(environment)
    return str(found.value)


def test_nothing_is_on_by_itself() -> None:
    nothing = sign_in_of({"HOME": "/nowhere"})
    assert nothing == SignIn()
    assert [nothing.apps, nothing.backends, nothing.factors, nothing.origins] == [[], [], [], []]
    assert nothing.providers == {}


def test_without_a_variable_there_is_neither_an_address_nor_a_button() -> None:
    for name in ("mfa_index", "mfa_login_webauthn", "saml_login", "cas_ng_login", "socialaccount_connections"):
        with pytest.raises(NoReverseMatch):
            reverse(name, args=["saml"] if name == "saml_login" else [])


@pytest.mark.parametrize("value", ["", "0", "false", "NO", "off", "  "])
def test_an_empty_switch_is_off(value: str) -> None:
    assert sign_in_of({"ENVOL_PASSKEYS": value, "ENVOL_TOTP": value}).factors == []


def test_each_way_brings_its_own_apps_and_no_other() -> None:
    apps = {
        name: set(sign_in_of(environment).apps)
        for name, environment in {
            "passkeys": {"ENVOL_PASSKEYS": "1"},
            "totp": {"ENVOL_TOTP": "yes"},
            "oidc": OIDC,
            "saml": SAML | METADATA,
            "cas": CAS,
        }.items()
    }
    social = {"allauth.socialaccount"}
    assert apps == {
        "passkeys": {"django.contrib.humanize", "allauth.mfa"},
        "totp": {"django.contrib.humanize", "allauth.mfa"},
        "oidc": social | {"allauth.socialaccount.providers.openid_connect"},
        "saml": social | {"allauth.socialaccount.providers.saml"},
        "cas": {"django_cas_ng"},
    }


def test_passkeys_and_codes_are_switched_apart() -> None:
    assert sign_in_of({"ENVOL_PASSKEYS": "1"}).factors == ["webauthn", "recovery_codes"]
    assert sign_in_of({"ENVOL_TOTP": "1"}).factors == ["totp", "recovery_codes"]


def test_one_provider_is_told_in_several_variables() -> None:
    (provider,) = sign_in_of(OIDC | {"ENVOL_OIDC_EMAIL_DOMAINS": "Univ.example.fr, lycee.example.fr"}).openid
    assert (provider.id, provider.server) == ("oidc", "https://idp.example.org/realm")
    assert provider.email_domains == ("univ.example.fr", "lycee.example.fr")


def test_several_providers_are_told_in_one_variable_beside_that_one() -> None:
    found = sign_in_of(OIDC | {"ENVOL_OIDC": json.dumps([PROVIDER])}).openid
    assert [each.id for each in found] == ["rectorat", "oidc"]


def test_forms_may_lead_to_the_providers_and_nowhere_else() -> None:
    told = sign_in_of(OIDC | SAML | METADATA | CAS | {"ENVOL_SIGN_IN_ORIGINS": "https://federation.example.org/x"})
    assert told.origins == ["https://idp.example.org", "https://federation.example.org"]


@pytest.mark.parametrize("missing", sorted(OIDC))
def test_half_a_provider_is_refused(missing: str) -> None:
    sentence = refused(**{name: value for name, value in OIDC.items() if name != missing})
    assert missing in sentence
    assert "must be set as well" in sentence


@pytest.mark.parametrize(
    ("environment", "named"),
    [
        ({"ENVOL_SAML_NAME": "U"}, "ENVOL_SAML_ENTITY"),
        (SAML, "ENVOL_SAML_METADATA"),
        (SAML | {"ENVOL_SAML_SSO": "https://idp.example.org/sso"}, "ENVOL_SAML_CERTIFICATE"),
        (SAML | METADATA | {"ENVOL_SAML_SSO": "https://idp.example.org/sso"}, "keep one of them"),
        ({"ENVOL_CAS_SERVER": "https://cas.example.org"}, "ENVOL_CAS_NAME"),
        (CAS | {"ENVOL_CAS_EMAIL_ATTRIBUTE": "mail"}, "ENVOL_CAS_EMAIL_DOMAINS"),
        (CAS | {"ENVOL_CAS_EMAIL_DOMAINS": "univ.example.fr"}, "ENVOL_CAS_EMAIL_ATTRIBUTE"),
        ({"ENVOL_OIDC": "[]"}, "ENVOL_OIDC"),
        ({"ENVOL_OIDC": "{"}, "ENVOL_OIDC is no JSON"),
        ({"ENVOL_OIDC": json.dumps([PROVIDER | {"secret": ""}])}, "ENVOL_OIDC (rectorat) lacks secret"),
        ({"ENVOL_OIDC": json.dumps([PROVIDER | {"scret": "x"}])}, "scret, which nothing reads"),
        ({"ENVOL_OIDC": json.dumps([PROVIDER, PROVIDER])}, "two providers called 'rectorat'"),
        ({"ENVOL_OIDC": json.dumps([PROVIDER | {"id": "saml"}])}, "ENVOL_OIDC (saml)"),
        ({"ENVOL_OIDC": json.dumps([PROVIDER | {"email_domains": "univ.example.fr"}])}, "email_domains is a list"),
    ],
)
def test_what_is_told_by_half_is_refused_by_its_name(environment: dict[str, str], named: str) -> None:
    assert named in refused(**environment)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ENVOL_PASSKEYS", "perhaps"),
        ("ENVOL_OIDC_SERVER", "idp.example.org"),
        ("ENVOL_OIDC_SERVER", "http://idp.example.org"),
        ("ENVOL_OIDC_SERVER", "javascript:alert(1)"),
        ("ENVOL_OIDC_ID", "A b"),
        ("ENVOL_OIDC_EMAIL_DOMAINS", "@univ"),
        ("ENVOL_SIGN_IN_ORIGINS", "everywhere"),
        ("ENVOL_PROXIES", "-1"),
    ],
)
def test_what_is_told_wrongly_is_refused_by_its_name(name: str, value: str) -> None:
    assert name in refused(**OIDC | {name: value})


def test_a_server_of_this_machine_needs_no_encryption() -> None:
    assert sign_in_of(OIDC | {"ENVOL_OIDC_SERVER": "http://127.0.0.1:9000"}).openid[0].server == "http://127.0.0.1:9000"


def test_a_misspelt_variable_is_not_passed_over_in_silence() -> None:
    sentence = refused(**OIDC | {"ENVOL_OIDC_CLIENTID": "envol"})
    assert "ENVOL_OIDC_CLIENTID" in sentence
    assert "ENVOL_OIDC_CLIENT_ID" in sentence


def test_a_certificate_is_read_from_its_file(tmp_path: Path) -> None:
    certificate = tmp_path / "idp.pem"
    certificate.write_text("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n")
    by_hand = SAML | {"ENVOL_SAML_SSO": "https://idp.example.org/sso"}
    told = sign_in_of(by_hand | {"ENVOL_SAML_CERTIFICATE": str(certificate)}).saml
    assert told is not None
    assert "MIIB" in told.certificate
    certificate.write_text("nothing")
    assert "no certificate" in refused(**by_hand, ENVOL_SAML_CERTIFICATE=str(certificate))
    assert "ENVOL_SAML_CERTIFICATE" in refused(**by_hand, ENVOL_SAML_CERTIFICATE=str(tmp_path / "absent.pem"))
