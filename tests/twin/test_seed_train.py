"""The seed train: growth in a vessel, what a passage keeps and resets, and what bad habits cost."""

import numpy as np
import pytest

from envol.twin.cases.seed_train import CASES, TEN_MINUTES, train
from envol.twin.course import Course, lot_parameters
from envol.twin.dimensions import check_dimensions
from envol.twin.model import Model, compile_model
from envol.twin.qualification import Case, Verdict, qualify
from envol.twin.solve import run_on_grid
from envol.twin.units.seed_train import SeedTrain

HOURS_IN_SCAN = 1 / 6


@pytest.fixture(scope="module")
def model() -> Model:
    return compile_model(SeedTrain)


@pytest.fixture(scope="module")
def course() -> Course:
    return train()


def passages_of(course: Course) -> np.ndarray:
    """Return the rows at which a passage has just been made."""
    return np.flatnonzero(np.diff(course["passages"])) + 1


def test_the_units_agree_at_several_points(model: Model) -> None:
    check_dimensions(model, range(6))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_case_of_the_seed_train_is_met(case: Case) -> None:
    assert [result for result in qualify([case]) if result.verdict == Verdict.FAIL] == []


def test_the_vial_is_in_the_flask_after_the_first_scan(course: Course) -> None:
    assert course["viable"][0] == 0.0
    assert course["viable"][1] == pytest.approx(0.5 * 0.9)
    assert course["dead"][1] == pytest.approx(0.5 * 0.1)


def test_a_passage_happens_by_itself_at_the_planned_age(course: Course) -> None:
    ages = course["age"][passages_of(course) - 1]
    assert ages == pytest.approx(84.0 - HOURS_IN_SCAN, abs=1e-6)


def test_a_commanded_passage_happens_at_the_end_of_its_scan() -> None:
    course = train(60.0, {"passage": [(48.0, 1.0), (48.0 + HOURS_IN_SCAN, 0.0)]})
    assert course.times[passages_of(course)] == pytest.approx([48.0 + HOURS_IN_SCAN])


def test_no_passage_follows_the_last_vessel(course: Course) -> None:
    late = train(700.0)
    assert late["passages"][-1] == 5.0
    assert late["volume"][-1] == 350.0


def test_the_split_keeps_to_its_target_where_there_are_cells_enough() -> None:
    course = train(100.0, {"split_target": 0.3, "planned_interval": 90.0})
    assert course["viable"][passages_of(course)[0]] == pytest.approx(0.3, rel=1e-9)


def test_a_passage_without_cells_enough_takes_them_all_but_the_samples() -> None:
    course = train(60.0, {"planned_interval": 24.0})
    first = passages_of(course)[0]
    assert course["viable"][first] < 0.4
    assert course["viable_cells"][first] == pytest.approx(0.985 * course["viable_cells"][first - 1], rel=0.01)


def test_the_doublings_are_those_of_the_cells_where_none_die() -> None:
    course = train(80.0, given={"death_basal": 0.0, "death_max": 0.0, "death_starving": 0.0})
    doublings = np.log2(course["viable"][-1] / course["viable"][1])
    assert course["generations"][-1] - course["generations"][1] == pytest.approx(doublings, rel=1e-7)


def test_the_first_vessel_lags_longer_than_the_others(course: Course) -> None:
    after = passages_of(course)[0]
    day = round(24 / HOURS_IN_SCAN)
    first = course["viable"][day] / course["viable"][1]
    second = course["viable"][after + day] / course["viable"][after]
    assert first < second


def test_an_overgrown_culture_grows_slower_in_the_next_vessel() -> None:
    late = train(400.0, {"planned_interval": 150.0})
    second = passages_of(late)[1]
    assert late["peak"][second - 1] > 8.0
    assert 0.6 <= late["recovery"][second] < 1.0


def test_a_starved_culture_lags_longer_in_the_next_vessel() -> None:
    starved = train(250.0, {"planned_interval": 240.0}, given={"medium_glucose": 10.0, "yield_glucose": 0.2})
    assert starved["glucose"][passages_of(starved)[0] - 1] < 5.0
    assert starved["lag_time"][-1] == 24.0


def test_no_concentration_goes_below_zero_in_a_forgotten_flask() -> None:
    forgotten = train(240.0, {"planned_interval": 240.0})
    names = ("viable", "dead", "glucose", "glutamine", "lactate", "ammonia")
    assert min(forgotten[name].min() for name in names) > -1e-9


def test_the_fixed_grid_agrees_with_the_adaptive_solution(model: Model, course: Course) -> None:
    flown = run_on_grid(model, 504.0, timing=TEN_MINUTES)
    for name in ("viable", "dead", "glucose", "glutamine", "lactate", "ammonia", "generations"):
        judge = course[name]
        assert np.abs(flown[name] - judge).max() < 1e-4 * np.ptp(judge), name


def test_each_lot_thaws_with_its_own_viability(model: Model) -> None:
    place = model.parameters["thaw_viability"]
    lots = [lot_parameters(model, seed)[place][0] for seed in range(200)]
    assert np.mean(lots) == pytest.approx(0.90, abs=0.01)
    assert np.std(lots) == pytest.approx(0.04, abs=0.006)
