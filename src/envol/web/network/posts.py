"""What somebody may do where: their roles on a day, their own and those lent to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from envol.web.network.models import Delegation, Membership, Role
from envol.web.people.models import Person

__all__ = ["NONE", "Posts", "Role", "lasting", "memberships_on", "open_on", "posts_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Posts:
    """The roles of one person on one day.

    Parameters
    ----------
    held : frozenset of (Role, UUID)
        Each with the id of its organisation.
    administers : bool
        Whether they keep the campus itself.
    """

    held: frozenset[tuple[str, UUID]] = frozenset()
    administers: bool = False

    def has(self, organisation: UUID, *roles: Role) -> bool:
        """Say whether they have one of the roles in an organisation."""
        return any((role.value, organisation) in self.held for role in roles)

    def plays(self, *roles: Role) -> bool:
        """Say whether they have one of the roles anywhere."""
        wanted = {role.value for role in roles}
        return any(role in wanted for role, _ in self.held)

    @property
    def teaches(self) -> bool:
        """Whether they teach or instruct anywhere."""
        return self.plays(Role.TEACHER, Role.INSTRUCTOR)

    def organisations(self, *roles: Role) -> frozenset[UUID]:
        """Return the organisations in which they have one of the roles; any role at all where none is named."""
        wanted = {role.value for role in roles}
        return frozenset(place for role, place in self.held if not wanted or role in wanted)


NONE = Posts()


def posts_of(person: AbstractBaseUser | AnonymousUser, day: date | None = None) -> Posts:
    """Return the roles of a person on a day, today where none is given; nobody's are none."""
    if not isinstance(person, Person) or not person.is_active:
        return NONE
    held = memberships_on(day or timezone.localdate(), person)
    return Posts(held=frozenset(held.values_list("role", "organisation_id")), administers=person.is_staff)


def memberships_on(day: date, person: Person) -> QuerySet[Membership]:
    """Return the memberships by which somebody acts on a day: their own, and those delegated to them.

    What is lent is lent by somebody who is active, to somebody who works in the same place: it ends with either. A
    fictional person, as whom anybody may enter, acts in fictional organisations only, whatever was written.
    """
    works = Membership.objects.filter(lasting(day), person=person, organisation=OuterRef("membership__organisation"))
    lent = Delegation.objects.filter(lasting(day), receiver=person, membership__person__is_active=True)
    lent = lent.filter(Exists(works.exclude(role=Role.LEARNER)))
    own = Membership.objects.filter(person=person)
    # Or-ed, the two would be tried on every membership there is.
    ids = own.order_by().values("id").union(lent.order_by().values("membership"))
    held = Membership.objects.filter(lasting(day), id__in=ids)
    return held.filter(organisation__is_fictional=True) if person.is_fictional else held


def lasting(day: date, prefix: str = "") -> Q:
    """Return the condition that something with `since` and `until` lasts on a day."""
    begun = Q(**{f"{prefix}since__lte": day})
    return begun & (Q(**{f"{prefix}until": None}) | Q(**{f"{prefix}until__gte": day}))


def open_on(day: date, prefix: str = "") -> Q:
    """Return the condition that a group is not closed on a day: its last one counts still."""
    return Q(**{f"{prefix}closed_on": None}) | Q(**{f"{prefix}closed_on__gte": day})
