"""A small school read from `school/` (one tank, one line, one scenario), and plans on the fed-batch of the content."""

from __future__ import annotations

import copy
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from envol.flight.commands import Clear, Command, Inject
from envol.flight.content.catalogue import (
    KINDS,
    Catalogue,
    Constant,
    Document,
    Inputs,
    StartingState,
    UnitVocabulary,
)
from envol.flight.content.checks import check_catalogue
from envol.flight.content.fault import Fault
from envol.flight.content.scenario import ArmedMalfunction
from envol.flight.engine import Flight
from envol.flight.journal_store import JournalStore
from envol.flight.plan import FlightPlan
from envol.gateways.library import Library

ACTOR = "person:0000abcd"
INSTRUCTOR = "instructor:0000cafe"
SCHOOL = Path(__file__).parent / "school"


@pytest.fixture(scope="session")
def vocabulary() -> dict[str, UnitVocabulary]:
    infinity = float("inf")
    inputs = Inputs(
        settable={"feed_flow": (0.0, 40.0), "oxygen_setpoint": (0.0, 100.0), "filter_open": (0.0, 1.0)},
        pulses={"glucose_added": (0.0, infinity)},
        faults={"filter_clogged": (0.0, 1.0)},
    )
    outputs = frozenset({"dissolved_oxygen", "feed", "glucose", "titre", "bacteria"})
    states = {
        "cells": StartingState(from_zero=False),
        "lipid_profile": StartingState(size=3, from_zero=False),
        "volume": StartingState(from_zero=False),
        "debris": StartingState(),
    }
    parameters = {"kla": Constant(unit="1/h", low=1.0), "mu_max": Constant(unit="1/h", low=0.0, high=0.2)}
    return {
        "tank": UnitVocabulary(
            unit="tank",
            inputs=inputs,
            outputs=outputs,
            revealing=frozenset({"titre", "bacteria"}),
            states=states,
            parameters=parameters,
        ),
        "column": UnitVocabulary(
            unit="column",
            inputs=Inputs(settable={"flow": (0.0, 1.0)}),
            outputs=frozenset({"pressure"}),
            states={"resin": StartingState()},
            parameters={"length": Constant(unit="cm")},
        ),
    }


@pytest.fixture(scope="session")
def texts() -> dict[str, dict[str, Any]]:
    """The text of each kind of content, as plain values."""
    read = (yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(SCHOOL.rglob("*.yaml")))
    return {text["schema"].split("/")[1]: text for text in read}


@pytest.fixture
def school(texts: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The same texts, which a test may spoil."""
    return copy.deepcopy(texts)


Gather = Callable[[Mapping[str, dict[str, Any]]], Catalogue]


@pytest.fixture
def gather(vocabulary: dict[str, UnitVocabulary]) -> Gather:
    """Return the catalogue of some texts."""

    def gather(school: Mapping[str, dict[str, Any]]) -> Catalogue:
        contents = [KINDS[kind].model_validate(text) for kind, text in school.items()]
        documents = tuple(
            Document(content=content, content_hash="", file=f"{content.kind}.yaml") for content in contents
        )
        return Catalogue(documents, vocabulary)

    return gather


@pytest.fixture
def faults(gather: Gather) -> Callable[[Mapping[str, dict[str, Any]]], list[Fault]]:
    """Return the faults that the parts of a school find in each other."""
    return lambda school: check_catalogue(gather(school))


PlanOf = Callable[..., FlightPlan]
FlyScript = Callable[..., Flight]


@pytest.fixture(scope="session")
def library() -> Library:
    """The content of the school, and its fed-batch compiled once."""
    return Library()


@pytest.fixture(scope="session")
def plan_of(library: Library) -> PlanOf:
    """Return a plan of the agitator's trip (24 h from day 7), or of another scenario, with parts of it replaced."""

    def plan_of(
        scenario: str = "agitator-trip", *, seed: int = 1, line: Mapping[str, Any] | None = None, **changes: Any
    ) -> FlightPlan:
        plan = library.plan(scenario, seed)
        changed_line = plan.line.model_copy(update=dict(line or {}))
        return replace(plan, scenario=plan.scenario.model_copy(update=changes), line=changed_line)

    return plan_of


@pytest.fixture(scope="session")
def fly_script() -> FlyScript:
    """Return a flight on which (scan, command) pairs were done, and which was flown in pieces that end at `cuts`.

    A person does them; an instructor what is an instructor's, or a whole script `by` somebody else.
    """

    def fly_script(
        plan: FlightPlan,
        script: Sequence[tuple[int, Command]] = (),
        *,
        to: int = 600,
        cuts: Iterable[int] = (),
        journal: JournalStore | None = None,
        by: str = "",
    ) -> Flight:
        flight = Flight(plan, journal)
        flight.open(ACTOR)
        for scan in sorted({*cuts, *(at for at, _ in script), to}):
            flight.advance(scan)
            for at, command in script:
                if at == scan:
                    flight.do(command, by or (INSTRUCTOR if isinstance(command, Inject | Clear) else ACTOR))
        return flight

    return fly_script


Arm = Callable[..., tuple[ArmedMalfunction, ...]]


@pytest.fixture(scope="session")
def arm() -> Arm:
    """Return the malfunctions of a scenario that arms one."""

    def arm(malfunction: str, severity: float = 1.0, **trigger: Any) -> tuple[ArmedMalfunction, ...]:
        entry = {"malfunction": malfunction, "severity": severity, "trigger": trigger}
        return (ArmedMalfunction.model_validate(entry),)

    return arm


@pytest.fixture(scope="session")
def long_seeds() -> range:
    """The seeds of a sweep that is judged as a whole: 20 of them, or ENVOL_LONG_SEEDS."""
    return range(1, 1 + int(os.environ.get("ENVOL_LONG_SEEDS", "20")))
