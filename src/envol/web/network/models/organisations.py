"""Organisations of every kind, their sites, their agreements and their labels."""

from __future__ import annotations

import uuid
from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from envol.web.provenance.models import Imported


class OrganisationKind(models.TextChoices):
    """What an organisation is."""

    COLLEGE = "college", _("lower secondary school (collège)")
    LYCEE = "lycee", _("upper secondary school (lycée)")
    SCHOOL = "school", _("higher education school")
    UNIVERSITY = "university", _("university")
    TRAINING_BODY = "training-body", _("training body")
    COMPANY = "company", _("company")
    LABORATORY = "laboratory", _("laboratory")
    PLATFORM = "platform", _("technology platform")
    PUBLIC_BODY = "public-body", _("public body")
    ACADEMY = "academy", _("academy")
    ASSOCIATION = "association", _("association, cluster or branch")


class Organisation(Imported):
    """An organisation of the network."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=14, choices=OrganisationKind.choices)
    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    siret = models.CharField(_("SIRET"), max_length=14, unique=True, null=True, blank=True)
    uai = models.CharField(_("UAI"), max_length=8, unique=True, null=True, blank=True)
    region = models.CharField(_("region"), max_length=3, blank=True)
    """The INSEE code, as in `content/geography`."""
    academy = models.CharField(_("academy"), max_length=3, blank=True)
    website = models.URLField(_("website"), blank=True)
    about_fr = models.TextField(_("presentation in French"), blank=True, max_length=2000)
    about_en = models.TextField(_("presentation in English"), blank=True, max_length=2000)
    source = models.CharField(_("source"), max_length=200, blank=True)
    """Which document names it, for an organisation that was entered from one."""
    is_listed = models.BooleanField(_("in the public directory"), default=True)
    is_fictional = models.BooleanField(_("fictional, for demonstration"), default=False)
    part_of = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="parts")
    competitors = models.ManyToManyField(
        "self", blank=True, symmetrical=False, related_name="declared_by", verbose_name=_("competitors")
    )
    """Those that this one declared, and alone may withdraw; from then on neither reads what the other offers within the
    network only."""

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        indexes: ClassVar = [
            models.Index(fields=["name", "id"], name="organisation_by_name"),
            models.Index(fields=["region", "name", "id"], name="organisation_by_region"),
            models.Index(fields=["kind", "name", "id"], name="organisation_by_kind"),
        ]

    def __str__(self) -> str:
        return self.short_name or self.name


class Site(models.Model):
    """A place of an organisation, as a company with several plants has."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="sites")
    name = models.CharField(_("name"), max_length=120)
    siret = models.CharField(_("SIRET"), max_length=14, unique=True, null=True, blank=True)
    street = models.CharField(_("street"), max_length=200, blank=True)
    postcode = models.CharField(_("postcode"), max_length=5, blank=True)
    town = models.CharField(_("town"), max_length=100)
    department = models.CharField(_("department"), max_length=3, blank=True)
    latitude = models.FloatField(_("latitude (degrees)"), null=True, blank=True)
    longitude = models.FloatField(_("longitude (degrees)"), null=True, blank=True)
    receives_minors = models.BooleanField(_("receives minors"), default=True)
    """Not where rules of the zone forbid it (clean rooms, biosafety levels)."""

    class Meta:
        verbose_name = _("site")
        verbose_name_plural = _("sites")
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "name"], name="one_site_a_name"),
            models.CheckConstraint(
                condition=models.Q(latitude=None) | models.Q(latitude__range=(-90, 90)), name="latitude_in_range"
            ),
            models.CheckConstraint(
                condition=models.Q(longitude=None) | models.Q(longitude__range=(-180, 180)), name="longitude_in_range"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.town})"


class Convention(models.Model):
    """An agreement between two organisations of the network; its parties alone read it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    holder = models.ForeignKey(Organisation, models.CASCADE, related_name="conventions_held")
    partner = models.ForeignKey(Organisation, models.CASCADE, related_name="conventions_joined")
    title = models.CharField(_("title"), max_length=200)
    signed_on = models.DateField(_("signed on"))
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    reference = models.CharField(_("reference of the document"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("convention")
        verbose_name_plural = _("conventions")
        ordering: ClassVar = ["-signed_on"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("signed_on")),
                name="convention_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=~models.Q(holder=models.F("partner")), name="convention_between_two"),
        ]

    def __str__(self) -> str:
        return self.title


class Standing(models.TextChoices):
    """How something that expires stands on a day."""

    TO_COME = "to-come", _("to come")
    VALID = "valid", _("valid")
    LAPSING = "lapsing", _("lapses soon")
    LAPSED = "lapsed", _("lapsed")


LAPSING_DAYS = 90


class Label(models.Model):
    """A label or accreditation that an organisation holds, with its proof, until it expires."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="labels")
    name = models.CharField(_("label"), max_length=120)
    awarded_by = models.CharField(_("awarded by"), max_length=120)
    number = models.CharField(_("number"), max_length=60, blank=True)
    proof = models.URLField(_("address of the proof"), blank=True)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)
    """Its last day; None where it does not expire."""

    class Meta:
        verbose_name = _("label")
        verbose_name_plural = _("labels")
        ordering: ClassVar = ["name", "-since"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")), name="label_ends_after_begins"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def standing(self, day: date) -> Standing:
        """Return how it stands on a day: valid on its last one still."""
        if self.since > day:
            return Standing.TO_COME
        if self.until is None:
            return Standing.VALID
        if self.until < day:
            return Standing.LAPSED
        return Standing.LAPSING if (self.until - day).days <= LAPSING_DAYS else Standing.VALID
