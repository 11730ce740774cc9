"""Flights as the database keeps them: a header, who sits in it, and the journal, which is only ever appended to."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from envol.web.accountability.processing import Basis, Processing


class Status(models.TextChoices):
    """Where a flight stands."""

    AIRBORNE = "airborne", _("in the air")
    LANDED = "landed", _("landed")
    GROUNDED = "grounded", _("grounded")


class Role(models.TextChoices):
    """In what quality somebody sits in a flight; the word before the colon of their actor id."""

    PERSON = "person", _("crew")
    INSTRUCTOR = "instructor", _("instructor")


class Flight(models.Model):
    """One flight: everything about it that is not in its journal can be counted again from it, but for its lease."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pilot = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="flights")
    scenario = models.CharField(max_length=80)
    line = models.CharField(max_length=80)
    seed = models.BigIntegerField()
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.AIRBORNE)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    landed_at = models.DateTimeField(null=True)
    events = models.PositiveIntegerField(default=0)
    """How many events the journal holds."""
    scan = models.PositiveIntegerField(default=0)
    """How far it was flown when last written down: after a crash it is flown on to there."""
    hours = models.FloatField(default=0.0)
    runner = models.CharField(max_length=80, blank=True)
    """Who flies it: the only one who may append to its journal."""
    runner_until = models.DateTimeField(null=True)
    score = models.FloatField(null=True)
    passed = models.BooleanField(null=True)
    result = models.JSONField(null=True)
    """What is said of it once it has landed, as `envol.flight.scoring.facts` says it."""
    why_grounded = models.TextField(blank=True)

    processing: ClassVar = Processing(
        purpose=_("flights, their grade and their replay"),
        basis=Basis.PUBLIC_TASK,
        whose=_("whoever flies"),
        recipients=_("the pilot, their teachers and instructors"),
        kept=_("without the pilot once the account has gone; the journal stays replayable"),
    )

    class Meta:
        verbose_name = _("flight")
        verbose_name_plural = _("flights")
        indexes: ClassVar = [
            models.Index(fields=["pilot", "-created_at"], name="flight_of_pilot"),
            models.Index(fields=["status", "-created_at"], name="flight_by_status"),
            models.Index(fields=["runner"], name="flight_by_runner"),
        ]

    def __str__(self) -> str:
        return f"{self.scenario} ({self.seed})"


class Seat(models.Model):
    """Somebody's place in a flight: the one link between a person and the pseudonymous id in the journal."""

    flight = models.ForeignKey(Flight, models.CASCADE, related_name="seats")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="seats")
    role = models.CharField(max_length=10, choices=Role.choices)
    actor = models.CharField(max_length=40)

    processing: ClassVar = Processing(
        purpose=_("who sat in which flight: the one link to the opaque id in a journal"),
        basis=Basis.PUBLIC_TASK,
        whose=_("whoever flies or instructs"),
        recipients=_("those who may see the flight"),
        kept=_("cut when the account goes"),
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["flight", "person"], name="one_seat_a_person"),
            models.UniqueConstraint(fields=["flight", "actor"], name="one_actor_a_seat"),
        ]

    def __str__(self) -> str:
        return self.actor


class JournalEvent(models.Model):
    """One event of a journal: its canonical line, and beside it what is searched for."""

    flight = models.ForeignKey(Flight, models.PROTECT, related_name="journal")
    seq = models.PositiveIntegerField()
    scan = models.PositiveIntegerField()
    type = models.CharField(max_length=60)
    actor = models.CharField(max_length=40)
    line = models.TextField()

    class Meta:
        ordering: ClassVar = ["flight", "seq"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["flight", "seq"], name="one_event_a_place")]

    def __str__(self) -> str:
        return f"{self.seq} {self.type}"


class Note(models.Model):
    """A person's own words; the journal holds their hash only, so that they can be erased."""

    flight = models.ForeignKey(Flight, models.CASCADE, related_name="notes")
    seq = models.PositiveIntegerField()
    text = models.TextField(max_length=2000)

    processing: ClassVar = Processing(
        purpose=_("words that a person wrote in flight; a journal holds their hash only"),
        basis=Basis.PUBLIC_TASK,
        whose=_("whoever flies or instructs"),
        recipients=_("those who may see the flight"),
        kept=_("deleted when the account goes"),
    )

    class Meta:
        ordering: ClassVar = ["flight", "seq"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["flight", "seq"], name="one_note_an_event")]

    def __str__(self) -> str:
        return self.text[:40]
