"""Reference cases of the ion exchange column."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from scipy.integrate import simpson

from envol.twin.adaptive import run_adaptive
from envol.twin.course import Course
from envol.twin.model import compile_model
from envol.twin.qualification import Case, Check, Status, band
from envol.twin.timing import Timing
from envol.twin.units.lrmp_sma_column import ELUTION, PROTEINS, SEQUENCE, LoadWashEluteColumn

UNIT = "lrmp_sma_column"
END_S = 1500.0
SECOND = Timing(integration_step_s=1.0, refined_step_s=1.0, control_scan_s=1.0, alarm_scan_s=1.0)
CADET = (
    "load-wash-elute with 4-component steric mass action, lumped rate model with pores, 2048 cells: the converged"
    " answer among CADET-Core's own test data (Breuer et al. 2023, doi 10.1016/j.compchemeng.2023.108340)"
)

# Outlet concentration in mmol/L at a time in seconds.
CONVERGED: dict[str, tuple[tuple[float, float], ...]] = {
    "lysozyme": (
        (724, 0.00020427514),
        (772, 0.00054505434),
        (820, 0.0014302501),
        (868, 0.003573077),
        (916, 0.0081780144),
        (964, 0.01643342),
        (1012, 0.027649294),
        (1060, 0.037368123),
        (1096, 0.040060177),
        (1110, 0.03969036),
        (1158, 0.033045279),
        (1206, 0.021742278),
        (1254, 0.011090069),
        (1302, 0.0042157195),
        (1350, 0.0011385379),
        (1398, 0.00020908922),
    ),
    "cytochrome": (
        (420, 0.00031621319),
        (452, 0.0008766239),
        (482, 0.0022025988),
        (514, 0.0055776685),
        (546, 0.012917929),
        (576, 0.025102972),
        (608, 0.042580732),
        (640, 0.057513098),
        (662, 0.061294605),
        (670, 0.060935519),
        (702, 0.05109022),
        (732, 0.034624246),
        (764, 0.017657288),
        (796, 0.0066234193),
        (826, 0.0019120969),
        (858, 0.00034456343),
    ),
    "ribonuclease": (
        (212, 0.000363441),
        (238, 0.0012804096),
        (266, 0.0041233255),
        (292, 0.010355113),
        (318, 0.022041594),
        (344, 0.039212201),
        (372, 0.058609544),
        (398, 0.068787158),
        (406, 0.069320609),
        (424, 0.065723723),
        (452, 0.049896149),
        (478, 0.031222476),
        (504, 0.015711185),
        (530, 0.006227871),
        (558, 0.001714096),
        (584, 0.00038525241),
    ),
}

PEAKS: dict[str, tuple[float, float]] = {
    "lysozyme": (1097.0, 0.040060),
    "cytochrome": (663.0, 0.061301),
    "ribonuclease": (405.0, 0.069327),
}
"""Time in seconds and height in mmol/L of each peak, same source."""

INJECTED = 10.0
"""Load of each protein, in mmol s/L: 1 mmol/L for 10 s."""

ENTERED = {"salt": 50.0 * 90.0 + 100.0 * 1410.0 + 0.2 * 1410.0**2 / 2} | dict.fromkeys(PROTEINS, INJECTED)
"""What the inlet brings over the whole run, in mmol s/L."""


def benchmark_course(tolerance: float = 1e-6, *, elements: int = 8, degree: int = 3) -> Course:
    """Run the benchmark once with the adaptive solver; one row for each second."""
    model = compile_model(LoadWashEluteColumn.with_mesh(elements=elements, degree=degree))
    return run_adaptive(model, END_S, timing=SECOND, schedule=SEQUENCE, tolerance=tolerance)


def deviation_percent(course: Course, protein: str) -> float:
    """Return the largest deviation from the converged curve, in percent of its peak."""
    times, expected = np.array(CONVERGED[protein]).T
    reached = np.interp(times, course.times, course[f"outlet_{protein}"])
    return float(100 * np.abs(reached - expected).max() / PEAKS[protein][1])


def _curves() -> Mapping[str, float]:
    course = benchmark_course()
    found: dict[str, float] = {}
    for protein in PROTEINS:
        outlet = course[f"outlet_{protein}"]
        found[f"{protein}: deviation from the curve, % of its peak"] = deviation_percent(course, protein)
        found[f"{protein}: time of the peak, s"] = float(course.times[outlet.argmax()])
        found[f"{protein}: height of the peak, mmol/L"] = float(outlet.max())
    return found


def _curve_checks() -> tuple[Check, ...]:
    checks: list[Check] = []
    for protein, (time, height) in PEAKS.items():
        curve = f"{protein}: deviation from the curve, % of its peak"
        checks += [
            Check(quantity=curve, reference=0.0, allowed=0.1, reason="a tenth of what a detector would show"),
            Check(
                quantity=f"{protein}: time of the peak, s", reference=time, allowed=1.0, reason="read on a grid of 1 s"
            ),
            Check(
                quantity=f"{protein}: height of the peak, mmol/L",
                reference=height,
                allowed=1e-3 * height,
                reason="the curve's own tolerance",
            ),
        ]
    return tuple(checks)


def _areas() -> Mapping[str, float]:
    course = benchmark_course(tolerance=1e-8)
    found = {
        f"{p}: area under the outlet curve, mmol s/L": float(np.trapezoid(course[f"outlet_{p}"], course.times))
        for p in PROTEINS
    }
    flow = course.model.input_values()[course.model.inputs["flow"]][0]
    for component, entered in ENTERED.items():
        held, left = course[f"held_{component}"], flow * simpson(course[f"outlet_{component}"], x=course.times)
        gap = held[-1] - held[0] - flow * entered + left
        found[f"{component}: gap in the mass balance, % of what entered"] = float(100 * abs(gap) / (flow * entered))
    return found


def _area_checks() -> tuple[Check, ...]:
    areas = [
        Check(
            quantity=f"{p}: area under the outlet curve, mmol s/L",
            reference=INJECTED,
            allowed=1e-3,
            reason="all that is loaded leaves; trapezoids of 1 s, and a tail of 1e-6 mmol/L at the end",
        )
        for p in PROTEINS
    ]
    gaps = [
        Check(
            quantity=f"{p}: gap in the mass balance, % of what entered",
            reference=0.0,
            allowed=1e-3,
            reason="the scheme conserves exactly; what is left is the quadrature's and the solver's error",
        )
        for p in ENTERED
    ]
    return (*areas, *gaps)


def _salt_step() -> Mapping[str, float]:
    """Step the inlet from 50 to 60 mmol/L of salt without protein: a salt step is not retained."""
    model = compile_model(LoadWashEluteColumn)
    step: dict[str, float] = {"phase": ELUTION, "gradient": 0.0, "elution_salt": 60.0}
    step |= {f"feed_{p}": 0.0 for p in PROTEINS}
    course = run_adaptive(model, 400.0, timing=SECOND, schedule=step, tolerance=1e-9)
    remaining = 1 - (course["outlet_salt"] - 50.0) / 10.0
    mean = simpson(remaining, x=course.times)
    variance = 2 * simpson(course.times * remaining, x=course.times) - mean**2
    return {"mean residence time of salt, s": float(mean), "variance of its residence time, s2": float(variance)}


def tracer_moments() -> tuple[float, float]:
    """Return mean (s) and variance (s2) of the residence time of an unretained tracer, by the Laplace transform.

    Closed vessel with Danckwerts' ends (Levenspiel & Smith 1957, doi 10.1016/0009-2509(57)85021-0), with an exchange
    through the film.
    """
    model = compile_model(LoadWashEluteColumn)
    p = {name: float(model.parameter_values()[place][0]) for name, place in model.parameters.slices.items()}
    velocity = model.input_values()[model.inputs["flow"]][0] / (p["section"] * p["bed_porosity"])
    hold_up, peclet = p["length"] / velocity, velocity * p["length"] / p["dispersion"]
    film = 3 / p["particle_radius"] * p["film_coefficient"]
    lost = film * (1 - p["bed_porosity"]) / p["bed_porosity"]
    gained = film / p["particle_porosity"]
    delay = 1 + lost / gained
    dispersed = 2 / peclet - 2 / peclet**2 * (1 - np.exp(-peclet))
    return float(hold_up * delay), float((hold_up * delay) ** 2 * dispersed + hold_up * 2 * lost / gained**2)


def _tracer_checks() -> tuple[Check, ...]:
    mean, variance = tracer_moments()
    why = "Simpson's rule on 1 s, a bed of 32 nodes"
    return (
        Check(quantity="mean residence time of salt, s", reference=mean, allowed=1e-3, reason=why),
        Check(quantity="variance of its residence time, s2", reference=variance, allowed=0.02, reason=why),
    )


def _refined() -> Mapping[str, float]:
    fine = benchmark_course(tolerance=1e-7, elements=16)
    return {f"{p}: deviation from the curve, % of its peak": deviation_percent(fine, p) for p in PROTEINS}


def _case(
    name: str,
    source: str,
    status: Status,
    measure: Callable[[], Mapping[str, float]],
    checks: tuple[Check, ...],
    quick: bool,
) -> Case:
    return Case(unit=UNIT, name=name, source=source, status=status, measure=measure, checks=checks, quick=quick)


CASES = (
    _case(
        "unretained salt step",
        "moments of the closed vessel, by the Laplace transform",
        Status.ANALYTICAL,
        _salt_step,
        _tracer_checks(),
        True,
    ),
    _case("all that enters leaves", "conservation of matter", Status.ANALYTICAL, _areas, _area_checks(), True),
    _case("load, wash, elution", CADET, Status.SIMULATOR, _curves, _curve_checks(), True),
    _case(
        "twice as many elements",
        CADET,
        Status.SIMULATOR,
        _refined,
        tuple(
            band(f"{p}: deviation from the curve, % of its peak", 0.0, 0.003, "a finer mesh must come nearer")
            for p in PROTEINS
        ),
        False,
    ),
)
