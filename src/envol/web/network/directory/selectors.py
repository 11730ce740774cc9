"""What is read of the directory, by whoever may. Lists, maps, search, API and exports all go through these.

Three circles. What is public is everybody's. What is for the network is for whoever has a role in some organisation,
except in a competitor of the one that offers it: a competitor never learns that it exists. What is an organisation's
own is its members'. A fictional person, whom anybody may enter as, is in the network of fictional organisations only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias
from uuid import UUID

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.utils import timezone

from envol.gateways.identifiers import plain
from envol.web.network.models import (
    Convention,
    Label,
    Offering,
    Organisation,
    Programme,
    ProgrammePlace,
    Relay,
    Resource,
    Role,
    Site,
    Visibility,
)
from envol.web.network.posts import Posts, posts_of
from envol.web.people.models import Person

WORKING = tuple(role for role in Role if role != Role.LEARNER)
"""Those who act for an organisation: they read its conventions, its learners do not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What decides what somebody sees on a day, read once.

    Parameters
    ----------
    day : date
    posts : Posts
    own : frozenset of UUID
        The organisations they have a role in; for a fictional person, the fictional ones of these.
    closed : frozenset of UUID
        The competitors of these, with all their parts: nothing for the network only is read there.
    is_fictional : bool
    """

    day: date
    posts: Posts
    own: frozenset[UUID] = frozenset()
    closed: frozenset[UUID] = frozenset()
    is_fictional: bool = False

    @property
    def is_in_the_network(self) -> bool:
        """Whether what is for the network is for them."""
        return bool(self.own) or self.posts.administers

    def has(self, organisation: UUID, *roles: Role) -> bool:
        """Say whether they have one of the roles in an organisation that is theirs to act in."""
        return organisation in self.own and self.posts.has(organisation, *roles)

    @property
    def working_in(self) -> frozenset[UUID]:
        """The organisations they act for."""
        return self.own & self.posts.organisations(*WORKING)


Viewer: TypeAlias = AbstractBaseUser | AnonymousUser | Outlook


def outlook_of(who: Viewer, day: date | None = None) -> Outlook:
    """Return what decides what somebody sees; an outlook that was read already is that very one."""
    if isinstance(who, Outlook):
        return who
    day = day or timezone.localdate()
    posts = posts_of(who, day)
    own = posts.organisations()
    if not isinstance(who, Person) or not own:
        return Outlook(day=day, posts=posts, is_fictional=isinstance(who, Person) and who.is_fictional)
    if who.is_fictional:
        own = frozenset(Organisation.objects.filter(id__in=own, is_fictional=True).values_list("id", flat=True))
    return Outlook(day=day, posts=posts, own=own, closed=_competitors_of(own) - own, is_fictional=who.is_fictional)


def _competitors_of(own: frozenset[UUID]) -> frozenset[UUID]:
    """Return the competitors of some organisations; whoever is in a part of one is in the whole, and the reverse."""
    near = Organisation.objects.filter(Q(id__in=own) | Q(part_of__in=own)).values_list("id", "part_of_id")
    family = {each for pair in near for each in pair} - {None}
    declared = Organisation.competitors.through.objects.filter(
        Q(from_organisation__in=family) | Q(to_organisation__in=family)
    ).values_list("from_organisation", "to_organisation")
    wholes = frozenset(each for pair in declared for each in pair) - family
    # In two steps: or-ed in one, the two joins would be tried on every organisation there is.
    parts = Organisation.objects.filter(part_of__in=wholes).values_list("id", flat=True) if wholes else ()
    return wholes.union(parts)


def organisations_visible_to(who: Viewer) -> QuerySet[Organisation]:
    """Return the organisations that somebody finds in the directory.

    Those in the public directory; the others for their members and for administrators. Fictional ones show on a
    demonstration, elsewhere to their members only.
    """
    return Organisation.objects.filter(_shown(outlook_of(who)))


def _shown(outlook: Outlook, prefix: str = "") -> Q:
    """Return the condition that somebody finds an organisation, or the one that a field leads to.

    What belongs to organisations asks by a join on it: a subquery would gather every organisation first.
    """
    # All of them as a condition: an empty one, or-ed with another, would be that other alone.
    listed = {"is_listed": True, "retired_on": None} if not outlook.posts.administers else {"pk__isnull": False}
    if not settings.DEMONSTRATION:
        listed["is_fictional"] = False
    shown = Q(**{f"{prefix}{name}": value for name, value in listed.items()})
    return shown | Q(**{f"{prefix}id__in": outlook.own}) if outlook.own else shown


def offerings_visible_to(who: Viewer) -> QuerySet[Offering]:
    """Return what organisations offer, as far as somebody may read of it; what is over is its own members' only."""
    outlook = outlook_of(who)
    circle = Q(visibility=Visibility.PUBLIC)
    if outlook.is_in_the_network:
        network = Q(visibility=Visibility.NETWORK) & ~Q(organisation_id__in=outlook.closed)
        circle |= network & Q(organisation__is_fictional=True) if outlook.is_fictional else network
    lasting = Q(until=None) | Q(until__gte=outlook.day)
    reached = _shown(outlook, "organisation__") & lasting & circle
    return Offering.objects.filter(reached | Q(organisation_id__in=outlook.own))


