"""What there is to do for whoever keeps an organisation, what it offers, a relay or a programme."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from envol.web.network.now_selectors import (
    groups_to_roll_over,
    invitations_waiting,
    labels_to_renew,
    offerings_standing,
    organisations_by_id,
    programmes_led_by,
    relays_of,
)
from envol.web.network.posts import Posts, Role
from envol.web.people.models import Person
from envol.web.portal.now.item import Item


def items(person: Person, posts: Posts) -> Iterator[Item]:
    """Yield what the person's desks have for them."""
    if headed := posts.organisations(Role.HEAD):
        yield from _of_a_head(headed)
    if kept := posts.organisations(Role.CONTACT):
        yield _of_a_contact(kept)
    if posts.plays(Role.KEEPER):
        yield from _of_a_keeper(posts)
    if posts.plays(Role.LEAD):
        yield from _of_a_lead(posts)
    if posts.plays(Role.MENTOR):
        yield _of_a_mentor()


def _of_a_head(headed: frozenset[UUID]) -> Iterator[Item]:
    labels = labels_to_renew(headed)
    if labels.organisation is not None:
        lapsed = ngettext("%(n)s label has lapsed", "%(n)s labels have lapsed", labels.lapsed) % {"n": labels.lapsed}
        soon = ngettext("%(n)s lapses soon", "%(n)s lapse soon", labels.lapsing) % {"n": labels.lapsing}
        yield Item(
            key="labels",
            title=_("Labels to renew"),
            text=lapsed if labels.lapsed else soon,
            soft=soon if labels.lapsed and labels.lapsing else str(labels.organisation),
            link=_("See the labels"),
            path=reverse("network:organisation", args=[labels.organisation.id]),
            presses=85 if labels.lapsed else 72,
        )
    if count := groups_to_roll_over(headed):
        yield Item(
            key="roll-over",
            title=_("The next school year"),
            text=ngettext("%(n)s class to carry over", "%(n)s classes to carry over", count) % {"n": count},
            link=_("Prepare the year"),
            path=reverse("network:roll-over"),
            presses=78,
        )
    first = organisations_by_id(headed)[0]
    waiting = invitations_waiting(headed)
    invited = ngettext("%(n)s invitation waits", "%(n)s invitations wait", waiting) % {"n": waiting}
    yield Item(
        key="people",
        title=_("Your people"),
        text=str(first),
        soft=invited if waiting else "",
        link=_("See who has which role"),
        path=reverse("network:people", args=[first.id]),
        presses=60,
    )


def _of_a_contact(kept: frozenset[UUID]) -> Item:
    first = organisations_by_id(kept)[0]
    count = offerings_standing(kept)
    return Item(
        key="offerings",
        title=_("What you offer"),
        text=ngettext("%(n)s offer stands", "%(n)s offers stand", count) % {"n": count}
        if count
        else _("Nothing yet: visits, mentors, equipment, trainings, jobs?"),
        soft=str(first),
        link=_("Keep it up to date"),
        path=reverse("network:organisation", args=[first.id]),
        presses=65 if count else 76,
    )


def _of_a_keeper(posts: Posts) -> Iterator[Item]:
    for relay in relays_of(posts)[:1]:
        yield Item(
            key="relay",
            title=_("Your relay"),
            text=relay.programme.name_fr,
            link=_("See what it keeps"),
            path=reverse("network:programme", args=[relay.programme_id]),
            presses=66,
        )


def _of_a_lead(posts: Posts) -> Iterator[Item]:
    for programme in programmes_led_by(posts)[:1]:
        yield Item(
            key="programme",
            title=_("Your programme"),
            text=programme.name_fr,
            link=_("See its consortium"),
            path=reverse("network:programme", args=[programme.slug]),
            presses=67,
        )


def _of_a_mentor() -> Item:
    return Item(
        key="mentor",
        title=_("You are a mentor"),
        text=_("Visits, workshops and classes near you"),
        link=_("Look at the network"),
        path=reverse("network:directory"),
        presses=48,
    )
