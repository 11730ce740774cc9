"""The words that all content files share: names, bilingual texts, numbers, expressions, actions' targets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, model_validator
from pydantic_core import PydanticCustomError

from envol.errors import ContentError
from envol.flight.content.expression import Expression, Kind
from envol.flight.content.fault import Fault

NAME = r"^[a-z0-9]+(-[a-z0-9]+)*$"
IDENTIFIER = r"^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*){0,2}$"
"""A name of the twin: what a part names stands after the part and a dot, and either after a unit and a dot."""
ISA_TAG = r"^(?:[A-Z0-9]+-)?[A-Z][DFJKQSXYZ]?[ACEGIKRSTUVWYZ]{1,3}(?:HH|LL|H|L|M)?-\d{3,4}[A-Z]?$"

Text = Annotated[str, Field(strict=True, min_length=1, pattern=r"\S")]
Name = Annotated[str, Field(strict=True, pattern=NAME, max_length=80)]
Identifier = Annotated[str, Field(strict=True, pattern=IDENTIFIER, max_length=80)]
Tag = Annotated[str, Field(strict=True, pattern=ISA_TAG)]
Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
Positive = Annotated[float, Field(strict=True, allow_inf_nan=False, gt=0)]
NotNegative = Annotated[float, Field(strict=True, allow_inf_nan=False, ge=0)]
Share = Annotated[float, Field(strict=True, allow_inf_nan=False, ge=0, le=1)]
Count = Annotated[int, Field(strict=True, ge=0)]
Settings = Mapping[Identifier, Number]


def unmet(expected: str, found: str, hint: str = "") -> PydanticCustomError:
    """Return the error by which a validator says what it expected, what it found and how to mend it."""
    context = {"expected": expected, "found": found, "hint": hint}
    return PydanticCustomError("unmet", "expected {expected}, found {found}", context)


def _expression(value: object) -> Expression:
    if isinstance(value, Expression):
        return value
    if not isinstance(value, str):
        raise unmet("an expression in quotes", repr(value))
    try:
        return Expression.parse(value)
    except ContentError as error:
        fault = error.faults[0]
        assert isinstance(fault, Fault)
        raise unmet(fault.expected, fault.found, fault.hint) from None


def _condition(value: object) -> Expression:
    expression = _expression(value)
    if expression.kind is Kind.NUMBER:
        raise unmet("a condition, true or false", f"{expression.text!r}, a number", "compare it")
    return expression


def _number_or_expression(value: object) -> float | Expression:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, str | Expression):
        raise unmet("a number, or an expression in quotes", repr(value))
    expression = _expression(value)
    if expression.kind is Kind.CONDITION:
        raise unmet("a number", f"{expression.text!r}, a condition")
    return expression


def _number_or_amount(value: object) -> float | str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if value == "amount":
        return "amount"
    raise unmet('a number, or the word "amount"', repr(value))


Condition = Annotated[Expression, PlainValidator(_condition)]
AnyExpression = Annotated[Expression, PlainValidator(_expression)]
NumberOrExpression = Annotated[float | Expression, PlainValidator(_number_or_expression)]
NumberOrAmount = Annotated[float | str, PlainValidator(_number_or_amount)]


class Entry(BaseModel):
    """A part of a content file: frozen, without unknown keys, without silent conversions."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        validate_by_name=True,
        validate_by_alias=True,
        arbitrary_types_allowed=True,
    )


class Bilingual(Entry):
    """A text for people, in French and in English."""

    fr: Text
    en: Text


class Content(Entry):
    """A whole content file, named and titled."""

    kind: ClassVar[str]
    """The word of ``schema: envol/<kind>/1``."""

    name: Name
    title: Bilingual


class Choice(Entry):
    """An entry of which exactly one of the keys `one_of` is given."""

    one_of: ClassVar[tuple[str, ...]]

    @property
    def given(self) -> str:
        """The key that was given."""
        return next(key for key in self.one_of if getattr(self, key) is not None)

    @model_validator(mode="after")
    def _exactly_one(self) -> Self:
        given = [key for key in self.one_of if getattr(self, key) is not None]
        if len(given) != 1:
            raise unmet(f"exactly one of {', '.join(self.one_of)}", " and ".join(given) or "none of them")
        return self


def in_order(low: float | None, high: float | None, what: str = "low and high") -> None:
    """Refuse a range that is upside down; an open end is always in order."""
    if low is not None and high is not None and low >= high:
        raise unmet(f"{what} in increasing order", f"{low:g} and {high:g}")


def all_different(names: Iterable[str], what: str) -> None:
    """Refuse two entries of a list under one name."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise unmet(f"each {what} under its own name", f"two called {name!r}")
        seen.add(name)
