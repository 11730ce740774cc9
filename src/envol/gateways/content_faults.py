"""Turn the errors of a content model into faults that an author understands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from envol.flight.content.catalogue import line_of
from envol.flight.content.fault import Fault, KeyPath, did_you_mean, key_text
from envol.flight.content.schema import IDENTIFIER, ISA_TAG, NAME
from envol.gateways.yaml_source import YamlSource

_PATTERNS = {
    NAME: "a name in small letters, digits and single hyphens, such as low-oxygen",
    IDENTIFIER: "an identifier, such as feed_flow",
    ISA_TAG: "an ISA tag, such as AIC-101",
    r"\S": "a text that is not blank",
}
_MESSAGES = {
    "missing": "this key",
    "string_too_short": "a text that is not empty",
    "string_type": "a text",
    "float_type": "a number",
    "int_type": "a whole number",
    "model_type": "keys and values",
    "mapping_type": "keys and values",
    "dict_type": "keys and values",
    "tuple_type": "a list",
    "finite_number": "a finite number",
}
_DECIMAL_COMMA = re.compile(r"[-+]?[0-9]+,[0-9]+")


def faults_of(error: ValidationError, model: type[BaseModel], source: YamlSource) -> list[Fault]:
    """Return a fault for each error, placed at its line; values already found unreadable are passed over."""
    faults = []
    errors = error.errors(include_url=False)
    for each in errors:
        path: KeyPath = tuple(part for part in each["loc"] if part != "[key]")
        unread = any(path[:length] in source.faulty for length in range(1, len(path) + 1))
        # A rule between keys says nothing while one of them could not be read, nor does the length of a list.
        children = {key for key in source.faulty if len(key) == len(path) + 1}
        inside = {"unmet": children, "too_short": {other["loc"] for other in errors}}.get(each["type"], set())
        if not unread and not any(len(key) > len(path) and key[: len(path)] == path for key in inside):
            faults.append(_fault(each, path, model, source))
    return faults


def _fault(error: Any, path: KeyPath, model: type[BaseModel], source: YamlSource) -> Fault:
    expected, found, hint = _texts(error, path, model)
    line = line_of(path, source.lines)
    return Fault(file=source.file, line=line, key=key_text(path), expected=expected, found=found, hint=hint)


def _texts(error: Any, path: KeyPath, model: type[BaseModel]) -> tuple[str, str, str]:
    kind, context, value = error["type"], error.get("ctx", {}), error["input"]
    match kind:
        case "unmet":
            return context["expected"], context["found"], context["hint"]
        case "missing":
            return _MESSAGES[kind], "nothing", ""
        case "extra_forbidden":
            key, known = str(path[-1]), _keys(_annotation_at(model, path[:-1]))
            # {cv: 0,03} holds two keys, cv and 03.
            hint = "decimals take a point" if key.isdigit() else did_you_mean(key, known)
            return f"one of the keys {', '.join(known)}", repr(key), hint
        case "enum" | "literal_error":
            words = re.findall(r"'([^']*)'", context["expected"])
            return context["expected"], _shown(value), did_you_mean(str(value), words)
        case "string_pattern_mismatch":
            return _PATTERNS.get(context["pattern"], "another form"), _shown(value), ""
    expected = _MESSAGES.get(kind) or error["msg"].removeprefix("Input should be ")
    return expected, _shown(value), _number_hint(kind, value)


def _number_hint(kind: str, value: object) -> str:
    if kind in ("float_type", "int_type") and isinstance(value, str):
        if _DECIMAL_COMMA.fullmatch(value):
            return f"decimals take a point: {value.replace(',', '.')}"
        return "a number goes without quotes and without its unit"
    return ""


def _shown(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, Mapping):
        return "keys and values"
    if isinstance(value, list | tuple):
        return f"a list of {len(value)}"
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _annotation_at(model: type[BaseModel], path: KeyPath) -> Any:
    annotation: Any = model
    for part in path:
        annotation = _inside(annotation, part)
    return annotation


def _inside(annotation: Any, part: str | int) -> Any:
    """Return the type of what a key or a place of a list holds."""
    for model in _models(annotation):
        for name, info in model.model_fields.items():
            if part == (info.alias or name):
                return info.annotation
    for each in (annotation, *get_args(annotation)):
        arguments = get_args(each)
        if len(arguments) == 2 and not isinstance(each, type(int | None)):
            return arguments[0] if isinstance(part, int) else arguments[1]
    return None


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    for each in (annotation, *get_args(annotation)):
        if isinstance(each, type) and not isinstance(each, Enum) and issubclass(each, BaseModel):
            yield each


def _keys(annotation: Any) -> list[str]:
    """Return the keys that an entry accepts."""
    return [info.alias or name for model in _models(annotation) for name, info in model.model_fields.items()]
