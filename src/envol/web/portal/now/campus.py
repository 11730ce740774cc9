"""What there is to do for whoever keeps the campus itself, or watches over its data."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from envol.web.accountability.selectors import accesses_since
from envol.web.network.posts import Posts
from envol.web.people.models import Person
from envol.web.portal.now.item import Item
from envol.web.provenance.selectors import last_import

WEEK = timedelta(days=7)


def items(person: Person, posts: Posts) -> Iterator[Item]:
    """Yield what a protection officer and an administrator look at."""
    if person.is_protection_officer:
        yield from _of_a_protection_officer()
    if posts.administers:
        yield _of_an_administrator()


def _of_a_protection_officer() -> Iterator[Item]:
    count = accesses_since(timezone.now() - WEEK)
    yield Item(
        key="accesses",
        title=_("Who looked at pupils’ data"),
        text=ngettext("%(n)s look this week", "%(n)s looks this week", count) % {"n": count},
        link=_("Read the access log"),
        path=reverse("network:access-log"),
        presses=82,
    )
    yield Item(
        key="duties",
        title=_("Duties"),
        text=_("Each with its source, its date and who must confirm it"),
        link=_("Read the duties"),
        path=reverse("accountability:duties"),
        presses=68,
    )
    yield Item(
        key="register",
        title=_("Register of processing"),
        text=_("Made from what the software keeps"),
        link=_("Read the register"),
        path=reverse("accountability:register"),
        presses=62,
    )


def _of_an_administrator() -> Item:
    run = last_import()
    return Item(
        key="imports",
        title=_("The State’s referentials"),
        text=f"{run.source} ({date_format(timezone.localtime(run.at), 'j N Y')})"
        if run
        else _("None was imported yet"),
        soft="" if run else _("On the server: envol import rome, envol import certifications"),
        link=_("See the jobs"),
        path=reverse("referentials:jobs"),
        presses=64 if run else 88,
    )
