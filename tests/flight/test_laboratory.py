"""What the laboratory answers, and when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from envol.flight.autopilot import functions_of
from envol.flight.commands import Intervene, SetInput, TakeSample
from envol.flight.content.line import AssayError
from envol.flight.engine import Flight
from envol.flight.laboratory import is_positive, result_of
from envol.flight.plan import FlightPlan
from envol.flight.state import Sample

PlanOf = Callable[..., FlightPlan]
FlyScript = Callable[..., Flight]


@pytest.fixture(scope="module")
def plan(plan_of: PlanOf) -> FlightPlan:
    return plan_of(malfunctions=())


def test_a_result_comes_back_after_its_delay(plan: FlightPlan, fly_script: FlyScript) -> None:
    flight = fly_script(plan, [(5, TakeSample("titre"))], to=244)
    assert list(flight.results()) == []
    flight.advance(245)
    (result,) = flight.results()
    assert (result.assay, result.taken, result.received) == ("titre", 5, 245)


def test_a_pilot_knows_nothing_before_the_first_result(plan: FlightPlan, fly_script: FlyScript) -> None:
    flight = fly_script(plan, [(5, TakeSample("titre"))], to=244)
    assert np.isnan(functions_of(flight)["assay"]("product"))
    flight.advance(245)
    assert functions_of(flight)["assay"]("product") > 0


def test_the_latest_sample_that_is_back_is_what_counts(plan: FlightPlan, fly_script: FlyScript) -> None:
    flight = fly_script(plan, [(0, TakeSample("cells")), (30, TakeSample("cells")), (55, TakeSample("cells"))], to=60)
    assert [result.taken for result in flight.results()] == [30, 0]


def test_an_error_belongs_to_its_assay_and_scan_alone(plan: FlightPlan, fly_script: FlyScript) -> None:
    quiet = fly_script(plan, [(50, TakeSample("cells"))], to=100)
    script = [(0, TakeSample("cells")), (20, SetInput("feed_flow", 8.0)), (50, TakeSample("titre"))]
    busy = fly_script(plan, [*script, (50, TakeSample("cells"))], to=100)
    sample = Sample("cells", 50, 60)
    for quantity in plan.assays["cells"].measures:
        found = [result_of(plan, flight.telemetry, sample).values[quantity] for flight in (quiet, busy)]
        true = [flight.telemetry.row(50)[plan.column(quantity)] for flight in (quiet, busy)]
        if plan.assays["cells"].measures[quantity].cv:
            assert found[1] / true[1] == pytest.approx(found[0] / true[0], rel=1e-12)
        else:
            assert found[1] - true[1] == pytest.approx(found[0] - true[0], abs=1e-9)


def test_errors_differ_between_scans_seeds_and_assays(plan_of: PlanOf, fly_script: FlyScript) -> None:
    flight = fly_script(plan_of(malfunctions=()), to=10)
    other = replace(flight.plan, seed=2)
    values = [
        result_of(plan, flight.telemetry, Sample(assay, scan, scan)).values[quantity] / float(true)
        for plan in (flight.plan, other)
        for assay, quantity in (("cells", "viable"), ("metabolites", "lactate"))
        for scan in (3, 4)
        for true in [flight.telemetry.row(scan)[plan.column(quantity)]]
    ]
    assert len(set(values)) == len(values)


def test_a_relative_error_has_its_declared_spread(plan: FlightPlan, fly_script: FlyScript) -> None:
    flight = fly_script(plan, to=400)
    column, cv = plan.column("glucose"), plan.assays["metabolites"].measures["glucose"].cv
    shares = [
        result_of(plan, flight.telemetry, Sample("metabolites", scan, scan)).values["glucose"]
        / flight.telemetry.row(scan)[column]
        for scan in range(400)
    ]
    # 400 draws: the spread of a standard deviation is 3.5 %, of the mean 5 % of cv; four of either is allowed.
    assert np.std(shares) == pytest.approx(cv, rel=0.14)
    assert np.mean(shares) == pytest.approx(1.0, abs=0.2 * cv)


def test_a_result_is_never_negative(plan: FlightPlan, fly_script: FlyScript) -> None:
    wild = AssayError(cv=3.0, sd=50.0)
    assay = plan.assays["metabolites"]
    measures = dict.fromkeys(assay.measures, wild)
    line = plan.line.model_copy(update={"assays": (assay.model_copy(update={"measures": measures}),)})
    flight = fly_script(replace(plan, line=line), to=100)
    found = [
        value
        for scan in range(100)
        for value in result_of(flight.plan, flight.telemetry, Sample("metabolites", scan, scan)).values.values()
    ]
    assert min(found) == 0.0


def test_a_sample_takes_its_volume_from_the_vessel(plan: FlightPlan, fly_script: FlyScript) -> None:
    with_sample = fly_script(plan, [(5, TakeSample("titre")), (5, TakeSample("cells"))], to=6)
    drawn = fly_script(plan, to=6).read("volume") - with_sample.read("volume")
    assert drawn == pytest.approx(0.020, rel=1e-3)


def test_a_stain_answers_late_about_the_instant_it_was_asked(plan_of: PlanOf, fly_script: FlyScript) -> None:
    plan = plan_of("contamination")
    flight = fly_script(plan, [(0, Intervene("gram-stain"))], to=1200)
    flight.do(Intervene("gram-stain"), "person:0000abcd")
    early, late = flight.state.inquiries
    assert not is_positive(plan, flight.telemetry, early)
    assert flight.read("bacteria") > 1e-5
    assert not functions_of(flight)["positive"]("gram-stain")
    flight.advance(late.due)
    assert functions_of(flight)["positive"]("gram-stain")


def test_after_going_back_a_result_is_of_the_new_course(plan: FlightPlan) -> None:
    flight = Flight(plan)
    start, found = flight.snapshot(), []
    for flow in (0.0, 8.0):
        flight.restore(start)
        flight.do(SetInput("feed_flow", flow), "person:0000abcd")
        flight.advance(600)
        flight.do(TakeSample("metabolites"), "person:0000abcd")
        flight.advance(700)
        found.append(next(flight.results()).values["lactate"])
    assert found[0] != found[1]
