"""Alarm response: each coming of an alarm, acknowledged within the time that its rationalisation gives.

Full points up to the time to respond, none from `lost_at` times that. Where no alarm came, nothing was required and
the block does not count.
"""

from __future__ import annotations

from collections.abc import Mapping

from envol.flight.alarms import Occurrence, occurrences
from envol.flight.content.line import Priority
from envol.flight.content.scenario import Scenario
from envol.flight.content.schema import Bilingual
from envol.flight.engine import Flight
from envol.flight.scoring.block import Block, Line, block_of
from envol.flight.scoring.criterion import Argument, arguments_of

NAME = "alarms"
TITLE = Bilingual(fr="Alarmes", en="Alarms")
MEANING = Bilingual(
    fr="Chaque alarme acquittée dans le temps que lui donne sa rationalisation",
    en="Each alarm acknowledged within the time that its rationalisation gives",
)
ARGUMENTS: Mapping[str, Argument] = {"lost_at": Argument(default=4.0, low=1.1)}
WEIGHTS = {Priority.LOW: 1.0, Priority.MEDIUM: 2.0, Priority.HIGH: 4.0}


def block(flight: Flight, scenario: Scenario, outcome: Mapping[str, float]) -> Block:
    """Score each coming of an alarm by how soon it was acknowledged."""
    lost_at = arguments_of(scenario, NAME, ARGUMENTS)["lost_at"]
    lines = [_line(flight, each, lost_at) for each in occurrences(flight.alarm_log)]
    return block_of(NAME, scenario.scoring.weight_of(NAME), lines)


def _line(flight: Flight, occurrence: Occurrence, lost_at: float) -> Line:
    definition = next(each for each in flight.plan.line.alarms if each.name == occurrence.alarm)
    until = flight.scan if occurrence.acknowledged is None else occurrence.acknowledged
    waited = (until - occurrence.came) * flight.plan.scan_h * 60
    allowed = definition.time_to_respond_min
    points = min(1.0, max(0.0, (lost_at - waited / allowed) / (lost_at - 1)))
    if occurrence.acknowledged is None and waited > allowed:
        points = 0.0
    answered = float(occurrence.acknowledged is not None)
    facts = {"waited_min": waited, "allowed_min": allowed, "acknowledged": answered}
    weight = WEIGHTS[definition.priority]
    return Line(what=occurrence.alarm, points=points, weight=weight, scan=occurrence.came, facts=facts)
