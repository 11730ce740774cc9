"""The faults of a file, line by line, in the language of the page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from envol.flight.content.fault import Fault

EXPECTATIONS = (
    # Of files that are read (`envol.gateways.imports`).
    _("a family name"),
    _("a given name"),
    _("an INE of 11 letters and digits"),
    _("a day such as 31/08/2027 or 2027-08-31"),
    _("a birth date from 6 to 80 years ago"),
    _("each pupil once"),
    _("letters that were read in their own encoding"),
    _("an e-mail address"),
    _("a name of at most 120 letters"),
    _("one of the known roles"),
    _("an organisation"),
    _("a day after the first one"),
    _("a day to come"),
    _("each person and role once"),
    _("letters that can be seen"),
    _("a closing quotation mark"),
    _("text in UTF-8"),
    _("text in UTF-8 or Windows-1252"),
    _("nothing"),
    _("save it as CSV UTF-8"),
    _("save it as CSV UTF-8 from the first program"),
    # Of the campus that they are to fit.
    _("the identifier, SIRET or UAI of an organisation of the network"),
    _("a site of this organisation, by name or SIRET"),
    _("your own organisation: an invitation to someone else’s organisation is not yours to send"),
    _("a real person, for the organisation is real"),
    _("an address that ends in .invalid"),
    _("another head, for nobody would head the organisation any more"),
    _("no day before the one on which they came to learn here"),
    _("fewer invitations in an hour: import this line again later"),
)
"""What may be expected of a cell, so that it has its French; a test holds this list whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A fault as a page says it."""

    line: int
    column: str
    expected: str
    found: str
    hint: str


def told(faults: Iterable[Fault]) -> list[Told]:
    """Return faults as a page says them, by their lines."""
    return [
        Told(
            line=fault.line,
            column=fault.key,
            expected=gettext(fault.expected),
            found=gettext(fault.found) if fault.found else "",
            hint=gettext(fault.hint) if fault.hint else "",
        )
        for fault in sorted(faults, key=lambda each: each.line)
    ]


def lines_of(faults: Iterable[Fault]) -> int:
    """Return on how many lines there are faults."""
    return len({fault.line for fault in faults})
