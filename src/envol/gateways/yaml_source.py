"""Read YAML into plain values, knowing the line of every key, and refusing what YAML would guess.

The tree is built from the parser's events, not by `yaml.compose`: composing is recursive, and a file of
opening brackets would end the process. Dates, ``yes`` and ``no``, ``010`` and ``1:30`` are faults: quotes or
another writing say what is meant.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from envol.flight.content.fault import Fault, KeyPath, key_text

DEEPEST_NESTING = 30
_PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"[-+]?(\.[0-9]+|(0|[1-9][0-9]*)(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_GUESSES = {
    "a date": re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ].*)?"),
    "a word that YAML 1.1 takes for true or false": re.compile(r"yes|no|on|off", re.IGNORECASE),
    "a number in base 60": re.compile(r"[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?"),
    "a number that begins with 0": re.compile(r"[-+]?0[0-9_xob][0-9a-fA-F_]*(\.[0-9]*)?"),
    "a number with underscores": re.compile(r"[-+]?[0-9][0-9_]*_[0-9_.]*"),
    "no finite number": re.compile(r"[-+]?\.(inf|nan)", re.IGNORECASE),
}
_HINTS = {
    "mapping values are not allowed": "a text that holds a colon goes in quotes",
    "cannot start any token": "indent with spaces; a text that begins with % @ ` or a tab goes in quotes",
    "did not find expected key": "look at the indentation and the quotes just above",
    "did not find expected": "look at the brackets, quotes and indentation just above",
}


@dataclass(slots=True)
class YamlSource:
    """The plain value of a file, the line of each key, and the faults met while reading.

    `faulty` holds the key paths whose value could not be read and stands as None.
    """

    file: str
    value: Any = None
    lines: dict[KeyPath, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    faulty: set[KeyPath] = field(default_factory=set)
    broken: bool = False
    """Whether nothing was read at all."""


def read_yaml_file(path: Path, file: str, *, what: str = "content file", largest: int | None = None) -> YamlSource:
    """Read a file of one YAML document; what cannot be read is a fault in the result, as in `read_yaml`.

    Parameters
    ----------
    path : Path
    file : str
        How its faults name it.
    what : str
        What a file that is too large should have been.
    largest : int, optional
        Bytes from which on nothing is read.
    """

    def broken(expected: str, found: str, line: int = 0) -> YamlSource:
        fault = Fault(file=file, line=line, expected=expected, found=found)
        return YamlSource(file, faults=[fault], broken=True)

    try:
        if largest is not None and (size := path.stat().st_size) > largest:
            return broken(f"a {what} of at most {largest} bytes", f"{size}")
        raw = path.read_bytes()
    except OSError as error:
        return broken("a file that can be read", error.strerror or "an error")
    try:
        return read_yaml(raw.decode("utf-8"), file)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return broken("text in UTF-8", f"the byte 0x{raw[error.start]:02x}", line)


def read_yaml(text: str, file: str) -> YamlSource:
    """Read one YAML document; the faults are in the result, none is raised."""
    source = YamlSource(file)
    try:
        _Builder(source, text).build()
    except yaml.MarkedYAMLError as error:
        _break(source, error.problem or "a mistake", error.problem_mark.line + 1 if error.problem_mark else 0)
    except yaml.YAMLError as error:
        _break(source, getattr(error, "reason", None) or "a mistake", 0)
    except _TooDeepError as error:
        _break(source, f"more than {DEEPEST_NESTING} levels of nesting", error.line)
    return source


class _TooDeepError(Exception):
    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def _break(source: YamlSource, found: str, line: int) -> None:
    hint = next((hint for symptom, hint in _HINTS.items() if symptom in found), "")
    fault = Fault(file=source.file, line=line, expected="well-formed YAML", found=found, hint=hint)
    # The one fault that matters: what was met before it may be an effect of it.
    source.faults, source.broken = [fault], True


class _Builder:
    """Build the value of a document from its events."""

    def __init__(self, source: YamlSource, text: str) -> None:
        self.source = source
        self.events: Iterator[Any] = iter(yaml.parse(text, Loader=_PARSER))

    def build(self) -> None:
        next(self.events)
        event = next(self.events)
        if isinstance(event, yaml.StreamEndEvent):
            _break(self.source, "an empty file", 0)
            return
        event = next(self.events)
        self.source.lines[()] = _line(event)
        self.source.value = self._value(event, ())
        next(self.events)
        event = next(self.events)
        if not isinstance(event, yaml.StreamEndEvent):
            self._fault((), "one document in the file", "a second one after ---", line=_line(event))
        for _ in self.events:
            pass

    def _value(self, event: Any, path: KeyPath) -> Any:
        if isinstance(event, yaml.AliasEvent):
            return self._fault(path, "the value itself", f"the alias *{event.anchor}", "write it out")
        if event.tag is not None and event.tag != "!":
            self._fault(path, "a value without a tag", repr(event.tag), "quotes make a text")
        if isinstance(event, yaml.ScalarEvent):
            return event.value if event.style else self._plain(event, path)
        if len(path) >= DEEPEST_NESTING:
            raise _TooDeepError(_line(event))
        return self._list(path) if isinstance(event, yaml.SequenceStartEvent) else self._mapping(path)

    def _list(self, path: KeyPath) -> list[Any]:
        values: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            place = (*path, len(values))
            self.source.lines[place] = _line(event)
            values.append(self._value(event, place))
        return values

    def _mapping(self, path: KeyPath) -> dict[str, Any]:
        values: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self._key(event, path)
            place = (*path, key)
            if key in values:
                found = f"{key!r} again, already at line {self.source.lines[place]}"
                self._fault(place, "each key once", found, line=_line(event))
                self._value(next(self.events), (*path, key, "again"))
                continue
            self.source.lines[place] = _line(event)
            values[key] = self._value(next(self.events), place)
        return values

    def _key(self, event: Any, path: KeyPath) -> str:
        if isinstance(event, yaml.ScalarEvent):
            if event.style or isinstance(self._resolved(event.value), str):
                return str(event.value)
            self._fault((*path, event.value), "a key that is a word", repr(event.value), "", _line(event))
            return str(event.value)
        self._fault(path, "a key that is a word", "a list or a mapping", "", _line(event))
        self._value(event, (*path, "?"))
        return "?"

    def _plain(self, event: Any, path: KeyPath) -> Any:
        value = self._resolved(event.value)
        if isinstance(value, _Guess):
            hint = "put it in quotes if it is a text"
            return self._fault(path, "a text in quotes, or a plain number", f"{event.value}, {value}", hint)
        return value

    def _resolved(self, text: str) -> Any:
        if text.lower() in _WORDS and text in (text.lower(), text.title(), text.upper()):
            return _WORDS[text.lower()]
        if _INTEGER.fullmatch(text):
            return int(text)
        if _DECIMAL.fullmatch(text):
            number = float(text)
            return number if math.isfinite(number) else _Guess("no finite number")
        return next((_Guess(what) for what, form in _GUESSES.items() if form.fullmatch(text)), text)

    def _fault(self, path: KeyPath, expected: str, found: str, hint: str = "", line: int = 0) -> None:
        line = line or self.source.lines.get(path, 0)
        key = key_text(path)
        fault = Fault(file=self.source.file, line=line, key=key, expected=expected, found=found, hint=hint)
        self.source.faults.append(fault)
        self.source.faulty.add(path)


class _Guess(str):
    """What YAML 1.1 would take a plain text for."""


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1
