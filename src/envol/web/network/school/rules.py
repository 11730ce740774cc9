"""Who may do what with classes, roles and invitations. What is seen agrees with the `..._visible_to` selectors."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias, TypeVar

from django.db.models import Model, QuerySet
from django.utils import timezone
from rules.permissions import add_perm
from rules.predicates import Predicate

from envol.web.network.models import Enrolment, Group, Invitation, Membership, Organisation, Role
from envol.web.network.posts import lasting, posts_of
from envol.web.network.school.selectors import OPENERS, enrolments_visible_to, groups_changeable_by, groups_visible_to
from envol.web.network.staffing.invitation_selectors import invitations_visible_to
from envol.web.network.staffing.membership_selectors import LENT, memberships_visible_to, roles_given_by
from envol.web.people.models import Person

_M = TypeVar("_M", bound=Model)
Asks: TypeAlias = Callable[..., bool]
"""Asked with a person and an object, which need be neither."""


def _among(model: type[_M], selector: Callable[[Person], QuerySet[_M]]) -> Asks:
    """Return the predicate that an object is among those of a selector: list and permission cannot disagree."""

    def is_among(person: object, thing: object = None) -> bool:
        known = isinstance(person, Person) and isinstance(thing, model)
        return known and selector(person).filter(pk=thing.pk).exists()  # type: ignore[arg-type, attr-defined]

    return is_among


def _reaches(person: object, place: object) -> bool:
    if not isinstance(person, Person) or not isinstance(place, Organisation):
        return False
    return place.is_fictional or not person.is_fictional


def _keeps(person: object, place: object) -> bool:
    """Say whether somebody heads an organisation, or keeps the campus."""
    if not _reaches(person, place):
        return False
    assert isinstance(person, Person)
    assert isinstance(place, Organisation)
    posts = posts_of(person)
    return posts.administers or posts.has(place.id, Role.HEAD)


def opens_groups_in(person: object, place: object = None) -> bool:
    """Say whether somebody may open a group in an organisation."""
    if not _reaches(person, place):
        return False
    assert isinstance(person, Person)
    assert isinstance(place, Organisation)
    return posts_of(person).has(place.id, *OPENERS)


def keeps_people_of(person: object, place: object = None) -> bool:
    """Say whether somebody may invite into an organisation."""
    return _keeps(person, place)


def keeps_membership(person: object, membership: object = None) -> bool:
    """Say whether somebody may end a role: a head's, only somebody who makes heads."""
    if not isinstance(membership, Membership) or not _keeps(person, membership.organisation):
        return False
    assert isinstance(person, Person)
    return membership.role != Role.HEAD or Role.HEAD in roles_given_by(person, membership.organisation)


def keeps_invitation(person: object, invitation: object = None) -> bool:
    """Say whether somebody may send an invitation again or withdraw it."""
    return isinstance(invitation, Invitation) and _keeps(person, invitation.organisation)


def lends(person: object, membership: object = None) -> bool:
    """Say whether somebody may lend a role: their own, which lasts, and of those that may be lent."""
    if not isinstance(person, Person) or not isinstance(membership, Membership):
        return False
    theirs = Membership.objects.filter(lasting(timezone.localdate()), person=person, role__in=LENT)
    return theirs.filter(pk=membership.pk).exists()


def appoints_in(person: object, group: object = None) -> bool:
    """Say whether somebody may say who teaches a group: papers of its pupils go with it, so that the head does."""
    known = isinstance(person, Person) and isinstance(group, Group)
    return known and posts_of(person).has(group.organisation_id, Role.HEAD)  # type: ignore[arg-type, attr-defined]


_PERMISSIONS: dict[str, Asks] = {
    "network.appoint_teacher": appoints_in,
    "network.view_group": _among(Group, groups_visible_to),
    "network.change_group": _among(Group, groups_changeable_by),
    "network.open_group": opens_groups_in,
    "network.view_enrolment": _among(Enrolment, enrolments_visible_to),
    "network.view_membership": _among(Membership, memberships_visible_to),
    "network.change_membership": keeps_membership,
    "network.delegate": lends,
    "network.view_invitation": _among(Invitation, invitations_visible_to),
    "network.change_invitation": keeps_invitation,
    "network.invite": keeps_people_of,
}
for _name, _asks in _PERMISSIONS.items():
    add_perm(_name, Predicate(_asks, _name))  # type: ignore[no-untyped-call]
