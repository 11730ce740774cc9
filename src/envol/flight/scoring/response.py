"""Response to malfunctions: the expected action after each onset, before its deadline.

Full points up to half the deadline, half at the deadline, none from twice it. A malfunction that has just set in when
the flight ends or the instructor takes it away, with most of its deadline still to come, required nothing yet. A right
gesture among many needless ones is worth the less.
"""

from __future__ import annotations

from envol.flight.content.scenario import Scoring
from envol.flight.engine import Flight
from envol.flight.scoring.answers import is_answer
from envol.flight.scoring.block import Block, Line, block_of
from envol.flight.scoring.gestures import allowance, needless_gestures, restraint
from envol.flight.state import Active


def response_block(flight: Flight, scoring: Scoring) -> Block:
    """Score each malfunction that set in by how soon its expected response came."""
    incidents = [*flight.state.past, *flight.state.active.items()]
    worth = restraint(flight)
    lines = [_line(flight, name, active, worth) for name, active in incidents]
    facts = {"needless": float(len(needless_gestures(flight))), "allowed": allowance(flight)}
    price = Line(what="needless gestures", points=worth, weight=0.0, facts=facts)
    found = [line for line in lines if line is not None]
    return block_of("response", scoring.weights.response, [*found, price])


def _line(flight: Flight, name: str, active: Active, worth: float) -> Line | None:
    response = flight.plan.malfunctions[name].response
    last = flight.scan if active.cleared is None else min(flight.scan, active.cleared)
    deeds = [deed for deed in flight.state.deeds if active.onset <= deed.scan <= last]
    answers = [deed.scan for deed in deeds if is_answer(deed, response.any_of)]
    taken = ((min(answers) if answers else last) - active.onset) * flight.plan.scan_h
    late = taken / response.deadline_h
    if not answers and late < 0.5:
        return None
    points = worth * _points(late) if answers else 0.0
    facts = {"hours": taken, "deadline_h": response.deadline_h, "answered": float(bool(answers))}
    return Line(what=name, points=points, scan=active.onset, facts=facts)


def _points(late: float) -> float:
    if late <= 0.5:
        return 1.0
    return 1.0 - 0.5 * (late - 0.5) / 0.5 if late <= 1 else max(0.0, 0.5 * (2 - late))
