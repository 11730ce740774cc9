"""Where a number comes from, and how far to trust it. The status follows the number everywhere."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """How a number was obtained."""

    PUBLISHED = "published"
    FITTED = "fitted"
    TUNED = "tuned"
    ASSUMED = "assumed"


@dataclass(frozen=True, slots=True)
class Source:
    """The origin of a number: a status, and the reference or the reason."""

    status: Status
    text: str


def published(reference: str) -> Source:
    """Read in a publication: author, year, table or equation."""
    return Source(Status.PUBLISHED, reference)


def fitted(data: str) -> Source:
    """Fitted by us to data that is named."""
    return Source(Status.FITTED, data)


def tuned(reason: str) -> Source:
    """Chosen by us so that the twin behaves realistically: not published."""
    return Source(Status.TUNED, reason)


def assumed(reason: str) -> Source:
    """Taken as plausible, neither fitted nor checked."""
    return Source(Status.ASSUMED, reason)
