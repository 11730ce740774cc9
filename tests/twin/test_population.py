"""A population in one unit operation: each vial has its own drawn parameter, and stops of the line come at random."""

from typing import Any

import numpy as np
import pytest

from envol.twin.adaptive import run_adaptive
from envol.twin.course import lot_parameters
from envol.twin.declarations import Axis, Event, Jump, actuator, mode, output, parameter, state
from envol.twin.functions import total
from envol.twin.model import Model, Terms, UnitOperation, compile_model
from envol.twin.solve import run_on_grid
from envol.twin.sources import assumed
from envol.twin.timing import Timing

TRAY = Axis(name="tray", size=400, population=True)
MADE_UP = assumed("made up for the test")
MINUTE = Timing(integration_step_s=60.0, refined_step_s=60.0, control_scan_s=60.0, alarm_scan_s=60.0)


class VialFilling(UnitOperation):
    """Vials filled in parallel, each by a needle of its own delivery; at random the line stops and waits."""

    time = "min"
    mass = state("g", over=(TRAY,), scale=1.0)
    stops = mode("1")
    standing = mode("1", about="1 while the line stands still")
    restart = actuator("1", low=0.0, high=1.0, pulse=True)
    delivery = parameter("g/min", 0.1, MADE_UP, over=(TRAY,), spread=0.02)
    stop_rate = parameter("1/min", 0.05, MADE_UP)
    mean_mass = output("g")

    def quantities(m: Any) -> dict[str, Any]:
        return {"mean_mass": total(m.mass) / TRAY.size}

    def balances(m: Any) -> Terms:
        return {"mass": {"fill": m.delivery * (1 - m.standing)}}

    def events(m: Any) -> dict[str, Event]:
        return {"restart": Event(m.restart > 0.5, {"standing": 0})}

    def jumps(m: Any) -> dict[str, Jump]:
        return {"stop": Jump(m.stop_rate * (1 - m.standing), {"standing": 1, "stops": m.stops + 1})}


@pytest.fixture(scope="module")
def model() -> Model:
    return compile_model(VialFilling)


def test_each_vial_draws_its_own_parameter(model: Model) -> None:
    drawn = lot_parameters(model, seed=1)[model.parameters["delivery"]]
    assert len(np.unique(drawn)) == TRAY.size


def test_the_draws_of_a_population_have_the_declared_median_and_spread(model: Model) -> None:
    drawn = lot_parameters(model, seed=1)[model.parameters["delivery"]]
    assert np.median(drawn) == pytest.approx(0.1, rel=0.005)
    assert np.std(np.log(drawn)) == pytest.approx(0.02, rel=0.15)


def test_the_same_seed_draws_the_same_population(model: Model) -> None:
    assert np.array_equal(lot_parameters(model, seed=7), lot_parameters(model, seed=7))
    assert not np.array_equal(lot_parameters(model, seed=7), lot_parameters(model, seed=8))


def test_the_nominal_lot_is_the_same_for_every_vial(model: Model) -> None:
    assert set(lot_parameters(model, None)[model.parameters["delivery"]]) == {0.1}


def test_each_vial_holds_what_its_own_needle_delivers(model: Model) -> None:
    parameters = lot_parameters(model, seed=1)
    filled = run_on_grid(model, 10.0, timing=MINUTE, parameters=parameters)
    assert filled["mass"][-1] == pytest.approx(10.0 * parameters[model.parameters["delivery"]], rel=1e-9)
    assert filled["mean_mass"][-1] == pytest.approx(filled["mass"][-1].mean(), rel=1e-9)


def test_without_a_seed_nothing_happens_at_random(model: Model) -> None:
    assert run_on_grid(model, 500.0, timing=MINUTE)["stops"][-1] == 0.0


def test_jumps_fire_at_the_frequency_of_their_rate(model: Model) -> None:
    # restarted at each scan: one trial a minute, each with a chance of 1 - exp(-0.05)
    minutes = 20_000
    stops = run_on_grid(model, float(minutes), timing=MINUTE, schedule={"restart": 1.0}, seed=3)["stops"][-1]
    chance = 1 - np.exp(-0.05)
    assert stops == pytest.approx(minutes * chance, abs=4 * np.sqrt(minutes * chance * (1 - chance)))


def test_jumps_fire_at_the_same_scans_on_the_grid_and_under_the_adaptive_solver(model: Model) -> None:
    schedule = {"restart": ((0.0, 0.0), (60.0, 1.0), (61.0, 0.0), (90.0, 1.0), (91.0, 0.0))}
    flown = run_on_grid(model, 120.0, timing=MINUTE, schedule=schedule, seed=5)
    judged = run_adaptive(model, 120.0, timing=MINUTE, schedule=schedule, seed=5)
    assert flown["stops"][-1] >= 2
    assert np.array_equal(flown["stops"], judged["stops"])
    assert judged["mass"] == pytest.approx(flown["mass"], rel=1e-6, abs=1e-9)


def test_a_state_that_stands_behind_a_stop_keeps_its_value(model: Model) -> None:
    run = run_on_grid(model, 200.0, timing=MINUTE, seed=2)
    stopped = int(np.flatnonzero(run["standing"])[0])
    assert np.array_equal(run["mass"][stopped], run["mass"][-1])


class Kettle(UnitOperation):
    """A vessel that empties itself when full: an event in the middle of a long quiet stretch."""

    time = "min"
    volume = state("L", scale=1.0)
    emptied = mode("1")
    inflow = parameter("L/min", 0.1, MADE_UP)
    capacity = parameter("L", 2.95, MADE_UP)

    def balances(m: Any) -> Terms:
        return {"volume": {"inflow": m.inflow}}

    def events(m: Any) -> dict[str, Event]:
        return {"full": Event(m.volume > m.capacity, {"volume": 0, "emptied": m.emptied + 1})}


@pytest.mark.parametrize("every", [1, 7])
def test_the_adaptive_solver_finds_each_event_at_the_scan_where_the_grid_finds_it(every: int) -> None:
    model = compile_model(Kettle)
    flown = run_on_grid(model, 200.0, timing=MINUTE)
    judged = run_adaptive(model, 200.0, timing=MINUTE, every=every)
    rows = np.rint(judged.times).astype(int)
    assert rows[-1] == 200
    assert np.array_equal(judged["emptied"], flown["emptied"][rows])
    assert judged["volume"] == pytest.approx(flown["volume"][rows], abs=1e-6)
