"""The result of a flight, as its seal keeps it: what was found at landing stays, whatever later rules would find."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from math import isfinite
from typing import Any

from envol.errors import JournalError
from envol.flight.content.canonical import canonical_json, sha256
from envol.flight.journal import Event, seal_of
from envol.flight.scoring.grade import Grade, as_document


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a flight was worth.

    Parameters
    ----------
    outcome : mapping of str to float or None
        The line's outcome quantities; None where one is no number.
    score : float
    passed : bool
    rules : mapping of str to int
        The versions of the rules that it was graded by, as the grade's document names them.
    grade : str
        The SHA-256 of the grade's whole document.
    """

    outcome: Mapping[str, float | None]
    score: float
    passed: bool
    rules: Mapping[str, int]
    grade: str

    def data(self) -> dict[str, Any]:
        """Return the result as the seal holds it."""
        return asdict(self)


def result_of(outcome: Mapping[str, float], grade: Grade) -> Result:
    """Return the result that a graded flight is sealed with."""
    document = plain(as_document(grade))
    return Result(
        outcome=plain(dict(outcome)),
        score=document["score"],
        passed=grade.passed,
        rules=document["rules"],
        grade=sha256(canonical_json(document)),
    )


def sealed_result(events: Sequence[Event]) -> Result | None:
    """Return the result that a journal was sealed with, or None where its seal holds none.

    Raises
    ------
    JournalError
        If it is not a whole one.
    """
    seal = seal_of(events)
    found = seal.data.get("result") if seal is not None else None
    if found is None:
        return None
    try:
        return Result(**found)
    except TypeError:
        raise JournalError(f"the sealed result is not whole: it says {', '.join(sorted(found))}") from None


def plain(value: Any) -> Any:
    """Return a document without what JSON has no word for: what is no number becomes None."""
    if isinstance(value, Mapping):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return None if isinstance(value, float) and not isfinite(value) else value
