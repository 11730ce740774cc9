"""The words of the files of duties: statements about the law, their sources, and who must confirm them.

Nothing is called confirmed without the name of whoever confirmed it and the day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from envol.flight.content.fault import KeyPath
from envol.flight.content.schema import Bilingual, Content, Count, Entry, Name, Text, unmet

CRITERIA, INDICATORS = 7, 32
"""How many the national quality standard has."""


def _day(value: object) -> object:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise unmet('a day in quotes, such as "2026-11-22"', repr(value)) from None


Day = Annotated[date, BeforeValidator(_day)]


class Theme(StrEnum):
    """What a duty is about."""

    GDPR = "gdpr"
    MINORS = "minors"
    RGAA = "rgaa"
    QUALIOPI = "qualiopi"
    AI_REGULATION = "ai-regulation"
    ATTENDANCE = "attendance"
    MICRO_CREDENTIALS = "micro-credentials"


class Known(StrEnum):
    """How we know what a source says."""

    TEXT = "text"
    PAGE = "page"
    MEMORY = "memory"


class Status(StrEnum):
    """Whether somebody who answers for it has confirmed a statement."""

    CONFIRMED = "confirmed"
    TO_CONFIRM = "to-confirm"


class Confirmer(StrEnum):
    """Who may confirm a statement."""

    DPO = "data-protection-officer"
    JURIST = "jurist"
    CERTIFIER = "certifier"
    ACCESSIBILITY = "accessibility-auditor"
    SCHOOL = "head-of-school"
    FUNDER = "funder"


class Standing(StrEnum):
    """How far the campus is with something."""

    HELD = "held"
    PARTLY = "partly"
    NOT_YET = "not-yet"


class Source(Entry):
    """Where a statement comes from."""

    citation: Bilingual
    dated: Day | None = None
    """The day of the text or of the page, None where the page bears none."""
    known_by: Known


class Statement(Entry):
    """Something that the law or a standard says, with its sources and who must confirm it."""

    name: Name
    title: Bilingual
    text: Bilingual
    sources: tuple[Source, ...] = Field(min_length=1)
    status: Status
    confirm_by: tuple[Confirmer, ...] = Field(min_length=1)
    confirmed_by: Text | None = None
    confirmed_on: Day | None = None

    @model_validator(mode="after")
    def _confirmed_by_somebody(self) -> Self:
        said = self.confirmed_by is not None and self.confirmed_on is not None
        if self.status is Status.CONFIRMED and not said:
            raise unmet("confirmed_by and confirmed_on beside the status confirmed", "none of them, or one")
        if self.status is Status.TO_CONFIRM and (self.confirmed_by or self.confirmed_on):
            raise unmet("the status confirmed beside confirmed_by and confirmed_on", "to-confirm")
        return self


class Duty(Statement):
    """What the campus has to do, and how far it is with it."""

    theme: Theme
    standing: Standing
    here: Bilingual
    """What the campus does about it, and what it does not."""


class Figure(Entry):
    """A number of the law that programs read."""

    name: Name
    value: Count
    unit: Literal["years", "days", "weeks", "hours"]
    title: Bilingual


class Rule(Statement):
    """A rule about minors, with its numbers."""

    figures: tuple[Figure, ...] = ()


class Scope(StrEnum):
    """The kinds of action that an indicator concerns, where it does not concern all."""

    TRAINING = "training"
    CERTIFYING = "certifying"
    WORK_LINKED = "work-linked"
    APPRENTICESHIP = "apprenticeship"
    VAE = "vae"


class Indicator(Entry):
    """One indicator of the quality standard, in our own words."""

    number: Annotated[int, Field(strict=True, ge=1, le=INDICATORS)]
    text: Bilingual
    common: bool
    only_for: tuple[Scope, ...] = ()
    standing: Standing
    evidence: Bilingual | None = None
    """Where the campus holds the evidence."""

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.common == bool(self.only_for):
            raise unmet("only_for where an indicator is not common, and only there", "both or neither")
        if (self.evidence is None) != (self.standing is Standing.NOT_YET):
            raise unmet("evidence beside held or partly, and none beside not-yet", self.standing.value)
        return self


class Criterion(Entry):
    """One criterion of the quality standard."""

    number: Annotated[int, Field(strict=True, ge=1, le=CRITERIA)]
    title: Bilingual
    indicators: tuple[Indicator, ...] = Field(min_length=1)


class Standard(Statement):
    """The national quality standard: its criteria and indicators."""

    criteria: tuple[Criterion, ...]

    @model_validator(mode="after")
    def _whole(self) -> Self:
        for what, numbers, most in (
            ("criterion", [each.number for each in self.criteria], CRITERIA),
            ("indicator", [one.number for each in self.criteria for one in each.indicators], INDICATORS),
        ):
            if numbers != list(range(1, most + 1)):
                raise unmet(f"each {what} from 1 to {most} once and in order", f"{numbers}")
        return self


class Stage(StrEnum):
    """Whether an aid is at work."""

    EXISTS = "exists"
    PLANNED = "planned"


class Risk(StrEnum):
    """How the campus treats an aid under Regulation (EU) 2024/1689."""

    HIGH = "high-risk"
    TREATED_AS_HIGH = "treated-as-high-risk"
    OUTSIDE = "outside"


class Human(StrEnum):
    """Who can overrule an aid: a role of the campus."""

    TEACHER = "teacher"
    INSTRUCTOR = "instructor"
    HEAD = "head"
    LEAD = "lead"
    KEEPER = "keeper"
    LEARNER = "learner"


class Aid(Statement):
    """An automated aid to a decision about a person: its public notice. `text` says what it does and for what."""

    stage: Stage
    uses: tuple[Bilingual, ...] = Field(min_length=1)
    weighs: Bilingual
    human: Human
    overrule: Bilingual
    appeal: Bilingual
    point: Literal["3a", "3b", "3c", "3d", "4a", "none"]
    """Of annex III."""
    risk: Risk
    why: Bilingual


class Duties(Content):
    """One file of the folder."""

    kind: ClassVar = "duties"

    schema_: Literal["envol/duties/1"] = Field(alias="schema")
    checked_on: Day
    """When somebody last looked through this file."""
    duties: tuple[Duty, ...] = ()
    rules: tuple[Rule, ...] = ()
    standard: Standard | None = None
    aids: tuple[Aid, ...] = ()

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not (self.duties or self.rules or self.standard or self.aids):
            raise unmet("one of duties, rules, standard, aids", "none of them")
        return self

    def statements(self) -> Iterator[tuple[KeyPath, Statement]]:
        """Yield everything that this file says, each with its place in it."""
        for key in ("duties", "rules", "aids"):
            for place, statement in enumerate(getattr(self, key)):
                yield (key, place), statement
        if self.standard:
            yield ("standard",), self.standard
