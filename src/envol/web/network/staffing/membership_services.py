"""What is written about roles: given, ended, lent."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from envol.web.accountability.services import note
from envol.web.network.models import Delegation, Invitation, Membership, Organisation, Role, Site
from envol.web.network.posts import lasting, posts_of
from envol.web.network.school.refusals import refusal
from envol.web.network.school.years import A_DAY, year_of
from envol.web.network.staffing.membership_selectors import LENT, STAFF, is_last_head, roles_given_by
from envol.web.people.models import Person


@transaction.atomic
def give_role(
    *,
    person: Person,
    organisation: Organisation,
    role: Role,
    site: Site | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Membership:
    """Give somebody a role, or give it again where it has ended.

    Raises
    ------
    Refusal
        If the person is fictional and the organisation is not, or the site is another organisation's.
    """
    if person.is_fictional and not organisation.is_fictional:
        raise refusal("fictional-person")
    if person.is_pupil:
        raise refusal("not-for-pupils")
    if site is not None and site.organisation_id != organisation.id:
        raise refusal("site-of-another")
    fields = {"site": site, "since": since or timezone.localdate(), "until": until}
    held, made = Membership.objects.get_or_create(person=person, organisation=organisation, role=role, defaults=fields)
    if not made and held.until is not None and held.until < timezone.localdate():
        for name, value in fields.items():
            setattr(held, name, value)
        held.save(update_fields=list(fields))
    return held


@transaction.atomic
def end_membership(*, membership: Membership, by: Person, last: date | None = None) -> None:
    """End a role: after a last day, or from now on; one that has not begun to last is taken back whole.

    Raises
    ------
    Refusal
        If it is a head's and whoever ends it only borrows theirs, it has ended, the day is past, or nobody would head
        the organisation any more.
    """
    today = timezone.localdate()
    organisation = Organisation.objects.select_for_update().get(id=membership.organisation_id)
    if membership.role == Role.HEAD and Role.HEAD not in roles_given_by(by, organisation):
        raise refusal("heads-end-heads")
    if membership.until is not None and membership.until < today:
        raise refusal("role-over")
    if last is not None and last < today:
        raise refusal("until-past")
    if last is not None and last < membership.since:
        raise refusal("until-before-since")
    until = last or today - A_DAY
    if is_last_head(membership, until):
        raise refusal("last-head")
    params = {"role": membership.role, "place": str(organisation)}
    note("network.membership.ended", by=by, about=membership, organisation=organisation.id, **params)
    if until < membership.since:
        membership.delete()
        _end_what_hangs_on(membership)
        return
    membership.until = until
    membership.save(update_fields=["until"])
    _cut(Delegation.objects.filter(membership=membership), until)
    _end_what_hangs_on(membership)


def _cut(lent: QuerySet[Delegation], last: date) -> None:
    """Let delegations last to a day at most."""
    lent.filter(since__gt=last).delete()
    lent.filter(until__gt=last).update(until=last)


def _end_what_hangs_on(membership: Membership) -> None:
    """End what somebody borrows where they work no longer, and the invitations they sent as a head."""
    today, person = timezone.localdate(), membership.person
    here = Membership.objects.filter(person=person, organisation=membership.organisation_id, role__in=STAFF)
    ends = [each.until for each in here.filter(Q(until=None) | Q(until__gte=today - A_DAY))]
    borrowed = Delegation.objects.filter(receiver=person, membership__organisation=membership.organisation_id)
    if None not in ends:
        _cut(borrowed, max(filter(None, ends), default=today - A_DAY))
    if membership.role == Role.HEAD and not posts_of(person).has(membership.organisation_id, Role.HEAD):
        _withdraw_invitations_of(person, membership.organisation_id)


def _withdraw_invitations_of(person: Person, organisation: UUID) -> None:
    """Withdraw the open invitations that somebody sent who heads an organisation no longer, as `withdraw` does."""
    if posts_of(person).administers:
        return
    sent = Invitation.objects.filter(invited_by=person, organisation=organisation, accepted_at=None)
    sent.filter(expires_at__gt=timezone.now()).update(expires_at=F("created_at"))


@transaction.atomic
def lend(*, membership: Membership, receiver: Person, until: date, by: Person, since: date | None = None) -> Delegation:
    """Lend a role to a colleague until a day.

    Raises
    ------
    Refusal
        If the role is not theirs to lend, the days make no sense, or the receiver is no colleague.
    """
    today = timezone.localdate()
    since = since or today
    if membership.person_id != by.id or membership.role not in LENT:
        raise refusal("not-your-role")
    if membership.until is not None and membership.until < today:
        raise refusal("role-over")
    if receiver.id == by.id:
        raise refusal("delegation-to-oneself")
    if since < today or until < since:
        raise refusal("delegation-past")
    if until > (latest := last_day_to_lend(since)):
        raise refusal("delegation-too-long", last=latest.isoformat())
    colleague = Membership.objects.filter(
        lasting(today), organisation=membership.organisation_id, person=receiver, role__in=STAFF
    )
    if not colleague.exists():
        raise refusal("delegation-to-stranger")
    lent = Delegation.objects.create(membership=membership, receiver=receiver, since=since, until=until)
    params = {"role": membership.role, "until": until.isoformat()}
    note("network.delegation.lent", by=by, about=lent, organisation=membership.organisation_id, **params)
    return lent


def last_day_to_lend(since: date) -> date:
    """Return the last day to which a role may be lent from a day on: one school year later at most."""
    year = year_of(since)
    return since + (year.ends_on - year.starts_on)


@transaction.atomic
def take_back(*, delegation: Delegation, by: Person) -> None:
    """End a delegation from now on; whoever lent the role does, whoever borrowed it, or a head of the place."""
    today = timezone.localdate()
    place = delegation.membership.organisation_id
    theirs = by.id in (delegation.membership.person_id, delegation.receiver_id)
    if not theirs and not posts_of(by).has(place, Role.HEAD):
        raise refusal("not-your-role")
    role = delegation.membership.role
    note("network.delegation.ended", by=by, about=delegation, organisation=place, role=role)
    if delegation.since >= today:
        delegation.delete()
        return
    delegation.until = today - A_DAY
    delegation.save(update_fields=["until"])
