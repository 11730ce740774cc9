"""What is written of the papers. Who may write is for the caller to say; nothing of them goes anywhere else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from envol.web.accountability.services import note
from envol.web.accountability.stores import everywhere
from envol.web.papers.models import CivilFile, Representative, Signature
from envol.web.papers.refusals import OLDEST, YOUNGEST, paper_refusal
from envol.web.papers.selectors import age_on, is_minor

_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parent:
    """A holder of parental authority, as somebody wrote them down.

    Parameters
    ----------
    name : str
    email, phone : str
        Empty where there is none.
    id : UUID or None
        Which representative of the paper this changes; None for a further one.
    """

    name: str
    email: str = ""
    phone: str = ""
    id: UUID | None = None


@sensitive_variables()
def keep_paper(
    *,
    by: AbstractBaseUser,
    school: UUID,
    pupil: UUID,
    birth_date: date,
    representatives: Sequence[Parent],
    family_name: str = "",
    given_name: str = "",
) -> CivilFile:
    """Keep the paper of a pupil in a school, in place of the one that stood there.

    Its time begins anew: it is kept to the end of the school year after this one. A representative who is not named any
    more goes; what they signed stays.

    Raises
    ------
    Refusal
        Where the birth date is that of no pupil, a minor has no representative, or `by` is fictional.
    """
    today = timezone.localdate()
    _refuse_fictional(by)
    _check_age(birth_date, today)
    if is_minor(birth_date, today) and not representatives:
        raise paper_refusal("papers.no-representative", age=age_on(birth_date, today))
    with everywhere():
        paper, _ = CivilFile.objects.update_or_create(
            pupil=pupil,
            school=school,
            defaults={
                "family_name": family_name,
                "given_name": given_name,
                "birth_date": birth_date,
                "kept_until": last_day(today),
            },
        )
        _keep_representatives(paper, representatives)
        note("papers.paper.kept", by=by, organisation=school)
    return paper


def sign(
    *,
    file: CivilFile,
    representative: Representative | None,
    document: str,
    sha256: str,
    by: AbstractBaseUser | None = None,
) -> Signature:
    """Write down that a representative signed a document; without one, that the pupil did, who is then of age.

    Raises
    ------
    Refusal
        Where the representative is another pupil's, a minor would sign alone, the hash is none, or it is a second time.
    """
    if representative is None and is_minor(file.birth_date, timezone.localdate()):
        raise paper_refusal("papers.signs-alone")
    if representative is not None and representative.file_id != file.pk:
        raise paper_refusal("papers.other-representative")
    if not _SHA256.fullmatch(sha256):
        raise paper_refusal("papers.no-hash")
    with everywhere():
        if Signature.objects.filter(file=file, representative=representative, sha256=sha256).exists():
            raise paper_refusal("papers.signed-already")
        signature = Signature.objects.create(file=file, representative=representative, document=document, sha256=sha256)
        note("papers.paper.signed", by=by, organisation=file.school)
    return signature


def forget_paper(*, by: AbstractBaseUser, school: UUID, pupil: UUID) -> None:
    """Delete the paper of a pupil in a school, with its representatives and signatures.

    Raises
    ------
    Refusal
        Where there is none.
    """
    with everywhere():
        deleted, _ = CivilFile.objects.filter(school=school, pupil=pupil).delete()
        if not deleted:
            raise paper_refusal("papers.no-paper")
        note("papers.paper.forgotten", by=by, organisation=school)


def last_day(made: date) -> date:
    """Return the last day of a paper made on a day: 31 August of the school year after that one."""
    ends = made.year + 1 if made.month >= 9 else made.year
    return date(ends + 1, 8, 31)


def _refuse_fictional(by: AbstractBaseUser) -> None:
    if getattr(by, "is_fictional", False):
        raise paper_refusal("papers.fictional")


def _check_age(birth: date, today: date) -> None:
    day, age = birth.isoformat(), age_on(birth, today)
    if birth > today:
        raise paper_refusal("papers.born-later", day=day)
    if age < YOUNGEST:
        raise paper_refusal("papers.too-young", day=day, age=age, least=YOUNGEST)
    if age > OLDEST:
        raise paper_refusal("papers.too-old", day=day, age=age)


def _keep_representatives(paper: CivilFile, named: Iterable[Parent]) -> None:
    standing = {each.pk: each for each in paper.representatives.all()}
    kept = set()
    for parent in named:
        if parent.id is not None and parent.id not in standing:
            raise paper_refusal("papers.unknown-representative")
        row = standing.get(parent.id) if parent.id else None
        row = row or Representative(file=paper)
        row.name, row.email, row.phone = parent.name, parent.email, parent.phone
        row.save()
        kept.add(row.pk)
    paper.representatives.exclude(pk__in=kept).delete()
