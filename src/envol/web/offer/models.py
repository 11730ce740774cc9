"""Trainings on offer: what is filtered and sorted by stands in columns, the whole of what was sent beside it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from envol.web.provenance.models import Imported


class Training(Imported):
    """A training (an LHEO formation), as the body that answers for it describes it."""

    id = models.UUIDField(primary_key=True, editable=False)
    """Follows from what identifies the training (`identity.training_id`): the same on every campus, at every import."""
    number = models.CharField(_("number at its source"), max_length=200, blank=True)
    title = models.CharField(_("title"), max_length=255)
    level_in = models.CharField(_("level at entry (code)"), max_length=2)
    level = models.PositiveSmallIntegerField(_("level at the end (3 to 8)"), null=True)
    """0 where it leads to none; None where nothing says."""
    is_certifying = models.BooleanField(_("leads to a certification"))
    body_name = models.CharField(_("responsible body"), max_length=250)
    body_siret = models.CharField(_("SIRET"), max_length=14)
    body_siret_is_sound = models.BooleanField(_("the key of the SIRET is right"), default=True)
    body_activity = models.CharField(_("number of the declaration of activity"), max_length=11)
    open_until = models.DateField(_("can be entered until"), null=True)
    """The last day on which one of its sessions begins or may be entered; None where no day is known."""
    content = models.JSONField(_("as it was sent"))
    """`Element.packed` without the actions."""
    digest = models.CharField(max_length=64)
    """Of everything that was sent, sessions too: an import leaves alone what is the same."""

    class Meta:
        verbose_name = _("training")
        verbose_name_plural = _("trainings")
        indexes: ClassVar = [
            models.Index(fields=["title", "id"], condition=models.Q(retired_on=None), name="training_by_title"),
            models.Index(
                fields=["level", "title", "id"], condition=models.Q(retired_on=None), name="training_by_level"
            ),
            models.Index(fields=["body_siret", "title"], name="training_of_body"),
        ]

    def __str__(self) -> str:
        return self.title


class TrainingAction(models.Model):
    """One way in which a training is given."""

    id = models.UUIDField(primary_key=True, editable=False)
    training = models.ForeignKey(Training, models.CASCADE, related_name="actions")
    ordinal = models.PositiveSmallIntegerField(_("place in the training"))
    content = models.JSONField(_("as it was sent"))
    """`Element.packed` without the sessions."""

    class Meta:
        verbose_name = _("training action")
        verbose_name_plural = _("training actions")
        ordering: ClassVar = ["ordinal"]

    def __str__(self) -> str:
        return f"{self.training} · {self.ordinal + 1}"


class TrainingSession(models.Model):
    """One session of an action: where, and from when to when."""

    id = models.UUIDField(primary_key=True, editable=False)
    training = models.ForeignKey(Training, models.CASCADE, related_name="sessions")
    action = models.ForeignKey(TrainingAction, models.CASCADE, related_name="sessions")
    ordinal = models.PositiveSmallIntegerField(_("place in the action"))
    starts_on = models.DateField(_("starts on"), null=True)
    ends_on = models.DateField(_("ends on"), null=True)
    open_until = models.DateField(_("can be entered until"))
    """Its first day; its last one where entries are permanent, or a day far away where it has none."""
    town = models.CharField(_("town"), max_length=50, blank=True)
    department = models.CharField(_("department"), max_length=3, blank=True)
    region = models.CharField(_("region"), max_length=3, blank=True)
    content = models.JSONField(_("as it was sent"))

    class Meta:
        verbose_name = _("training session")
        verbose_name_plural = _("training sessions")
        ordering: ClassVar = ["open_until", "ordinal"]
        indexes: ClassVar = [
            models.Index(fields=["region", "open_until"], name="session_by_region"),
            models.Index(fields=["department", "open_until"], name="session_by_department"),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on or '…'} – {self.ends_on or '…'}"


class CodeKind(models.TextChoices):
    """Whose list a code is from."""

    RNCP = "rncp", "RNCP"
    RS = "rs", "RS"
    CERTIFINFO = "certifinfo", "Certif Info"
    FORMACODE = "formacode", "Formacode"
    NSF = "nsf", "NSF"
    ROME = "rome", "ROME"


class TrainingCode(models.Model):
    """A code that a training bears: rows, so that every database finds trainings by them quickly."""

    id = models.BigAutoField(primary_key=True)
    training = models.ForeignKey(Training, models.CASCADE, related_name="codes", db_index=False)
    kind = models.CharField(_("list"), max_length=10, choices=CodeKind.choices)
    code = models.CharField(_("code"), max_length=10)

    class Meta:
        verbose_name = _("code of a training")
        verbose_name_plural = _("codes of trainings")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["training", "kind", "code"], name="one_code_a_training")
        ]
        indexes: ClassVar = [models.Index(fields=["kind", "code"], name="training_by_code")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.code}"
