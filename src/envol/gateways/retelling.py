"""A recorded flight told again, as plain data: what it came to, and what would have come without one of its events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from envol.flight.agreement import Verdict
from envol.flight.engine import Flight
from envol.flight.journal import Event
from envol.flight.scoring.facts import facts_of
from envol.flight.scoring.grade import Grade, as_document, grade
from envol.flight.scoring.result import Result, result_of, sealed_result
from envol.gateways.replaying import Recording


def retold(recording: Recording, *, at: int | None = None, without: int | None = None) -> dict[str, Any]:
    """Fly a recording again and say what it came to.

    Parameters
    ----------
    at : int, optional
        Stop at this scan; the grade is partial then, as it is where the journal has no seal.
    without : int, optional
        Leave out the event of this number, and compare with the flight as flown under the same rules of scoring.

    Returns
    -------
    dict
        The facts of the flight, and: `replay`, what it must be called; `against_seal`, how it compares with the seal;
        `regraded`, what it is worth here where that is not the result that it was sealed with. With `without` also that
        event, the flight `as_flown`, and `deltas`.
    """
    flight = recording.fly(at=at)
    outcome, graded = grade(flight)
    as_flown = _told(recording, flight, outcome, graded, at) | _result(recording, outcome, graded, at)
    if without is None:
        return as_flown
    other = recording.fly(at=at, without=without)
    other_outcome, other_grade = grade(other)
    deltas = {
        "outcome": {name: value - outcome[name] for name, value in other_outcome.items()},
        "score": round(other_grade.score - graded.score, 2),
    }
    told = _told(recording, other, other_outcome, other_grade, at)
    event = _event(recording, recording.events[without])
    return told | {
        "against_seal": None,
        "regraded": None,
        "without": event,
        "as_flown": as_flown,
        "deltas": deltas,
    }


def _is_partial(recording: Recording, at: int | None) -> bool:
    return not recording.sealed or (at is not None and at < recording.last_scan)


def _told(
    recording: Recording, flight: Flight, outcome: Mapping[str, float], graded: Grade, at: int | None
) -> dict[str, Any]:
    facts = facts_of(flight, outcome, graded, recording.pilot, partial=_is_partial(recording, at))
    # Under the same versions a flight that is only looked at in part is not flown to its seal.
    agreement = recording.agreement if recording.differing or at is None else None
    return facts | {
        "hour": round(flight.hour, 6),
        "events": len(recording.events),
        "sealed": recording.sealed,
        "replay": recording.label or "as flown",
        "dropped": list(recording.dropped),
        "against_seal": None if agreement is None else asdict(agreement) | {"sentence": agreement.sentence},
    }


def _event(recording: Recording, event: Event) -> dict[str, Any]:
    hour = round(recording.plan.hour(event.scan), 4)
    return {"seq": event.seq, "type": event.type, "hour": hour, "data": dict(event.data)}


def _result(recording: Recording, outcome: Mapping[str, float], graded: Grade, at: int | None) -> dict[str, Any]:
    """Return the result that the flight was sealed with, where it would be graded otherwise here."""
    sealed, found = sealed_result(recording.events), result_of(outcome, graded)
    if sealed is None or sealed == found or _is_partial(recording, at):
        return {"regraded": None}
    return {
        "outcome": dict(sealed.outcome),
        "grade": {"score": sealed.score, "passed": sealed.passed, "rules": dict(sealed.rules)},
        "regraded": {
            "why": _why(recording, sealed, found),
            "outcome": dict(outcome),
            "grade": dict(as_document(graded)),
        },
    }


def _why(recording: Recording, sealed: Result, found: Result) -> str:
    """Say why a flight is not graded as it was when it landed."""
    reasons = []
    if sealed.rules != found.rules:
        reasons.append(f"by the scoring rules {_named(found)}, where it was sealed under {_named(sealed)}")
    if recording.agreement is not None and recording.agreement.verdict is not Verdict.SAME:
        reasons.append("on a replay that does not reach the same bits")
    return f"graded anew {' and '.join(reasons) or 'to another result, by the same scoring rules'}"


def _named(result: Result) -> str:
    return "/".join(f"{what} {version}" for what, version in sorted(result.rules.items()))
