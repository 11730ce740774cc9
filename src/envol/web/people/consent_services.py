"""Consents, given and withdrawn: each is a line of its own, so that what held when can be told."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from envol.web.accountability.services import note
from envol.web.people.models import Consent, Person, Purpose
from envol.web.people.refusals import refusal
from envol.web.people.selectors import consents_alone, may_consent_to
from envol.web.people.wordings import WORDINGS


@transaction.atomic
def give_consent(*, person: Person, purpose: Purpose, representative: UUID | None = None) -> Consent:
    """Write down that somebody consents to the wording of today; what holds already is left as it is.

    Parameters
    ----------
    person : Person
    purpose : Purpose
    representative : UUID or None
        Who consents with them, by the opaque id of the store of papers; needed below fifteen.

    Raises
    ------
    Refusal
        If the account is shared, has nothing that the consent is about, or is too young to consent alone.
    """
    if person.is_fictional:
        raise refusal("shared-account")
    if not may_consent_to(person, purpose):
        raise refusal("needs-name")
    if representative is None and not consents_alone(person):
        raise refusal("too-young")
    standing = Consent.objects.select_for_update().filter(person=person, purpose=purpose, withdrawn_at=None).first()
    wording = WORDINGS[purpose].version
    if standing is not None and standing.wording == wording:
        return standing
    if standing is not None:
        _end(standing)
    given = Consent.objects.create(person=person, purpose=purpose, wording=wording, by_representative=representative)
    note("people.consent.given", by=person, about=given, purpose=purpose.value)
    return given


@transaction.atomic
def withdraw_consent(*, person: Person, purpose: Purpose) -> bool:
    """Write down that a consent is withdrawn, at any age and without a reason; say whether there was one."""
    standing = Consent.objects.select_for_update().filter(person=person, purpose=purpose, withdrawn_at=None).first()
    if standing is None:
        return False
    _end(standing)
    note("people.consent.withdrawn", by=person, about=standing, purpose=purpose.value)
    return True


def _end(consent: Consent) -> None:
    consent.withdrawn_at = timezone.now()
    consent.save(update_fields=["withdrawn_at"])
