"""What people keep of foresight: scenarios that they saved, needs that organisations declare, solved plans."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from envol.web.accountability.processing import Basis, Processing

LASTS = timedelta(days=183)
"""For how long a need counts after it was declared or confirmed: six months."""
LAPSES_SOON = timedelta(days=30)
MOST_PEOPLE = 500
"""Whom one declaration asks for; more is a plant, and belongs into the outlook as a project."""
LONGEST_TITLE, LONGEST_NOTE = 120, 1000
"""Letters in the texts of a scenario."""


class Scenario(models.Model):
    """What somebody changed in an outlook, to see what then."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="foresight_scenarios", verbose_name=_("whose it is")
    )
    outlook = models.CharField(_("outlook"), max_length=60)
    version = models.CharField(_("version of the outlook (digest)"), max_length=64)
    """The digest of what the outlook started from when the scenario was saved."""
    changes = models.TextField(_("what is changed"), max_length=2000, blank=True)
    """As the address of the outlook's page says it."""
    title = models.CharField(_("title"), max_length=LONGEST_TITLE)
    note = models.TextField(_("note"), max_length=LONGEST_NOTE, blank=True)
    organisation = models.ForeignKey(
        "network.Organisation",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="foresight_scenarios",
        verbose_name=_("shared with"),
    )
    link = models.CharField(_("words of the link"), max_length=43, unique=True, null=True, blank=True, editable=False)
    """Whoever knows them reads it; None where it has no link."""
    saved_at = models.DateTimeField(_("saved"), default=timezone.now, editable=False)

    processing: ClassVar = Processing(
        purpose=_("scenarios of foresight that somebody keeps, to come back to them and to show them"),
        basis=Basis.PUBLIC_TASK,
        whose=_("whoever saves a scenario"),
        recipients=_("the person; the organisation and whoever has the link, where the person shares it"),
        kept=_("as long as the account"),
    )

    class Meta:
        verbose_name = _("scenario of foresight")
        verbose_name_plural = _("scenarios of foresight")
        indexes: ClassVar = [
            models.Index(fields=["person", "-saved_at", "id"], name="scenario_of_person"),
            models.Index(fields=["organisation", "-saved_at", "id"], name="scenario_of_organisation"),
        ]

    def __str__(self) -> str:
        return self.title


class NeedKind(models.TextChoices):
    """What somebody is wanted for."""

    JOB = "job", _("post to fill")
    APPRENTICE = "apprentice", _("apprentice")
    INTERNSHIP = "internship", _("internship")


class NeedState(models.TextChoices):
    """What became of a need, as its organisation says."""

    OPEN = "open", _("open")
    MET = "met", _("met")
    WITHDRAWN = "withdrawn", _("withdrawn")


class NeedStanding(models.TextChoices):
    """How a need stands on a day."""

    OPEN = "open", _("open")
    LAPSING = "lapsing", _("lapses soon")
    LAPSED = "lapsed", _("lapsed")
    MET = "met", _("met")
    WITHDRAWN = "withdrawn", _("withdrawn")


class DeclaredNeed(models.Model):
    """People whom an organisation says it needs, in the words of an outlook; no name of anybody stands in it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        "network.Organisation", models.CASCADE, related_name="declared_needs", verbose_name=_("organisation")
    )
    outlook = models.CharField(_("outlook"), max_length=60)
    region = models.CharField(_("region"), max_length=40)
    occupation = models.CharField(_("occupation"), max_length=40)
    level = models.CharField(_("level"), max_length=40)
    people = models.PositiveSmallIntegerField(
        _("how many people"), validators=[MinValueValidator(1), MaxValueValidator(MOST_PEOPLE)]
    )
    kind = models.CharField(_("what for"), max_length=10, choices=NeedKind.choices, default=NeedKind.JOB)
    wanted_by = models.DateField(_("by when"))
    state = models.CharField(_("state"), max_length=9, choices=NeedState.choices, default=NeedState.OPEN)
    confirmed_on = models.DateField(_("confirmed on"), default=timezone.localdate)
    declared_at = models.DateTimeField(_("declared"), default=timezone.now, editable=False)
    declared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="declared_needs",
        verbose_name=_("declared by"),
    )

    processing: ClassVar = Processing(
        purpose=_("to know what organisations need beside what a projection says"),
        basis=Basis.INTEREST,
        whose=_("whoever declares a need for an organisation"),
        recipients=_("the organisation's people, the leads of its programmes; counts without names, everybody"),
        kept=_("as long as the account; the need then stays without whoever declared it"),
    )

    class Meta:
        verbose_name = _("declared need")
        verbose_name_plural = _("declared needs")
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(people__range=(1, MOST_PEOPLE)), name="need_of_some_people")
        ]
        indexes: ClassVar = [
            models.Index(fields=["-declared_at", "id"], name="need_by_age"),
            models.Index(fields=["organisation", "-declared_at", "id"], name="need_of_organisation"),
            models.Index(fields=["outlook", "state", "confirmed_on"], name="need_of_outlook"),
        ]

    def __str__(self) -> str:
        return f"{self.occupation} × {self.people}"

    @property
    def lapses_on(self) -> date:
        """The last day on which it counts, unless it is confirmed again."""
        return self.confirmed_on + LASTS

    def standing(self, day: date) -> NeedStanding:
        """Return how it stands on a day: open on its last one still."""
        if self.state != NeedState.OPEN:
            return NeedStanding(self.state)
        if self.lapses_on < day:
            return NeedStanding.LAPSED
        return NeedStanding.LAPSING if self.lapses_on - day <= LAPSES_SOON else NeedStanding.OPEN


class SolvedPlan(models.Model):
    """What a plan's file came to, as the solver said it: `envol manage plan FILE` keeps it."""

    solved_at = models.DateTimeField(_("solved"), default=timezone.now, editable=False)
    name = models.CharField(_("name of the plan"), max_length=80)
    digest = models.CharField(_("digest of the file"), max_length=64)
    document = models.JSONField(_("what was solved"))

    class Meta:
        verbose_name = _("solved plan")
        verbose_name_plural = _("solved plans")
        indexes: ClassVar = [models.Index(fields=["-solved_at", "-id"], name="plan_by_age")]

    def __str__(self) -> str:
        return self.name


class BacktestRun(models.Model):
    """Figures of a backtest: `envol manage backtests` keeps them."""

    ran_at = models.DateTimeField(_("ran"), default=timezone.now, editable=False)
    series = models.CharField(_("series"), max_length=20)
    document = models.JSONField(_("figures"))

    class Meta:
        verbose_name = _("backtest")
        verbose_name_plural = _("backtests")
        indexes: ClassVar = [models.Index(fields=["series", "-ran_at", "-id"], name="backtest_by_age")]

    def __str__(self) -> str:
        return self.series
