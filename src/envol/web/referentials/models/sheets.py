"""Sheets of the RNCP and RS, what belongs to them, and which replaces which.

Codes of other registers (ROME, NSF, Formacode) and numbers of sheets are kept as texts: a register goes on citing what
another has dropped, and each is imported on its own, in any order.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from envol.gateways.imports.certification_cells import LONGEST_TITLE
from envol.web.provenance.models import Imported

LONGEST_NUMBER = 12


class Level(models.IntegerChoices):
    """The levels of the French framework of qualifications that are taught for."""

    THREE = 3, _("level 3 (CAP)")
    FOUR = 4, _("level 4 (baccalauréat)")
    FIVE = 5, _("level 5 (BTS)")
    SIX = 6, _("level 6 (licence, BUT)")
    SEVEN = 7, _("level 7 (master, engineer)")
    EIGHT = 8, _("level 8 (doctorate)")


class Registration(models.TextChoices):
    """How a sheet came into the register."""

    OF_RIGHT = "of-right", _("of right")
    ON_REQUEST = "on-request", pgettext_lazy("registration of a certification", "on request")


class Teller(models.TextChoices):
    """Which register said that one thing replaces another."""

    CERTIF_INFO = "certif-info", _("Certif Info")
    MINISTRIES = "ministries", _("list of professional diplomas")
    KIT = "kit", _("apprenticeship kit")
    RNCP = "rncp", _("France compétences")


class Outlook(models.Model):
    """What all registers together say of how long something runs, gathered after each import.

    It spares a list the reading of five tables for each row. `certification_outlook` writes it, nothing else does.
    """

    opens = models.PositiveSmallIntegerField(_("first session"), null=True, editable=False)
    closes = models.PositiveSmallIntegerField(_("last session, supplementary ones included"), null=True, editable=False)
    registered_until = models.DateField(_("registered until"), null=True, editable=False)
    is_registered = models.BooleanField(_("active in the register"), null=True, editable=False)
    """None where the register's sheet was not imported."""
    followed_from = models.PositiveSmallIntegerField(_("first session of what replaces it"), null=True, editable=False)
    """0 where something replaces it and nobody says from when; None where nothing is known to."""

    class Meta:
        abstract = True


class Sheet(Imported, Outlook):
    """A sheet of the RNCP, or of the RS, under its number."""

    number = models.CharField(_("number"), max_length=LONGEST_NUMBER, unique=True)
    """With the name of the register before it: RNCP38883, RS5638."""
    title = models.CharField(_("title"), max_length=LONGEST_TITLE)
    level = models.PositiveSmallIntegerField(_("level"), choices=Level.choices, null=True)
    diploma = models.CharField(_("kind of diploma"), max_length=60, blank=True)
    """As the register shortens it: BTS, TP, Grade_Master; empty for titles registered on request."""
    registration = models.CharField(_("registered"), max_length=10, choices=Registration.choices, blank=True)
    published_on = models.DateField(_("published on"), null=True)
    decided_on = models.DateField(_("decided on"), null=True)
    first_day = models.DateField(_("courses begin from"), null=True)
    last_day = models.DateField(_("registered until"), null=True)
    last_delivery_on = models.DateField(_("delivered until"), null=True)
    is_active = models.BooleanField(_("active, as the register said"), null=True)
    """On the day of the data: a sheet that was active then may have expired since."""
    certifiers = models.TextField(_("certifiers"), blank=True)
    nsf_codes = models.JSONField(_("NSF codes"), default=list)
    formacodes = models.JSONField(_("Formacodes"), default=list)

    class Meta:
        verbose_name = _("sheet of the RNCP or RS")
        verbose_name_plural = _("sheets of the RNCP and RS")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(level=None) | models.Q(level__range=(3, 8)), name="sheet_level_3_to_8"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def name(self) -> str:
        """Its title with its kind of diploma before it, where the title does not begin with it already."""
        has_it = self.title.casefold().startswith(self.diploma.casefold())
        return self.title if has_it else f"{self.diploma} {self.title}"


class Block(Imported):
    """A block of skills of a sheet, that may be validated on its own."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="blocks", verbose_name=_("sheet"))
    code = models.CharField(_("code"), max_length=20)
    title = models.TextField(_("title"))
    order = models.PositiveSmallIntegerField(_("order"))

    class Meta:
        verbose_name = _("block of skills")
        verbose_name_plural = _("blocks of skills")
        ordering: ClassVar = ["order", "code"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["sheet", "code"], name="one_block_a_code")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class SheetJob(Imported):
    """That a sheet leads to a job of ROME."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="jobs", verbose_name=_("sheet"), db_index=False)
    job = models.CharField(_("ROME code"), max_length=5, db_index=True)
    """As the sheet says it, which may be a code that ROME has split since."""

    class Meta:
        verbose_name = _("job that a sheet leads to")
        verbose_name_plural = _("jobs that sheets lead to")
        constraints: ClassVar = [models.UniqueConstraint(fields=["sheet", "job"], name="one_job_a_sheet")]

    def __str__(self) -> str:
        return f"{self.sheet_id} → {self.job}"


class SheetDiploma(Imported):
    """That the school code of a diploma leads to a sheet: a pair of the apprenticeship kit."""

    number = models.CharField(_("number of the sheet"), max_length=LONGEST_NUMBER, db_index=True)
    school_code = models.CharField(_("school code"), max_length=8)
    title = models.CharField(_("title of the diploma"), max_length=LONGEST_TITLE)

    class Meta:
        verbose_name = _("school code of a sheet")
        verbose_name_plural = _("school codes of sheets")
        constraints: ClassVar = [models.UniqueConstraint(fields=["school_code", "number"], name="one_pair_of_the_kit")]

    def __str__(self) -> str:
        return f"{self.school_code} → {self.number}"


class Succession(Imported):
    """That one sheet replaces another, as one of the registers says."""

    old = models.CharField(_("replaced"), max_length=LONGEST_NUMBER)
    new = models.CharField(_("replaced by"), max_length=LONGEST_NUMBER, db_index=True)
    told_by = models.CharField(_("said by"), max_length=11, choices=Teller.choices)

    class Meta:
        verbose_name = _("succession of sheets")
        verbose_name_plural = _("successions of sheets")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["old", "new", "told_by"], name="one_succession_a_teller"),
            models.CheckConstraint(condition=~models.Q(old=models.F("new")), name="nothing_succeeds_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"
