"""Read what can be read of a document whose shape is wrong, so that its references are checked all the same.

A name, a number or a list that is wrong gives way to one of which no check complains, or whose complaint is known for
an echo of a fault already told. What is salvaged is checked and thrown away; it never enters a catalogue.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import NoneType
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from envol.flight.content.catalogue import Document
from envol.flight.content.fault import Fault, KeyPath, key_text
from envol.flight.content.schema import Content
from envol.gateways.yaml_source import YamlSource

_PLACE = r"\[[0-9]+\]"


@dataclass(frozen=True, slots=True)
class _Leaning:
    """References that are looked for in the same document.

    `keys` is a pattern of where they stand, `sources` are the keys in which they are looked for, and `within` the
    keys of an entry there that decide over what is found.
    """

    keys: str
    sources: tuple[str, ...]
    within: tuple[str, ...] = ()

    def misses(self, unread: KeyPath) -> bool:
        """Return whether something that was not read may be what a reference is looked for in."""
        return unread[0] in self.sources and (len(unread) <= 2 or unread[2] in self.within)


_LEANING: Mapping[str, tuple[_Leaning, ...]] = {
    "condition": (_Leaning(r"states", ("states", "left_at_start")),),
    "line": (
        _Leaning(rf"alarms{_PLACE}\.tag|controls\..+\.(tag|shows)", ("tags",)),
        _Leaning(rf"beside{_PLACE}|(synoptic|trends){_PLACE}\.tags{_PLACE}", ("tags",)),
        _Leaning(r"synoptic", ("tags", "beside", "synoptic"), ("tags",)),
        _Leaning(rf"synoptic{_PLACE}\.controls{_PLACE}", ("controls",)),
        _Leaning(rf"synoptic{_PLACE}\.interventions{_PLACE}", ("interventions",), ("name",)),
        _Leaning(rf"interlocks{_PLACE}\.blocks\.intervention", ("interventions",), ("name",)),
        _Leaning(rf"synoptic{_PLACE}\.assays{_PLACE}", ("assays",), ("name",)),
        _Leaning(rf"trends{_PLACE}\.assays{_PLACE}|quantities\..+", ("assays",), ("measures",)),
        _Leaning(r"quantities", ("assays", "quantities"), ("measures",)),
        _Leaning(rf"interlocks{_PLACE}\.when", ("tags",), ("quantity",)),
    ),
}
"""By kind, what leans on what."""


class _AnyNumber(float):
    """The stand-in for a number that could not be read: within every range, and beyond nothing."""

    __slots__ = ()

    def __le__(self, other: object) -> bool:
        return True

    def __ge__(self, other: object) -> bool:
        return True

    def __lt__(self, other: object) -> bool:
        return False

    def __gt__(self, other: object) -> bool:
        return False


class _AnyText(str):
    """The stand-in for a text that could not be read: known nowhere, but different from nothing."""

    __slots__ = ()

    def __ne__(self, other: object) -> bool:
        return False


_ANY_NUMBER = _AnyNumber("nan")
_ANY_TEXT = _AnyText()


@dataclass(slots=True)
class Salvage:
    """What was salvaged of a document.

    `unread` holds the key paths at which nothing, or something else than the author wrote, was put.
    """

    document: Document
    unread: set[KeyPath]
    leans: str = ""
    """The keys, as a pattern, whose references may miss what was not read."""

    def tells(self, fault: Fault) -> bool:
        """Return whether a fault of the salvaged document is one of its author's, not an echo of what is unread."""
        if self.leans and re.fullmatch(self.leans, fault.key):
            return False
        return not any(re.match(rf"{re.escape(key_text(path))}(?:$|[.\[])", fault.key) for path in self.unread)


def salvage(source: YamlSource, model: type[Content]) -> Salvage:
    """Return what can be read of a document, by the model of its kind."""
    reader = _Reader({path for path in source.faulty if path})
    content = reader.entry(model, source.value, ())
    document = Document(content=content, content_hash="", file=source.file, lines=source.lines)
    return Salvage(document, reader.unread, _leans(model, source.value, reader.unread))


def _leans(model: type[Content], value: Mapping[str, Any], unread: set[KeyPath]) -> str:
    known = {info.alias or name for name, info in model.model_fields.items()}
    # A key that is missing may be the one that was misspelt.
    absent = set() if known.issuperset(value) else known - value.keys()
    leaning = (
        each.keys
        for each in _LEANING.get(model.kind, ())
        if absent & set(each.sources) or any(each.misses(path) for path in unread)
    )
    return "|".join(f"(?:{keys})" for keys in leaning)


