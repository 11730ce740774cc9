"""The schema of the API as people read it: addresses by subject, what they take, what they answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from envol.web.api.v1 import api

Node = Mapping[str, Any]
"""A piece of the schema."""
_SUBJECTS: dict[str, Promise] = {
    "referentials": _("Referentials"),
    "network": _("Network"),
    "trainings": _("Trainings"),
    "search": _("The search"),
    "people": _("People"),
}
_FORMATS: dict[str, Promise] = {
    "date": _("day"),
    "date-time": _("instant"),
    "uuid": _("id"),
}
_TYPES: dict[str, Promise] = {
    "string": _("text"),
    "integer": _("whole number"),
    "number": _("decimal number"),
    "boolean": _("true or false"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What a value is.

    Parameters
    ----------
    words : str
    record : str
        The record that it is, or that a list of it holds; empty where it is none.
    is_list, may_be_null : bool
    choices : tuple of str
    """

    words: str = ""
    record: str = ""
    is_list: bool = False
    may_be_null: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A parameter of an address, or a part of a record."""

    name: str
    kind: Kind
    about: str
    is_needed: bool = False
    default: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """What one reads at an address."""

    name: str
    path: str
    summary: str
    about: str
    needs_token: bool
    parameters: tuple[Field, ...]
    answer: Kind
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """The addresses of one subject."""

    key: str
    title: str | Promise
    operations: tuple[Operation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordTold:
    """A record, part by part."""

    name: str
    fields: tuple[Field, ...]


def chapters() -> list[Chapter]:
    """Return every address by its subject, in the language of the page."""
    found = [
        (operation["tags"][0], _operation(path, operation))
        for path, methods in api.get_openapi_schema()["paths"].items()
        for operation in methods.values()
    ]
    return [
        Chapter(key=tag, title=title, operations=tuple(each for of, each in found if of == tag))
        for tag, title in _SUBJECTS.items()
    ]


def records() -> list[RecordTold]:
    """Return every record that an address answers, by name."""
    schemas = _schemas()
    return [
        RecordTold(name=name, fields=tuple(_fields(schemas[name])))
        for name in sorted(schemas)
        if "properties" in schemas[name]
    ]


def _schemas() -> Mapping[str, Node]:
    found: Mapping[str, Node] = api.get_openapi_schema()["components"]["schemas"]
    return found


def _operation(path: str, told: Node) -> Operation:
    answer = told["responses"]["200"]["content"]["application/json"]["schema"]
    return Operation(
        name=told["operationId"],
        path=path,
        summary=_said(told, "summary"),
        about=_said(told, "description"),
        needs_token={} not in told["security"],
        parameters=tuple(_parameter(each) for each in told["parameters"]),
        answer=kind_of(answer),
        example=told["x-example"],
    )


def _parameter(told: Node) -> Field:
    schema = told["schema"]
    return Field(
        name=told["name"],
        kind=kind_of(schema),
        about=_said(told, "description"),
        is_needed=told["required"],
        default=str(schema.get("default", "")).lower(),
    )


def _fields(schema: Node) -> Iterator[Field]:
    for name, told in schema["properties"].items():
        yield Field(name=name, kind=kind_of(told), about="" if "$ref" in told else _said(told, "description"))


def _said(told: Node, part: str) -> str:
    """Return what the schema says in English, in the language of the page."""
    text = told.get(part, "")
    return gettext(text) if text else ""


def kind_of(schema: Node) -> Kind:
    """Return what a value is that a schema describes."""
    if alternatives := schema.get("anyOf"):
        one = next(each for each in alternatives if each.get("type") != "null")
        return _changed(kind_of(one), may_be_null=len(alternatives) > 1)
    if whole := schema.get("allOf"):
        return kind_of(whole[0])
    if "$ref" in schema:
        return _referred(schema["$ref"].rpartition("/")[2])
    if schema.get("type") == "array":
        return _changed(kind_of(schema["items"]), is_list=True)
    if "enum" in schema:
        return Kind(choices=tuple(map(str, schema["enum"])))
    words = _FORMATS.get(schema.get("format", "")) or _TYPES.get(schema.get("type", ""))
    return Kind(words=str(words or ""))


def _referred(name: str) -> Kind:
    schema = _schemas()[name]
    return Kind(record=name) if "properties" in schema else kind_of(schema)


def _changed(kind: Kind, *, is_list: bool = False, may_be_null: bool = False) -> Kind:
    return Kind(
        words=kind.words,
        record=kind.record,
        choices=kind.choices,
        is_list=is_list or kind.is_list,
        may_be_null=may_be_null or kind.may_be_null,
    )
