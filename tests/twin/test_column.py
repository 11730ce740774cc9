"""The ion exchange column: its mesh, its books, and the converged curves of the benchmark."""

from pathlib import Path

import casadi as ca
import numpy as np
import pytest
from numpy.testing import assert_allclose

from envol.errors import EnvolError
from envol.twin.adaptive import run_adaptive
from envol.twin.cases.lrmp_sma_column import CASES, CONVERGED, END_S, PEAKS, benchmark_course, deviation_percent
from envol.twin.course import Course
from envol.twin.dimensions import check_dimensions, plausible_point
from envol.twin.galerkin import Mesh
from envol.twin.model import Model, compile_model
from envol.twin.qualification import Case, Verdict, qualify
from envol.twin.solve import run_on_grid
from envol.twin.sources import Status
from envol.twin.timing import Timing
from envol.twin.units.lrmp_sma_column import ELUTION, LOAD, PROTEINS, SEQUENCE, LoadWashEluteColumn

WHOLE_CURVES = Path(__file__).parents[3] / "shared" / "reference" / "lwe_sma_lrmp_converged.csv"
TWO_SECONDS = Timing(integration_step_s=2.0, refined_step_s=2.0, control_scan_s=2.0, alarm_scan_s=2.0)
MESHES = [Mesh(1, 1), Mesh(5, 2), Mesh(8, 3), Mesh(3, 6)]


@pytest.fixture(scope="module")
def model() -> Model:
    return compile_model(LoadWashEluteColumn)


@pytest.fixture(scope="module")
def course() -> Course:
    return benchmark_course()


@pytest.mark.parametrize("mesh", MESHES, ids=str)
def test_the_gradient_of_a_polynomial_of_the_mesh_s_degree_is_exact(mesh: Mesh) -> None:
    rising = mesh.nodes**mesh.degree  # zero at the inlet, as the inlet's concentration is taken off
    assert_allclose(mesh.gradient @ rising, mesh.degree * mesh.nodes ** (mesh.degree - 1), atol=1e-10)


@pytest.mark.parametrize("mesh", MESHES, ids=str)
def test_the_weights_integrate_a_polynomial_of_twice_the_degree_less_one(mesh: Mesh) -> None:
    power = 2 * mesh.degree - 1
    assert mesh.weights @ mesh.nodes**power == pytest.approx(1 / (power + 1), rel=1e-12)


@pytest.mark.parametrize("mesh", MESHES, ids=str)
def test_convection_takes_out_of_the_bed_what_leaves_at_its_end(mesh: Mesh) -> None:
    end = np.eye(mesh.size)[-1]
    assert_allclose(mesh.weights @ mesh.gradient, end, atol=1e-12)


@pytest.mark.parametrize("mesh", MESHES, ids=str)
def test_dispersion_moves_matter_and_makes_none(mesh: Mesh) -> None:
    assert_allclose(mesh.weights @ mesh.curvature, 0.0, atol=1e-9)
    assert_allclose(mesh.curvature @ np.ones(mesh.size), 0.0, atol=1e-9)


def test_dispersion_of_a_cosine_converges_with_the_mesh() -> None:
    def error(elements: int) -> float:
        mesh = Mesh(elements, 3)
        bend = mesh.curvature @ np.cos(np.pi * mesh.nodes)
        return float(np.sqrt(mesh.weights @ (bend + np.pi**2 * np.cos(np.pi * mesh.nodes)) ** 2))

    # the second derivative of a cubic loses two orders
    assert error(16) < error(8) / 3.5


@pytest.mark.parametrize(("elements", "degree"), [(0, 3), (8, 0), (2.5, 3)])
def test_a_mesh_of_less_than_one_element_or_degree_is_refused(elements: int, degree: int) -> None:
    with pytest.raises(EnvolError, match="whole number"):
        Mesh(elements, degree)


def test_the_default_column_has_256_states_in_the_bed(model: Model) -> None:
    assert model.states.size == 256 + 1  # the salt programme is the last


def test_another_mesh_is_the_same_unit_operation_on_other_nodes() -> None:
    column = LoadWashEluteColumn.with_mesh(elements=4, degree=2)
    remade = compile_model(column)
    assert remade.name == "lrmp_sma_column"
    assert remade.states["bulk_salt"] == slice(0, 12)
    assert LoadWashEluteColumn.mesh == Mesh(8, 3)


def test_the_units_agree_at_several_points(model: Model) -> None:
    check_dimensions(model, range(6))


def test_every_constant_of_the_benchmark_is_published(model: Model) -> None:
    ours = {name for name in model.parameters.slices if model.declared[name].source.status is not Status.PUBLISHED}
    assert ours == {"programme_return"}


@pytest.mark.parametrize("component", ["salt", *PROTEINS])
def test_the_bed_gains_exactly_what_flows_in_less_what_flows_out(model: Model, component: str) -> None:
    point = plausible_point(model)
    layouts = [model.states, model.algebraics, model.inputs, model.draws, model.parameters]
    values = [np.concatenate([point[n].ravel() for n in layout.slices] or [np.empty(0)]) for layout in layouts]
    held = model.bound.quantities[f"held_{component}"]
    gain = ca.jtimes(held, model.x, model.rate)
    entering = sum(stream.flow * stream.carries[f"bulk_{component}"] for stream in model.bound.streams.values())
    books = ca.Function("books", [model.x, model.z, model.u, model.w, model.p], [gain, entering])
    found, expected = (float(value) for value in books(*values))
    assert found == pytest.approx(expected, rel=1e-9)


