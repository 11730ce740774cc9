"""Importing staff lists: people by their e-mail, and their roles at organisations and sites."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from envol.errors import EnvolError
from envol.flight.content.fault import Fault
from envol.gateways.imports.reading import fault_at
from envol.gateways.imports.staff import A_ROLE, StaffRow, read_staff
from envol.web.network.models import Organisation, Role
from envol.web.network.staffing.invitation_services import UNDELIVERABLE
from envol.web.network.staffing.staff_hand import FICTIONAL_PERSON, OWN_PLACE, Hand, Placed
from envol.web.network.staffing.staff_people import people_for
from envol.web.network.staffing.staff_places import Places
from envol.web.network.staffing.staff_roles import write_roles
from envol.web.provenance.importing import Importer, Intake, Source
from envol.web.provenance.upsert import in_batches

AT_ONCE = 500
ROLES = "roles"


def staff_importer(hand: Hand) -> Importer:
    """Return the importer of staff lists for whoever imports."""

    def describe(path: Path) -> Source:
        if not path.is_file():
            raise EnvolError(f"{path} is no file: a staff list is one CSV file")
        # What somebody called their file on a page may name people, and is nobody else's to read.
        return Source(title=f"staff list of {hand.only}" if hand.only else path.name)

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
        given = people_for(placed, intake, hand, name)
        intake.count(ROLES, write_roles(given, intake, hand, name))


def _good_rows(path: Path, intake: Intake, name: str) -> Iterator[StaffRow]:
    """Yield the rows; refuse each line that is none once, with all its faults."""
    told = 0
    for read in read_staff(path, today=timezone.localdate(), shown=name):
        if isinstance(read, StaffRow):
            yield read
            continue
        intake.refuse(read, records=int(read.line != told))
        told = read.line


def _place(row: StaffRow, places: Places, intake: Intake, hand: Hand, name: str) -> Placed | None:
    found = places.place_of(row, name)
    if isinstance(found, Fault):
        intake.refuse(found)
        return None
    organisation, site = found
    if fault := _not_theirs(row, organisation, hand, name):
        intake.refuse(fault)
        return None
    return Placed(row=row, organisation=organisation, site=site)


def _not_theirs(row: StaffRow, organisation: Organisation, hand: Hand, name: str) -> Fault | None:
    """Return the fault of a line that whoever imports may not have carried out."""
    if hand.only is not None and organisation.id != hand.only.id:
        return fault_at(name, row.line, "organisation", OWN_PLACE, row.organisation)
    if Role(row.role) not in hand.roles:
        return fault_at(name, row.line, "role", A_ROLE, row.role)
    if hand.is_fictional and not row.email.endswith(UNDELIVERABLE):
        return fault_at(name, row.line, "email", FICTIONAL_PERSON, row.email)
    return None
