"""What is written about invitations: sent, sent again, withdrawn, taken up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from envol.web.accountability.services import note
from envol.web.network.invitation_secret import digest_of, new_secret
from envol.web.network.invitation_selectors import Standing, standing_of
from envol.web.network.membership_selectors import roles_given_by
from envol.web.network.membership_services import give_role
from envol.web.network.models import Invitation, Membership, Organisation, Role, Site
from envol.web.network.posts import lasting
from envol.web.network.school_refusals import refusal
from envol.web.people.models import Person

LASTS = timedelta(days=14)
UNDELIVERABLE = (".invalid", ".example", ".test")
"""Domains that no mail reaches (RFC 2606)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """An invitation with the secret of its link, which is kept nowhere."""

    invitation: Invitation
    secret: str


@transaction.atomic
def invite(
    *, organisation: Organisation, email: str, role: Role, by: Person, site: Site | None = None, name: str = ""
) -> Sent:
    """Invite an address to a role.

    Raises
    ------
    Refusal
        If the organisation is not theirs, the role not theirs to give, the address has the role or is invited to it,
        or somebody fictional and somebody real would meet.
    """
    if not by.has_perm("network.invite", organisation):
        raise refusal("not-your-organisation")
    if role not in roles_given_by(by, organisation):
        raise refusal("role-not-yours-to-give")
    if site is not None and site.organisation_id != organisation.id:
        raise refusal("site-of-another")
    email = Person.objects.normalize_email(email)
    _refuse_address(organisation, email, role, by)
    secret = new_secret()
    invitation = Invitation.objects.create(
        organisation=organisation,
        site=site,
        role=role,
        email=email,
        name=name,
        digest=digest_of(secret),
        invited_by=by,
        expires_at=timezone.now() + LASTS,
    )
    note("network.invitation.sent", by=by, about=invitation, organisation=organisation.id, **_params(invitation))
    return Sent(invitation=invitation, secret=secret)


def _refuse_address(organisation: Organisation, email: str, role: Role, by: Person) -> None:
    if by.is_fictional and not email.endswith(UNDELIVERABLE):
        raise refusal("fictional-sends-no-mail")
    known = Person.objects.filter(email__iexact=email).first()
    if known is not None and known.is_fictional and not organisation.is_fictional:
        raise refusal("fictional-person")
    held = Membership.objects.filter(lasting(timezone.localdate()), organisation=organisation, role=role)
    if known is not None and held.filter(person=known).exists():
        raise refusal("address-has-role")
    waiting = Invitation.objects.filter(organisation=organisation, role=role, email__iexact=email, accepted_at=None)
    if waiting.filter(expires_at__gt=timezone.now()).exists():
        raise refusal("already-invited")


@transaction.atomic
def send_again(*, invitation: Invitation, by: Person) -> Sent:
    """Give an invitation a new link and a new end; the link before serves no more.

    Raises
    ------
    Refusal
        If it was taken up or withdrawn.
    """
    now = timezone.now()
    _refuse_standing(standing_of(invitation, now), Standing.ACCEPTED, Standing.WITHDRAWN)
    secret = new_secret()
    invitation.digest, invitation.created_at, invitation.expires_at = digest_of(secret), now, now + LASTS
    invitation.invited_by = by
    invitation.save(update_fields=["digest", "created_at", "expires_at", "invited_by"])
    place = invitation.organisation_id
    note("network.invitation.sent-again", by=by, about=invitation, organisation=place, **_params(invitation))
    return Sent(invitation=invitation, secret=secret)


@transaction.atomic
def withdraw(*, invitation: Invitation, by: Person) -> None:
    """Let an invitation serve no more.

    Raises
    ------
    Refusal
        If it was taken up or withdrawn already.
    """
    _refuse_standing(standing_of(invitation, timezone.now()), Standing.ACCEPTED, Standing.WITHDRAWN)
    invitation.expires_at = invitation.created_at
    invitation.save(update_fields=["expires_at"])
    place = invitation.organisation_id
    note("network.invitation.withdrawn", by=by, about=invitation, organisation=place, **_params(invitation))


@transaction.atomic
def accept(*, invitation: Invitation, person: Person) -> Membership:
    """Take up an invitation, once, with whichever account somebody is signed in.

    Raises
    ------
    Refusal
        If it serves no more, or the account may not have the role.
    """
    held = (
        Invitation.objects.select_for_update(of=("self",)).select_related("organisation", "site").get(id=invitation.id)
    )
    now = timezone.now()
    _refuse_standing(standing_of(held, now), Standing.ACCEPTED, Standing.WITHDRAWN, Standing.EXPIRED)
    membership = give_role(person=person, organisation=held.organisation, role=Role(held.role), site=held.site)
    held.accepted_at, held.accepted_by = now, person
    held.save(update_fields=["accepted_at", "accepted_by"])
    note("network.invitation.accepted", by=person, about=held, organisation=held.organisation_id, **_params(held))
    return membership


_REFUSED = {
    Standing.ACCEPTED: "invitation-used",
    Standing.WITHDRAWN: "invitation-withdrawn",
    Standing.EXPIRED: "invitation-expired",
}


def _refuse_standing(standing: Standing, *refused: Standing) -> None:
    if standing in refused:
        raise refusal(_REFUSED[standing])


def _params(invitation: Invitation) -> dict[str, str]:
    return {"role": invitation.role, "place": str(invitation.organisation)}
