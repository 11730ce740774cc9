"""What is read of the papers, by the pupil's opaque id. Who may read them is for the caller to say."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from envol.web.papers.models import CivilFile

MAJORITY = 18
DIGITAL_MAJORITY = 15
"""Below, consent needs a holder of parental authority as well (French law on data protection, article 45).

`content/duties/minors.yaml` says both with their sources; a test holds them equal.
"""


def birth_date_of(pupil: UUID) -> date | None:
    """Return a pupil's birth date, None where no paper says it."""
    papers = CivilFile.objects.filter(pupil=pupil).order_by("-created_at")
    return papers.values_list("birth_date", flat=True).first()


def paper_of(pupil: UUID, schools: Collection[UUID]) -> CivilFile | None:
    """Return the paper of a pupil in one of some schools, with representatives and signatures; None where none is."""
    papers = CivilFile.objects.filter(pupil=pupil, school__in=schools)
    return papers.prefetch_related("representatives", "signatures__representative").order_by("-created_at").first()


def age_on(birth: date, day: date) -> int:
    """Return the age in whole years; somebody born on 29 February ages on 1 March of a common year."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def is_minor(birth: date, day: date) -> bool:
    """Say whether somebody is under age on a day."""
    return age_on(birth, day) < MAJORITY


def needs_representative(birth: date, day: date) -> bool:
    """Say whether consent to an online service needs a holder of parental authority as well."""
    return age_on(birth, day) < DIGITAL_MAJORITY
