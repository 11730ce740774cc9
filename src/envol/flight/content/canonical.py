"""One way to write a document as bytes, so that equal documents have equal hashes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def canonical_json(document: Any) -> bytes:
    """Write a document as compact JSON in UTF-8, its keys sorted.

    Raises
    ------
    ValueError
        If it holds a NaN, an infinity, a key that is not a text, or anything that JSON has no word for.
    """
    _refuse_other_keys(document)
    try:
        text = json.dumps(document, sort_keys=True, separators=(",", ":"), allow_nan=False, ensure_ascii=False)
        return text.encode("utf-8")
    except (TypeError, RecursionError) as error:
        raise ValueError(str(error)) from None


def sha256(data: bytes) -> str:
    """Return the SHA-256 of some bytes, in 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def content_hash(document: Any) -> str:
    """Return the hash of a content document: comments, layout and the writing of numbers do not count."""
    return sha256(canonical_json(_plain_numbers(document)))


def _plain_numbers(document: Any) -> Any:
    """Write 20.0 as 20, which are one number to the author of a file."""
    if isinstance(document, dict):
        return {key: _plain_numbers(value) for key, value in document.items()}
    if isinstance(document, list):
        return [_plain_numbers(value) for value in document]
    if isinstance(document, float) and document.is_integer() and abs(document) < 2**53:
        return int(document)
    return document


def _refuse_other_keys(document: Any) -> None:
    # json.dumps would write the keys 1 and True as texts, and read them back as something else.
    pending = [document]
    while pending:
        value = pending.pop()
        if isinstance(value, Mapping):
            for key in value:
                if not isinstance(key, str):
                    raise ValueError(f"the key {key!r} is not a text")
            pending.extend(value.values())
        elif isinstance(value, list | tuple):
            pending.extend(value)
