"""Where OpenID Connect and SAML meet our people: what is believed, what is kept, and who is never taken over."""

from __future__ import annotations

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base.constants import AuthProcess
from django.http import HttpRequest

from envol.errors import Refusal
from envol.web.people.models import Person
from envol.web.people.privileges import joins_by_email
from envol.web.people.reclaiming import answers_to, prove
from envol.web.people.refused_page import refused_page
from envol.web.people.services import refuse_what_is_not_theirs


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """People are found again by the opaque id of their provider; an e-mail counts only where it was verified."""

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Any:
        """Take the verified e-mail, and nothing else: a name is for its owner to give."""
        domains = _domains_of(sociallogin)
        verified = [
            each
            for each in sociallogin.email_addresses
            if each.verified is True and (not domains or _domain(each.email) in domains)
        ]
        sociallogin.email_addresses[:] = verified
        sociallogin.user.email = verified[0].email if verified else None
        sociallogin.account.extra_data = {}
        return sociallogin.user

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Refuse to tie a shared account or a pupil's; take back one that was opened before its e-mail was proven."""
        connecting = sociallogin.state.get("process") == AuthProcess.CONNECT
        if connecting and isinstance(request.user, Person):
            try:
                refuse_what_is_not_theirs(request.user)
            except Refusal as refused:
                raise ImmediateHttpResponse(refused_page(request, refused)) from refused
        joined = sociallogin.account.pk is None and sociallogin.is_existing
        if joined and not connecting and sociallogin.email_addresses:
            prove(sociallogin.user, sociallogin.email_addresses[0].email)

    def can_authenticate_by_email(self, login: Any, email: str) -> bool:
        """Let a verified e-mail open the account that holds it, of those whom it may open."""
        return joins_by_email(email, in_named_domain=_domain(email) in _domains_of(login))

    def authenticate_by_email(self, sociallogin: Any) -> tuple[Any, str] | None:
        """Return whose account a verified e-mail opens; a further e-mail that nobody confirmed opens none."""
        found: tuple[Any, str] | None = super().authenticate_by_email(sociallogin)
        return found if found is not None and answers_to(found[0], found[1]) else None

    def get_signup_form_initial_data(self, sociallogin: Any) -> dict[str, Any]:
        """Propose the e-mail only."""
        return {"email": sociallogin.user.email or ""}


def _domains_of(sociallogin: Any) -> list[str]:
    """Return the domains of the addresses that a provider answers for; none where the campus named none."""
    domains: list[str] = sociallogin.provider.app.settings.get("verified_email", [])
    return domains


def _domain(email: str) -> str:
    return email.rpartition("@")[2].lower()
