"""What the imports of certifications share: refusing lines, and writing what two registers tell of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db.models import QuerySet

from envol.flight.content.fault import Fault
from envol.web.provenance.importing import Intake
from envol.web.provenance.models import Imported
from envol.web.provenance.upsert import Tally, retire, upsert
from envol.web.referentials.certification_index import index_certifications
from envol.web.referentials.certification_outlook import gather
from envol.web.referentials.models import Formacode, Nsf, Sheet, Succession, Teller

_T = TypeVar("_T")
Row = Mapping[str, Any]


@dataclass(slots=True)
class Sieve:
    """Lets rows through and refuses faults.

    Parameters
    ----------
    intake : Intake
    refused : int
        Lines that were refused. Where there is one, nothing is taken for gone: it might be what was refused.
    """

    intake: Intake
    refused: int = 0
    _last: tuple[str, int] | None = None

    def rows(self, read: Iterable[_T | Fault]) -> Iterator[_T]:
        """Yield the rows; several faults of one line refuse one record."""
        for each in read:
            if not isinstance(each, Fault):
                yield each
                continue
            place = (each.file, each.line)
            again = place == self._last
            self._last = place
            self.refused += not again
            self.intake.refuse(each, records=0 if again else 1)

    def has_all(self) -> bool:
        """Whether what was read is all there is."""
        return not self.refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Where rows of one kind go.

    Parameters
    ----------
    name : str
        As people read it in the outcome.
    among : QuerySet
        The records that they are compared with.
    key, fields : tuple of str
    """

    name: str
    among: QuerySet[Any]
    key: tuple[str, ...]
    fields: tuple[str, ...] = ()

    def write(self, intake: Intake, rows: Iterable[Row], retiring: Callable[[], bool]) -> Tally:
        """Write rows and count them; what they name no more is retired where `retiring` says that they are all."""
        tally = upsert(rows, self.among, key=self.key, fields=self.fields, run=intake.run, retiring=retiring)
        intake.count(self.name, tally)
        return tally


def write_sheets(intake: Intake, rows: Iterable[Row], fields: Sequence[str], retiring: Callable[[], bool]) -> Tally:
    """Write sheets, which the kit and the export of France compétences both tell of, in whatever order they come.

    What the other register said of a sheet in later data stays, and what only the other tells of is not retired; nor is
    anything where so few are named that the file is hardly whole.
    """
    passing = _Passing(rows, Sheet, "number", intake)
    tally = upsert(passing, Sheet.objects.all(), key=("number",), fields=fields, run=intake.run)
    tally.unchanged += passing.left_out
    own = standing_sheets(intake)
    if retiring() and intake.is_whole("sheets", named=len(passing.seen), stood=own.count()):
        tally.retired += retire(own, key=("number",), seen=passing.seen, run=intake.run)
    intake.count("sheets", tally)
    return tally


def standing_sheets(intake: Intake) -> QuerySet[Sheet]:
    """Return the sheets that stand and that the register which is imported tells of."""
    return Sheet.objects.filter(provenance__kind=intake.run.kind, retired_on=None)


def write_labels(intake: Intake, model: type[Formacode | Nsf], titles: Mapping[str, str]) -> Tally:
    """Write codes with their labels; one that another register printed in later data stays, and none is retired."""
    rows = ({"code": code, "title": said} for code, said in titles.items() if said)
    passing = _Passing(rows, model, "code", intake)
    tally = upsert(passing, model._default_manager.all(), key=("code",), fields=("title",), run=intake.run)
    tally.unchanged += passing.left_out
    intake.count("Formacodes" if model is Formacode else "NSF groups", tally)
    return tally


def write_successions(
    intake: Intake, pairs: Iterable[tuple[str, str]], teller: Teller, retiring: Callable[[], bool]
) -> Tally:
    """Write which sheets replace which, as one register says it."""
    told = Table(
        name="successions", among=Succession.objects.filter(told_by=teller.value), key=("old", "new", "told_by")
    )
    rows = ({"old": old, "new": new, "told_by": teller.value} for old, new in dict.fromkeys(pairs) if old != new)
    return told.write(intake, rows, retiring)


def settle(intake: Intake) -> None:
    """Gather how long everything runs and write down what it is found by, if this import changed anything."""
    gathered = gather()
    if gathered or any(tally.has_changed for tally in intake.tallies.values()):
        index_certifications()


class _Passing:
    """Rows, but for those of which another kind of import has written something in later data.

    The day of the data decides, not that of the import: the kit of January imported again does not undo the register
    of November.
    """

    def __init__(self, rows: Iterable[Row], model: type[Imported], name: str, intake: Intake) -> None:
        self._rows = rows
        self._name = name
        self.seen: set[tuple[Any, ...]] = set()
        self.left_out = 0
        others = model._default_manager.exclude(provenance__kind=intake.run.kind).filter(retired_on=None)
        dated = others.filter(provenance__dated__gt=intake.run.dated or date.min)
        self._later = set(dated.values_list(name, flat=True))

    def __iter__(self) -> Iterator[Row]:
        for row in self._rows:
            key = row[self._name]
            self.seen.add((key,))
            if key in self._later:
                self.left_out += 1
            else:
                yield row
