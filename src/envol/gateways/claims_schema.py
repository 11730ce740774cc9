"""The words of the files of claims: published figures with their date, perimeter and horizon."""

from __future__ import annotations

from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from envol.flight.content.schema import Bilingual, Content, Entry, Name, NotNegative, Text, unmet
from envol.foresight.claims import Nature, Quantity, Unit
from envol.gateways.outlooks_words import Code, Moment, Year


class OutcomeEntry(Entry):
    """What became of it."""

    value: NotNegative
    date: Moment
    source: Text


class ClaimEntry(Entry):
    """One figure. `said` is in our words; `source` names the page."""

    name: Name
    who: Text
    said: Bilingual
    date: Moment
    nature: Nature
    quantity: Quantity
    place: Code
    field: Literal["bioproduction", "biotech-health", "pharma", "health-industries", "microtechnics", "all-trades"]
    since: Year
    horizon: Year
    horizon_stated: bool = Field(default=True, strict=True)
    low: NotNegative | None = None
    high: NotNegative | None = None
    unit: Unit
    confidence: Literal["A", "B", "C"]
    source: Text
    cites: tuple[Name, ...] = ()
    outcome: OutcomeEntry | None = None

    @model_validator(mode="after")
    def _a_figure(self) -> Self:
        if self.low is None and self.high is None:
            raise unmet("low, high or both", "neither")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise unmet("a low that is not above the high", f"{self.low:g} and {self.high:g}")
        return self


class ClaimsFile(Content):
    """Some published figures."""

    kind: ClassVar[str] = "claims"

    schema_: Literal["envol/claims/1"] = Field(alias="schema")
    claims: tuple[ClaimEntry, ...] = Field(min_length=1)
