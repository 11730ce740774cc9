"""The words of the files of outlooks: what a projection of jobs and trainings starts from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from envol.flight.content.schema import (
    Bilingual,
    Choice,
    Content,
    Count,
    Entry,
    Name,
    NotNegative,
    Number,
    Positive,
    all_different,
    unmet,
)
from envol.gateways.outlooks_words import (
    Amount,
    Code,
    Correlation,
    Lost,
    Part,
    PartAmount,
    Parts,
    Persons,
    RateEntry,
    Shares,
    Some,
    Split,
    SpreadAmount,
    StartEntry,
    Stated,
    TrainingRate,
    UsualRate,
    Whole,
    Wide,
    Year,
)


class CellEntry(Entry):
    """Persons of one level, region and occupation."""

    level: Code
    region: Code
    occupation: Code
    persons: Persons


class Cells(Stated):
    """A table, cell by cell; those that are not named are empty."""

    rows: tuple[CellEntry, ...] = Field(min_length=1)


class TableEntry(Entry):
    """Persons by level, region and occupation: a total and how it falls into parts, or cells."""

    total: Amount | None = None
    by_region: Split | None = None
    by_occupation: Shares | None = None
    by_level: Split | None = None
    cells: Cells | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.total is None) == (self.cells is None):
            raise unmet("either total, with its shares, or cells", "both" if self.cells else "neither")
        return self


class StockEntry(TableEntry):
    """The persons: jobs take their shares where they say none."""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        missing = [key for key in ("by_region", "by_occupation", "by_level") if getattr(self, key) is None]
        if self.total is not None and missing:
            raise unmet("by_region, by_occupation and by_level beside total", f"no {' and no '.join(missing)}")
        return self


class ArrivalsEntry(RateEntry):
    """Who comes otherwise than from training, as a share of the first stock each year."""

    spread: Wide


class MobilityEntry(Stated, Choice):
    """A simple rule: who does not stay goes to the other regions by their size, or out of the perimeter."""

    one_of: ClassVar = ("stay", "stay_by_level")

    stay: Part | None = None
    stay_by_level: Parts | None = None
    leave: Part = 0.0
    """Share, of those who do not stay in their region, that leaves the perimeter."""


class LevelEntry(Entry):
    """A level, and the levels of the national framework that it covers."""

    code: Name
    title: Bilingual
    numbers: tuple[Annotated[int, Field(strict=True, ge=1, le=8)], ...] = ()


class OccupationEntry(Entry):
    """A family of jobs, and what two nomenclatures call it."""

    code: Name
    title: Bilingual
    rome: tuple[Annotated[str, Field(strict=True, pattern=r"^[A-N][0-9]{4}$")], ...] = ()
    fap: tuple[Annotated[str, Field(strict=True, pattern=r"^[A-Z][0-9][A-Z][0-9]{0,2}$")], ...] = ()


class ChangeEntry(Entry):
    """From a year on, so many places."""

    region: Code
    since: Year
    places: Persons


class PlacesEntry(Stated):
    """Places open to entrants each year: constant by region, or year by year since one; then dated changes.

    A total falls to the regions as the persons at work do.
    """

    total: Persons = 0.0
    by_region: Mapping[Code, Persons] = Field(default_factory=dict)
    by_year: Mapping[Code, tuple[Persons, ...]] = Field(default_factory=dict)
    since: Year | None = None
    changes: tuple[ChangeEntry, ...] = ()

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if self.total and (self.by_region or self.by_year):
            raise unmet("either total, or by_region and by_year", "both")
        return self

    @model_validator(mode="after")
    def _dated(self) -> Self:
        if (self.since is None) != (not self.by_year):
            raise unmet("since beside by_year, and only there", "one without the other")
        return self


class CohortEntry(Entry):
    """Persons who entered a training in a year."""

    region: Code
    year: Year
    persons: NotNegative


class EnteredEntry(Stated):
    """Cohorts that were counted; where there are, they say which share of the places is taken."""

    cohorts: tuple[CohortEntry, ...] = Field(min_length=1)


class FieldEntry(Stated):
    """Share, of those who find work, by occupation; the rest works elsewhere."""

    shares: Some


class TrainingEntry(Entry):
    """A training."""

    name: Name
    title: Bilingual
    level: Code
    length: Annotated[Count, Field(ge=1, le=12)]
    places: PlacesEntry
    entered: EnteredEntry | None = None
    fill: TrainingRate | None = None
    success: TrainingRate | None = None
    continuation: TrainingRate | None = None
    insertion: TrainingRate | None = None
    field: FieldEntry
    route: FieldEntry | None = None


class UsualRates(Entry):
    """What holds for each training that does not say otherwise."""

    fill: UsualRate
    success: UsualRate
    continuation: UsualRate
    insertion: UsualRate


class GrowthRate(Stated, Choice):
    """Growth a year, as a logarithm."""

    one_of: ClassVar = ("value", "by_occupation")

    value: Annotated[Number, Field(ge=-1, le=1)] | None = None
    by_occupation: Mapping[Code, Annotated[Number, Field(ge=-1, le=1)]] | None = None


class ProductivityRate(Stated, Choice):
    """Share of jobs needed no more each year."""

    one_of: ClassVar = ("value", "by_occupation")

    value: Lost | None = None
    by_occupation: Mapping[Code, Lost] | None = None


class GrowthEntry(Entry):
    """How demand grows without the projects that are named."""

    mean: GrowthRate
    spread: PartAmount
    together: PartAmount
    damping: PartAmount
    productivity: ProductivityRate


class SizingEntry(Stated):
    """Jobs of a plant from its kind and investment, by `envol.foresight.sizing`."""

    plant: Literal["active-substance", "fill-finish"]
    investment: Positive
    """MEUR."""
    litres: Positive | None = None


class MixEntry(Stated):
    """Which jobs a plant offers: shares by occupation, and levels as the stock has them where it says none."""

    occupations: Whole
    levels: Mapping[Code, Whole] | None = None


class ProjectEntry(Choice):
    """An industrial project."""

    one_of: ClassVar = ("jobs", "sizing")

    name: Name
    title: Bilingual
    region: Code
    start: StartEntry
    probability: PartAmount
    delay: SpreadAmount
    jobs: SpreadAmount | None = None
    sizing: SizingEntry | None = None
    lead: Amount
    ramp: Amount
    mix: Name


class OutlookFile(Content):
    """A perimeter, who is there, who learns, how many leave and what is being built."""

    kind: ClassVar[str] = "outlook"

    schema_: Literal["envol/outlook/1"] = Field(alias="schema")
    about: Bilingual
    first_year: Year
    years: Annotated[Count, Field(ge=1, le=40)]
    regions: tuple[Code, ...] = Field(min_length=1)
    levels: tuple[LevelEntry, ...] = Field(min_length=1)
    occupations: tuple[OccupationEntry, ...] = Field(min_length=1)
    stock: StockEntry
    jobs: TableEntry
    retirement: RateEntry
    quits: RateEntry
    promotion: RateEntry
    arrivals: ArrivalsEntry
    mobility: MobilityEntry
    rates: UsualRates
    trainings: tuple[TrainingEntry, ...] = ()
    growth: GrowthEntry
    hope: Correlation
    mixes: Mapping[Name, MixEntry] = Field(default_factory=dict)
    projects: tuple[ProjectEntry, ...] = ()

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        all_different(self.regions, "region")
        for what in ("levels", "occupations"):
            all_different((each.code for each in getattr(self, what)), what.removesuffix("s"))
        for what in ("trainings", "projects"):
            all_different((each.name for each in getattr(self, what)), what.removesuffix("s"))
        return self
