"""What was done and by whom, and who looked at what is kept about a pupil."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from envol.web.accountability.processing import Basis, Processing


class Activity(models.Model):
    """Something that was done, under a dotted name such as `network.group.opened`."""

    at = models.DateTimeField(_("when"), default=timezone.now, editable=False)
    name = models.CharField(_("what"), max_length=60)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, verbose_name=_("by whom"))
    organisation = models.UUIDField(_("organisation"), null=True)
    """Where it was done: the organisation's id, so that its head reads it."""
    object_type = models.CharField(_("kind of object"), max_length=40, blank=True)
    object_id = models.CharField(_("object"), max_length=64, blank=True)
    params = models.JSONField(_("details"), default=dict)
    """What the sentence names: plain values, never a person's name or address."""

    processing: ClassVar = Processing(
        purpose=_("to answer for what was done on the campus"),
        basis=Basis.INTEREST,
        whose=_("whoever has an account"),
        recipients=_("the person, the head of the organisation, administrators"),
        kept=_("three years"),
        job="activity",
    )

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        indexes: ClassVar = [
            models.Index(fields=["actor", "-id"], name="activity_of_person"),
            models.Index(fields=["organisation", "-id"], name="activity_of_organisation"),
            models.Index(fields=["at"], name="activity_by_age"),
        ]

    def __str__(self) -> str:
        return self.name


class AccessRecord(models.Model):
    """Somebody looked at what is kept about a pupil."""

    at = models.DateTimeField(_("when"), default=timezone.now, editable=False)
    reader = models.UUIDField(_("who looked"), null=True)
    """Opaque and no relation: whoever leaves does not make their looks anonymous. None on looks of before that held."""
    pupil = models.UUIDField(_("whose data"))
    """Opaque: it outlives the account, and then leads to nobody."""
    what = models.CharField(_("what was shown"), max_length=60)
    place = models.CharField(_("on which page"), max_length=120, blank=True)

    processing: ClassVar = Processing(
        purpose=_("to know who looked at what is kept about a pupil"),
        basis=Basis.OBLIGATION,
        whose=_("pupils, and whoever looks at their data"),
        recipients=_("the data protection officer, the pupil"),
        kept=_("one year"),
        job="access-log",
    )

    class Meta:
        verbose_name = _("access to a pupil's data")
        verbose_name_plural = _("accesses to pupils' data")
        indexes: ClassVar = [
            models.Index(fields=["pupil", "-id"], name="access_by_pupil"),
            models.Index(fields=["reader", "-id"], name="access_by_reader"),
            models.Index(fields=["at"], name="access_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.pupil}"
