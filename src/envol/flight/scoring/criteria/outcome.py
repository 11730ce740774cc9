"""Outcome: what the batch gave, each quantity between its worst and its best."""

from __future__ import annotations

from collections.abc import Mapping

from envol.flight.content.scenario import Scenario
from envol.flight.content.schema import Bilingual
from envol.flight.engine import Flight
from envol.flight.scoring.block import Block, Line, block_of
from envol.flight.scoring.criterion import Argument

NAME = "outcome"
TITLE = Bilingual(fr="Résultat", en="Outcome")
MEANING = Bilingual(
    fr="Ce que le lot a donné, chaque grandeur entre son pire et son meilleur",
    en="What the batch gave, each quantity between its worst and its best",
)
ARGUMENTS: Mapping[str, Argument] = {}


def block(flight: Flight, scenario: Scenario, outcome: Mapping[str, float]) -> Block:
    """Score each outcome quantity between its worst (0) and its best (1); what is no number is worth nothing."""
    lines = []
    for criterion in scenario.scoring.outcome:
        value = outcome[criterion.quantity]
        share = (value - criterion.worst) / (criterion.best - criterion.worst)
        points = min(1.0, share) if share > 0 else 0.0
        facts = {"value": value, "worst": criterion.worst, "best": criterion.best}
        lines.append(
            Line(what=criterion.quantity, points=points, weight=criterion.weight, scan=flight.scan, facts=facts)
        )
    return block_of(NAME, scenario.scoring.weight_of(NAME), lines)
