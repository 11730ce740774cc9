"""The ways in that this campus has, for the page of sign-in."""

from __future__ import annotations

from dataclasses import dataclass

from django import template
from django.conf import settings
from django.urls import reverse

register = template.Library()


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A button that leads to an identity provider.

    Parameters
    ----------
    name, address : str
    method : str
        Of the form: allauth asks for a post, so that no other site begins a sign-in.
    """

    name: str
    address: str
    method: str = "post"


@register.simple_tag
def ways_in() -> list[Way]:
    """Return the identity providers of this campus."""
    told = settings.SIGN_IN
    found = [Way(name=each.name, address=reverse("openid_connect_login", args=[each.id])) for each in told.openid]
    if told.saml:
        found.append(Way(name=told.saml.name, address=reverse("saml_login", args=["saml"])))
    if told.cas:
        found.append(Way(name=told.cas.name, address=reverse("cas_ng_login"), method="get"))
    return found


@register.simple_tag
def has_passkeys() -> bool:
    """Say whether somebody may sign in by a passkey here."""
    return bool(settings.SIGN_IN.passkeys)


@register.simple_tag
def has_factors() -> bool:
    """Say whether somebody may set up passkeys or an authenticator app here."""
    return bool(settings.SIGN_IN.factors)


@register.simple_tag
def has_providers() -> bool:
    """Say whether an account may be tied to an identity provider here."""
    return bool(settings.SIGN_IN.providers)
