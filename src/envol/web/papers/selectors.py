"""What is read of the papers, by the pupil's opaque id. Who may read them is for the caller to say."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from envol.web.papers.models import CivilFile

MAJORITY = 18
DIGITAL_MAJORITY = 15
"""Below, consent needs a holder of parental authority as well (French law on data protection, article 45)."""


def birth_date_of(pupil: UUID) -> date | None:
    """Return a pupil's birth date, None where no paper says it."""
    return CivilFile.objects.filter(pupil=pupil).values_list("birth_date", flat=True).first()


def age_on(birth: date, day: date) -> int:
    """Return the age in whole years; somebody born on 29 February ages on 1 March of a common year."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def is_minor(birth: date, day: date) -> bool:
    """Say whether somebody is under age on a day."""
    return age_on(birth, day) < MAJORITY


def needs_representative(birth: date, day: date) -> bool:
    """Say whether consent to an online service needs a holder of parental authority as well."""
    return age_on(birth, day) < DIGITAL_MAJORITY
