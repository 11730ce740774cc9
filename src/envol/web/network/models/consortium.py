"""Funded programmes, who is in their consortium in which role, and the relays that carry them in the regions."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from envol.web.network.models.organisations import Organisation


class Programme(models.Model):
    """A funded programme; what it promises is for the steering of programmes to count."""

    slug = models.SlugField(_("short name"), primary_key=True, max_length=40)
    name_fr = models.CharField(_("name in French"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120)
    about_fr = models.TextField(_("presentation in French"), blank=True, max_length=2000)
    about_en = models.TextField(_("presentation in English"), blank=True, max_length=2000)
    since = models.PositiveSmallIntegerField(_("first year"), null=True, blank=True)
    until = models.PositiveSmallIntegerField(_("last year"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200)

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering: ClassVar = ["name_fr"]

    def __str__(self) -> str:
        return self.name_fr


class PlaceKind(models.TextChoices):
    """In what role an organisation is in a programme."""

    LEAD = "lead", _("lead partner")
    PARTNER = "partner", _("partner")
    ASSOCIATE = "associate", _("associate")
    FUNDER = "funder", _("funder")


class ProgrammePlace(models.Model):
    """The place of an organisation in the consortium of a programme."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="places")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="programme_places")
    kind = models.CharField(_("role"), max_length=9, choices=PlaceKind.choices)
    note_fr = models.CharField(_("as the document says it"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("place in a consortium")
        verbose_name_plural = _("places in consortia")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme", "organisation", "kind"], name="one_place_a_role")
        ]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.programme}"


class RelayKind(models.TextChoices):
    """What carries a programme in a region."""

    RELAY = "relay", _("regional relay")
    CENTRE = "centre", _("resource centre")


class Relay(models.Model):
    """A regional relay of a programme, or the resource centre that serves them all."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="relays")
    kind = models.CharField(_("kind"), max_length=6, choices=RelayKind.choices)
    region = models.CharField(_("region"), max_length=3)
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="relays")
    place = models.CharField(_("place"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("regional relay")
        verbose_name_plural = _("regional relays")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme", "kind", "region"], name="one_relay_a_region")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.region}"


class Resource(models.Model):
    """What a relay or the resource centre keeps and lends: kits, headsets, courses."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    relay = models.ForeignKey(Relay, models.CASCADE, related_name="resources")
    title_fr = models.CharField(_("title in French"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=60, blank=True)
    quantity = models.PositiveSmallIntegerField(_("how many"), default=1)
    conditions = models.CharField(_("conditions of use"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("resource")
        verbose_name_plural = _("resources")
        ordering: ClassVar = ["title_fr"]

    def __str__(self) -> str:
        return self.title_fr
