"""Every reference case of every unit operation holds, with a source and a reason."""

from __future__ import annotations

from functools import cache

import pytest

from envol.gateways.library import Library
from envol.twin.qualification import Case, Result, Status, cases_of, qualify
from envol.twin.registry import Registry

CASES = [case for unit in Registry().names() for case in cases_of(unit)]
QUICK = [pytest.param(case, id=f"{case.unit}: {case.name}") for case in CASES if case.quick]
SLOW = [pytest.param(case, id=f"{case.unit}: {case.name}") for case in CASES if not case.quick]


@cache
def library() -> Library:
    return Library()


def results(case: Case) -> list[Result]:
    return list(qualify([case], sets=library().values_of))


@pytest.mark.parametrize("case", QUICK)
def test_a_quick_case_holds(case):
    assert [(r.quantity, r.reached) for r in results(case) if r.verdict == "fail"] == []


@pytest.mark.long
@pytest.mark.parametrize("case", SLOW)
def test_a_slow_case_holds(case):
    assert [(r.quantity, r.reached) for r in results(case) if r.verdict == "fail"] == []


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{case.unit}: {case.name}") for case in CASES])
def test_a_case_names_its_source_and_the_reason_of_each_tolerance(case):
    assert case.source.strip()
    assert all(check.reason.strip() for check in case.checks)


@pytest.mark.parametrize("unit", Registry().names())
def test_a_unit_operation_is_held_against_an_answer_from_outside(unit):
    outside = {Status.ANALYTICAL, Status.PUBLISHED, Status.DATA, Status.SIMULATOR}
    assert any(case.status in outside for case in cases_of(unit))
