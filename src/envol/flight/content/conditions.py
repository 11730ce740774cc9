"""Initial conditions: the state of a vessel and its settings at the hour a flight takes off."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal, TypeAlias

from pydantic import Field, PlainValidator

from envol.flight.content.schema import Content, Identifier, NotNegative, Settings, Text, unmet

StateValue: TypeAlias = float | tuple[float, ...]


def _state_value(value: Any) -> StateValue:
    several = isinstance(value, list | tuple)
    numbers = value if several else (value,)
    if not numbers or not all(type(number) in (int, float) for number in numbers):
        raise unmet("a number or a list of numbers", repr(value))
    return tuple(float(number) for number in numbers) if several else float(value)


class InitialCondition(Content):
    """Where a flight starts: the hour of the process, the states and the settings.

    `hour` counts from inoculation. States that are not named take the unit operation's own start.
    """

    kind: ClassVar[str] = "condition"

    schema_: Literal["envol/condition/1"] = Field(alias="schema")
    unit: Identifier
    hour: NotNegative
    states: Mapping[Identifier, Annotated[StateValue, PlainValidator(_state_value)]]
    source: Text
    settings: Settings = Field(default_factory=dict)
