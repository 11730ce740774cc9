"""By whose hand a staff list comes in: the command line's, which may write everything, or somebody's on a page."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from envol.gateways.imports.staff import StaffRow
from envol.web.network.models import Organisation, Role, Site
from envol.web.network.staffing.invitation_services import Sent
from envol.web.network.staffing.membership_selectors import roles_given_by
from envol.web.people.models import Person

OWN_PLACE = "your own organisation: an invitation to someone else’s organisation is not yours to send"
REAL_PERSON, FICTIONAL_PERSON = "a real person, for the organisation is real", "an address that ends in .invalid"
OTHER_HEAD = "another head, for nobody would head the organisation any more"
NO_EARLIER = "no day before the one on which they came to learn here"
LATER = "fewer invitations in an hour: import this line again later"
EXPECTATIONS = (OWN_PLACE, REAL_PERSON, FICTIONAL_PERSON, OTHER_HEAD, NO_EARLIER, LATER)
"""What the campus expects of a line, beside what the reader of files does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """Into what may be imported: everything, by the command line; one organisation, by somebody of it.

    Parameters
    ----------
    only : Organisation or None
    by : Person or None
        Who imports by a page. They bring nobody in who has an account of their own: these are invited.
    roles : collection of Role
        Those that may be given.
    shown : str
        How faults call the file.
    letters : list of Sent
        The invitations that were made, whose mail is still to leave.
    """

    only: Organisation | None = None
    by: Person | None = None
    roles: Collection[Role] = tuple(Role)
    shown: str = ""
    letters: list[Sent] = field(default_factory=list)

    @property
    def is_fictional(self) -> bool:
        """Whether whoever imports is: then nobody real is brought in."""
        return self.by is not None and self.by.is_fictional


def hand_of(person: Person, organisation: Organisation, shown: str) -> Hand:
    """Return what somebody may import into an organisation."""
    return Hand(only=organisation, by=person, roles=roles_given_by(person, organisation), shown=shown)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A row whose organisation and site were found."""

    row: StaffRow
    organisation: Organisation
    site: Site | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A row whose person was found or made.

    Parameters
    ----------
    placed : Placed
    person : Person
    is_new : bool
        Whether the account was made for this list.
    """

    placed: Placed
    person: Person
    is_new: bool
