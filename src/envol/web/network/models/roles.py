"""Who has which role in which organisation, for how long, and how they came to it."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from envol.web.accountability.processing import Basis, Processing
from envol.web.network.models.organisations import Organisation, Site


class Role(models.TextChoices):
    """What somebody does in an organisation; one person may do several things in several."""

    LEARNER = "learner", _("learner")
    TEACHER = "teacher", _("teacher")
    INSTRUCTOR = "instructor", _("instructor")
    HEAD = "head", _("head: keeps the organisation's page and people")
    CONTACT = "contact", _("contact: keeps what the organisation offers")
    MENTOR = "mentor", _("mentor")
    KEEPER = "keeper", _("keeper of a relay or of the resource centre")
    LEAD = "lead", _("programme lead")


class Membership(models.Model):
    """One role of one person in one organisation, from a day on, to another."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="memberships")
    site = models.ForeignKey(Site, models.SET_NULL, null=True, blank=True, related_name="memberships")
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)
    since = models.DateField(_("since"), default=timezone.localdate)
    until = models.DateField(_("until"), null=True, blank=True)
    """Its last day; None while it lasts."""

    processing: ClassVar = Processing(
        purpose=_("roles in organisations, which decide who may do what"),
        basis=Basis.PUBLIC_TASK,
        whose=_("whoever has a role in an organisation"),
        recipients=_("the organisation's people, administrators"),
        kept=_("as long as the account"),
    )

    class Meta:
        verbose_name = _("role in an organisation")
        verbose_name_plural = _("roles in organisations")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "organisation", "role"], name="one_membership_a_role"),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")), name="membership_in_order"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["organisation", "role"], name="membership_by_role")]

    def __str__(self) -> str:
        return f"{self.get_role_display()} · {self.organisation}"


class Delegation(models.Model):
    """A role lent to somebody else of the same organisation, with an end."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="delegations")
    receiver = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="delegations_received")
    since = models.DateField(_("since"), default=timezone.localdate)
    until = models.DateField(_("until"))

    processing: ClassVar = Processing(
        purpose=_("a role done in somebody's place for a while"),
        basis=Basis.PUBLIC_TASK,
        whose=_("whoever lends or borrows a role"),
        recipients=_("the organisation's people, administrators"),
        kept=_("as long as the account"),
    )

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(until__gte=models.F("since")), name="delegation_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.membership} → {self.until}"


class Invitation(models.Model):
    """An invitation to a role, sent to an address; whoever follows its link takes it up, once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="invitations")
    site = models.ForeignKey(Site, models.SET_NULL, null=True, blank=True, related_name="invitations")
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)
    email = models.EmailField(_("e-mail"))
    name = models.CharField(_("name"), max_length=120, blank=True)
    digest = models.CharField(max_length=64, unique=True)
    """Of the words in the link; they are nowhere kept."""
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(_("sent"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("expires"))
    accepted_at = models.DateTimeField(_("accepted"), null=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    processing: ClassVar = Processing(
        purpose=_("inviting somebody to a role"),
        basis=Basis.INTEREST,
        whose=_("whoever is invited"),
        recipients=_("the head of the organisation"),
        kept=_("ninety days after it was taken up or expired"),
        job="invitations",
    )

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        indexes: ClassVar = [models.Index(fields=["organisation", "-created_at"], name="invitation_of_organisation")]

    def __str__(self) -> str:
        return f"{self.get_role_display()} · {self.organisation}"
