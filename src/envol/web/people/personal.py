"""What this app and the packages of sign-in keep about people, to take away and to erase."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from envol.web.accountability.personal import Part, Row, parts, register_part
from envol.web.people.leftovers import erase_leftovers
from envol.web.people.models import ApiToken, Consent, Identity, Person
from envol.web.people.selectors import sessions_of

ACCOUNT = "account"
"""The part that comes last: the others look the person up."""
NOT_OF_PUPILS = frozenset(
    {"authenticators", "cas-tickets", "email-addresses", "identities", "social-accounts", "tokens"},
)
"""What an account opened by a card never holds."""
OF_THE_SCHOOL = frozenset({"papers", "papers-representatives", "papers-signatures"})
"""What the school gives a copy of, to the pupil and the parents themselves: a card may be lost, or drawn by a teacher,
and whoever holds it must not read a name, a birth date, or the address of a parent."""


def register_parts() -> None:
    """Register what is kept here, and what the packages keep that this campus has switched on."""
    register_part(_ACCOUNT)
    for part in _OWN:
        register_part(part)
    if apps.is_installed("allauth.mfa"):
        register_part(_authenticators())
    if apps.is_installed("allauth.socialaccount"):
        register_part(_social_accounts())
    if apps.is_installed("django_cas_ng"):
        register_part(_cas_tickets())


def parts_of(person: Person) -> list[Part]:
    """Return the parts that somebody reads and takes away by themselves."""
    left = (NOT_OF_PUPILS | OF_THE_SCHOOL) if person.is_pupil else frozenset()
    return [part for part in parts() if part.name not in left]


def borrowed_model(label: str) -> Any:
    """Return a model of a package that is switched on."""
    return apps.get_model(label)


def _of(model: type[Model], field: str = "person") -> Callable[[UUID], QuerySet[Any]]:
    return lambda person: model._default_manager.filter(**{field: person}).order_by("pk")


def _values(rows: Callable[[UUID], QuerySet[Any]], *fields: str) -> Callable[[UUID], list[Row]]:
    def read(person: UUID) -> list[Row]:
        return [{name: _plain(value) for name, value in row.items()} for row in rows(person).values(*fields)]

    return read


def _deleted(rows: Callable[[UUID], QuerySet[Any]]) -> Callable[[UUID], None]:
    def erase(person: UUID) -> None:
        rows(person).delete()

    return erase


def _plain(value: Any) -> Any:
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


_SEEN = ("email", "name", "language", "theme", "date_joined", "last_login")


def _account_rows(person: UUID) -> list[Row]:
    found = Person.objects.filter(pk=person)
    return [
        {
            "id": str(each.pk),
            **{name: _plain(getattr(each, name)) for name in _SEEN},
            "signs_in_by_card": each.is_pupil,
            "is_staff": each.is_staff,
            "is_protection_officer": each.is_protection_officer,
        }
        for each in found
    ]


def _erase_account(person: UUID) -> None:
    erase_leftovers(person)
    Person.objects.filter(pk=person).delete()


def _session_rows(person: UUID) -> list[Row]:
    return [{"ends": each.expire_date.isoformat()} for each in sessions_of(person)]


def _erase_sessions(person: UUID) -> None:
    keys = [each.session_key for each in sessions_of(person)]
    Session.objects.filter(session_key__in=keys).delete()
    if apps.is_installed("django_cas_ng"):
        borrowed_model("django_cas_ng.SessionTicket").objects.filter(session_key__in=keys).delete()


_ACCOUNT = Part(
    name=ACCOUNT,
    title=_("Account"),
    rows=_account_rows,
    erase=_erase_account,
    models=("people.Person", "people.Person_groups", "people.Person_user_permissions"),
)
_CONSENTS, _TOKENS, _IDENTITIES = _of(Consent), _of(ApiToken), _of(Identity)
_EMAILS = _of(EmailAddress, "user")
_OWN = (
    Part(
        name="email-addresses",
        title=_("E-mail addresses"),
        rows=_values(_EMAILS, "email", "verified", "primary"),
        erase=_deleted(_EMAILS),
        models=("account.EmailAddress", "account.EmailConfirmation"),
    ),
    Part(
        name="consents",
        title=_("Consents"),
        rows=_values(_CONSENTS, "purpose", "wording", "given_at", "withdrawn_at", "by_representative"),
        erase=_deleted(_CONSENTS),
        models=("people.Consent",),
    ),
    Part(
        name="tokens",
        title=_("Tokens of the API"),
        rows=_values(_TOKENS, "name", "created_at", "last_used_on", "expires_on"),
        erase=_deleted(_TOKENS),
        models=("people.ApiToken",),
    ),
    Part(
        name="identities",
        title=_("Identities elsewhere"),
        rows=_values(_IDENTITIES, "issuer", "created_at"),
        erase=_deleted(_IDENTITIES),
        models=("people.Identity",),
    ),
    Part(
        name="sessions",
        title=_("Sessions"),
        rows=_session_rows,
        erase=_erase_sessions,
        models=("sessions.Session", "django_cas_ng.SessionTicket"),
    ),
)


def _authenticators() -> Part:
    kept = _of(borrowed_model("mfa.Authenticator"), "user")
    return Part(
        name="authenticators",
        title=_("Passkeys and authenticator apps"),
        rows=_values(kept, "type", "created_at", "last_used_at"),
        erase=_deleted(kept),
        models=("mfa.Authenticator",),
    )


def _social_accounts() -> Part:
    kept = _of(borrowed_model("socialaccount.SocialAccount"), "user")
    return Part(
        name="social-accounts",
        title=_("Accounts of identity providers"),
        rows=_values(kept, "provider", "uid", "extra_data", "date_joined", "last_login"),
        erase=_deleted(kept),
        models=("socialaccount.SocialAccount", "socialaccount.SocialToken"),
    )


def _cas_tickets() -> Part:
    kept = _of(borrowed_model("django_cas_ng.ProxyGrantingTicket"), "user")
    return Part(
        name="cas-tickets",
        title=_("Tickets of the CAS server"),
        rows=_values(kept, "date"),
        erase=_deleted(kept),
        models=("django_cas_ng.ProxyGrantingTicket",),
    )
