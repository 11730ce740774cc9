"""All content of the school, by kind and name, and the names that the twin lends to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf
from typing import TypeAlias, TypeVar

from envol.errors import UnknownNameError
from envol.flight.content.conditions import InitialCondition
from envol.flight.content.fault import Fault, KeyPath, key_text
from envol.flight.content.line import Line
from envol.flight.content.malfunctions import Malfunction
from envol.flight.content.parameters import ParameterSet
from envol.flight.content.pilots import Pilot
from envol.flight.content.scenario import Scenario
from envol.flight.content.schema import Content

KINDS: Mapping[str, type[Content]] = {
    model.kind: model for model in (ParameterSet, InitialCondition, Line, Malfunction, Scenario, Pilot)
}
"""Each kind of content file, by the word of its schema."""

_AnyContent = TypeVar("_AnyContent", bound=Content)


Bounds: TypeAlias = tuple[float, float]
"""The lowest and the highest value; infinities where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """The inputs of a unit operation, with their bounds, by who may move them.

    Parameters
    ----------
    settable : mapping of str to (float, float)
        Set-points and modes: pilots, lines, conditions and scenarios.
    pulses : mapping of str to (float, float)
        Interventions only, for one scan.
    faults : mapping of str to (float, float)
        Malfunctions only.
    """

    settable: Mapping[str, Bounds]
    pulses: Mapping[str, Bounds] = field(default_factory=dict)
    faults: Mapping[str, Bounds] = field(default_factory=dict)

    @property
    def every(self) -> dict[str, Bounds]:
        """All of them."""
        return {**self.settable, **self.pulses, **self.faults}

    def nature(self, name: str) -> str:
        """Return what an input is and who moves it, empty where there is no such input."""
        if name in self.faults:
            return "a fault, which only malfunctions drive"
        if name in self.pulses:
            return "a pulse, which only interventions give"
        return "a set-point" if name in self.settable else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StartingState:
    """A state as a condition may give it: how many numbers it holds, and whether its own start is zero."""

    size: int = 1
    from_zero: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Constant:
    """A declared parameter: its unit and its bounds."""

    unit: str
    low: float = -inf
    high: float = inf


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitVocabulary:
    """The names of a unit operation that content may use.

    Parameters
    ----------
    unit : str
        The name of the unit operation.
    inputs : Inputs
        What can be driven.
    outputs : frozenset of str
        What can be read of one number; a field of several is no quantity.
    revealing : frozenset of str
        Those of the outputs that no tag may show, for they would give a malfunction away.
    states : mapping of str to StartingState
        What can be started from.
    parameters : mapping of str to Constant
        What can be set once for a vessel.
    """

    unit: str
    inputs: Inputs
    outputs: frozenset[str]
    revealing: frozenset[str] = frozenset()
    states: Mapping[str, StartingState]
    parameters: Mapping[str, Constant]

    @property
    def quantities(self) -> frozenset[str]:
        """What triggers, limits and scoring may read: outputs and states of one number."""
        return self.outputs | {name for name, state in self.states.items() if state.size == 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A content file that was read: what it says, its hash, and where each of its keys stands."""

    content: Content
    content_hash: str
    file: str = ""
    lines: Mapping[KeyPath, int] = field(default_factory=dict, repr=False)

    @property
    def key(self) -> tuple[str, str]:
        """The kind and the name under which the catalogue knows it."""
        return self.content.kind, self.content.name

    def fault(self, path: KeyPath, expected: str, found: str, hint: str = "") -> Fault:
        """Return a fault at a key of this file."""
        line = line_of(path, self.lines)
        return Fault(file=self.file, line=line, key=key_text(path), expected=expected, found=found, hint=hint)


def line_of(path: KeyPath, lines: Mapping[KeyPath, int]) -> int:
    """Return the line of a key, or of the nearest key around it; 0 where none is known."""
    for length in range(len(path), -1, -1):
        if path[:length] in lines:
            return lines[path[:length]]
    return 0


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every content document, and the vocabulary of every unit operation.

    `unread` holds the kind and name of the documents whose own faults keep them out: whoever refers to one is
    not at fault as well. Where two documents bear one kind and name, the first counts, and
    `envol.flight.content.checks` reports the second.
    """

    documents: tuple[Document, ...]
    vocabulary: Mapping[str, UnitVocabulary]
    unread: frozenset[tuple[str, str]] = frozenset()
    _index: Mapping[tuple[str, str], Document] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        index = {document.key: document for document in reversed(self.documents)}
        object.__setattr__(self, "_index", index)

    def document(self, kind: str, name: str) -> Document:
        """Return a document.

        Raises
        ------
        UnknownNameError
            Proposing the nearest names of that kind.
        """
        if (kind, name) not in self._index:
            raise UnknownNameError(kind, name, self.names(kind))
        return self._index[kind, name]

    def content_hash(self, kind: str, name: str) -> str:
        """Return the hash by which a flight pins the content it was flown with."""
        return self.document(kind, name).content_hash

    def names(self, kind: str) -> frozenset[str]:
        """Return the names of all documents of a kind, the unread ones included."""
        return frozenset(name for each, name in {*self._index, *self.unread} if each == kind)

    def find(self, model: type[_AnyContent], name: str) -> _AnyContent | None:
        """Return the content of a kind under a name, or None."""
        document = self._index.get((model.kind, name))
        return document.content if document and isinstance(document.content, model) else None

    def every(self, model: type[_AnyContent]) -> tuple[_AnyContent, ...]:
        """Return all contents of a kind, by name."""
        found = (document.content for _, document in sorted(self._index.items()))
        return tuple(content for content in found if isinstance(content, model))

    def line(self, name: str) -> Line:
        """Return a line; UnknownNameError proposes the nearest."""
        return self._of(Line, name)

    def scenario(self, name: str) -> Scenario:
        """Return a scenario; UnknownNameError proposes the nearest."""
        return self._of(Scenario, name)

    def malfunction(self, name: str) -> Malfunction:
        """Return a malfunction; UnknownNameError proposes the nearest."""
        return self._of(Malfunction, name)

    def pilot(self, name: str) -> Pilot:
        """Return a pilot; UnknownNameError proposes the nearest."""
        return self._of(Pilot, name)

    def condition(self, name: str) -> InitialCondition:
        """Return an initial condition; UnknownNameError proposes the nearest."""
        return self._of(InitialCondition, name)

    def parameter_set(self, name: str) -> ParameterSet:
        """Return a parameter set; UnknownNameError proposes the nearest."""
        return self._of(ParameterSet, name)

    def _of(self, model: type[_AnyContent], name: str) -> _AnyContent:
        content = self.document(model.kind, name).content
        assert isinstance(content, model)
        return content
