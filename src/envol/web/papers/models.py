"""Nominative papers of minors, in a store apart: nothing here leads to an account but an opaque id.

These tables live in a database of their own (`PAPERS_DATABASE_URL`), which another host may keep, with other keys and
other backups. There is no foreign key to the rest of the campus, and none from it.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from envol.web.accountability.processing import Basis, Processing


class CivilFile(models.Model):
    """What the law asks a school to know of a pupil whom a company receives."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pupil = models.UUIDField(_("pupil (opaque id)"))
    school = models.UUIDField(_("school (opaque id)"))
    """Whose it is: only that organisation's people read it. A pupil of two schools has a paper in each."""
    family_name = models.CharField(_("family name"), max_length=120, blank=True)
    given_name = models.CharField(_("given name"), max_length=120, blank=True)
    birth_date = models.DateField(_("birth date"))
    kept_until = models.DateField(_("kept until"))
    """Its last day."""
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)

    processing: ClassVar = Processing(
        purpose=_("agreements for visits, immersions and internships of minors"),
        basis=Basis.OBLIGATION,
        whose=_("pupils who are minors"),
        recipients=_("the pupil's school"),
        kept=_("to the end of the school year after the one it was made in"),
        job="papers",
    )

    class Meta:
        verbose_name = _("pupil's paper")
        verbose_name_plural = _("pupils' papers")
        indexes: ClassVar = [models.Index(fields=["kept_until"], name="paper_by_end")]
        constraints: ClassVar = [models.UniqueConstraint(fields=["pupil", "school"], name="one_paper_a_school")]

    def __str__(self) -> str:
        return str(self.pupil)[:8]


class Representative(models.Model):
    """A holder of parental authority; there may be several, each reached apart."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file = models.ForeignKey(CivilFile, models.CASCADE, related_name="representatives")
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)

    processing: ClassVar = Processing(
        purpose=_("consent and signature in place of a minor"),
        basis=Basis.OBLIGATION,
        whose=_("holders of parental authority"),
        recipients=_("the pupil's school"),
        kept=_("as long as the pupil's paper"),
        job="papers",
    )

    class Meta:
        verbose_name = _("legal representative")
        verbose_name_plural = _("legal representatives")
        ordering: ClassVar = ["name", "id"]

    def __str__(self) -> str:
        return str(self.id)[:8]


class Signature(models.Model):
    """That somebody signed a document: which one by its hash, in what quality, when. The document is elsewhere."""

    file = models.ForeignKey(CivilFile, models.CASCADE, related_name="signatures")
    representative = models.ForeignKey(Representative, models.SET_NULL, null=True, related_name="signatures")
    document = models.CharField(_("document"), max_length=80)
    sha256 = models.CharField(_("SHA-256 of the document"), max_length=64)
    signed_at = models.DateTimeField(_("signed"), default=timezone.now)

    processing: ClassVar = Processing(
        purpose=_("proof that whoever had to sign did so"),
        basis=Basis.OBLIGATION,
        whose=_("holders of parental authority"),
        recipients=_("the pupil's school"),
        kept=_("as long as the pupil's paper"),
        job="papers",
    )

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering: ClassVar = ["-signed_at", "-id"]

    def __str__(self) -> str:
        return f"{self.document} {self.signed_at:%Y-%m-%d}"
