"""An import: what was read, from when it is, and what came of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from envol.web.accountability.processing import Basis, Processing


class ImportRun(models.Model):
    """One import that was kept; every imported record leads to the run that last wrote it."""

    kind = models.CharField(_("kind"), max_length=20)
    source = models.CharField(_("source"), max_length=200)
    """Publisher, data set and version, as people cite them."""
    dated = models.DateField(_("date of the data"), null=True)
    """The day that the data itself says, or its publication; None where nothing says."""
    checksum = models.CharField(_("SHA-256"), max_length=64)
    at = models.DateTimeField(_("imported on"), default=timezone.now, editable=False)
    created = models.PositiveIntegerField(_("created"), default=0)
    updated = models.PositiveIntegerField(_("updated"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    retired = models.PositiveIntegerField(_("retired"), default=0)
    refused = models.PositiveIntegerField(_("refused"), default=0)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        indexes: ClassVar = [models.Index(fields=["kind", "-id"], name="import_by_kind")]

    def __str__(self) -> str:
        return f"{self.source} ({self.at:%Y-%m-%d})"


class ExternalKey(models.Model):
    """Under which key another system knows something of ours, so that it is found again at the next import."""

    id = models.BigAutoField(primary_key=True)
    system = models.CharField(_("system"), max_length=60)
    kind = models.CharField(_("kind"), max_length=12)
    """`org`, `class` or `user`."""
    key = models.CharField(_("key there"), max_length=255)
    """A person's is kept as a digest only (`external_keys`): it may be a number that names them elsewhere."""
    object_id = models.UUIDField(_("id here"))

    processing: ClassVar = Processing(
        purpose=_("finding classes and accounts again when a school sends its lists again"),
        basis=Basis.PUBLIC_TASK,
        whose=_("learners and teachers whom a school’s lists name; by a digest only"),
        recipients=_("nobody: only the import compares it"),
        kept=_("as long as the account"),
    )

    class Meta:
        verbose_name = _("key in another system")
        verbose_name_plural = _("keys in other systems")
        constraints: ClassVar = [models.UniqueConstraint(fields=["system", "kind", "key"], name="one_external_key")]
        indexes: ClassVar = [models.Index(fields=["object_id"], name="external_key_of")]

    def __str__(self) -> str:
        return f"{self.kind} · {self.system}"


class Imported(models.Model):
    """A record that an import wrote."""

    provenance = models.ForeignKey(ImportRun, models.PROTECT, null=True, related_name="+", verbose_name=_("provenance"))
    """The run that last wrote it; None where a person did."""
    retired_on = models.DateField(_("retired on"), null=True, blank=True)
    """The day of the import in which it stood no more; None while it stands."""

    class Meta:
        abstract = True
