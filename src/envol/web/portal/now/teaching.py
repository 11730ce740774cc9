"""What there is to do for whoever teaches or instructs."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from envol.web.flightdeck.selectors import flights_in_the_air
from envol.web.network.now_selectors import Classes, classes_of
from envol.web.network.posts import Posts
from envol.web.people.models import Person
from envol.web.portal.now.item import Item


def items(person: Person, posts: Posts) -> Iterator[Item]:
    """Yield the flights to watch and the classes."""
    if not posts.teaches:
        return
    yield _in_the_air(flights_in_the_air(person).count())
    yield _classes(classes_of(person))


def _in_the_air(count: int) -> Item:
    return Item(
        key="in-the-air",
        title=_("You instruct"),
        text=ngettext("%(n)s flight in the air", "%(n)s flights in the air", count) % {"n": count},
        link=_("Watch the flights"),
        path=reverse("flightdeck:deck"),
        presses=80 if count else 45,
    )


def _classes(classes: Classes) -> Item:
    if classes.first is None:
        return Item(
            key="no-class",
            title=_("You teach no class yet"),
            text=_("Open one, and give its code to those who learn: they need neither name nor e-mail."),
            link=_("Open a class"),
            path=reverse("network:groups"),
            presses=75,
        )
    only = classes.count == 1
    learners = ngettext("%(n)s learner", "%(n)s learners", classes.learners) % {"n": classes.learners}
    return Item(
        key="classes",
        title=_("Your class") if only else _("Your classes"),
        text=classes.first.name
        if only
        else ngettext("%(n)s class", "%(n)s classes", classes.count) % {"n": classes.count},
        soft=learners,
        link=_("Open the class") if only else _("See the classes"),
        path=reverse("network:group", args=[classes.first.id]) if only else reverse("network:groups"),
        presses=70,
    )
