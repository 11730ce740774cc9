"""Why a change of the directory is refused: one sentence for each key, and the field that it is about."""

from __future__ import annotations

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from envol.errors import Refusal

SENTENCES: dict[str, tuple[str | Promise, str | None]] = {
    "siret-wrong": (
        _("%(number)s is no SIRET: it has fourteen digits, and they do not add up. Look at it again."),
        "siret",
    ),
    "siret-taken": (_("The SIRET %(number)s is that of %(holder)s already: each belongs to one place only."), "siret"),
    "siret-taken-elsewhere": (
        _("The SIRET %(number)s is that of another organisation already: each belongs to one place only."),
        "siret",
    ),
    "uai-wrong": (_("%(number)s is no UAI: seven digits and the letter that goes with them. Look at it again."), "uai"),
    "uai-taken": (_("The UAI %(number)s is that of %(holder)s already."), "uai"),
    "uai-taken-elsewhere": (_("The UAI %(number)s is that of another organisation already."), "uai"),
    "siret-by-administrators": (
        _("Only an administrator of the campus sets or changes a SIRET: people are brought in by it. Ask one."),
        "siret",
    ),
    "uai-by-administrators": (
        _("Only an administrator of the campus sets or changes a UAI: people are brought in by it. Ask one."),
        "uai",
    ),
    "siret-of-another-enterprise": (
        _("The SIRET %(number)s does not begin as that of the organisation does: ask an administrator of the campus."),
        "siret",
    ),
    "pretended-text": (
        _("In a demonstration nobody writes this for everybody to read: “%(text)s”. Leave it as it was."),
        None,
    ),
    "website-wrong": (_("%(address)s is no address of the web: it begins with https:// or http://."), "website"),
    "proof-wrong": (_("%(address)s is no address of the web: it begins with https:// or http://."), "proof"),
    "just-taken": (_("Somebody took this number or this name a moment ago: look at both again."), None),
    "academy-of-another-region": (_("The academy of %(academy)s is not in the region %(region)s."), "academy"),
    "department-unknown": (
        _("No department has the code %(department)s: choose one of the list."),
        "department",
    ),
    "half-a-place": (_("A place on the map takes a latitude and a longitude: give both or none."), "latitude"),
    "latitude-outside": (_("A latitude goes from -90 to 90 degrees: %(value)s is outside."), "latitude"),
    "longitude-outside": (_("A longitude goes from -180 to 180 degrees: %(value)s is outside."), "longitude"),
    "site-name-taken": (_("Another site of the organisation is called %(name)s: choose another name."), "name"),
    "label-ends-before": (_("The last day of a label cannot be before its first one: correct one of them."), "until"),
    "convention-ends-before": (
        _("A convention cannot end before the day on which it was signed: correct one of them."),
        "ends_on",
    ),
    "with-itself": (_("An organisation has no convention with itself, and does not compete with itself."), "partner"),
    "site-of-another": (_("This site is another organisation's: choose one of yours."), "site"),
    "offering-over": (_("The last day of what you offer has passed: choose a later one, or leave it out."), "until"),
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
