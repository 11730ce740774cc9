"""What there is to do for whoever flies."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from envol.web.academy.selectors import Offer, next_to_fly
from envol.web.flightdeck.listing import Entry, entries_of
from envol.web.flightdeck.selectors import airborne_of, landed_of
from envol.web.network.posts import Posts, Role
from envol.web.pagekit.language import page_language, said_in
from envol.web.pagekit.templatetags.pagekit import decimal, lasting
from envol.web.people.models import Person
from envol.web.portal.now.item import Item

DESKS = (Role.HEAD, Role.CONTACT, Role.KEEPER, Role.LEAD)
"""Roles whose work is not to fly: their own flights press less."""


def items(person: Person, posts: Posts) -> Iterator[Item]:
    """Yield a flight in the air, the next scenario, the last debrief."""
    less = 30 if posts.plays(*DESKS) or posts.administers or person.is_protection_officer else 0
    for entry in entries_of(airborne_of(person)[:1]):
        yield _airborne(entry)
    if offer := next_to_fly(person):
        yield _next(offer, 50 - less)
    for entry in entries_of(landed_of(person)[:1]):
        yield _debrief(entry, 40 - less)


def _title(entry: Entry) -> str:
    return said_in(entry.title, page_language()) if entry.title else _("A scenario that is no longer taught")


def _airborne(entry: Entry) -> Item:
    begun = date_format(localtime(entry.flight.created_at), "j N Y, H:i")
    return Item(
        key="airborne",
        title=_("A flight is in the air"),
        text=_title(entry),
        soft=_("%(flown)s flown, begun %(date)s") % {"flown": lasting(entry.hours), "date": begun},
        link=_("Back to the cockpit"),
        path=reverse("flightdeck:cockpit", args=[entry.flight.id]),
        presses=90,
    )


def _next(offer: Offer, presses: int) -> Item:
    return Item(
        key="next",
        title=_("The next scenario to fly"),
        text=said_in(offer.scenario.title, page_language()),
        soft=_("%(hours)s of culture") % {"hours": lasting(offer.scenario.duration_h)},
        link=_("Read the briefing"),
        path=reverse("academy:briefing", args=[offer.scenario.name]),
        presses=presses,
    )


def _debrief(entry: Entry, presses: int) -> Item:
    return Item(
        key="debrief",
        title=_("Your last debrief"),
        text=_title(entry),
        soft=_grade(entry),
        link=_("Read the debrief"),
        path=reverse("flightdeck:score", args=[entry.flight.id]),
        presses=presses,
    )


def _grade(entry: Entry) -> str:
    passed = _("passed") if entry.flight.passed else _("not passed")
    if entry.flight.score is None:
        return passed
    score = _("%(score)s of 100") % {"score": decimal(entry.flight.score, 1)}
    return f"{score}, {passed}"
