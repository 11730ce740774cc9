"""What a person takes away of their papers, what is erased, and what ends by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from envol.web.accountability.personal import Part, Row, register_part
from envol.web.accountability.retention import Job, register_job
from envol.web.accountability.sentences import register_sentences
from envol.web.papers.models import CivilFile, Representative, Signature

LOOK = "papers.looked"
"""What the access log says of a look at a paper."""

SENTENCES = {
    "papers.paper.kept": _("the paper of a pupil was kept"),
    "papers.paper.signed": _("a signature was written down on the paper of a pupil"),
    "papers.paper.forgotten": _("the paper of a pupil was deleted"),
    LOOK: _("the paper of a pupil"),
}
"""Of activities and looks; none names a pupil."""


def paper_rows(person: UUID) -> list[Row]:
    """Return the papers of somebody, one a school."""
    return [
        {
            "school": str(each.school),
            "family_name": each.family_name,
            "given_name": each.given_name,
            "birth_date": each.birth_date.isoformat(),
            "kept_until": each.kept_until.isoformat(),
            "created_at": each.created_at.isoformat(),
        }
        for each in CivilFile.objects.filter(pupil=person).order_by("created_at")
    ]


def representative_rows(person: UUID) -> list[Row]:
    """Return the legal representatives on somebody's papers."""
    found = Representative.objects.filter(file__pupil=person).order_by("file__created_at", "name")
    return [{"name": each.name, "email": each.email, "phone": each.phone} for each in found]


def signature_rows(person: UUID) -> list[Row]:
    """Return the signatures on somebody's papers."""
    found = Signature.objects.filter(file__pupil=person).select_related("representative").order_by("id")
    return [
        {
            "document": each.document,
            "sha256": each.sha256,
            "signed_at": each.signed_at.isoformat(),
            "by": each.representative.name if each.representative else "",
        }
        for each in found
    ]


def erase_papers(person: UUID) -> None:
    """Delete somebody's papers, with all that is on them, but those that somebody signed: their job ends these."""
    CivilFile.objects.filter(pupil=person, signatures=None).delete()


def end_papers(now: datetime) -> int:
    """Delete the papers whose last day has passed; return how many papers."""
    past = CivilFile.objects.filter(kept_until__lt=timezone.localdate(now))
    return past.delete()[1].get(CivilFile._meta.label, 0)


def _part(name: str, title: Promise, rows: Callable[[UUID], list[Row]], model: str, stays: Promise) -> Part:
    return Part(
        name=name, title=title, rows=rows, erase=erase_papers, models=(model,), stays=stays, has_its_own_term=True
    )


_PARTS = (
    _part(
        "papers",
        _("Papers kept by your schools"),
        paper_rows,
        "papers.CivilFile",
        _(
            "A paper that somebody signed stays until its last day, names included, for your school must be able to"
            " prove that it was signed; it then ends by itself. A paper that nobody signed is deleted."
        ),
    ),
    _part(
        "papers-representatives",
        _("Your legal representatives"),
        representative_rows,
        "papers.Representative",
        _("Those on a paper that was signed stay as long as that paper."),
    ),
    _part(
        "papers-signatures",
        _("Signatures on your papers"),
        signature_rows,
        "papers.Signature",
        _("They stay as long as the paper that was signed."),
    ),
)


def register_keeping() -> None:
    """Register the parts, the job and the sentences of this app."""
    for part in _PARTS:
        register_part(part)
    register_job(Job(name="papers", title=_("papers whose last day has passed"), keep=timedelta(0), end=end_papers))
    register_sentences(SENTENCES)
