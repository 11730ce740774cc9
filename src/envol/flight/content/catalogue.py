"""All content of the school, by kind and name, and the names that the twin lends to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

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


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitVocabulary:
    """The names of a unit operation that content may use.

    Parameters
    ----------
    unit : str
        The name of the unit operation.
    inputs : mapping of str to (float, float)
        What can be driven, with its lowest and highest value; infinities where there is none.
    outputs, states, parameters : frozenset of str
        What can be read, what can be started from, what can be set once for a vessel.
    """

    unit: str
    inputs: Mapping[str, tuple[float, float]]
    outputs: frozenset[str]
    states: frozenset[str]
    parameters: frozenset[str]


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
