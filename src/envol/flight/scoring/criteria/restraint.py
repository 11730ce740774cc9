"""Restraint: few needless gestures around the right ones.

Full points within the allowance, then in proportion to it. Restraint is judged where a malfunction was answered, or
where none set in: hands that touched nothing while something was broken have shown none.
"""

from __future__ import annotations

from collections.abc import Mapping

from envol.flight.content.scenario import Scenario
from envol.flight.content.schema import Bilingual
from envol.flight.engine import Flight
from envol.flight.scoring import gestures
from envol.flight.scoring.answers import answers_to, incidents
from envol.flight.scoring.block import Block, Line, block_of
from envol.flight.scoring.criterion import Argument

NAME = gestures.CRITERION
TITLE = Bilingual(fr="Retenue", en="Restraint")
MEANING = Bilingual(
    fr="Peu de gestes inutiles autour des bons : tout essayer n'est pas diagnostiquer",
    en="Few needless gestures around the right ones: trying everything is no diagnosis",
)
ARGUMENTS: Mapping[str, Argument] = gestures.ARGUMENTS


def block(flight: Flight, scenario: Scenario, outcome: Mapping[str, float]) -> Block:
    """Score a flight by its needless gestures against what is allowed."""
    happened = incidents(flight)
    asked = not happened or any(answers_to(flight, name, active) for name, active in happened)
    return block_of(NAME, scenario.scoring.weight_of(NAME), [_line(flight)] if asked else [])


def _line(flight: Flight) -> Line:
    needless, allowed = gestures.needless_gestures(flight), gestures.allowance(flight)
    points = min(1.0, allowed / len(needless)) if needless else 1.0
    facts = {"needless": float(len(needless)), "allowed": allowed}
    return Line(what="needless gestures", points=points, scan=needless[0].scan if needless else None, facts=facts)
