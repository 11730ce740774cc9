"""By which ways people sign in to this campus: read from the environment once, at start, and refused where half told.

Nothing here is on by itself: without a variable, people sign in by e-mail and password, and pupils by their card.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from envol.web.people.sign_in_variables import Variables

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
"""Under which somebody comes in whom a card, a code or a demonstration let in."""
SAML_SLUG = "saml"
UNIQUE_IDS = (
    "urn:oasis:names:tc:SAML:attribute:subject-id",
    "urn:oasis:names:tc:SAML:attribute:pairwise-id",
    "urn:oid:1.3.6.1.4.1.5923.1.1.1.6",  # eduPersonPrincipalName
)
"""Where a SAML provider says who somebody is, best first: a name that changed at each visit would make new accounts."""
EMAILS = ("urn:oid:0.9.2342.19200300.100.1.3", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress")


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenIdProvider:
    """One OpenID Connect provider.

    Parameters
    ----------
    id : str
        Its word in addresses; accounts hang on it, so that it is never changed.
    name : str
        What the button says.
    server : str
        Its address, to which `/.well-known/openid-configuration` is added.
    client_id, secret : str
    email_domains : tuple of str
        Domains whose addresses it vouches for, even where it does not say that it verified them.
    """

    id: str
    name: str
    server: str
    client_id: str
    secret: str
    email_domains: tuple[str, ...] = ()

    def as_app(self) -> dict[str, Any]:
        """Return it as allauth takes it."""
        settings = {"server_url": self.server, "oauth_pkce_enabled": True, "verified_email": list(self.email_domains)}
        return {
            "provider_id": self.id,
            "name": self.name,
            "client_id": self.client_id,
            "secret": self.secret,
            "settings": settings,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class SamlProvider:
    """The SAML identity provider: by its metadata, or by address and certificate.

    Parameters
    ----------
    name, entity : str
    metadata, sso, certificate : str
        Either the first, or the other two.
    email_domains : tuple of str
        Domains whose addresses it vouches for.
    """

    name: str
    entity: str
    metadata: str = ""
    sso: str = ""
    certificate: str = ""
    email_domains: tuple[str, ...] = ()

    def as_app(self) -> dict[str, Any]:
        """Return it as allauth takes it."""
        found = {"metadata_url": self.metadata} if self.metadata else {}
        told = {"sso_url": self.sso, "x509cert": self.certificate} if self.sso else {}
        settings = {
            "idp": {"entity_id": self.entity, **found, **told},
            "attribute_mapping": {"uid": list(UNIQUE_IDS), "email": list(EMAILS)},
            "verified_email": list(self.email_domains),
            "advanced": {"name_id_format": "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"},
        }
        return {"provider_id": SAML_SLUG, "name": self.name, "client_id": SAML_SLUG, "settings": settings}


@dataclass(frozen=True, slots=True, kw_only=True)
class CasServer:
    """The CAS server.

    Parameters
    ----------
    name, server : str
    email_attribute : str
        The attribute that holds an e-mail address; empty where none is read.
    email_domains : tuple of str
        The domains of the addresses that are believed.
    """

    name: str
    server: str
    email_attribute: str = ""
    email_domains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """The ways in, beside e-mail and password and the card of a pupil."""

    passkeys: bool = False
    totp: bool = False
    openid: tuple[OpenIdProvider, ...] = ()
    saml: SamlProvider | None = None
    cas: CasServer | None = None
    further_origins: tuple[str, ...] = ()
    proxies: int = 0
    """How many of our own servers stand before this one, so that a visitor's address is read behind them."""

    @property
    def factors(self) -> list[str]:
        """The kinds of authenticators, as allauth names them."""
        found = ["webauthn"] * self.passkeys + ["totp"] * self.totp
        return [*found, "recovery_codes"] if found else []

    @property
    def apps(self) -> list[str]:
        """The Django apps that these ways need."""
        social = ["allauth.socialaccount"] if self.openid or self.saml else []
        return [
            *(["django.contrib.humanize", "allauth.mfa"] if self.factors else []),
            *social,
            *(["allauth.socialaccount.providers.openid_connect"] if self.openid else []),
            *(["allauth.socialaccount.providers.saml"] if self.saml else []),
            *(["django_cas_ng"] if self.cas else []),
        ]

    @property
    def backends(self) -> list[str]:
        """The authentication backends that these ways need."""
        return ["envol.web.people.cas.CasBackend"] if self.cas else []

    @property
    def providers(self) -> dict[str, Any]:
        """The providers, as allauth takes them."""
        found: dict[str, Any] = {}
        if self.openid:
            found["openid_connect"] = {"APPS": [each.as_app() for each in self.openid]}
        if self.saml:
            found["saml"] = {"APPS": [self.saml.as_app()]}
        return found

    @property
    def origins(self) -> list[str]:
        """Where a form may lead to: a browser that minds our policy stops at any other site."""
        addresses = [each.server for each in self.openid]
        addresses += [self.saml.sso or self.saml.metadata] if self.saml else []
        found = [f"{parts.scheme}://{parts.netloc}" for parts in map(urlsplit, addresses)]
        return list(dict.fromkeys([*found, *self.further_origins]))


