"""A school put together: unit operations, content and machine, each loaded when it is first asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from importlib.metadata import entry_points
from pathlib import Path

from envol.errors import ContentError, EnvolError, ModelError
from envol.flight.content.catalogue import Catalogue, Document, UnitVocabulary
from envol.flight.content.checks import check_pilot_on_line
from envol.flight.content.pilots import Pilot
from envol.flight.content.scenario import Scenario
from envol.flight.plan import FlightPlan, prepare, set_spreads, set_values, timing_of, vocabulary_of
from envol.gateways.content import check_paths, load_catalogue, read_document
from envol.gateways.pins import machine_pins
from envol.twin.model import UnitClass, UnitOperation
from envol.twin.registry import Registry
from envol.twin.solve import CompiledScan
from envol.twin.timing import Timing

ENTRY_POINTS = "envol.units"


class Library:
    """Everything that can be flown here.

    Parameters
    ----------
    root : Path, optional
        The folder of the content; the installed one where absent.
    """

    def __init__(self, root: Path | None = None) -> None:
        self._root = root
        self._scans: dict[tuple[str, Timing], CompiledScan] = {}

    @cached_property
    def registry(self) -> Registry:
        """The unit operations, those of third parties included."""
        return Registry(_third_parties())

    @cached_property
    def vocabulary(self) -> Mapping[str, UnitVocabulary]:
        """The names of each unit operation; one is compiled when its names are first asked for."""
        return _Vocabularies(self.registry)

    @cached_property
    def catalogue(self) -> Catalogue:
        """The content, read and checked whole."""
        return load_catalogue(self._root, self.vocabulary)

    def compiled(self, unit: str, timing: Timing) -> CompiledScan:
        """Return the scan of a unit operation at some rhythms, compiled once."""
        key = (unit, timing)
        if key not in self._scans:
            self._scans[key] = CompiledScan.of(self.registry.model(unit), timing)
        return self._scans[key]

    def plan(self, scenario: str, seed: int) -> FlightPlan:
        """Make a scenario ready to fly.

        Parameters
        ----------
        scenario : str
            A name, or the path of a YAML file, which is checked first.

        Raises
        ------
        UnknownNameError
            If no scenario is called so.
        ContentError
            With every fault of the file.
        """
        catalogue, name = self.catalogue, scenario
        if is_path(scenario):
            document = self._document(Path(scenario), Scenario.kind)
            catalogue = Catalogue((document, *catalogue.documents), self.vocabulary)
            name = document.content.name
        flown = catalogue.scenario(name)
        line = catalogue.line(flown.line)
        return prepare(catalogue, flown, self.compiled(line.unit, timing_of(line)), seed=seed, pins=machine_pins())

    def pilot(self, pilot: str, plan: FlightPlan | None = None) -> Pilot:
        """Return a pilot.

        Parameters
        ----------
        pilot : str
            A name, or the path of a YAML file, which is checked first.
        plan : FlightPlan, optional
            What it is to fly; it is checked against its line.

        Raises
        ------
        UnknownNameError
            If no pilot is called so.
        ContentError
            With every fault of the file, or with everything that keeps the pilot from flying the line.
        """
        catalogue = self.catalogue
        document = self._document(Path(pilot), Pilot.kind) if is_path(pilot) else catalogue.document(Pilot.kind, pilot)
        content = document.content
        assert isinstance(content, Pilot)
        if plan and (faults := check_pilot_on_line(catalogue, document, plan.line)):
            raise ContentError([f"the pilot {content.name} cannot fly {plan.line.name}:", *faults])
        return content

    def values_of(self, *names: str) -> dict[str, float]:
        """Return the values of one or several parameter sets."""
        return set_values(self.catalogue, names) if names else {}

    def spreads_of(self, *names: str) -> dict[str, float]:
        """Return the spreads between lots that one or several parameter sets give."""
        return set_spreads(self.catalogue, names) if names else {}

    def faults_of(self, paths: list[Path]) -> list[object]:
        """Return every fault of some content files or folders."""
        return list(check_paths(paths, self.vocabulary, self._root))

    def _document(self, path: Path, kind: str) -> Document:
        if faults := self.faults_of([path]):
            raise ContentError(faults)
        document, faults_of_file = read_document(path)
        if document is None:
            raise ContentError(faults_of_file)
        found = document.content.kind
        if found != kind:
            raise ContentError([document.fault(("schema",), f"a {kind}", f"a {found}")])
        return document


def is_path(name: str) -> bool:
    """Return whether something that was asked for by name is the path of a content file."""
    return "/" in name or Path(name).suffix in (".yaml", ".yml")


class _Vocabularies(Mapping[str, UnitVocabulary]):
    """The names of each unit operation, compiled only when looked at."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._known: dict[str, UnitVocabulary] = {}

    def __getitem__(self, name: str) -> UnitVocabulary:
        if name not in self:
            raise KeyError(name)
        if name not in self._known:
            self._known[name] = vocabulary_of(self._registry.model(name))
        return self._known[name]

    def __contains__(self, name: object) -> bool:
        return name in self._registry.names()

    def __iter__(self) -> Iterator[str]:
        return iter(self._registry.names())

    def __len__(self) -> int:
        return len(self._registry.names())


def _third_parties() -> Iterator[UnitClass]:
    for entry in entry_points(group=ENTRY_POINTS):
        try:
            unit = entry.load()
        except Exception as error:
            raise EnvolError(f"the unit operation {entry.name} ({entry.value}) cannot be loaded: {error}") from error
        if not (isinstance(unit, type) and issubclass(unit, UnitOperation)):
            raise ModelError(f"the entry point {entry.name} ({entry.value}) is no unit operation")
        yield unit
