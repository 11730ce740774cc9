"""What organisations offer each other and the public."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from envol.web.network.models.organisations import Organisation, Site


class OfferingKind(models.TextChoices):
    """What is offered."""

    VISIT = "visit", _("visits")
    MENTOR = "mentor", _("mentors")
    EQUIPMENT = "equipment", _("equipment")
    TRAINING = "training", _("trainings")
    JOB = "job", _("job offers")


class Visibility(models.TextChoices):
    """Who may read of it."""

    PUBLIC = "public", _("everybody")
    NETWORK = "network", _("the network, but for competitors")
    MEMBERS = "members", _("the organisation itself")


class Audience(models.TextChoices):
    """Whom it is for; a company chooses which publics it receives."""

    COLLEGIANS = "collegians", _("collège pupils")
    LYCEENS = "lyceens", _("lycée pupils")
    STUDENTS = "students", _("students")
    APPRENTICES = "apprentices", _("apprentices")
    EMPLOYEES = "employees", _("employees")
    JOB_SEEKERS = "job-seekers", _("job seekers")
    TEACHERS = "teachers", _("teachers")


class Offering(models.Model):
    """One thing that an organisation offers."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="offerings")
    site = models.ForeignKey(Site, models.SET_NULL, null=True, blank=True, related_name="offerings")
    kind = models.CharField(_("kind"), max_length=9, choices=OfferingKind.choices)
    title_fr = models.CharField(_("title in French"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    about = models.TextField(_("more about it"), blank=True, max_length=2000)
    audiences = models.JSONField(_("publics"), default=list, blank=True)
    """Words of `Audience`."""
    places = models.PositiveSmallIntegerField(_("places"), null=True, blank=True)
    visibility = models.CharField(
        _("who may read of it"), max_length=7, choices=Visibility.choices, default=Visibility.NETWORK
    )
    until = models.DateField(_("until"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("offering")
        verbose_name_plural = _("offerings")
        indexes: ClassVar = [
            models.Index(fields=["organisation", "kind"], name="offering_of_organisation"),
            models.Index(fields=["kind", "title_fr", "id"], name="offering_by_kind"),
        ]

    def __str__(self) -> str:
        return self.title_fr
