"""The standing of certifications and sheets as the database tells it: the rules of `certification_standing` as SQL."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Case, Q, QuerySet, TextField, Value, When

from envol.web.referentials.certification_standing import State, expiring_by, session_of
from envol.web.referentials.models import Certification, CertificationState


def standing_as(found: QuerySet[Any], state: State, day: date) -> QuerySet[Any]:
    """Return those of `found` (certifications or sheets) that stand so on a day."""
    return with_state(found, day).filter(standing_state=state.value)


def with_state(found: QuerySet[Any], day: date) -> QuerySet[Any]:
    """Return certifications or sheets with their state of a day, as `standing_state`."""
    session = session_of(day)
    ended = Q(retired_on__isnull=False) | Q(closes__lt=session)
    if issubclass(found.model, Certification):
        ended |= Q(state=CertificationState.ARCHIVED)
    state = Case(
        When(ended, then=Value(State.STALE.value)),
        When(closes=session, then=Value(State.LAST_SESSION.value)),
        When(Q(registered_until__lt=day) | Q(is_registered=False), then=Value(State.STALE.value)),
        When(registered_until__lte=expiring_by(day), then=Value(State.EXPIRING.value)),
        When(Q(registered_until__isnull=False) | Q(closes__isnull=False), then=Value(State.CURRENT.value)),
        When(followed_from__lte=session, then=Value(State.STALE.value)),
        When(Q(is_registered=True) | Q(opens__isnull=False), then=Value(State.CURRENT.value)),
        default=Value(State.UNKNOWN.value),
        output_field=TextField(),
    )
    annotated: QuerySet[Any] = found.annotate(standing_state=state)
    return annotated
