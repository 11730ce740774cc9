"""Importing staff lists: people by their e-mail, and their roles at organisations and sites."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.contrib.auth.hashers import make_password
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from envol.errors import EnvolError
from envol.flight.content.fault import Fault
from envol.gateways.imports.reading import fault_at
from envol.gateways.imports.staff import A_ROLE, StaffRow, read_staff
from envol.web.network.invitation_services import UNDELIVERABLE
from envol.web.network.membership_selectors import is_last_head, roles_given_by
from envol.web.network.models import Membership, Organisation, Role, Site
from envol.web.network.staff_places import Places
from envol.web.people.models import Person
from envol.web.provenance.importing import Importer, Intake, Source
from envol.web.provenance.upsert import Tally, in_batches

AT_ONCE = 500
PEOPLE, ROLES = "people", "roles"

OWN_PLACE = "your own organisation: an invitation to someone else’s organisation is not yours to send"
REAL_PERSON, FICTIONAL_PERSON = "a real person, for the organisation is real", "an address that ends in .invalid"
OTHER_HEAD = "another head, for nobody would head the organisation any more"
EXPECTATIONS = (OWN_PLACE, REAL_PERSON, FICTIONAL_PERSON, OTHER_HEAD)
"""What the campus expects of a line, beside what the reader of files does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """Into what may be imported: everything, by the command line; one organisation, by somebody of it.

    Parameters
    ----------
    only : Organisation or None
    roles : collection of Role
        Those that may be given.
    is_fictional : bool
        Whether whoever imports is: then nobody real is brought in.
    shown : str
        How faults call the file.
    """

    only: Organisation | None = None
    roles: Collection[Role] = tuple(Role)
    is_fictional: bool = False
    shown: str = ""


def hand_of(person: Person, organisation: Organisation, shown: str) -> Hand:
    """Return what somebody may import into an organisation."""
    roles = roles_given_by(person, organisation)
    return Hand(only=organisation, roles=roles, is_fictional=person.is_fictional, shown=shown)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    """A row whose organisation and site were found."""

    row: StaffRow
    organisation: Organisation
    site: Site | None


def staff_importer(hand: Hand) -> Importer:
    """Return the importer of staff lists for whoever imports."""

    def describe(path: Path) -> Source:
        if not path.is_file():
            raise EnvolError(f"{path} is no file: a staff list is one CSV file")
        return Source(title=hand.shown or path.name)

    def load(path: Path, intake: Intake) -> None:
        _load(path, intake, hand)

    return Importer(name="staff", title=_("staff lists: people and their roles"), describe=describe, load=load)


IMPORTER = staff_importer(Hand())


def _load(path: Path, intake: Intake, hand: Hand) -> None:
    name = hand.shown or str(path)
    rows = _good_rows(path, intake, name)
    places = Places()
    for batch in in_batches(rows, AT_ONCE):
        places.look_up(batch)
        placed = [found for row in batch if (found := _place(row, places, intake, hand, name)) is not None]
        _write(placed, intake, hand, name)


def _good_rows(path: Path, intake: Intake, name: str) -> Iterator[StaffRow]:
    """Yield the rows; refuse each line that is none once, with all its faults."""
    told = 0
    for read in read_staff(path, today=timezone.localdate(), shown=name):
        if isinstance(read, StaffRow):
            yield read
            continue
        intake.refuse(read, records=int(read.line != told))
        told = read.line


def _place(row: StaffRow, places: Places, intake: Intake, hand: Hand, name: str) -> _Placed | None:
    found = places.place_of(row, name)
    if isinstance(found, Fault):
        intake.refuse(found)
        return None
    organisation, site = found
    if fault := _not_theirs(row, organisation, hand, name):
        intake.refuse(fault)
        return None
    return _Placed(row=row, organisation=organisation, site=site)


def _not_theirs(row: StaffRow, organisation: Organisation, hand: Hand, name: str) -> Fault | None:
    """Return the fault of a line that whoever imports may not have carried out."""
    if hand.only is not None and organisation.id != hand.only.id:
        return fault_at(name, row.line, "organisation", OWN_PLACE, row.organisation)
    if Role(row.role) not in hand.roles:
        return fault_at(name, row.line, "role", A_ROLE, row.role)
    if hand.is_fictional and not row.email.endswith(UNDELIVERABLE):
        return fault_at(name, row.line, "email", FICTIONAL_PERSON, row.email)
    return None


def _write(placed: list[_Placed], intake: Intake, hand: Hand, name: str) -> None:
    known = _people_of(placed)
    allowed = []
    for each in placed:
        person = known.get(each.row.email)
        if person is not None and person.is_fictional and not each.organisation.is_fictional:
            intake.refuse(fault_at(name, each.row.line, "email", REAL_PERSON, each.row.email))
        else:
            allowed.append(each)
    people = Tally()
    missing = {each.row.email: each for each in reversed(allowed) if each.row.email not in known}
    fresh = [_person(each, hand) for each in missing.values()]
    Person.objects.bulk_create(fresh)
    known |= {person.email or "": person for person in fresh}
    people.created, people.unchanged = len(fresh), len({each.row.email for each in allowed}) - len(fresh)
    intake.count(PEOPLE, people)
    intake.count(ROLES, _write_roles(allowed, known, intake, name))


def _people_of(placed: list[_Placed]) -> dict[str, Person]:
    """Return those who have an account, by their address in small letters, however the account writes it."""
    written = {each.row.email for each in placed}
    found = Person.objects.annotate(in_small=Lower("email")).filter(in_small__in=written)
    return {(person.email or "").lower(): person for person in found}


def _person(each: _Placed, hand: Hand) -> Person:
    """Return somebody who comes in by resetting a password, or by the sign-in of their organisation."""
    password = make_password(None)
    return Person(email=each.row.email, name=each.row.name, password=password, is_fictional=hand.is_fictional)


def _write_roles(allowed: list[_Placed], known: dict[str, Person], intake: Intake, name: str) -> Tally:
    people = {known[each.row.email].id for each in allowed}
    held = {
        (role.person_id, role.organisation_id, role.role): role
        for role in Membership.objects.filter(person__in=people).select_related("organisation")
    }
    tally = Tally()
    fresh: list[Membership] = []
    changed: list[Membership] = []
    for each in allowed:
        person = known[each.row.email]
        standing = held.get((person.id, each.organisation.id, each.row.role))
        if standing is None:
            fresh.append(_membership(each, person))
        elif not _change(standing, each):
            tally.unchanged += 1
        elif standing.until and is_last_head(standing, standing.until):
            intake.refuse(fault_at(name, each.row.line, "until", OTHER_HEAD, str(each.row.until)))
        else:
            changed.append(standing)
    Membership.objects.bulk_create(fresh)
    Membership.objects.bulk_update(changed, ["site", "since", "until"])
    tally.created, tally.updated = len(fresh), len(changed)
    return tally


def _membership(each: _Placed, person: Person) -> Membership:
    return Membership(
        person=person,
        organisation=each.organisation,
        site=each.site,
        role=each.row.role,
        since=each.row.since or timezone.localdate(),
        until=each.row.until,
    )


def _change(held: Membership, each: _Placed) -> bool:
    """Give a role what its line says, and say whether that is anything new; what the line leaves out stays."""
    before = (held.site_id, held.since, held.until)
    if each.row.site is not None:
        held.site = each.site
    if each.row.since is not None:
        held.since = each.row.since
    elif held.until is not None and held.until < timezone.localdate():
        # It had ended: it begins again today.
        held.since = timezone.localdate()
    held.until = each.row.until
    return before != (held.site_id, held.since, held.until)
