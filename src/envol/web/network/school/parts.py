"""What the network keeps about people: their roles, those lent, their classes, the invitations to them."""

from __future__ import annotations

from uuid import UUID

from allauth.account.models import EmailAddress
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from envol.web.accountability.personal import Part, Row
from envol.web.network.models import Delegation, Enrolment, Invitation, Membership, Teaching


def _memberships(person: UUID) -> list[Row]:
    found = Membership.objects.filter(person=person).select_related("organisation", "site").order_by("since", "id")
    return [
        {
            "organisation": each.organisation.name,
            "site": each.site.name if each.site else "",
            "role": each.role,
            "since": each.since.isoformat(),
            "until": each.until.isoformat() if each.until else "",
        }
        for each in found
    ]


def _delegations(person: UUID) -> list[Row]:
    found = Delegation.objects.filter(Q(receiver=person) | Q(membership__person=person)).order_by("since", "id")
    return [
        {
            "organisation": each.membership.organisation.name,
            "role": each.membership.role,
            "lent_or_borrowed": "borrowed" if each.receiver_id == person else "lent",
            "since": each.since.isoformat(),
            "until": each.until.isoformat(),
        }
        for each in found.select_related("membership__organisation")
    ]


def _enrolments(person: UUID) -> list[Row]:
    found = Enrolment.objects.filter(person=person).select_related("group__organisation").order_by("since", "id")
    return [
        {
            "organisation": each.group.organisation.name,
            "year": each.group.year_id,
            "group": each.group.name,
            "number": each.number,
            "nickname": each.nickname,
            "since": each.since.isoformat(),
            "until": each.until.isoformat() if each.until else "",
        }
        for each in found
    ]


def _teachings(person: UUID) -> list[Row]:
    found = Teaching.objects.filter(person=person).select_related("group__organisation").order_by("since", "id")
    return [
        {
            "organisation": each.group.organisation.name,
            "year": each.group.year_id,
            "group": each.group.name,
            "since": each.since.isoformat(),
            "until": each.until.isoformat() if each.until else "",
        }
        for each in found
    ]


def _invitations_of(person: UUID) -> Q:
    """Return the condition that an invitation is to somebody: taken up by them, or to an address that they proved."""
    theirs = Q(accepted_by=person)
    for email in EmailAddress.objects.filter(user=person, verified=True).values_list("email", flat=True):
        theirs |= Q(email__iexact=email)
    return theirs


def _invitations(person: UUID) -> list[Row]:
    found = Invitation.objects.filter(_invitations_of(person)).select_related("organisation").order_by("created_at")
    return [
        {
            "organisation": each.organisation.name,
            "role": each.role,
            "email": each.email,
            "name": each.name,
            "sent": each.created_at.isoformat(),
            "expires": each.expires_at.isoformat(),
            "accepted": each.accepted_at.isoformat() if each.accepted_at else "",
        }
        for each in found
    ]


def _forget_memberships(person: UUID) -> None:
    Membership.objects.filter(person=person).delete()


def _forget_delegations(person: UUID) -> None:
    Delegation.objects.filter(Q(receiver=person) | Q(membership__person=person)).delete()


def _forget_enrolments(person: UUID) -> None:
    Enrolment.objects.filter(person=person).delete()


def _forget_teachings(person: UUID) -> None:
    Teaching.objects.filter(person=person).delete()


def _forget_invitations(person: UUID) -> None:
    Invitation.objects.filter(_invitations_of(person)).delete()
    Invitation.objects.filter(invited_by=person).update(invited_by=None)


PARTS = (
    Part(
        name="memberships",
        title=_("Roles in organisations"),
        rows=_memberships,
        erase=_forget_memberships,
        models=("network.Membership",),
    ),
    Part(
        name="delegations",
        title=_("Roles lent and borrowed"),
        rows=_delegations,
        erase=_forget_delegations,
        models=("network.Delegation",),
    ),
    Part(
        name="enrolments",
        title=_("Classes as a learner"),
        rows=_enrolments,
        erase=_forget_enrolments,
        models=("network.Enrolment",),
    ),
    Part(
        name="teachings",
        title=_("Classes as a teacher"),
        rows=_teachings,
        erase=_forget_teachings,
        models=("network.Teaching",),
    ),
    Part(
        name="invitations",
        title=_("Invitations"),
        rows=_invitations,
        erase=_forget_invitations,
        models=("network.Invitation",),
    ),
)
