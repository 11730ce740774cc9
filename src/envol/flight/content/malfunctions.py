"""A malfunction: what breaks, how it shows, what it is mistaken for, and what a crew should do."""

from __future__ import annotations

from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from envol.flight.content.schema import (
    Bilingual,
    Choice,
    Condition,
    Content,
    Entry,
    Identifier,
    Name,
    NotNegative,
    Number,
    Positive,
    unmet,
)


class Effect(Entry):
    """An input of the unit operation that is driven to a value, at once or over a ramp."""

    input: Identifier
    value: Number
    ramp_h: NotNegative = 0.0


class Answer(Choice):
    """A gesture that counts as a response: an intervention, or a set-point moved (to where `when` holds)."""

    one_of: ClassVar[tuple[str, ...]] = ("intervention", "set")

    intervention: Name | None = None
    set: Identifier | None = None
    when: Condition | None = None

    @model_validator(mode="after")
    def _when_goes_with_set(self) -> Self:
        if self.when is not None and self.set is None:
            raise unmet("when only beside set", "when beside intervention")
        return self


class Response(Entry):
    """What is expected of the crew, and before when (hours after onset)."""

    text: Bilingual
    deadline_h: Positive
    any_of: tuple[Answer, ...] = Field(min_length=1)


class Malfunction(Content):
    """A malfunction that scenarios and instructors may arm."""

    kind: ClassVar[str] = "malfunction"

    schema_: Literal["envol/malfunction/1"] = Field(alias="schema")
    unit: Identifier
    cue: Bilingual
    look_alike: Bilingual
    consequence: Bilingual
    effects: tuple[Effect, ...] = Field(min_length=1)
    response: Response
    cleared_by: tuple[Name, ...] = ()
