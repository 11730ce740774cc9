"""A scenario: a line, where it starts, what breaks, what is scored, what is asked at the debrief."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from envol.flight.content.fidelity import FidelityNeed
from envol.flight.content.schema import (
    Bilingual,
    Choice,
    Condition,
    Content,
    Count,
    Entry,
    Identifier,
    Name,
    NotNegative,
    Number,
    Positive,
    Settings,
    Share,
    Text,
    in_order,
    unmet,
)

LONGEST_H = 8760
"""A flight lasts a year at most: one row of telemetry a scan has to be kept of it."""


class Deed(Choice):
    """Something the crew does: a set-point moved, or an intervention."""

    one_of: ClassVar[tuple[str, ...]] = ("set", "intervention")

    set: Identifier | None = None
    intervention: Name | None = None


def _window(pair: tuple[float, float]) -> tuple[float, float]:
    in_order(*pair, "two hours")
    return pair


class Trigger(Choice):
    """When a malfunction sets in; hours count from the start of the flight.

    With `window_h` the hour is drawn from the seed; with `after`, `delay_h` is waited first.
    """

    one_of: ClassVar[tuple[str, ...]] = ("at_h", "window_h", "when", "phase", "after")

    at_h: NotNegative | None = None
    window_h: Annotated[tuple[NotNegative, NotNegative], AfterValidator(_window)] | None = None
    when: Condition | None = None
    phase: Name | None = None
    after: Deed | None = None
    delay_h: NotNegative = 0.0

    @model_validator(mode="after")
    def _delay_goes_with_after(self) -> Self:
        if self.delay_h and self.after is None:
            raise unmet("delay_h only beside after", f"delay_h beside {self.given}")
        return self

    @property
    def latest_h(self) -> float:
        """The latest hour that is known beforehand, 0 where the trigger depends on the flight."""
        return self.window_h[1] if self.window_h else self.at_h or 0.0


class ArmedMalfunction(Entry):
    """A malfunction of the scenario, how severe, and when."""

    malfunction: Name
    severity: Annotated[Share, Field(gt=0)] = 1.0
    trigger: Trigger


class Limit(Entry):
    """A scored margin: time spent outside costs points in proportion to `weight`."""

    quantity: Identifier
    title: Bilingual | None = None
    low: Number | None = None
    high: Number | None = None
    weight: Positive
    unit: Text
    why: Bilingual

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.low is None and self.high is None:
            raise unmet("low, high or both", "neither")
        in_order(self.low, self.high)
        return self


class OutcomeCriterion(Entry):
    """A quantity at the end of the flight, scored from 0 at `worst` to 1 at `best` (in either order)."""

    quantity: Identifier
    worst: Number
    best: Number
    weight: Positive

    @model_validator(mode="after")
    def _worst_differs_from_best(self) -> Self:
        if self.worst == self.best:
            raise unmet("worst and best apart", f"{self.best:g} twice")
        return self


class Must(Entry):
    """A condition on the outcome without which the flight is not passed."""

    when: Condition
    why: Bilingual


class Scoring(Entry):
    """How a flight is graded; `pass_mark` is on the scale of 0 to 100.

    `weights` names the criteria that count, and `arguments` the constants of a criterion that differ from its own; both
    in the names of `envol.flight.scoring.criteria`.
    """

    version: Annotated[Count, Field(ge=1)]
    pass_mark: Annotated[NotNegative, Field(le=100)]
    weights: Mapping[Identifier, NotNegative]
    arguments: Mapping[Identifier, Mapping[Identifier, Number]] = Field(default_factory=dict)
    outcome: tuple[OutcomeCriterion, ...] = ()
    must: tuple[Must, ...] = ()

    def weight_of(self, criterion: str) -> float:
        """Return the weight of a criterion, 0 where the scenario does not name it."""
        return self.weights.get(criterion, 0.0)

    @model_validator(mode="after")
    def _something_weighs(self) -> Self:
        if not any(self.weights.values()):
            raise unmet("at least one weight above 0", "none")
        if self.weight_of("outcome") and not self.outcome:
            raise unmet("at least one criterion under outcome, which has a weight", "none")
        return self


class DebriefQuestion(Entry):
    """A question that the instructor asks after landing."""

    question: Bilingual


class Scenario(Content):
    """A scenario that can be flown, scored and debriefed."""

    kind: ClassVar[str] = "scenario"

    schema_: Literal["envol/scenario/1"] = Field(alias="schema")
    briefing: Bilingual
    line: Name
    condition: Name
    duration_h: Annotated[Positive, Field(le=LONGEST_H)]
    aims: tuple[Bilingual, ...] = ()
    malfunctions: tuple[ArmedMalfunction, ...] = ()
    limits: tuple[Limit, ...] = ()
    scoring: Scoring
    debrief: tuple[DebriefQuestion, ...] = ()
    fidelity_need: FidelityNeed = FidelityNeed()
    settings: Settings = Field(default_factory=dict)
    difficulty: Annotated[Count, Field(ge=1, le=5)] | None = None
