"""The grade of a flight for its page: the verdict in words, what the batch gave, and each block with its moments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from envol.flight.content.fidelity import FEATURES
from envol.flight.engine import Flight
from envol.flight.scoring.ending import share_flown
from envol.flight.scoring.registry import criteria
from envol.gateways import report_words
from envol.gateways.replaying import Recording
from envol.gateways.telling import Telling
from envol.web.flightdeck.debrief.clock import day_and_time, percent
from envol.web.flightdeck.debrief.standing import Standing

_AT_GRADING = frozenset({"what", "points", "weight", "scan"})
"""What every line of a grade says; the rest are its facts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """An instant that a line opens onto: its hour for the replay's address, and as people read it."""

    hour: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LineShown:
    """A line of a block."""

    title: str
    points: str
    because: str
    moment: Moment | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockShown:
    """A block of the grade; `share` is its part of the whole, `points` a dash where nothing was asked."""

    title: str
    meaning: str
    share: str
    points: str
    filled: int
    lines: tuple[LineShown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeShown:
    """What the batch gave of one quantity, and from where to where it was scored; empty where it was not."""

    title: str
    value: str
    scored: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether the flight was passed, in words, and why not."""

    passed: bool
    sentence: str
    reasons: tuple[str, ...]


def moment_at(flight: Flight, scan: int) -> Moment:
    """Return the instant of a scan."""
    hour = flight.plan.hour(scan)
    return Moment(hour=f"{hour:.4f}".rstrip("0").rstrip("."), text=day_and_time(hour))


def verdict_of(flight: Flight, standing: Standing, telling: Telling) -> Verdict:
    """Return the verdict in words, without a number."""
    document = standing.grade
    passed = bool(document["passed"])
    sentence = _("Flight passed") if passed else _("Flight not passed")
    return Verdict(passed=passed, sentence=sentence, reasons=tuple(_reasons(flight, document, telling)))


def _reasons(flight: Flight, document: Mapping[str, Any], telling: Telling) -> list[str]:
    reasons = [telling.missed(failed) for failed in document["failed"] if failed != "validity"]
    if flight.state.left_the_model:
        why = telling.why_frozen(flight.state.frozen)
        reasons.append(
            _("The flight went where the model is no longer to be believed, and ended there: {why}.").format(why=why)
        )
    flown = share_flown(flight)
    if flown < 1:
        told = _("Only {share} of the time was flown, and the score is held to that share.")
        reasons.append(told.format(share=percent(flown)))
    if not document["passed"] and document["score"] < flight.plan.scenario.scoring.pass_mark:
        reasons.append(_("The score stays below the pass mark: the blocks below say where points were lost."))
    return reasons


def outcome_of(flight: Flight, standing: Standing, telling: Telling) -> tuple[OutcomeShown, ...]:
    """Return what the batch gave: the quantities that were scored first, then the others."""
    judged = {each.quantity: each for each in flight.plan.scenario.scoring.outcome}
    names = [*judged, *(name for name in standing.outcome if name not in judged)]
    shown = []
    for name in names:
        scored = ""
        if name in judged:
            worst, best = telling.number(judged[name].worst), telling.number(judged[name].best)
            scored = _("no points at {worst}, all of them at {best}").format(worst=worst, best=best)
        value = telling.number(standing.outcome.get(name))
        shown.append(OutcomeShown(title=telling.title(name), value=value, scored=scored))
    return tuple(shown)


def blocks_of(flight: Flight, standing: Standing, telling: Telling) -> tuple[BlockShown, ...]:
    """Return the blocks of the grade in the scenario's order, each line with the moment it opens onto."""
    kept: Mapping[str, Any] = standing.grade["blocks"]
    weighed = flight.plan.scenario.scoring.weights
    # PostgreSQL keeps the keys of a document in an order of its own.
    documents = {name: kept[name] for name in [*weighed, *kept] if name in kept}
    total = sum(each["weight"] for each in documents.values() if each["points"] is not None) or 1.0
    known = criteria()
    shown = []
    for name, document in documents.items():
        criterion, points = known.get(name), document["points"]
        shown.append(
            BlockShown(
                title=telling.said(criterion.TITLE) if criterion else name,
                meaning=telling.said(criterion.MEANING) if criterion else "",
                share="" if points is None else percent(document["weight"] / total),
                points=percent(points),
                filled=round(100 * (points or 0)),
                lines=tuple(_line(flight, line, telling) for line in document["lines"]),
            )
        )
    return tuple(shown)


def _line(flight: Flight, document: Mapping[str, Any], telling: Telling) -> LineShown:
    facts = {name: value for name, value in document.items() if name not in _AT_GRADING}
    scan = document["scan"]
    return LineShown(
        title=telling.title(document["what"]),
        points=percent(document["points"]),
        because=telling.because(facts),
        moment=None if scan is None else moment_at(flight, min(scan, flight.scan)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FeatureShown:
    """A feature of the fidelity signature, and how faithful the twin is there."""

    title: str
    level: str
    rank: int


def fidelity_of(recording: Recording, telling: Telling) -> tuple[FeatureShown, ...]:
    """Return the fidelity signature of the line that was flown."""
    place = 0 if telling.language == "fr" else 1
    levels = {name: getattr(recording.plan.line.fidelity, name) for name in FEATURES}
    return tuple(
        FeatureShown(title=report_words.FEATURES[name][place], level=report_words.LEVELS[level][place], rank=level.rank)
        for name, level in levels.items()
    )
