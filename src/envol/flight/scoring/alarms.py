"""Alarm response: each coming of an alarm, acknowledged within the time that its rationalisation gives.

Full points up to the time to respond, none from four times that. Where no alarm came, nothing was required and the
block does not count.
"""

from __future__ import annotations

from envol.flight.alarms import Occurrence, occurrences
from envol.flight.content.line import Priority
from envol.flight.content.scenario import Scoring
from envol.flight.engine import Flight
from envol.flight.scoring.block import Block, Line, block_of

WEIGHTS = {Priority.LOW: 1.0, Priority.MEDIUM: 2.0, Priority.HIGH: 4.0}
LOST_AT = 4.0


def alarms_block(flight: Flight, scoring: Scoring) -> Block:
    """Score each coming of an alarm by how soon it was acknowledged."""
    return block_of("alarms", scoring.weights.alarms, [_line(flight, each) for each in occurrences(flight.alarm_log)])


def _line(flight: Flight, occurrence: Occurrence) -> Line:
    definition = next(each for each in flight.plan.line.alarms if each.name == occurrence.alarm)
    until = flight.scan if occurrence.acknowledged is None else occurrence.acknowledged
    waited = (until - occurrence.came) * flight.plan.scan_h * 60
    allowed = definition.time_to_respond_min
    points = min(1.0, max(0.0, (LOST_AT - waited / allowed) / (LOST_AT - 1)))
    if occurrence.acknowledged is None and waited > allowed:
        points = 0.0
    answered = float(occurrence.acknowledged is not None)
    facts = {"waited_min": waited, "allowed_min": allowed, "acknowledged": answered}
    weight = WEIGHTS[definition.priority]
    return Line(what=occurrence.alarm, points=points, weight=weight, scan=occurrence.came, facts=facts)
