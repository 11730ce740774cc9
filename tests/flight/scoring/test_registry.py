"""The criteria that exist are found by looking, and each says all that a criterion says."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from envol.errors import EnvolError
from envol.flight.content.schema import Bilingual
from envol.flight.engine import Flight
from envol.flight.plan import FlightPlan
from envol.flight.scoring.block import Block
from envol.flight.scoring.criterion import arguments_of
from envol.flight.scoring.registry import criteria, criterion_in

PlanOf = Callable[..., FlightPlan]
TEXT = Bilingual(fr="x", en="x")


@pytest.fixture(scope="module")
def plan(plan_of: PlanOf) -> FlightPlan:
    return plan_of()


def test_what_stands_in_the_folder_is_found() -> None:
    assert {"alarms", "margins", "outcome", "response", "restraint"} <= set(criteria())


@pytest.mark.parametrize("name", criteria())
def test_each_criterion_says_in_both_languages_what_it_means(name: str) -> None:
    criterion = criteria()[name]
    texts = [criterion.TITLE.fr, criterion.TITLE.en, criterion.MEANING.fr, criterion.MEANING.en]
    assert all(text.strip() and "\n" not in text for text in texts)


@pytest.mark.parametrize("name", criteria())
def test_each_argument_is_by_default_within_its_range(name: str) -> None:
    arguments = criteria()[name].ARGUMENTS.values()
    assert all(argument.low <= argument.default <= argument.high for argument in arguments)


@pytest.mark.parametrize("name", criteria())
def test_each_criterion_judges_a_flight_that_has_only_begun(name: str, plan: FlightPlan) -> None:
    flight = Flight(plan)
    outcome = {each.quantity: 0.0 for each in plan.scenario.scoring.outcome}
    block = criteria()[name].block(flight, plan.scenario, outcome)
    assert isinstance(block, Block)
    assert (block.name, block.weight) == (name, plan.scenario.scoring.weight_of(name))
    assert block.points is None or 0 <= block.points <= 1


def test_an_argument_that_a_scenario_does_not_give_takes_its_default(plan: FlightPlan) -> None:
    declared = criteria()["restraint"].ARGUMENTS
    scoring = plan.scenario.scoring.model_copy(update={"arguments": {"restraint": {"allowed": 9.0}}})
    scenario = plan.scenario.model_copy(update={"scoring": scoring})
    expected = {name: argument.default for name, argument in declared.items()} | {"allowed": 9.0}
    assert arguments_of(scenario, "restraint", declared) == expected


def written(name: str, **said: Any) -> ModuleType:
    module = ModuleType(f"criteria.{name}")
    vars(module).update(said)
    return module


def test_a_file_that_is_no_whole_criterion_is_named() -> None:
    with pytest.raises(EnvolError, match=r"criteria\.load: a criterion says NAME.*; MEANING, block not found"):
        criterion_in(written("load", NAME="load", TITLE=TEXT, ARGUMENTS={}))


def test_a_criterion_stands_in_a_file_of_its_own_name() -> None:
    with pytest.raises(EnvolError, match="'load' stands in a file of its own name, not in 'workload'"):
        criterion_in(written("workload", NAME="load", TITLE=TEXT, MEANING=TEXT, ARGUMENTS={}, block=print))
