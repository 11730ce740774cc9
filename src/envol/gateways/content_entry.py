"""One content file of a known kind, outside of what is flown: read, validated, or refused with every fault."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import ValidationError

from envol.errors import ContentError
from envol.flight.content.catalogue import line_of
from envol.flight.content.fault import Fault, KeyPath, key_text
from envol.flight.content.schema import Entry
from envol.gateways.content_faults import faults_of
from envol.gateways.yaml_source import read_yaml_file

_E = TypeVar("_E", bound=Entry)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet(Generic[_E]):
    """What a file says, and where each of its keys stands, so that a later check names the line.

    Parameters
    ----------
    file : str
        How its faults name it.
    entry : Entry
    lines : mapping of key path to int
    """

    file: str
    entry: _E
    lines: Mapping[KeyPath, int] = field(repr=False)

    def fault(self, path: KeyPath, expected: str, found: str, hint: str = "") -> Fault:
        """Return a fault at a key of this file."""
        line = line_of(path, self.lines)
        return Fault(file=self.file, line=line, key=key_text(path), expected=expected, found=found, hint=hint)


def read_sheet(path: Path, model: type[_E]) -> Sheet[_E]:
    """Read one file of a kind.

    Raises
    ------
    ContentError
        With every fault of the file.
    """
    file = str(Path(*path.parts[-3:]))
    source = read_yaml_file(path, file)
    try:
        entry = model.model_validate(source.value)
    except ValidationError as error:
        raise ContentError(
            source.faults if source.broken else source.faults + faults_of(error, model, source)
        ) from None
    if source.faults:
        raise ContentError(source.faults)
    return Sheet(file=file, entry=entry, lines=source.lines)
