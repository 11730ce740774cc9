"""Sign-in through a CAS server: who somebody is there, found again here without keeping what they are called there."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import requests
from cas import SingleLogoutMixin  # type: ignore[import-untyped]
from django.conf import settings
from django.contrib.auth.backends import BaseBackend
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django_cas_ng.utils import get_cas_client
from django_cas_ng.views import LoginView, clean_sessions

from envol.web.people.identity_services import person_of_identity
from envol.web.people.models import Person


class CasBackend(BaseBackend):
    """Asks the CAS server whose a ticket is."""

    def authenticate(  # type: ignore[override]
        self, request: HttpRequest | None, ticket: str | None = None, service: str | None = None
    ) -> Person | None:
        """Return whose a ticket is, made if need be; None where the server does not say."""
        server = settings.SIGN_IN.cas
        if server is None or not ticket:
            return None
        try:
            name, attributes, _ = get_cas_client(service_url=service, request=request).verify_ticket(ticket)
        except (requests.RequestException, SyntaxError, ValueError, AttributeError, IndexError):
            return None  # it cannot be reached, or answered what is no answer: a library's ways of saying so
        if not name:
            return None
        person = person_of_identity(
            issuer=server.server,
            subject=name,
            email=believed_email(attributes or {}, server.email_attribute, server.email_domains),
        )
        return person if person.is_active else None

    def get_user(self, user_id: UUID) -> Person | None:
        """Return a person who is active."""
        return Person.objects.filter(pk=user_id, is_active=True).first()


def believed_email(attributes: dict[str, Any], attribute: str, domains: tuple[str, ...]) -> str | None:
    """Return the e-mail that a server tells, if it is of a domain that it answers for."""
    told = attributes.get(attribute) if attribute else None
    email = str(told[0] if isinstance(told, list) and told else told or "").strip()
    try:
        validate_email(email)
    except ValidationError:
        return None
    return email if email.rpartition("@")[2].lower() in domains else None


class CasLogin(LoginView):
    """The way to the CAS server and back; `next` leads to our pages only."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Lead to the server, or take the ticket that it gave."""
        page = request.GET.get("next", "")
        if page and not url_has_allowed_host_and_scheme(page, {request.get_host()}, request.is_secure()):
            return redirect("cas_ng_login")
        try:
            response: HttpResponse = super().get(request)
        except PermissionDenied:
            server = settings.SIGN_IN.cas
            context = {"name": server.name if server else ""}
            return render(request, "people/not_recognised.html", context, status=403)
        return response

    def post(self, request: HttpRequest) -> HttpResponse:
        """End a session whose ticket the server says is over; answer the same whatever was sent."""
        if names_tickets(request.POST.get("logoutRequest", "")):
            clean_sessions(get_cas_client(request=request), request)  # type: ignore[no-untyped-call]
        return HttpResponse(status=204)


def names_tickets(asked: str) -> bool:
    """Say whether what anybody sent is a logout request with tickets in it."""
    try:
        return bool(asked) and bool(SingleLogoutMixin.get_saml_slos(asked))
    except ValueError:
        return False
