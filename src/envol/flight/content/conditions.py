"""Initial conditions: the state of a vessel and its settings at the hour a flight takes off."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal, Self, TypeAlias

from pydantic import Field, PlainValidator, model_validator

from envol.flight.content.schema import (
    Content,
    Identifier,
    NotNegative,
    Settings,
    Text,
    all_different,
    unmet,
)

StateValue: TypeAlias = float | tuple[float, ...]


def _state_value(value: Any) -> StateValue:
    several = isinstance(value, list | tuple)
    numbers = value if several else (value,)
    if not numbers or not all(type(number) in (int, float) for number in numbers):
        raise unmet("a number or a list of numbers", repr(value))
    return tuple(float(number) for number in numbers) if several else float(value)


class InitialCondition(Content):
    """Where a flight starts: the hour of the process, the states and the settings.

    `hour` counts from inoculation. A state that is not named takes the unit operation's own start; where that start is
    not zero, `left_at_start` names it, so that a state which an author forgot is seen.
    """

    kind: ClassVar[str] = "condition"

    schema_: Literal["envol/condition/1"] = Field(alias="schema")
    unit: Identifier
    hour: NotNegative
    states: Mapping[Identifier, Annotated[StateValue, PlainValidator(_state_value)]]
    left_at_start: tuple[Identifier, ...] = ()
    source: Text
    settings: Settings = Field(default_factory=dict)

    @model_validator(mode="after")
    def _given_or_left(self) -> Self:
        all_different(self.left_at_start, "state left at its start")
        if both := [name for name in self.left_at_start if name in self.states]:
            raise unmet("each state either given or left at its start", f"both for {', '.join(both)}")
        return self
