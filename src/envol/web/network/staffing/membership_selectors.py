"""What is read of roles in organisations, and of who lent theirs, by whoever may."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from envol.web.network.models import Delegation, Membership, Organisation, Relay, Role
from envol.web.network.models.consortium import PlaceKind, ProgrammePlace
from envol.web.network.posts import lasting, posts_of
from envol.web.network.school.selectors import within_reach
from envol.web.people.models import Person

STAFF = tuple(role for role in Role if role is not Role.LEARNER)
LENT = (Role.TEACHER, Role.INSTRUCTOR, Role.HEAD)
"""Roles that may be lent."""


def memberships_visible_to(person: Person, day: date | None = None) -> QuerySet[Membership]:
    """Return the roles that somebody may read of.

    Everybody, their own; a head and an administrator, all of the organisation; whoever works there, those of their
    colleagues that last; an instructor, those of its learners too.
    """
    day = day or timezone.localdate()
    posts = posts_of(person, day)
    others = Q(organisation__in=posts.organisations(Role.HEAD))
    others |= lasting(day) & Q(organisation__in=posts.organisations(*STAFF), role__in=STAFF)
    others |= lasting(day) & Q(organisation__in=posts.organisations(Role.INSTRUCTOR), role=Role.LEARNER)
    if posts.administers:
        others |= Q(organisation__isnull=False)
    others &= within_reach(person) & within_reach(person, "person")
    return Membership.objects.filter(Q(person=person) | others)


def delegations_of(person: Person, day: date | None = None) -> QuerySet[Delegation]:
    """Return the roles that somebody lends or borrows, and those lent where they are a head; none that is over.

    The next to end comes first.
    """
    day = day or timezone.localdate()
    headed = Q(membership__organisation__in=posts_of(person, day).organisations(Role.HEAD))
    headed &= within_reach(person, "membership__organisation")
    theirs = Q(membership__person=person) | Q(receiver=person) | headed
    found = Delegation.objects.filter(theirs, until__gte=day).order_by("until", "id")
    return found.select_related("membership__organisation", "membership__person", "receiver")


def roles_to_lend(person: Person) -> QuerySet[Membership]:
    """Return the roles of their own that somebody may lend."""
    lent = Membership.objects.filter(lasting(timezone.localdate()), person=person, role__in=LENT)
    return lent.select_related("organisation").order_by("organisation__name", "role")


def receivers_for(person: Person) -> QuerySet[Person]:
    """Return the people to whom somebody may lend a role: their colleagues, where they have one to lend."""
    day = timezone.localdate()
    places = roles_to_lend(person).order_by().values("organisation")
    colleagues = memberships_visible_to(person, day).filter(lasting(day), organisation__in=places, role__in=STAFF)
    found = Person.objects.filter(id__in=colleagues.values("person"), is_active=True).exclude(id=person.id)
    return found.order_by("name", "id")


def roles_given_by(person: Person, organisation: Organisation) -> list[Role]:
    """Return the roles that somebody may give in an organisation.

    A head gives those of their own house; a keeper is named where there is a relay to keep, a programme's lead where
    the organisation leads one. Who only borrows the head's role makes no heads: it would not end with what was lent.
    An administrator gives any.
    """
    posts = posts_of(person)
    if person.is_fictional and not organisation.is_fictional:
        return []
    if posts.administers:
        return list(Role)
    if not posts.has(organisation.id, Role.HEAD):
        return []
    own = Membership.objects.filter(lasting(timezone.localdate()), person=person, organisation=organisation)
    beyond = {
        Role.HEAD: own.filter(role=Role.HEAD).exists(),
        Role.KEEPER: Relay.objects.filter(organisation=organisation).exists(),
        Role.LEAD: ProgrammePlace.objects.filter(organisation=organisation, kind=PlaceKind.LEAD).exists(),
    }
    return [role for role in Role if beyond.get(role, True)]


def is_last_head(membership: Membership, day: date) -> bool:
    """Say whether nobody else would head the organisation after a day on which this role ends."""
    if membership.role != Role.HEAD:
        return False
    heads = Membership.objects.filter(organisation=membership.organisation_id, role=Role.HEAD, person__is_active=True)
    after = heads.filter(Q(until=None) | Q(until__gt=day))
    return not after.exclude(id=membership.id).exists()
