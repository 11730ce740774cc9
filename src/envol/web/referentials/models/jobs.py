"""Jobs as ROME 4.0 orders them: domains, jobs, their titles, what they ask of people, the jobs that are near.

ROME is France Travail's, in French only. Codes and OGR numbers are its own and stay the same from version to version,
so they are the keys here. Titles, skills and knowledge share one range of OGR numbers.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from envol.gateways.imports.rome_tables import LONGEST_LABEL, LONGEST_WORD
from envol.web.provenance.models import Imported


class JobDomain(Imported):
    """A domain of jobs, ``H`` (industry), or a professional domain within, ``H23``."""

    code = models.CharField(_("code"), max_length=3, primary_key=True)
    title = models.CharField(_("title"), max_length=LONGEST_LABEL)

    class Meta:
        verbose_name = _("domain of jobs")
        verbose_name_plural = _("domains of jobs")

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class Job(Imported):
    """A job of ROME, ``H2303``."""

    code = models.CharField(_("ROME code"), max_length=5, primary_key=True)
    ogr = models.PositiveIntegerField(_("OGR number"))
    title = models.CharField(_("title"), max_length=LONGEST_LABEL)
    domain = models.ForeignKey(JobDomain, models.PROTECT, related_name="jobs", verbose_name=_("professional domain"))
    parent_code = models.CharField(_("code before ROME 4.0"), max_length=5, db_index=True)
    """The code that this job was part of before version 4.0 split it; its own code where it kept it.

    No foreign key: the old code need not be a job any more, and diplomas go on citing it.
    """
    riasec_major = models.CharField(_("first interest (RIASEC)"), max_length=1, blank=True)
    riasec_minor = models.CharField(_("second interest (RIASEC)"), max_length=1, blank=True)
    ecology = models.CharField(_("ecological transition"), max_length=LONGEST_WORD, blank=True)
    """In ROME's words: Emploi Vert, Emploi Blanc, Emploi Brun, Emploi stratégique pour la Transition écologique."""
    is_digital = models.BooleanField(_("changed by the digital transition"), null=True)
    """None, here and below, where ROME says nothing."""
    is_demographic = models.BooleanField(_("changed by the demographic transition"), null=True)
    is_regulated = models.BooleanField(_("regulated"), null=True)
    is_executive = models.BooleanField(_("executive"), null=True)

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class JobTitle(Imported):
    """A name by which a job is called on the market (an appellation)."""

    ogr = models.PositiveIntegerField(_("OGR number"), primary_key=True)
    job = models.ForeignKey(Job, models.PROTECT, related_name="titles", verbose_name=_("job"))
    long = models.CharField(_("title"), max_length=LONGEST_LABEL)
    short = models.CharField(_("short title"), max_length=LONGEST_LABEL)
    is_main = models.BooleanField(_("the job's own name"))
    """PRINCIPALE in ROME, one for each job; the others are SYNONYME."""
    is_rare = models.BooleanField(_("rarely used"))
    parent_code = models.CharField(_("code before ROME 4.0"), max_length=5, db_index=True)
    """The job that this title belonged to before version 4.0: not always the one that its job came from."""

    class Meta:
        verbose_name = _("title of a job")
        verbose_name_plural = _("titles of jobs")

    def __str__(self) -> str:
        return self.long


class RomeSkill(Imported):
    """What somebody can do (savoir-faire), or a way of being at work (savoir-être): a compétence of ROME."""

    ogr = models.PositiveIntegerField(_("OGR number"), primary_key=True)
    title = models.CharField(_("title"), max_length=LONGEST_LABEL)
    definition = models.TextField(_("definition"), blank=True)
    is_macro = models.BooleanField(_("macro-skill"))
    """Whether other skills are part of it."""
    macro_ogr = models.PositiveIntegerField(_("OGR number of the macro-skill"), null=True)
    macro_code = models.CharField(_("code of the macro-skill"), max_length=10, blank=True)
    category = models.CharField(_("category"), max_length=LONGEST_WORD)
    subcategory = models.CharField(_("subcategory"), max_length=LONGEST_WORD, blank=True)
    is_ecological = models.BooleanField(_("of the ecological transition"), null=True)
    is_digital = models.BooleanField(_("of the digital transition"), null=True)

    class Meta:
        verbose_name = _("ROME skill")
        verbose_name_plural = _("ROME skills")

    def __str__(self) -> str:
        return self.title


class Knowledge(Imported):
    """What somebody knows: a savoir of ROME."""

    ogr = models.PositiveIntegerField(_("OGR number"), primary_key=True)
    title = models.CharField(_("title"), max_length=LONGEST_LABEL)
    category = models.CharField(_("category"), max_length=LONGEST_WORD)
    subcategory = models.CharField(_("subcategory"), max_length=LONGEST_WORD, blank=True)
    is_ecological = models.BooleanField(_("of the ecological transition"), null=True)
    is_digital = models.BooleanField(_("of the digital transition"), null=True)

    class Meta:
        verbose_name = _("knowledge")
        verbose_name_plural = _("knowledge")

    def __str__(self) -> str:
        return self.title


class LinkPart(models.TextChoices):
    """The part of a job's sheet that a link stands in: ROME's bloc and rubrique."""

    NAME = "1", _("the job's own number")
    TITLE = "2", _("title")
    KNOW_HOW = "5.1", _("know-how")
    CONDUCT = "5.2", _("ways of being at work")
    KNOWLEDGE = "5.3", _("knowledge")
    CONTEXT = "6", _("context of work")


class CoreKind(models.TextChoices):
    """Whether a skill or knowledge is of the core of a job."""

    NONE = "", _("not of the core")
    MAIN = "main", _("core of the job")
    EMERGING = "emerging", _("emerging in the job")


class JobSkillLink(Imported):
    """That a job's sheet names something by its OGR number: one line of ROME's liens_rome_referentiels."""

    job = models.ForeignKey(Job, models.PROTECT, related_name="links", verbose_name=_("job"), db_index=False)
    ogr = models.PositiveIntegerField(_("OGR number"), db_index=True)
    """No foreign key: what it is depends on the part, and ROME's contexts of work are in none of its open files."""
    part = models.CharField(_("part"), max_length=4)
    """A `LinkPart`, or one that ROME added since."""
    core = models.CharField(_("core"), max_length=8, choices=CoreKind.choices, blank=True)

    class Meta:
        verbose_name = _("link of a job")
        verbose_name_plural = _("links of jobs")
        constraints: ClassVar = [models.UniqueConstraint(fields=["job", "ogr"], name="one_link_a_job_and_item")]

    def __str__(self) -> str:
        return f"{self.job_id} {self.part} {self.ogr}"


class JobMobility(Imported):
    """That people of one job may go on to another one that is near."""

    job = models.ForeignKey(Job, models.PROTECT, related_name="mobilities", verbose_name=_("job"), db_index=False)
    target = models.ForeignKey(Job, models.PROTECT, related_name="+", verbose_name=_("near job"))
    order = models.PositiveSmallIntegerField(_("order"))
    """1 is the nearest."""

    class Meta:
        verbose_name = _("near job")
        verbose_name_plural = _("near jobs")
        constraints: ClassVar = [models.UniqueConstraint(fields=["job", "target"], name="one_mobility_a_pair")]

    def __str__(self) -> str:
        return f"{self.job_id} → {self.target_id}"
