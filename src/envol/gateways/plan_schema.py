"""What a plan file says: regions, occupations, trainings, limits, prices; written out, or made up by lot."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from envol.flight.content.schema import (
    Bilingual,
    Content,
    Count,
    Entry,
    Name,
    NotNegative,
    Positive,
    Share,
    Text,
    all_different,
    unmet,
)
from envol.foresight.plan.instance import Prices

_USUAL = Prices()
AtLeastOne = Annotated[int, Field(strict=True, ge=1)]
ByYear = tuple[NotNegative, ...]


class Delays(Entry):
    """Years from a decision to the first intake."""

    open: Count
    grow: Count
    colour: Count


class Costs(Entry):
    """Thousands of euros: once to open, for each group more, for each coloured one; a year to run."""

    open: NotNegative
    group: NotNegative
    colour: NotNegative
    run: NotNegative


class TrainingEntry(Entry):
    """A training that may be run in any region."""

    name: Name
    title: Bilingual | None = None
    level: Text
    length: AtLeastOne
    after: Delays
    places: AtLeastOne
    trainers: NotNegative
    platforms: NotNegative
    costs: Costs
    yields: dict[Name, Share]
    coloured: dict[Name, Share] | None = None
    groups: dict[Name, Count] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _not_more_than_all(self) -> Self:
        for what, shares in (("yields", self.yields), ("coloured", self.coloured or {})):
            if sum(shares.values()) > 1 + 1e-9:
                raise unmet(f"{what} of 1 in all at most", f"{sum(shares.values()):g}")
        return self


class RegionEntry(Entry):
    """A region: what limits its trainings, and whom its employers need each year."""

    name: Name
    title: Bilingual | None = None
    trainers: NotNegative
    platforms: NotNegative | ByYear
    least_places: NotNegative = 0.0
    closures: Count = 2
    needs: dict[Name, ByYear]


class PricesEntry(Entry):
    """Points: a person and year, a person moved, a thousand euros, a group closed."""

    shortage: Positive = _USUAL.shortage
    surplus: NotNegative = _USUAL.surplus
    move: NotNegative = _USUAL.move
    money: NotNegative = _USUAL.money
    closing: NotNegative = _USUAL.closing


class Generated(Entry):
    """A made-up country of some size, in place of regions, occupations, trainings and budget."""

    seed: Count
    regions: AtLeastOne
    trainings: AtLeastOne
    occupations: AtLeastOne


class PlanContent(Content):
    """What is to be planned.

    `status` says where the numbers come from: `made-up` for none that was measured, `assumed` for those that somebody
    answers for, `published` for those with a source in `source`. The years of the lists are `first_year` and following.
    """

    kind: ClassVar[str] = "plan"

    schema_: Literal["envol/plan/1"] = Field(alias="schema")
    about: Bilingual
    status: Literal["made-up", "assumed", "published"]
    source: Text | None = None
    first_year: Annotated[int, Field(strict=True, ge=2000, le=2200)]
    years: Annotated[int, Field(strict=True, ge=1, le=40)]
    outlook: Name | None = None
    generate: Generated | None = None
    occupations: tuple[Name, ...] = ()
    regions: tuple[RegionEntry, ...] = ()
    trainings: tuple[TrainingEntry, ...] = ()
    budget: ByYear = ()
    trainers_grow: Share = 0.06
    may_leave: Share = 0.4
    prices: PricesEntry = PricesEntry()

    @model_validator(mode="after")
    def _written_or_generated(self) -> Self:
        written = [key for key in ("occupations", "regions", "trainings", "budget") if getattr(self, key)]
        if self.generate and written:
            raise unmet("either generate or what is written out", f"generate and {', '.join(written)}")
        if not self.generate and len(written) < 4:
            raise unmet("occupations, regions, trainings and budget, or generate", ", ".join(written) or "none of them")
        return self

    @model_validator(mode="after")
    def _each_name_once(self) -> Self:
        all_different(self.occupations, "occupation")
        all_different((region.name for region in self.regions), "region")
        all_different((training.name for training in self.trainings), "training")
        return self

    @model_validator(mode="after")
    def _published_says_where(self) -> Self:
        if self.status == "published" and self.source is None:
            raise unmet("source beside the status published", "none")
        return self
