"""What a flight's result rests on: the seal, and how the replay that the page shows compares with it, in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from envol.flight.agreement import TOLERANCE, Verdict
from envol.flight.content.canonical import canonical_json, sha256
from envol.flight.engine import Flight
from envol.flight.scoring.grade import Grade, as_document, grade
from envol.flight.scoring.result import Result, plain, result_of, sealed_result
from envol.gateways.replaying import MACHINE, Recording
from envol.gateways.telling import Telling
from envol.web.flightdeck.debrief.clock import day_and_time, percent


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The result that a page shows, and what is to be said about it.

    Parameters
    ----------
    outcome : mapping of str to float or None
    grade : mapping
        The document of the grade, as `envol.flight.scoring.grade.as_document` gives it.
    remarks : tuple of str
        Sentences: what a reader has to know about the replay, and about a grade that would differ today.
    """

    outcome: Mapping[str, float | None]
    grade: Mapping[str, Any]
    remarks: tuple[str, ...]


def standing_of(recording: Recording, flight: Flight, kept: Mapping[str, Any] | None, telling: Telling) -> Standing:
    """Return the result of a recorded flight: the sealed one where there is one.

    Parameters
    ----------
    flight : Flight
        The recording flown again.
    kept : mapping, optional
        What was written down at landing; believed where the seal holds its hash.
    """
    outcome, graded = grade(flight)
    found, sealed = result_of(outcome, graded), sealed_result(recording.events)
    remarks = replay_remarks(recording)
    if sealed is None:
        return Standing(outcome=found.outcome, grade=plain(as_document(graded)), remarks=remarks)
    if sealed != found:
        remarks = (*remarks, *_regraded(recording, sealed, found, telling))
    return Standing(outcome=sealed.outcome, grade=_sealed_grade(sealed, kept, graded), remarks=remarks)


def _sealed_grade(sealed: Result, kept: Mapping[str, Any] | None, graded: Grade) -> Mapping[str, Any]:
    """Return the grade as it was sealed: whole where its document was kept, else with the blocks of today."""
    document = (kept or {}).get("grade")
    if document is not None and sha256(canonical_json(document)) == sealed.grade:
        return dict(document)
    today = plain(as_document(graded))
    return {**today, "score": sealed.score, "passed": sealed.passed, "rules": dict(sealed.rules)}


def replay_remarks(recording: Recording) -> tuple[str, ...]:
    """Say what a replay must be called where it is not the flight as flown, and how near to it it comes."""
    remarks = []
    if set(recording.differing) == {MACHINE}:
        remarks.append(_("Flown again on another class of machine than the flight was flown on."))
    elif recording.differing:
        pins = ", ".join(recording.differing)
        remarks.append(_("Flown again under other versions than the flight was flown with: {pins}.").format(pins=pins))
    if not recording.sealed:
        hour = day_and_time(recording.plan.hour(recording.last_scan))
        remarks.append(_("This flight was not closed: it is told up to its last event, {hour}.").format(hour=hour))
    if recording.differing and recording.agreement is not None:
        remarks.append(_agreement(recording))
    return tuple(remarks)


def _agreement(recording: Recording) -> str:
    agreement = recording.agreement
    assert agreement is not None
    match agreement.verdict:
        case Verdict.SAME:
            return _("It reaches the sealed state to the last bit all the same.")
        case Verdict.WITHIN:
            return _("It ends within {share} of the sealed state.").format(share=percent(TOLERANCE))
        case Verdict.DIFFERENT:
            return _("It does not end where the flight ended: what is shown here is another course than the one flown.")


def _regraded(recording: Recording, sealed: Result, found: Result, telling: Telling) -> list[str]:
    """Say what the flight would be worth today, why, and that the sealed result stands."""
    reasons = []
    if sealed.rules != found.rules:
        was, now = (_("engine {engine}, scenario {scenario}").format(**each.rules) for each in (sealed, found))
        reasons.append(_("The scoring rules have changed since: {was} then, {now} now.").format(was=was, now=now))
    if recording.agreement is not None and recording.agreement.verdict is not Verdict.SAME:
        reasons.append(_("The replay does not reach the same bits, so it is graded on other figures."))
    verdict = _("passed") if found.passed else _("not passed")
    worth = _("Graded again today, the flight would get {score} of 100, {verdict}.")
    stands = _("The sealed result stands: it is the one shown.")
    return [*reasons, worth.format(score=telling.number(found.score, 3), verdict=verdict), stands]
