"""Which version of an outlook something was made on: a digest of all that its figures come from."""

from __future__ import annotations

import hashlib
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np

from envol.errors import UnknownNameError
from envol.gateways.outlooks import Outlook, read_outlook
from envol.web.foresight.refusals import refuse


def named_outlook(name: str) -> Outlook:
    """Return the outlook of a name.

    Raises
    ------
    Refusal
        If there is none.
    """
    try:
        return read_outlook(name)
    except UnknownNameError:
        raise refuse("outlook-unknown", outlook=name[:60]) from None


def version_of(outlook: Outlook) -> str:
    """Return the digest of what an outlook starts from: equal where every figure of it is, whatever its texts say."""
    digest = hashlib.sha256()
    _feed(digest, outlook.situation)
    return digest.hexdigest()


def _feed(digest: Any, value: Any) -> None:
    """Feed a value with its kind and its size, so that no two situations give the same bytes."""
    if isinstance(value, np.ndarray):
        digest.update(f"{value.dtype.str}{value.shape}".encode())
        digest.update(np.ascontiguousarray(value).tobytes())
    elif is_dataclass(value):
        for each in fields(value):
            digest.update(f"{each.name}=".encode())
            _feed(digest, getattr(value, each.name))
    elif isinstance(value, tuple):
        digest.update(f"({len(value)}".encode())
        for part in value:
            _feed(digest, part)
    else:
        digest.update(f"{type(value).__name__}:{value!r};".encode())
