"""Why something of foresight is not kept: one sentence for each key, and the field that it is about."""

from __future__ import annotations

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from envol.errors import Refusal

SENTENCES: dict[str, tuple[str | Promise, str | None]] = {
    "outlook-unknown": (_("No outlook is called “%(outlook)s” here: go back to the outlooks and choose one."), None),
    "changes-unreadable": (
        _("What is changed cannot be read (%(why)s): go back to the outlook and save the scenario from there."),
        None,
    ),
    "title-missing": (_("A scenario needs a title: write one."), "title"),
    "too-long": (_("This text is longer than %(most)s letters: shorten it."), "note"),
    "scenarios-too-many": (
        _("You keep %(most)s scenarios already, which is the most: delete one that you no longer need."),
        None,
    ),
    "pretended-text": (
        _("In a demonstration nobody writes this for everybody to read: “%(text)s”. Leave it out."),
        None,
    ),
    "link-of-a-demonstration": (_("A fictional person shares nothing by a link: anybody may enter as them."), None),
    "link-of-a-pupil": (_("A pupil’s scenario has no link: show it on your screen instead."), None),
    "not-a-member": (
        _("You have no role in this organisation, or no longer: choose one of yours."),
        "organisation",
    ),
    "compare-two-or-three": (_("Two or three scenarios are compared: choose as many."), None),
    "other-outlook": (
        _("Only scenarios of the same outlook can be compared: “%(title)s” is of another one."),
        None,
    ),
    "code-unknown": (_("The outlook has no such entry: “%(code)s”. Choose one of the list."), None),
    "people-outside": (_("One declaration asks for 1 to %(most)s people: %(people)s is outside."), "people"),
    "wanted-in-the-past": (_("The day by which people are wanted has passed: choose a later one."), "wanted_by"),
    "wanted-too-late": (
        _("People are wanted by %(year)s at the latest, the last year of the outlook: choose an earlier day."),
        "wanted_by",
    ),
    "need-over": (_("This need was ended already: declare a new one."), None),
    "needs-too-many": (
        _("The organisation has %(most)s open needs already, which is the most: end one that is met."),
        None,
    ),
}


def refuse(key: str, **params: str | float) -> Refusal:
    """Return the refusal of a key, its sentence in English."""
    with translation.override("en"):
        return Refusal(key, str(SENTENCES[key][0]) % params, params)


def said(refusal: Refusal) -> str:
    """Return the sentence of a refusal in the language of the page."""
    known = SENTENCES.get(refusal.key)
    return str(known[0]) % refusal.params if known else refusal.sentence


def field_of(refusal: Refusal) -> str | None:
    """Return the field of the form that a refusal is about, None where it is about all of it."""
    known = SENTENCES.get(refusal.key)
    return known[1] if known else None
