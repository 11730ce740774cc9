"""A pilot: a plan and rules that fly a scenario without a person."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from envol.flight.content.schema import (
    Choice,
    Condition,
    Content,
    Count,
    Entry,
    Identifier,
    Name,
    NotNegative,
    Number,
    NumberOrExpression,
    Positive,
    all_different,
    unmet,
)


class Action(Choice):
    """One gesture: move a set-point, let it follow a profile, intervene, take a sample, acknowledge an alarm or `all`.

    The points of a profile are (hour of the process, value), joined by straight lines.
    """

    one_of: ClassVar[tuple[str, ...]] = ("set", "follow", "intervene", "sample", "acknowledge")

    set: Identifier | None = None
    to: NumberOrExpression | None = None
    follow: Identifier | None = None
    points: tuple[tuple[Number, Number], ...] = ()
    intervene: Name | None = None
    amount: NumberOrExpression | None = None
    sample: Name | None = None
    acknowledge: Name | None = None

    @model_validator(mode="after")
    def _complements_go_with_their_verb(self) -> Self:
        if (self.set is None) != (self.to is None):
            raise unmet("set and to together", "one without the other")
        if (self.follow is None) != (not self.points):
            raise unmet("follow and points together", "one without the other")
        if any(later <= hour for (hour, _), (later, _) in pairwise(self.points)):
            raise unmet("points at hours that increase", ", ".join(f"{hour:g}" for hour, _ in self.points))
        if self.amount is not None and self.intervene is None:
            raise unmet("amount only beside intervene", f"amount beside {self.given}")
        return self


class PlannedActions(Entry):
    """Actions at an hour of the flight."""

    at_h: NotNegative
    do: tuple[Action, ...] = Field(min_length=1)


class Rule(Entry):
    """Actions when a condition holds: after `delay_min`, then at most once every `every_h`."""

    name: Name
    when: Condition
    delay_min: NotNegative = 0.0
    every_h: NotNegative = 0.0
    at_most: Annotated[Count, Field(ge=1)] | None = None
    do: tuple[Action, ...] = Field(min_length=1)


class Pilot(Content):
    """A pilot who looks at the screen every `round_min` minutes, and `answers_alarm_min` after an alarm came.

    Without `answers_alarm_min` alarms are only seen at rounds.
    """

    kind: ClassVar[str] = "pilot"

    schema_: Literal["envol/pilot/1"] = Field(alias="schema")
    name: Annotated[Name, Field(min_length=4, max_length=64)]  # it becomes an actor id in the journal
    round_min: Positive
    answers_alarm_min: Positive | None = None
    plan: tuple[PlannedActions, ...] = ()
    rules: tuple[Rule, ...] = ()

    @model_validator(mode="after")
    def _names_differ(self) -> Self:
        all_different([rule.name for rule in self.rules], "rule")
        return self
