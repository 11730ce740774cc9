"""What is written about invitations: sent, sent again, withdrawn, taken up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from envol.web.accountability.services import note
from envol.web.network.models import Invitation, Membership, Organisation, Role, Site
from envol.web.network.posts import lasting
from envol.web.network.school.refusals import refusal
from envol.web.network.staffing.invitation_secret import digest_of, new_secret
from envol.web.network.staffing.invitation_selectors import Standing, standing_of
from envol.web.network.staffing.membership_selectors import roles_given_by
from envol.web.network.staffing.membership_services import give_role
from envol.web.people.models import Person

LASTS = timedelta(days=14)
AN_HOUR = timedelta(hours=1)
MOST_AN_HOUR = 60
"""Invitations that one person sends in an hour."""
MOST_TO_ONE = 5
"""Invitations from one organisation to one address in an hour: it may be invited to several roles."""
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
        If the organisation is not theirs or stands no more, the role not theirs to give, the address has the role or is
        invited to it, somebody fictional and somebody real would meet, or too many were sent within the hour.
    """
    if not by.has_perm("network.invite", organisation):
        raise refusal("not-your-organisation")
    if organisation.retired_on is not None:
        raise refusal("organisation-over")
    if role not in roles_given_by(by, organisation):
        raise refusal("role-not-yours-to-give")
    if site is not None and site.organisation_id != organisation.id:
        raise refusal("site-of-another")
    email = Person.objects.normalize_email(email)
    _refuse_address(organisation, email, role, by)
    _refuse_haste(organisation, email, by)
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


def _refuse_haste(organisation: Organisation, email: str, by: Person) -> None:
    """Refuse what would make the campus a sender of unwanted mail; what was withdrawn since counts as well."""
    lately = Invitation.objects.filter(created_at__gt=timezone.now() - AN_HOUR)
    if lately.filter(invited_by=by).count() >= MOST_AN_HOUR:
        raise refusal("too-many-invitations", most=MOST_AN_HOUR)
    if lately.filter(organisation=organisation, email__iexact=email).count() >= MOST_TO_ONE:
        raise refusal("invited-too-often")


@transaction.atomic
def send_again(*, invitation: Invitation, by: Person) -> Sent:
    """Give an invitation a new link and a new end; the link before serves no more.

    Raises
    ------
    Refusal
        If it was taken up or withdrawn, the role is not theirs to give, or a mail left for it within the hour.
    """
    now = timezone.now()
    _refuse_standing(standing_of(invitation, now), Standing.ACCEPTED, Standing.WITHDRAWN)
    if Role(invitation.role) not in roles_given_by(by, invitation.organisation):
        raise refusal("role-not-yours-to-give")
    if cache.get(_mailed(invitation)):
        raise refusal("sent-a-moment-ago")
    lately = Invitation.objects.filter(invited_by=by, created_at__gt=now - AN_HOUR)
    if lately.exclude(id=invitation.id).count() >= MOST_AN_HOUR:
        raise refusal("too-many-invitations", most=MOST_AN_HOUR)
    secret = new_secret()
    invitation.digest, invitation.created_at, invitation.expires_at = digest_of(secret), now, now + LASTS
    invitation.invited_by = by
    invitation.save(update_fields=["digest", "created_at", "expires_at", "invited_by"])
    place = invitation.organisation_id
    note("network.invitation.sent-again", by=by, about=invitation, organisation=place, **_params(invitation))
    return Sent(invitation=invitation, secret=secret)


def mail_left(*, invitation: Invitation) -> None:
    """Remember for an hour that a mail left for an invitation; where none did, it may be sent again at once."""
    cache.set(_mailed(invitation), True, AN_HOUR.total_seconds())


def _mailed(invitation: Invitation) -> str:
    return f"invitation-mailed:{invitation.id}"


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
        If it serves no more, whoever sent it could not send it today, or the account may not have the role.
    """
    invitations = Invitation.objects.select_for_update(of=("self",))
    held = invitations.select_related("organisation", "site", "invited_by").get(id=invitation.id)
    now = timezone.now()
    _refuse_standing(standing_of(held, now), Standing.ACCEPTED, Standing.WITHDRAWN, Standing.EXPIRED)
    _refuse_orphan(held)
    membership = give_role(person=person, organisation=held.organisation, role=Role(held.role), site=held.site)
    held.accepted_at, held.accepted_by = now, person
    held.save(update_fields=["accepted_at", "accepted_by"])
    note("network.invitation.accepted", by=person, about=held, organisation=held.organisation_id, **_params(held))
    return membership


def _refuse_orphan(invitation: Invitation) -> None:
    """Refuse an invitation that nobody could send today: it ends with the role of whoever sent it."""
    if invitation.organisation.retired_on is not None:
        raise refusal("organisation-over")
    sender = invitation.invited_by
    if sender is None or Role(invitation.role) not in roles_given_by(sender, invitation.organisation):
        raise refusal("invitation-without-sender")


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
