"""Parameter sets: the constants of a vessel, a clone or a medium, each with its source."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from envol.flight.content.schema import Content, Entry, Identifier, NotNegative, Number, Text, in_order, unmet
from envol.twin.sources import Status


class Subject(StrEnum):
    """What a parameter set describes."""

    VESSEL = "vessel"
    CLONE = "clone"
    MEDIUM = "medium"


class ParameterValue(Entry):
    """A constant, its unit, its source and its plausible range.

    The unit is the declared one, so that no author has to convert. `spread` is the relative standard deviation between
    lots; the unit operation's own where it is not given, and 0 where every lot is alike.
    """

    value: Number
    unit: Text
    source: Text
    status: Status | None = None
    low: Number | None = None
    high: Number | None = None
    spread: NotNegative | None = None

    @model_validator(mode="after")
    def _within_its_range(self) -> Self:
        in_order(self.low, self.high)
        low = -float("inf") if self.low is None else self.low
        high = float("inf") if self.high is None else self.high
        if not low <= self.value <= high:
            raise unmet(f"a value between {low:g} and {high:g}, its own range", f"{self.value:g}")
        return self


class ParameterSet(Content):
    """The constants of one vessel, clone or medium, for one unit operation."""

    kind: ClassVar[str] = "parameters"

    schema_: Literal["envol/parameters/1"] = Field(alias="schema")
    unit: Identifier
    about: Subject
    status: Status | None = None
    values: Mapping[Identifier, ParameterValue] = Field(min_length=1)

    @model_validator(mode="after")
    def _every_value_has_a_status(self) -> Self:
        bare = [name for name, value in self.values.items() if value.status is None]
        if self.status is None and bare:
            raise unmet("a status on each value, or one for the file", f"none on {', '.join(bare)}")
        return self

    def status_of(self, parameter: str) -> Status:
        """Return the status of a value, the file's own where the value says none."""
        status = self.values[parameter].status or self.status
        assert status is not None
        return status
