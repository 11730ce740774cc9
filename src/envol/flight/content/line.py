"""A line: a unit operation with its constants, tags, phases, alarms, assays and interventions."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, ClassVar, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from envol.errors import EnvolError
from envol.flight.content.fidelity import Fidelity
from envol.flight.content.interlocks import Interlock
from envol.flight.content.schema import (
    AnyExpression,
    Bilingual,
    Condition,
    Content,
    Entry,
    Identifier,
    Name,
    NotNegative,
    Number,
    NumberOrAmount,
    Positive,
    Settings,
    Tag,
    Text,
    all_different,
    in_order,
    unmet,
)
from envol.flight.content.screen import AssayQuantity, Control, Decimals, Piece, TrendGroup
from envol.twin.timing import Timing


def _increasing(pair: tuple[float, float]) -> tuple[float, float]:
    in_order(*pair, "two numbers")
    return pair


Range = Annotated[tuple[Number, Number], AfterValidator(_increasing)]


class Rhythms(Entry):
    """The rhythms of a flight as a line writes them, in seconds: all of them, none by default."""

    integration_step_s: Positive
    refined_step_s: Positive
    control_scan_s: Positive
    alarm_scan_s: Positive
    frame_period_s: Positive

    @model_validator(mode="after")
    def _they_fall_on_each_other(self) -> Self:
        try:
            self.timing()
        except EnvolError as error:
            raise unmet("each rhythm a whole number of the next shorter one", str(error)) from None
        return self

    def timing(self) -> Timing:
        """Return the rhythms as the twin takes them."""
        return Timing(**self.model_dump())


class TagDefinition(Entry):
    """A measured point: what it shows, how, and where it should lie."""

    quantity: Identifier
    title: Bilingual
    decimals: Decimals
    normal: Range
    range: Range

    @model_validator(mode="after")
    def _normal_is_within_range(self) -> Self:
        if self.normal[0] < self.range[0] or self.normal[1] > self.range[1]:
            raise unmet(f"normal within the range {list(self.range)}", str(list(self.normal)))
        return self


class Phase(Entry):
    """A phase of the process, recognised by a condition; the first that holds is the current one."""

    name: Name
    title: Bilingual
    when: Condition


class AlarmCondition(StrEnum):
    """On which side of its limit a tag rings."""

    LOW_LOW = "low-low"
    LOW = "low"
    HIGH = "high"
    HIGH_HIGH = "high-high"

    @property
    def is_low(self) -> bool:
        """Whether the alarm rings below its limit."""
        return self in (AlarmCondition.LOW, AlarmCondition.LOW_LOW)


class Priority(StrEnum):
    """How soon an alarm must be answered."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class AlarmDefinition(Entry):
    """A rationalised alarm, in the words of ISA-18.2."""

    name: Name
    title: Bilingual
    tag: Tag
    condition: AlarmCondition
    limit: Number
    deadband: NotNegative = 0.0
    on_delay_s: NotNegative = 0.0
    off_delay_s: NotNegative = 0.0
    priority: Priority
    alarm_class: Name = Field(alias="class")
    cause: Bilingual
    consequence: Bilingual
    action: Bilingual
    time_to_respond_min: Positive


class AssayError(Entry):
    """The error of an assay: relative (cv), systematic (bias) and absolute (sd), in the output's unit."""

    cv: NotNegative = 0.0
    bias: Number = 0.0
    sd: NotNegative = 0.0


class Assay(Entry):
    """A sample sent to the laboratory: what it measures, how well and how late."""

    name: Name
    title: Bilingual
    measures: Mapping[Identifier, AssayError] = Field(min_length=1)
    delay_min: NotNegative
    sample_volume_mL: NotNegative  # noqa: N815 - the symbol of the millilitre


class Amount(Entry):
    """How much of an intervention may be given."""

    unit: Text
    low: Number
    high: Number
    default: Number

    @model_validator(mode="after")
    def _default_is_allowed(self) -> Self:
        in_order(self.low, self.high)
        if not self.low <= self.default <= self.high:
            raise unmet(f"a default between {self.low:g} and {self.high:g}", f"{self.default:g}")
        return self


class Report(Entry):
    """The answer that an intervention brings back: positive above a threshold."""

    quantity: Identifier
    positive_above: Number
    delay_min: NotNegative


class Intervention(Entry):
    """A gesture of the operator: a pulse, a lasting change, an answer, or the end of the flight."""

    name: Name
    title: Bilingual
    amount: Amount | None = None
    pulse: Mapping[Identifier, NumberOrAmount] = Field(default_factory=dict)
    settings: Mapping[Identifier, NumberOrAmount] = Field(default_factory=dict)
    report: Report | None = None
    ends: Literal["harvest", "abort"] | None = None
    duration_min: NotNegative = 0.0

    @model_validator(mode="after")
    def _amount_is_declared(self) -> Self:
        asked = "amount" in [*self.pulse.values(), *self.settings.values()]
        if asked and self.amount is None:
            raise unmet("the key amount, which pulse or settings refer to", "none")
        return self


class OutcomeQuantity(Entry):
    """What a flight on this line is told to have given: an expression over the true quantities, and what of it counts.

    `hours` counts the time during which the expression holds.
    """

    name: Identifier
    title: Bilingual | None = None
    value: AnyExpression
    take: Literal["end", "max", "min", "mean", "hours"]


class ValidityBound(Entry):
    """A bound beyond which the model is not to be believed: the flight freezes there."""

    quantity: Identifier
    low: Number | None = None
    high: Number | None = None
    why: Bilingual

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.low is None and self.high is None:
            raise unmet("low, high or both", "neither")
        in_order(self.low, self.high)
        return self


class Line(Content):
    """A line that can be flown.

    `controls`, `synoptic`, `trends` and `quantities` are what its screen is built from; `beside` lists the tags that
    no piece of the synoptic bears. `explained` are the states of which it may be asked why they move, and `terms` the
    words for what moves them.
    """

    kind: ClassVar[str] = "line"

    schema_: Literal["envol/line/1"] = Field(alias="schema")
    unit: Identifier
    parameter_sets: tuple[Name, ...] = ()
    timing: Rhythms
    fidelity: Fidelity
    settings: Settings
    tags: Mapping[Tag, TagDefinition] = Field(min_length=1)
    phases: tuple[Phase, ...] = ()
    alarms: tuple[AlarmDefinition, ...] = ()
    assays: tuple[Assay, ...] = ()
    interventions: tuple[Intervention, ...] = ()
    validity: tuple[ValidityBound, ...] = ()
    outcome: tuple[OutcomeQuantity, ...] = ()
    interlocks: tuple[Interlock, ...] = ()
    controls: Mapping[Identifier, Control] = Field(default_factory=dict)
    beside: tuple[Tag, ...] = ()
    synoptic: tuple[Piece, ...] = ()
    trends: tuple[TrendGroup, ...] = ()
    quantities: Mapping[Identifier, AssayQuantity] = Field(default_factory=dict)
    explained: Mapping[Identifier, Bilingual] = Field(default_factory=dict)
    terms: Mapping[Identifier, Bilingual] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _names_differ(self) -> Self:
        all_different(self.parameter_sets, "parameter set")
        for word in ("phase", "alarm", "assay", "intervention", "interlock"):
            all_different([entry.name for entry in getattr(self, word + "s")], word)
        all_different([quantity.name for quantity in self.outcome], "outcome quantity")
        return self
