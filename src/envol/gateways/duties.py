"""What the law asks of a campus, as dated content: duties, minors' rules, the quality standard, automated aids.

Every statement says where it comes from, how we know it, and who must confirm it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from envol.errors import ContentError, UnknownNameError
from envol.flight.content.catalogue import Catalogue, Document
from envol.flight.content.fault import Fault, KeyPath
from envol.gateways.content import content_root
from envol.gateways.content_entry import Sheet, read_sheet
from envol.gateways.content_kinds import OutsideKind
from envol.gateways.duties_schema import Aid, Duties, Duty, Figure, Rule, Stage, Standard, Theme

FOLDER = "duties"


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """Everything that the folder says."""

    files: tuple[Duties, ...]

    @property
    def duties(self) -> list[Duty]:
        """Every duty, by theme in the order of `Theme`, then as the files have them."""
        order = list(Theme)
        found = [duty for file in self.files for duty in file.duties]
        return sorted(found, key=lambda duty: order.index(duty.theme))

    @property
    def rules(self) -> list[Rule]:
        """Every rule about minors."""
        return [rule for file in self.files for rule in file.rules]

    @property
    def aids(self) -> list[Aid]:
        """Every automated aid, those at work first."""
        found = [aid for file in self.files for aid in file.aids]
        return sorted(found, key=lambda aid: aid.stage is not Stage.EXISTS)

    @property
    def standards(self) -> list[Standard]:
        """The quality standards."""
        return [file.standard for file in self.files if file.standard]

    @property
    def checked_on(self) -> date:
        """The day on which the file looked through longest ago was."""
        return min(file.checked_on for file in self.files)

    def figure(self, name: str) -> Figure:
        """Return a number of the law.

        Raises
        ------
        UnknownNameError
            If no rule has a number of that name.
        """
        figures = {figure.name: figure for rule in self.rules for figure in rule.figures}
        if name not in figures:
            raise UnknownNameError("number of the law", name, figures)
        return figures[name]


def load_duties(root: Path | None = None) -> Law:
    """Read and check the folder.

    Parameters
    ----------
    root : Path, optional
        The content folder; the installed one where absent.

    Raises
    ------
    ContentError
        With every fault of every file, if there is one.
    """
    sheets, faults = _read_all(root or content_root())
    if faults:
        raise ContentError(faults)
    return Law(files=tuple(sheet.entry for sheet in sheets))


def check_duties(root: Path | None = None) -> list[Fault]:
    """Return every fault of the folder, by file and line."""
    return _read_all(root or content_root())[1]


def _check_among(catalogue: Catalogue, document: Document) -> list[Fault]:
    """Return a fault for each name that another statement of the catalogue bears too."""
    files = [each.content for each in catalogue.documents if isinstance(each.content, Duties)]
    assert isinstance(document.content, Duties)
    return [document.fault(place, _ONE_NAME, repr(name)) for place, name in _twice(files, document.content)]


DUTIES = OutsideKind(model=Duties, folder=FOLDER, check=_check_among)
"""This kind, as `envol check` reads it."""

_ONE_NAME = "a name that no other statement bears"


def _twice(files: Iterable[Duties], file: Duties) -> Iterator[tuple[KeyPath, str]]:
    """Yield the names in a file that another statement of all files bears too, each with its place."""
    count = Counter(statement.name for each in files for _, statement in each.statements())
    for place, statement in file.statements():
        if count[statement.name] > 1:
            yield (*place, "name"), statement.name


def _read_all(root: Path) -> tuple[list[Sheet[Duties]], list[Fault]]:
    sheets: list[Sheet[Duties]] = []
    faults: list[Fault] = []
    for path in sorted((root / FOLDER).rglob("*.yaml")):
        try:
            sheets.append(read_sheet(path, Duties))
        except ContentError as error:
            faults += [fault for fault in error.faults if isinstance(fault, Fault)]
    if not sheets and not faults:
        faults.append(Fault(file=str(root / FOLDER), expected="YAML files of duties in the folder", found="none"))
    files = [sheet.entry for sheet in sheets]
    for sheet in sheets:
        faults += [sheet.fault(place, _ONE_NAME, repr(name)) for place, name in _twice(files, sheet.entry)]
    return sheets, sorted(faults, key=lambda fault: (fault.file, fault.line))
