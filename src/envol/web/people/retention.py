"""Jobs that end accounts, tokens and sessions that have been kept long enough."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from allauth.account.models import EmailConfirmation
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from envol.web.accountability.personal import erase_everything
from envol.web.accountability.retention import Job, register_job
from envol.web.people import ties
from envol.web.people.models import ApiToken, Person
from envol.web.people.personal import borrowed_model

AT_ONCE = 500


def register_jobs() -> None:
    """Register the jobs of this app; those of pupils are known where classes are."""
    for job in _JOBS:
        register_job(job)


def _end_accounts(before: datetime) -> int:
    """Erase those who have not come since, whom nothing ties to the campus."""
    if not ties.is_anything_told():
        return 0  # who still has a role is for others to say: while nobody does, nobody may be erased
    ended = 0
    for ids in list(_batches(_not_seen_since(before))):
        for person in sorted(set(ids) - ties.held(ids)):
            erase_everything(person, time_is_over=True)
            ended += 1
    return ended


def _not_seen_since(before: datetime) -> QuerySet[Person]:
    came = Q(last_login__gte=before) | Q(date_joined__gte=before)
    kept = Q(is_staff=True) | Q(is_superuser=True) | Q(is_protection_officer=True) | Q(is_fictional=True)
    used = ApiToken.objects.filter(last_used_on__gte=timezone.localdate(before)).values("person")
    return Person.objects.filter(card=None).exclude(came | kept).exclude(pk__in=used)


def _batches(people: QuerySet[Person]) -> Iterator[tuple[UUID, ...]]:
    ids = list(people.order_by("pk").values_list("pk", flat=True))
    return (tuple(ids[start : start + AT_ONCE]) for start in range(0, len(ids), AT_ONCE))


def _end_tokens(before: datetime) -> int:
    return ApiToken.objects.filter(expires_on__lt=timezone.localdate(before)).delete()[0]


def _end_sessions(before: datetime) -> int:
    ended, _by_model = Session.objects.filter(expire_date__lt=before).delete()
    if apps.is_installed("django_cas_ng"):
        lasting = Session.objects.values("session_key")
        borrowed_model("django_cas_ng.SessionTicket").objects.exclude(session_key__in=lasting).delete()
    return ended


def _end_confirmations(before: datetime) -> int:
    old = Q(sent__lt=before) | Q(sent=None, created__lt=before)
    ended: int = EmailConfirmation.objects.filter(old).delete()[0]
    return ended


_JOBS = (
    Job(
        name="accounts",
        title=_("Accounts to which nobody has signed in for three years; none while its owner has a role that lasts"),
        keep=timedelta(days=3 * 365 + 1),
        end=_end_accounts,
    ),
    Job(name="tokens", title=_("Tokens of the API that have ended"), keep=timedelta(0), end=_end_tokens),
    Job(name="sessions", title=_("Sessions that have ended"), keep=timedelta(0), end=_end_sessions),
    Job(
        name="confirmations",
        title=_("Links that confirm an e-mail address"),
        keep=timedelta(days=7),
        end=_end_confirmations,
    ),
)
