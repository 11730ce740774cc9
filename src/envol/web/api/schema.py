"""What django-ninja's schema says otherwise than it is here."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from ninja.openapi.schema import OpenAPISchema

from envol.web.api.problems import MEDIA_TYPE

_PAGE = re.compile(r"\bPage_([A-Za-z]+)_")
_PLACE = "#/components/schemas/"


def put_right(schema: OpenAPISchema) -> None:
    """Name the media type of errors and the pages of lists, and leave out what nothing refers to."""
    plain = json.loads(_PAGE.sub(r"PageOf\1", json.dumps(schema)))
    for answers in _answers(plain):
        for status, answer in answers.items():
            if int(status) >= 400:
                answer["content"] = {MEDIA_TYPE: next(iter(answer["content"].values()))}
    known = plain["components"]["schemas"]
    wanted = _wanted(plain["paths"], known)
    plain["components"]["schemas"] = {name: known[name] for name in sorted(wanted)}
    schema.update(plain)


def _answers(plain: dict[str, Any]) -> Iterator[dict[str, Any]]:
    return (operation["responses"] for path in plain["paths"].values() for operation in path.values())


def _wanted(start: Any, known: dict[str, Any]) -> set[str]:
    """Return the names of what is referred to, and of what that refers to in turn."""
    found: set[str] = set()
    pending = list(_referred(start))
    while pending:
        name = pending.pop()
        if name not in found:
            found.add(name)
            pending += _referred(known[name])
    return found


def _referred(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if "$ref" in node:
            yield node["$ref"].removeprefix(_PLACE)
        for each in node.values():
            yield from _referred(each)
    elif isinstance(node, list):
        for each in node:
            yield from _referred(each)