def sign_in_of(environment: Mapping[str, str]) -> SignIn:
    """Return the ways in that the environment tells.

    Raises
    ------
    ImproperlyConfigured
        If one is told by half, or wrongly; the sentence names the variable.
    """
    told = Variables(environment)
    told.refuse_unknown()
    return SignIn(
        passkeys=told.switch("ENVOL_PASSKEYS"),
        totp=told.switch("ENVOL_TOTP"),
        openid=_openid(told),
        saml=_saml(told),
        cas=_cas(told),
        further_origins=tuple(told.origins("ENVOL_SIGN_IN_ORIGINS")),
        proxies=told.number("ENVOL_PROXIES"),
    )


def _openid(told: Variables) -> tuple[OpenIdProvider, ...]:
    """Return the OpenID Connect providers: a list in one variable, or one provider in several."""
    found = [OpenIdProvider(**row) for row in told.providers("ENVOL_OIDC")]
    if told.any_of("ENVOL_OIDC_"):
        values = told.all_of("ENVOL_OIDC_", "NAME", "SERVER", "CLIENT_ID", "SECRET")
        found.append(
            OpenIdProvider(
                id=told.slug("ENVOL_OIDC_ID", default="oidc"),
                name=values["NAME"],
                server=told.address("ENVOL_OIDC_SERVER"),
                client_id=values["CLIENT_ID"],
                secret=values["SECRET"],
                email_domains=told.domains("ENVOL_OIDC_EMAIL_DOMAINS"),
            )
        )
    told.refuse_twice("ENVOL_OIDC", [each.id for each in found])
    return tuple(found)


def _saml(told: Variables) -> SamlProvider | None:
    if not told.any_of("ENVOL_SAML_"):
        return None
    values = told.all_of("ENVOL_SAML_", "NAME", "ENTITY")
    by_hand = told.any_of("ENVOL_SAML_SSO", "ENVOL_SAML_CERTIFICATE")
    told.refuse_both("ENVOL_SAML_METADATA", "ENVOL_SAML_SSO", by_hand)
    domains = told.domains("ENVOL_SAML_EMAIL_DOMAINS")
    if not by_hand:
        told.all_of("ENVOL_SAML_", "METADATA")
        metadata = told.address("ENVOL_SAML_METADATA")
        return SamlProvider(name=values["NAME"], entity=values["ENTITY"], metadata=metadata, email_domains=domains)
    told.all_of("ENVOL_SAML_", "SSO", "CERTIFICATE")
    return SamlProvider(
        name=values["NAME"],
        entity=values["ENTITY"],
        sso=told.address("ENVOL_SAML_SSO"),
        certificate=told.certificate("ENVOL_SAML_CERTIFICATE"),
        email_domains=domains,
    )


def _cas(told: Variables) -> CasServer | None:
    if not told.any_of("ENVOL_CAS_"):
        return None
    values = told.all_of("ENVOL_CAS_", "NAME", "SERVER")
    if told.any_of("ENVOL_CAS_EMAIL_ATTRIBUTE", "ENVOL_CAS_EMAIL_DOMAINS"):
        told.all_of("ENVOL_CAS_", "EMAIL_ATTRIBUTE", "EMAIL_DOMAINS")
    server = told.address("ENVOL_CAS_SERVER")
    return CasServer(
        name=values["NAME"],
        server=server if server.endswith("/") else f"{server}/",
        email_attribute=told.text("ENVOL_CAS_EMAIL_ATTRIBUTE"),
        email_domains=told.domains("ENVOL_CAS_EMAIL_DOMAINS"),
    )
