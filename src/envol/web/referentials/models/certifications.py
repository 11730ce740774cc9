"""Certifications of Certif Info, the ministries' diplomas, and the vocabularies that they are filed under."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from envol.gateways.imports import certif_info
from envol.gateways.imports.certification_cells import LONGEST_TITLE
from envol.web.provenance.models import Imported
from envol.web.referentials.models.sheets import LONGEST_NUMBER, Level, Outlook


class CertificationState(models.TextChoices):
    """What Certif Info says that an entry is."""

    PUBLISHED = certif_info.PUBLISHED, _("published")
    HABILITATION = certif_info.HABILITATION, _("authorisation (habilitation)")
    ARCHIVED = certif_info.ARCHIVED, _("archived")
    NOT_CERTIFYING = certif_info.NOT_CERTIFYING, _("training that certifies nothing")
    ERRONEOUS = certif_info.ERRONEOUS, _("entered by mistake")


class Certification(Imported, Outlook):
    """A certification of Certif Info; its list also holds trainings that certify nothing, which are called none here.

    `certification_selectors.certifications` leaves those out.
    """

    code = models.CharField(_("Certif Info code"), max_length=8, unique=True)
    title = models.CharField(_("title"), max_length=LONGEST_TITLE)
    type = models.CharField(_("type"), max_length=120, blank=True)
    type_code = models.CharField(_("code of the type"), max_length=8, blank=True)
    level = models.PositiveSmallIntegerField(_("level"), choices=Level.choices, null=True)
    state = models.CharField(_("state"), max_length=14, choices=CertificationState.choices)
    school_code = models.CharField(_("school code"), max_length=8, blank=True)
    nsf = models.CharField(_("NSF code"), max_length=6, blank=True)
    formacode = models.CharField(_("Formacode"), max_length=5, blank=True)
    validators = models.TextField(_("delivered by"), blank=True)
    certifiers = models.TextField(_("certifiers"), blank=True)
    first_session = models.PositiveSmallIntegerField(_("first session"), null=True)
    last_session = models.PositiveSmallIntegerField(_("last session"), null=True)
    updated_on = models.DateField(_("changed in the source on"), null=True)
    former_code = models.CharField(_("former Certif Info code"), max_length=8, blank=True)
    former_title = models.CharField(_("former title"), max_length=LONGEST_TITLE, blank=True)
    former_number = models.CharField(_("former number"), max_length=LONGEST_NUMBER, blank=True)
    former_school_code = models.CharField(_("former school code"), max_length=8, blank=True)
    former_state = models.CharField(
        _("state of the former one"), max_length=14, choices=CertificationState.choices, blank=True
    )
    by_initial = models.BooleanField(_("initial training"), null=True)
    """None, here and below, where the source does not say."""
    by_apprenticeship = models.BooleanField(_("apprenticeship"), null=True)
    by_continuing = models.BooleanField(_("continuing training"), null=True)
    by_work_contract = models.BooleanField(_("professionalisation contract"), null=True)
    by_experience = models.BooleanField(_("validation of experience (VAE)"), null=True)
    on_own_account = models.BooleanField(_("as an individual candidate"), null=True)

    class Meta:
        verbose_name = _("certification")
        verbose_name_plural = _("certifications")
        indexes: ClassVar = [
            models.Index(fields=["title", "code"], name="certification_by_title"),
            models.Index(fields=["level", "title", "code"], name="certification_by_level"),
            models.Index(fields=["type_code", "title", "code"], name="certification_by_type"),
            models.Index(fields=["former_code"], name="certification_by_former"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(level=None) | models.Q(level__range=(3, 8)), name="certification_level_3_to_8"
            ),
            models.CheckConstraint(
                condition=models.Q(first_session=None)
                | models.Q(last_session=None)
                | models.Q(last_session__gte=models.F("first_session")),
                name="certification_sessions_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class CertificationNumber(Imported):
    """A number that a certification is registered under: one of the RNCP, or one or several of the RS."""

    certification = models.ForeignKey(Certification, models.CASCADE, related_name="numbers", db_index=False)
    number = models.CharField(_("number of the sheet"), max_length=LONGEST_NUMBER, db_index=True)

    class Meta:
        verbose_name = _("number of a certification")
        verbose_name_plural = _("numbers of certifications")
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["certification", "number"], name="one_number_a_certification")
        ]

    def __str__(self) -> str:
        return self.number


class CertificationJob(Imported):
    """That a certification leads to a job of ROME."""

    certification = models.ForeignKey(Certification, models.CASCADE, related_name="jobs", db_index=False)
    job = models.CharField(_("ROME code"), max_length=5, db_index=True)
    """As Certif Info says it, which may be a code that ROME has split since."""
    order = models.PositiveSmallIntegerField(_("order"))

    class Meta:
        verbose_name = _("job that a certification leads to")
        verbose_name_plural = _("jobs that certifications lead to")
        ordering: ClassVar = ["order"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["certification", "job"], name="one_job_a_certification")
        ]

    def __str__(self) -> str:
        return f"{self.certification_id} → {self.job}"


class ProfessionalDiploma(Imported):
    """A diploma of the ministries' list, with its sessions; Certif Info need not know the latest of them."""

    school_code = models.CharField(_("school code"), max_length=8)
    number = models.CharField(_("number of the sheet"), max_length=LONGEST_NUMBER, blank=True, db_index=True)
    title = models.CharField(_("title"), max_length=LONGEST_TITLE)
    abbreviation = models.CharField(_("kind of diploma"), max_length=60, blank=True)
    level = models.PositiveSmallIntegerField(_("level"), choices=Level.choices, null=True)
    created_on = models.DateField(_("created by a decree of"), null=True)
    first_session = models.PositiveSmallIntegerField(_("first session"), null=True)
    last_session = models.PositiveSmallIntegerField(_("last session"), null=True)
    extra_session = models.PositiveSmallIntegerField(_("supplementary session"), null=True)
    remark = models.CharField(_("remark"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("professional diploma")
        verbose_name_plural = _("professional diplomas")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school_code", "number"], name="one_diploma_a_code_and_number")
        ]

    def __str__(self) -> str:
        return f"{self.abbreviation} {self.title}"


class Nsf(Imported):
    """A group of the nomenclature of training specialities (NSF)."""

    code = models.CharField(_("code"), max_length=6, primary_key=True)
    title = models.CharField(_("title"), max_length=LONGEST_TITLE)

    class Meta:
        verbose_name = _("NSF group")
        verbose_name_plural = _("NSF groups")

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class Formacode(Imported):
    """A subject of the Formacode thesaurus, with the label that the registers print beside it."""

    code = models.CharField(_("code"), max_length=5, primary_key=True)
    title = models.CharField(_("title"), max_length=LONGEST_TITLE)

    class Meta:
        verbose_name = _("Formacode")
        verbose_name_plural = _("Formacodes")

    def __str__(self) -> str:
        return f"{self.code} {self.title}"
