"""Who may read a paper, a deed, a look: each predicate asks the selector that the page asks."""

from __future__ import annotations

from rules.permissions import add_perm
from rules.predicates import Predicate

from envol.web.accountability.models import AccessRecord, Activity
from envol.web.accountability.selectors import accesses_visible_to
from envol.web.network.models import Enrolment
from envol.web.network.oversight.paper_selectors import deeds_visible_to, papers_visible_to
from envol.web.people.models import Person


def may_see_paper(person: object, place: object = None) -> bool:
    """Say whether somebody may read and write the paper of whoever has a place in a group."""
    known = isinstance(person, Person) and isinstance(place, Enrolment)
    return known and papers_visible_to(person).filter(pk=place.pk).exists()  # type: ignore[arg-type, attr-defined]


def may_see_deed(person: object, deed: object = None) -> bool:
    """Say whether somebody may read an activity."""
    known = isinstance(person, Person) and isinstance(deed, Activity)
    return known and deeds_visible_to(person).filter(pk=deed.pk).exists()  # type: ignore[arg-type, attr-defined]


def may_see_look(person: object, look: object = None) -> bool:
    """Say whether somebody may read a look at a pupil's data; without one, whether they may read any."""
    if not isinstance(person, Person):
        return False
    if look is None:
        return person.is_active and person.is_protection_officer
    return isinstance(look, AccessRecord) and accesses_visible_to(person).filter(pk=look.pk).exists()


_PERMISSIONS = {
    "network.view_paper": may_see_paper,
    "network.change_paper": may_see_paper,
    "accountability.view_activity": may_see_deed,
    "accountability.view_accessrecord": may_see_look,
}
for _name, _asks in _PERMISSIONS.items():
    add_perm(_name, Predicate(_asks, _name))  # type: ignore[no-untyped-call]
