"""What a person reads before take-off. It never names what will break."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from envol.flight.content.fidelity import FEATURES, Level
from envol.flight.content.line import Line
from envol.flight.content.scenario import Scenario
from envol.flight.content.schema import Bilingual
from envol.flight.scoring.registry import weighed
from envol.gateways import report_words
from envol.web.flightdeck.school import library

FAST = 600
"""The speed at which a briefing says how long the flight lasts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """A line of the fidelity signature: what the scenario needs and what the twin reaches."""

    title: Bilingual
    need: Level
    need_title: Bilingual
    reached: Level
    reached_title: Bilingual

    @property
    def falls_short(self) -> bool:
        """Whether the twin is less faithful than the scenario needs."""
        return self.need.rank > self.reached.rank


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """A criterion of the grade and its share of it, in percent."""

    title: Bilingual
    meaning: Bilingual
    percent: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """A scenario as it is told before take-off."""

    scenario: Scenario
    line: Line
    start: Bilingual
    features: tuple[Feature, ...]
    weights: tuple[Weight, ...]

    @property
    def hours_fast(self) -> float:
        """How long the flight lasts at speed `FAST`, in hours of the person's own time."""
        return self.scenario.duration_h / FAST


def briefing_of(name: str) -> Briefing:
    """Return what is told before a scenario.

    Raises
    ------
    UnknownNameError
        If no scenario is called so.
    """
    catalogue = library().catalogue
    scenario = catalogue.scenario(name)
    line = catalogue.line(scenario.line)
    return Briefing(
        scenario=scenario,
        line=line,
        start=catalogue.condition(scenario.condition).title,
        features=tuple(_features(scenario, line)),
        weights=tuple(_weights(scenario)),
    )


def _features(scenario: Scenario, line: Line) -> Iterator[Feature]:
    for name in FEATURES:
        need, reached = getattr(scenario.fidelity_need, name), getattr(line.fidelity, name)
        yield Feature(
            title=_both(report_words.FEATURES[name]),
            need=need,
            need_title=_both(report_words.LEVELS[need]),
            reached=reached,
            reached_title=_both(report_words.LEVELS[reached]),
        )


def _weights(scenario: Scenario) -> Iterator[Weight]:
    scoring = scenario.scoring
    total = sum(scoring.weights.values())
    for criterion in weighed(scoring):
        percent = 100 * scoring.weight_of(criterion.NAME) / total
        yield Weight(title=criterion.TITLE, meaning=criterion.MEANING, percent=percent)


def _both(pair: tuple[str, str]) -> Bilingual:
    return Bilingual(fr=pair[0], en=pair[1])
