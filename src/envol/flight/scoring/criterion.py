"""What each file of `criteria/` says: a name, a meaning, the arguments that a scenario may change, and its block."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf
from typing import Protocol

from envol.flight.content.scenario import Scenario
from envol.flight.content.schema import Bilingual
from envol.flight.engine import Flight
from envol.flight.scoring.block import Block


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """A constant of a criterion that a scenario may give under `scoring.arguments`.

    Parameters
    ----------
    default : float
        Where the scenario says nothing.
    low, high : float
        The range that a scenario may choose from.
    """

    default: float
    low: float = 0.0
    high: float = inf


class Criterion(Protocol):
    """A file of `criteria/`, which bears the name of its criterion."""

    NAME: str
    TITLE: Bilingual
    MEANING: Bilingual
    ARGUMENTS: Mapping[str, Argument]

    def block(self, flight: Flight, scenario: Scenario, outcome: Mapping[str, float]) -> Block:
        """Judge a flight; a block without points where nothing required any."""
        ...


def arguments_of(scenario: Scenario, criterion: str, declared: Mapping[str, Argument]) -> dict[str, float]:
    """Return the arguments of a criterion in a scenario: those given, the defaults for the others."""
    given = scenario.scoring.arguments.get(criterion, {})
    return {name: given.get(name, argument.default) for name, argument in declared.items()}