def conventions_visible_to(who: Viewer) -> QuerySet[Convention]:
    """Return the conventions of the organisations that somebody acts for."""
    working = outlook_of(who).working_in
    return Convention.objects.filter(Q(holder__in=working) | Q(partner__in=working))


def sites_visible_to(who: Viewer) -> QuerySet[Site]:
    """Return the sites of the organisations that somebody finds."""
    return Site.objects.filter(_shown(outlook_of(who), "organisation__"))


def labels_visible_to(who: Viewer) -> QuerySet[Label]:
    """Return the labels of the organisations that somebody finds, lapsed ones too."""
    return Label.objects.filter(_shown(outlook_of(who), "organisation__"))


def programmes_visible_to(who: Viewer) -> QuerySet[Programme]:
    """Return the programmes in whose consortium somebody finds anybody, and those that have none yet."""
    found = places_visible_to(who).values("programme")
    return Programme.objects.filter(Q(slug__in=found) | ~Q(slug__in=ProgrammePlace.objects.values("programme")))


def places_visible_to(who: Viewer) -> QuerySet[ProgrammePlace]:
    """Return the places in consortia of the organisations that somebody finds."""
    return ProgrammePlace.objects.filter(_shown(outlook_of(who), "organisation__"))


def relays_visible_to(who: Viewer) -> QuerySet[Relay]:
    """Return the relays and resource centres of programmes, but for those of an organisation that does not show."""
    outlook = outlook_of(who)
    shown = Q(organisation=None) | _shown(outlook, "organisation__")
    return Relay.objects.filter(shown, programme__in=programmes_visible_to(outlook))


def resources_visible_to(who: Viewer) -> QuerySet[Resource]:
    """Return what relays keep, of those relays that somebody finds."""
    return Resource.objects.filter(relay__in=relays_visible_to(who))


def organisation_by_reference(text: str) -> Organisation | None:
    """Return the organisation that somebody means by an id of the campus, a SIRET (its own or a site's) or a UAI.

    It is not asked whether they may see it: that is for whoever calls, by `organisations_visible_to`.
    """
    number = plain(text)
    try:
        meant = Q(id=UUID(text.strip()))
    except ValueError:
        meant = Q(siret=number) | Q(uai=number) | Q(sites__siret=number)
    return Organisation.objects.filter(meant).first() if number else None


def organisation_meant(who: Viewer, text: str) -> Organisation | None:
    """Return the organisation that somebody means by a reference or by its whole name, of those they find."""
    found = organisations_visible_to(who)
    meant = organisation_by_reference(text)
    if meant:
        return found.filter(id=meant.id).first()
    named = list(found.filter(Q(name__iexact=text.strip()) | Q(short_name__iexact=text.strip()))[:2])
    return named[0] if len(named) == 1 and text.strip() else None
