"""Importing OneRoster: schools, their classes, who learns and who teaches in them.

Pupils become accounts without name or e-mail; the words of their cards are known to nobody, so that a teacher gives
each a new card on the page of the class. Teachers come by their e-mail. The files are bulk, which is all there is: a
class or a place in one that they no longer hold has ended.
"""

from __future__ import annotations

from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from envol.gateways.imports.archives import open_folder
from envol.gateways.imports.oneroster import STUDENT, read_manifest, read_roster
from envol.web.network.imports.oneroster_people import People
from envol.web.network.imports.oneroster_places import Places
from envol.web.network.imports.oneroster_seats import Seats
from envol.web.network.models import Enrolment
from envol.web.network.school.selectors import not_over
from envol.web.provenance.external_keys import USER, ExternalKeys
from envol.web.provenance.importing import Importer, Intake, Source
from envol.web.provenance.upsert import in_batches

KIND = "OneRoster"


def describe(path: Path) -> Source:
    """Return what the manifest says: the system that sent it."""
    with open_folder(path, kind=KIND) as files:
        manifest = read_manifest(files)
    return Source(title=f"OneRoster {manifest.version}, {manifest.system or path.name}")


def load(path: Path, intake: Intake) -> None:
    """Write all of it."""
    with open_folder(path, kind=KIND) as files:
        roster = read_roster(files)
    for fault in roster.faults:
        intake.refuse(fault)
    stood = _standing(roster.manifest.system)
    places = Places(roster, intake)
    groups = places.write()
    people = People(roster, intake, groups).write()
    seats = Seats(roster, intake, groups, people)
    seats.write()
    named = sum(each.role == STUDENT and not each.ended for each in roster.enrollments)
    if not intake.refused and intake.is_whole("places of learners", named=named, stood=stood):
        seats.end_what_is_gone()
        places.close_what_is_gone()
        seats.end_roles()


def _standing(system: str) -> int:
    """Return how many places of learners stand of those whom the system knows: a file cut short would end them."""
    known = in_batches(ExternalKeys(system, USER).objects(), 400)
    today = timezone.localdate()
    return sum(Enrolment.objects.filter(not_over(today), person__in=some).count() for some in known)


IMPORTER = Importer(name="oneroster", title=_("classes and people, OneRoster 1.1 or 1.2"), describe=describe, load=load)
