"""Importing an offer of trainings: an LHEO file of any size, in batches, in one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from envol.flight.content.fault import Fault
from envol.gateways.lheo.reading import read_lheo
from envol.gateways.lheo.records import Formation
from envol.gateways.lheo.stream import head_of
from envol.web.offer.identity import training_id
from envol.web.offer.models import Training
from envol.web.offer.services import retire_trainings, write_trainings
from envol.web.provenance.importing import Importer, Intake, Source
from envol.web.provenance.upsert import Tally, in_batches

AT_ONCE = 25
FEW = 20
"""Below so many that stand from a source, a file may hold fewer than half of them and be whole."""


def describe(path: Path) -> Source:
    """Return what the root of an LHEO file says of itself: its publisher, else the file's name, is the source."""
    head = head_of(path)
    return Source(title=f"LHEO, {head.publisher or path.name}", dated=head.dated)


def load(path: Path, intake: Intake) -> None:
    """Write every formation of a file; where it has no fault, retire what it no longer holds.

    Only formations whose last import had the same source are retired, and none where the file holds fewer than half of
    them: a part of an offer is no offer.
    """
    seen: dict[UUID, int] = {}
    for batch in in_batches(_sound(path, intake, seen), AT_ONCE):
        written = write_trainings(formations=batch, run=intake.run)
        intake.count("trainings", written.trainings)
        intake.count("actions", written.actions)
        intake.count("sessions", written.sessions)
    if not intake.refused:
        _retire(path, intake, seen)


def _sound(path: Path, intake: Intake, seen: dict[UUID, int]) -> Iterator[Formation]:
    """Yield the formations without fault, each once."""
    for found in read_lheo(path, today=timezone.localdate()):
        if isinstance(found, tuple):
            for place, fault in enumerate(found):
                intake.refuse(fault, records=0 if place else 1)
            continue
        key = training_id(found)
        if key in seen:
            intake.refuse(_twice(path, found, seen[key]))
            continue
        seen[key] = found.line
        yield found


def _twice(path: Path, formation: Formation, line: int) -> Fault:
    said = f"numero {formation.number}" if formation.number else f"title {formation.title}"
    return Fault(
        file=str(path),
        line=formation.line,
        key="formation",
        expected="each formation of a body once",
        found=f"SIRET {formation.organisme.siret} with the {said} again, as on line {line}",
        hint="give each formation a numero of its own",
    )


def _retire(path: Path, intake: Intake, seen: dict[UUID, int]) -> None:
    source = intake.run.source
    standing = list(Training.objects.filter(retired_on=None, provenance__source=source).values_list("pk", flat=True))
    gone = [key for key in standing if key not in seen]
    if len(standing) >= FEW and 2 * len(gone) > len(standing):
        intake.refuse(
            Fault(
                file=str(path),
                expected=f"at least half of the {len(standing)} trainings that stand from “{source}”",
                found=str(len(standing) - len(gone)),
                hint="a part of an offer? --keep-going imports it and retires nothing",
            )
        )
        return
    intake.count("trainings", Tally(retired=retire_trainings(gone=gone, run=intake.run)))


IMPORTER = Importer(name="lheo", title=_("trainings on offer, LHEO 2.3 or 2.2"), describe=describe, load=load)
