"""School years, classes and groups, who is in them and who teaches them."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from envol.web.accountability.processing import Basis, Processing
from envol.web.network.models.organisations import Organisation


class SchoolYear(models.Model):
    """A school year, the same for every organisation."""

    name = models.CharField(_("name"), primary_key=True, max_length=9)
    """As `2026-2027`."""
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))

    class Meta:
        verbose_name = _("school year")
        verbose_name_plural = _("school years")
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(ends_on__gt=models.F("starts_on")), name="year_in_order")
        ]

    def __str__(self) -> str:
        return self.name


class GroupKind(models.TextChoices):
    """A class, or a group within or across classes."""

    CLASS = "class", _("class")
    GROUP = "group", _("group")


class Group(models.Model):
    """A class or group of one organisation in one school year."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="groups")
    year = models.ForeignKey(SchoolYear, models.PROTECT, related_name="groups")
    kind = models.CharField(_("kind"), max_length=5, choices=GroupKind.choices, default=GroupKind.CLASS)
    name = models.CharField(_("name"), max_length=60)
    level = models.PositiveSmallIntegerField(_("level (3 to 8)"), null=True, blank=True)
    certification = models.CharField(_("certification prepared (RNCP)"), max_length=12, blank=True)
    join_code = models.CharField(_("code to join"), max_length=12, unique=True, null=True, blank=True)
    joins_until = models.DateTimeField(_("the code serves until"), null=True, blank=True)
    follows = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="followed_by")
    """The group of the year before that it goes on from."""
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    class Meta:
        verbose_name = _("class or group")
        verbose_name_plural = _("classes and groups")
        ordering: ClassVar = ["name", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "year", "name"], name="one_group_a_name")
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.year_id})"


class Enrolment(models.Model):
    """Somebody's place in a group; a pupil is known there by a number and a nickname of the software's own making."""

    id = models.BigAutoField(primary_key=True)
    group = models.ForeignKey(Group, models.CASCADE, related_name="enrolments")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="enrolments")
    number = models.PositiveSmallIntegerField(_("number in the group"))
    nickname = models.CharField(_("nickname"), max_length=40, blank=True)
    since = models.DateField(_("since"), default=timezone.localdate)
    until = models.DateField(_("until"), null=True, blank=True)

    processing: ClassVar = Processing(
        purpose=_("classes that learn together"),
        basis=Basis.PUBLIC_TASK,
        whose=_("learners of a class; a pupil by a number and a nickname only"),
        recipients=_("the teachers of the class, the head of the school"),
        kept=_("as long as the account"),
    )

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["group", "person"], name="one_enrolment_a_person"),
            models.UniqueConstraint(fields=["group", "number"], name="one_number_a_place"),
        ]

    def __str__(self) -> str:
        return f"{self.number} · {self.group}"


class Teaching(models.Model):
    """That somebody teaches a group."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="teachings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="teachings")
    since = models.DateField(_("since"), default=timezone.localdate)
    until = models.DateField(_("until"), null=True, blank=True)

    processing: ClassVar = Processing(
        purpose=_("who teaches which class"),
        basis=Basis.PUBLIC_TASK,
        whose=_("teachers and instructors"),
        recipients=_("the organisation's people, the class"),
        kept=_("as long as the account"),
    )

    class Meta:
        verbose_name = _("teaching")
        verbose_name_plural = _("teachings")
        constraints: ClassVar = [models.UniqueConstraint(fields=["group", "person"], name="one_teaching_a_person")]

    def __str__(self) -> str:
        return str(self.group)
