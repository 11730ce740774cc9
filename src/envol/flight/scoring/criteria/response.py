"""Response to malfunctions: the expected gesture after each onset, before its deadline.

Full points up to the share `full_until` of the deadline, half at the deadline, none from `none_from` times it. A
malfunction that has just set in when the flight ends or the instructor takes it away, while full points could still be
had, required nothing yet.
"""

from __future__ import annotations

from collections.abc import Mapping

from envol.flight.content.scenario import Scenario
from envol.flight.content.schema import Bilingual
from envol.flight.engine import Flight
from envol.flight.scoring.answers import answers_to, incidents
from envol.flight.scoring.block import Block, Line, block_of
from envol.flight.scoring.criterion import Argument, arguments_of
from envol.flight.state import Active

NAME = "response"
TITLE = Bilingual(fr="Réponse aux pannes", en="Response to malfunctions")
MEANING = Bilingual(
    fr="Le geste attendu après chaque panne, avant son échéance",
    en="The expected gesture after each malfunction, before its deadline",
)
ARGUMENTS: Mapping[str, Argument] = {
    "full_until": Argument(default=0.5, high=0.99),
    "none_from": Argument(default=2.0, low=1.01),
}


def block(flight: Flight, scenario: Scenario, outcome: Mapping[str, float]) -> Block:
    """Score each malfunction that set in by how soon its expected response came."""
    given = arguments_of(scenario, NAME, ARGUMENTS)
    lines = [_line(flight, name, active, given) for name, active in incidents(flight)]
    return block_of(NAME, scenario.scoring.weight_of(NAME), [line for line in lines if line is not None])


def _line(flight: Flight, name: str, active: Active, given: Mapping[str, float]) -> Line | None:
    answers = answers_to(flight, name, active)
    last = flight.scan if active.cleared is None else min(flight.scan, active.cleared)
    taken = ((min(deed.scan for deed in answers) if answers else last) - active.onset) * flight.plan.scan_h
    deadline = flight.plan.malfunctions[name].response.deadline_h
    late = taken / deadline
    if not answers and late < given["full_until"]:
        return None
    points = _points(late, given["full_until"], given["none_from"]) if answers else 0.0
    facts = {"hours": taken, "deadline_h": deadline, "answered": float(bool(answers))}
    return Line(what=name, points=points, scan=active.onset, facts=facts)


def _points(late: float, full_until: float, none_from: float) -> float:
    if late <= full_until:
        return 1.0
    if late <= 1:
        return 1.0 - 0.5 * (late - full_until) / (1 - full_until)
    return max(0.0, 0.5 * (none_from - late) / (none_from - 1))