def test_the_proteins_in_the_pores_are_in_equilibrium_as_the_bed_changes(model: Model) -> None:
    m, rate = model.bound.quantities, model.rate
    changed = ca.jtimes(m["pore_cytochrome"], model.x, rate)
    bound = rate[model.states["bound_cytochrome"]]
    supply = 3 / 4.5e-5 * 6.9e-6 / 0.75 * (model.bound.symbols.bulk_cytochrome - m["pore_cytochrome"])
    gap = ca.Function("gap", [model.x, model.u, model.p], [changed + 0.25 / 0.75 * bound - supply, supply])
    point = plausible_point(model)
    x = np.concatenate([point[name].ravel() for name in model.states.slices])
    left, scale = gap(x, model.input_values(), model.parameter_values())
    assert_allclose(left, 0.0, atol=1e-10 * np.abs(scale.full()).max())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_case_of_the_column_is_met(case: Case) -> None:
    assert [result for result in qualify([case]) if result.verdict == Verdict.FAIL] == []


@pytest.mark.skipif(
    not WHOLE_CURVES.exists(), reason="the converged curves are not part of the project: only points of them"
)
@pytest.mark.parametrize(("column", "protein"), [("c1", "lysozyme"), ("c2", "cytochrome"), ("c3", "ribonuclease")])
def test_the_whole_outlet_curve_is_within_a_thousandth_of_the_peak(course: Course, column: str, protein: str) -> None:
    curves = np.genfromtxt(WHOLE_CURVES, delimiter=",", names=True)
    reached = np.interp(curves["t_s"], course.times, course[f"outlet_{protein}"])
    assert np.abs(reached - curves[column]).max() < 1e-3 * PEAKS[protein][1]
    assert {value for _, value in CONVERGED[protein]} <= set(curves[column])


@pytest.mark.skipif(
    not WHOLE_CURVES.exists(), reason="the converged curves are not part of the project: only points of them"
)
def test_the_salt_curve_is_within_a_thousandth_of_its_highest_value(course: Course) -> None:
    curves = np.genfromtxt(WHOLE_CURVES, delimiter=",", names=True)
    reached = np.interp(curves["t_s"], course.times, course["outlet_salt"])
    assert np.abs(reached - curves["c0"]).max() < 1e-3 * curves["c0"].max()


def test_more_elements_come_nearer_to_the_converged_curve(course: Course) -> None:
    coarse = benchmark_course(elements=4)
    assert all(deviation_percent(course, p) < deviation_percent(coarse, p) / 3 for p in PROTEINS)


def test_the_fixed_grid_of_two_seconds_agrees_with_the_adaptive_solution(course: Course) -> None:
    column = compile_model(LoadWashEluteColumn.with_mesh(elements=4))
    judge = benchmark_course(elements=4)
    flown = run_on_grid(column, END_S, timing=TWO_SECONDS, schedule=SEQUENCE)
    for protein in PROTEINS:
        difference = np.abs(flown[f"outlet_{protein}"] - judge[f"outlet_{protein}"][::2])
        assert difference.max() < LoadWashEluteColumn.agreement * PEAKS[protein][1]


def test_the_proteins_leave_in_the_order_of_their_affinity(course: Course) -> None:
    times = {p: course.times[course[f"outlet_{p}"].argmax()] for p in PROTEINS}
    assert sorted(times, key=lambda p: times[p]) == ["ribonuclease", "cytochrome", "lysozyme"]


def test_a_steeper_gradient_elutes_sooner_and_higher(model: Model, course: Course) -> None:
    steep = run_adaptive(model, 700.0, timing=TWO_SECONDS, schedule=SEQUENCE | {"gradient": 0.6}, tolerance=1e-6)
    usual, quick = course["outlet_lysozyme"], steep["outlet_lysozyme"]
    assert steep.times[quick.argmax()] < course.times[usual.argmax()]
    assert quick.max() > usual.max()


def test_the_next_load_starts_at_once_with_the_salt_of_the_feed(model: Model) -> None:
    schedule = {"phase": ((0.0, ELUTION), (100.0, LOAD))}
    again = run_adaptive(model, 130.0, timing=TWO_SECONDS, schedule=schedule, tolerance=1e-6)
    assert again["inlet_salt"][50] == pytest.approx(120.0)
    assert again["inlet_salt"][51] == 50.0
    assert again["programme"][-1] < 1e-4


def test_a_column_that_is_loaded_without_end_lets_the_feed_through(model: Model) -> None:
    full = run_adaptive(model, 3000.0, timing=TWO_SECONDS, tolerance=1e-6)
    assert [full[f"outlet_{p}"][-1] for p in PROTEINS] == pytest.approx([1.0, 1.0, 1.0], rel=1e-4)
    assert full["free_places"].min() > 0
