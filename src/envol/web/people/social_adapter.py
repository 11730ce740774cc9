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
from envol.web.people.refused_page import refused_page
from envol.web.people.services import refuse_what_is_not_theirs


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """People are found again by the opaque id of their provider; an e-mail counts only where it was verified."""

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Any:
        """Take the verified e-mail, and nothing else: a name is for its owner to give."""
        verified = [each for each in sociallogin.email_addresses if each.verified is True]
        sociallogin.email_addresses[:] = verified
        sociallogin.user.email = verified[0].email if verified else None
        sociallogin.account.extra_data = {}
        return sociallogin.user

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Refuse to tie a shared account or a pupil's to a provider."""
        connecting = sociallogin.state.get("process") == AuthProcess.CONNECT
        if connecting and isinstance(request.user, Person):
            try:
                refuse_what_is_not_theirs(request.user)
            except Refusal as refused:
                raise ImmediateHttpResponse(refused_page(request, refused)) from refused

    def can_authenticate_by_email(self, login: Any, email: str) -> bool:
        """Let a verified e-mail open the account that holds it, of those whom it may open."""
        return joins_by_email(email)

    def get_signup_form_initial_data(self, sociallogin: Any) -> dict[str, Any]:
        """Propose the e-mail only."""
        return {"email": sociallogin.user.email or ""}
