"""Tell the trainings and projects at fault from the rest of an outlook, and read the rest without them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from envol.flight.content.catalogue import Document
from envol.flight.content.fault import Fault, KeyPath
from envol.gateways.content_faults import faults_of
from envol.gateways.content_salvage import salvage
from envol.gateways.outlooks_checks import check_outlook
from envol.gateways.outlooks_schema import OutlookFile
from envol.gateways.yaml_source import YamlSource, read_yaml_file

_ENTRY = re.compile(r"(trainings|projects)\[([0-9]+)\]")


def sift(path: Path, file: str) -> tuple[OutlookFile | None, tuple[Fault, ...], tuple[Fault, ...]]:
    """Return what holds together once entries at fault are left out, their faults, and the faults of all else.

    The first is None where something is at fault that cannot be left out. An entry that leans on one that is left out
    is left out as well.

    Parameters
    ----------
    path : Path
    file : str
        How its faults name it.
    """
    source = _source(path, file)
    if source.broken:
        return None, (), tuple(source.faults)
    left_out: list[Fault] = []
    while True:
        content, found = _read(source)
        inside = [fault for fault in found if _ENTRY.match(fault.key)]
        left_out += inside
        if len(inside) < len(found):
            return None, tuple(left_out), tuple(fault for fault in found if fault not in inside)
        if not found:
            return content, tuple(left_out), ()
        entries = {(match[1], int(match[2])) for fault in inside if (match := _ENTRY.match(fault.key))}
        for key, place in sorted(entries, reverse=True):
            _leave_out(source, key, place)


def _source(path: Path, file: str) -> YamlSource:
    source = read_yaml_file(path, file)
    if source.broken or isinstance(source.value, dict):
        return source
    fault = Fault(file=file, line=1, expected="keys and values, the first being schema", found="something else")
    return YamlSource(file, faults=[fault], broken=True)


def _read(source: YamlSource) -> tuple[OutlookFile | None, list[Fault]]:
    """Return an outlook and its faults: those of its shape and, as far as it can be read, those between its keys."""
    try:
        content = OutlookFile.model_validate(source.value)
    except ValidationError as error:
        saved = salvage(source, OutlookFile)
        between = [fault for fault in check_outlook(saved.document) if saved.tells(fault)]
        return None, [*source.faults, *faults_of(error, OutlookFile, source), *between]
    if source.faults:
        return None, list(source.faults)
    document = Document(content=content, content_hash="", file=source.file, lines=source.lines)
    return content, check_outlook(document)


def _leave_out(source: YamlSource, key: str, place: int) -> None:
    """Take an entry out of a list, so that the lines of the others stay known."""
    source.value = {**source.value, key: [each for n, each in enumerate(source.value[key]) if n != place]}

    def moved(path: KeyPath) -> KeyPath | None:
        if len(path) < 2 or path[0] != key or not isinstance(path[1], int) or path[1] < place:
            return path
        return None if path[1] == place else (key, path[1] - 1, *path[2:])

    lines: list[tuple[KeyPath | None, Any]] = [(moved(path), line) for path, line in source.lines.items()]
    source.lines = {path: line for path, line in lines if path is not None}
    source.faulty = {new for path in source.faulty if (new := moved(path)) is not None}
    own = re.compile(rf"{key}\[{place}\]")
    source.faults = [fault for fault in source.faults if not own.match(fault.key)]