@dataclass(slots=True)
class _Reader:
    """Build values by their types, without the rules that hold between them."""

    unread: set[KeyPath] = field(default_factory=set)

    def entry(self, model: type[Any], value: Any, path: KeyPath) -> Any:
        given = value if isinstance(value, Mapping) else {}
        return model.model_construct(**dict(self._fields(model, given, path)))

    def _fields(self, model: type[BaseModel], given: Mapping[str, Any], path: KeyPath) -> Iterator[tuple[str, Any]]:
        for name, info in model.model_fields.items():
            key = info.alias if info.alias and info.alias in given else name
            if key in given:
                yield name, self._field(info, given[key], (*path, key))
            elif info.is_required():
                yield name, self._value(info.rebuild_annotation(), None, (*path, info.alias or name))

    def _field(self, info: FieldInfo, value: Any, path: KeyPath) -> Any:
        annotation = info.rebuild_annotation()
        read, result = _validated(TypeAdapter(annotation), value)
        if read:
            return result
        result = self._value(annotation, value, path)
        if info.is_required() or isinstance(result, BaseModel | tuple | dict):
            return result
        return info.get_default(call_default_factory=True)

    def _value(self, annotation: Any, value: Any, path: KeyPath) -> Any:
        """Return as much of a wrong value as its type makes out."""
        plain, bound = _stripped(annotation)
        arguments = get_args(plain)
        if isinstance(plain, type) and issubclass(plain, BaseModel):
            return self.entry(plain, value, path)
        if get_origin(plain) is tuple and arguments[-1] is not Ellipsis:
            return self._pair(arguments, None if bound else value, path)
        if get_origin(plain) is tuple:
            return self._list(arguments[0], value, path)
        if isinstance(get_origin(plain), type) and issubclass(get_origin(plain), Mapping):
            return self._mapping(arguments[0], arguments[1], value, path)
        if plain in (float, int):
            return _ANY_NUMBER
        self.unread.add(path)
        return _ANY_TEXT if plain is str else None

    def _list(self, annotation: Any, value: Any, path: KeyPath) -> tuple[Any, ...]:
        if not isinstance(value, list):
            self.unread.add(path)
            return ()
        adapter: TypeAdapter[Any] = TypeAdapter(annotation)
        return tuple(self._item(adapter, annotation, each, (*path, place)) for place, each in enumerate(value))

    def _pair(self, annotations: tuple[Any, ...], value: Any, path: KeyPath) -> tuple[Any, ...]:
        """Return a list of fixed length; where a rule binds its numbers, none of them is to be believed."""
        given = value if isinstance(value, list) and len(value) == len(annotations) else [None] * len(annotations)
        both = zip(annotations, given, strict=True)
        return tuple(self._item(TypeAdapter(each), each, item, path) for each, item in both)

    def _mapping(self, keys: Any, values: Any, value: Any, path: KeyPath) -> dict[str, Any]:
        if not isinstance(value, Mapping):
            self.unread.add(path)
            return {}
        key_adapter: TypeAdapter[Any] = TypeAdapter(keys)
        adapter: TypeAdapter[Any] = TypeAdapter(values)
        read = {key for key in value if _validated(key_adapter, key)[0]}
        self.unread.update((*path, key) for key in value if key not in read)
        return {key: self._item(adapter, values, value[key], (*path, key)) for key in value if key in read}

    def _item(self, adapter: TypeAdapter[Any], annotation: Any, value: Any, path: KeyPath) -> Any:
        read, result = _validated(adapter, value)
        return result if read else self._value(annotation, value, path)


def _validated(adapter: TypeAdapter[Any], value: Any) -> tuple[bool, Any]:
    try:
        return True, adapter.validate_python(value)
    except ValidationError:
        return False, None


def _stripped(annotation: Any) -> tuple[Any, bool]:
    """Return a type without its rules and without None, and whether it had rules."""
    bound = False
    while True:
        several = [each for each in get_args(annotation) if each is not NoneType]
        if get_origin(annotation) is Annotated:
            annotation, bound = several[0], True
        elif len(several) == 1 and NoneType in get_args(annotation):
            annotation = several[0]
        else:
            return annotation, bound
