"""Published kinetics, the trainer's table and its variants, and the full twin well conducted.

The trainer's table and its variants come from independent programs written from the same equations: they are a second
opinion, not nature, and are called cross-implementation.
"""

from __future__ import annotations

from math import exp
from typing import Any

import numpy as np

from envol.twin.cases.fed_batch_cho.culture import DAY, IDEAL, NO_PH_CONTROL, Values, at, bands, case, run
from envol.twin.course import Schedule
from envol.twin.qualification import Case, Check, Status, band, reported, within

XING = (
    "Xing, Bishop, Leister, Li 2010, Biotechnol. Prog. 26:208, doi 10.1002/btpr.284, with the guard that keeps glucose"
    " positive; figures of an independent program run on the same equations and parameters"
)
LITERAL = (
    "the same equations written out literally and solved with SciPy's LSODA at 1e-9 (tests/twin/test_xing_literal.py);"
    " parameters of Bioengineering 2018, 5(1):25, table 2"
)
SAME = "the same equations: what remains is the fixed step and the vessel's lysis and temperature"
TABLE = "trainer table: an independent program run on the same equations in an ideal environment"

# ---- published kinetics --------------------------------------------------------------------------------------------


def _xing_batch(xing: Values) -> dict[str, float]:
    start = {"viable": 0.3, "dead": 0.0}
    course = run(7 * DAY, dict(NO_PH_CONTROL), start, xing)
    peak = int(np.argmax(course["viable"]))
    return {
        "peak of viable cells, 1e6/mL": float(course["viable"][peak]),
        "day of the peak": float(course.times[peak] / DAY),
        "titre on day 7, g/L": at(course, "product", 7 * DAY),
        "lactate on day 7, mmol/L": at(course, "lactate", 7 * DAY),
        "lowest glucose, mmol/L": float(course["glucose"].min()),
    }


def _xing_without_uptake(xing: Values) -> dict[str, float]:
    return _xing_batch({**xing, "ammonia_uptake": 0.0})


def _xing_fed_batch(xing: Values) -> dict[str, float]:
    hours = np.arange(72.0, 336.0, 1.0)
    feed = [(0.0, 0.0), *((float(h), 1200 * 0.0012 * exp(0.0012 * (h - 72))) for h in hours)]
    parameters = {**xing, "feed_glucose": 250.0, "feed_glutamine": 25.0}
    schedule: dict[str, Any] = {**NO_PH_CONTROL, "feed_flow": feed}
    course = run(14 * DAY, schedule, {"viable": 0.3, "dead": 0.0}, parameters)
    return {
        "peak of viable cells, 1e6/mL": float(course["viable"].max()),
        "titre on day 14, g/L": at(course, "product", 14 * DAY),
        "lactate on day 14, mmol/L": at(course, "lactate", 14 * DAY),
        "volume over first volume": at(course, "volume", 14 * DAY) / 1200,
    }


# ---- the trainer's biology core ------------------------------------------------------------------------------------


def _trainer(
    *, shift: float | None = 6 * DAY, feed: float = 1.75, feed_from: float = 3 * DAY, hold: float = 25.0
) -> dict[str, Any]:
    schedule: dict[str, Any] = {
        **NO_PH_CONTROL,
        "feed_flow": [(0.0, 0.0), (feed_from, feed), (13 * DAY, 0.0)],
        "glucose_hold": [(0.0, 0.0), (feed_from, hold)],
    }
    if shift is not None:
        schedule["temperature_loop.setpoint"] = [(0.0, 36.8), (shift, 33.5)]
    return schedule


ROWS: tuple[tuple[int, float, float, float | None, float, float], ...] = (
    (3, 4.6, 98, 8.6, 1.7, 0.14),
    (6, 14.8, 96, 20.1, 4.8, 0.79),
    (8, 18.9, 95, 14.0, 5.6, 1.70),
    (10, 20.5, 92, 7.1, 5.6, 2.71),
    (12, 19.8, 88, 1.8, 5.2, 3.70),
    (14, 17.8, 80, None, 4.9, 4.66),
)
COLUMNS = {
    "viable": ("viable cells, 1e6/mL", 0.04, 0.05),
    "viability": ("viability, percent", 0.0, 1.5),
    "lactate": ("lactate, mmol/L", 0.05, 0.5),
    "ammonia": ("ammonia, mmol/L", 0.04, 0.05),
    "product": ("titre, g/L", 0.03, 0.01),
}
TABLE_REASON = (
    "the table's last digit, plus 3 to 5 %: two programs of these equations differ by 0.5 % at the end, early growth is"
    " exponential (1 % of rate is 3 % of cells by day 3), and here the temperature takes two hours to fall"
)


def _table() -> dict[str, float]:
    course = run(14 * DAY, _trainer(), None, IDEAL)
    return {f"{COLUMNS[name][0]}, day {row[0]}": at(course, name, row[0] * DAY) for row in ROWS for name in COLUMNS}


def _table_checks() -> tuple[Check, ...]:
    checks = []
    for day, *values in ROWS:
        for (words, share, digit), value in zip(COLUMNS.values(), values, strict=True):
            if value is not None:
                allowed = share * value + digit
                name = f"{words}, day {day}"
                checks.append(Check(quantity=name, reference=value, allowed=allowed, reason=TABLE_REASON))
    return tuple(checks)


VARIANTS: dict[str, tuple[float, Schedule, Values, Values]] = {
    "no temperature shift": (4.13, _trainer(shift=None), {}, {}),
    "no feed, no glucose": (2.06, _trainer(feed=0.0, hold=0.0), {}, {}),
    "twice the feed": (4.31, _trainer(feed=3.5), {"feed_bag": 1200.0}, {}),
    "shift on day 4": (4.61, _trainer(shift=4 * DAY), {}, {}),
    "seed of 0.3": (4.36, _trainer(), {"viable": 0.3, "dead": 0.006}, {}),
}


def _variants() -> dict[str, float]:
    reached = {}
    for name, (_, schedule, start, parameters) in VARIANTS.items():
        course = run(14 * DAY, schedule, start, {**IDEAL, **parameters})
        reached[f"titre on day 14, {name}, g/L"] = at(course, "product", 14 * DAY)
    return reached


def _variant_checks() -> tuple[Check, ...]:
    reason = "two independent programs differ by 1 % on these; 3 % for the vessel's temperature lag and feed"
    return tuple(within(f"titre on day 14, {name}, g/L", v[0], 0.03, reason) for name, v in VARIANTS.items())


def _intensified() -> dict[str, float]:
    schedule = _trainer(feed_from=DAY)
    course = run(14 * DAY, schedule, {"viable": 5.0, "dead": 0.1}, {**IDEAL, "death_age": 0.012})
    return {
        "titre on day 14, g/L": at(course, "product", 14 * DAY),
        "peak of viable cells, 1e6/mL": float(course["viable"].max()),
        "day of the peak": float(course.times[int(np.argmax(course["viable"]))] / DAY),
    }


# ---- the full twin -------------------------------------------------------------------------------------------------


def _full() -> dict[str, float]:
    schedule: dict[str, Any] = {
        "feed_flow": [(0.0, 0.0), (72.0, 1.75), (312.0, 0.0)],
        "glucose_hold": [(0.0, 0.0), (60.0, 25.0)],
        "temperature_loop.setpoint": [(0.0, 36.8), (144.0, 33.5)],
    }
    course = run(14 * DAY, schedule)
    return {
        "titre on day 14, g/L": at(course, "product", 14 * DAY),
        "peak of viable cells, 1e6/mL": float(course["viable"].max()),
        "viability on day 14, percent": at(course, "viability", 14 * DAY),
        "highest osmolality, mOsm/kg": float(course["osmolality"].max()),
        "highest pCO2, mmHg": float(course["carbon_dioxide_pressure"].max()),
        "foam on day 8, percent": at(course, "foam", 8 * DAY),
    }


BANDS = "the bands given for the full twin"

CASES: tuple[Case, ...] = (
    case(
        name="batch with published kinetics",
        source=LITERAL,
        status=Status.CROSS_IMPLEMENTATION,
        parameter_sets=("clone-xing-2010",),
        measure=_xing_batch,
        checks=(
            within("peak of viable cells, 1e6/mL", 5.9507, 0.002, SAME),
            within("titre on day 7, g/L", 0.8942, 0.002, SAME),
            Check(quantity="day of the peak", reference=4.807, allowed=0.02, reason=SAME),
            within("lactate on day 7, mmol/L", 25.0, 1e-3, "0.7 x 35 + 0.5: all the glucose"),
            band("lowest glucose, mmol/L", 0.0, 1e-3, "never below zero"),
        ),
    ),
    case(
        name="batch with published kinetics, no ammonia uptake",
        source=XING,
        status=Status.CROSS_IMPLEMENTATION,
        parameter_sets=("clone-xing-2010",),
        measure=_xing_without_uptake,
        checks=bands(
            (
                ("peak of viable cells, 1e6/mL", 5.7, 5.8),
                ("day of the peak", 4.8, 5.0),
                ("titre on day 7, g/L", 0.85, 0.88),
            ),
            "that program's interval; it is reached where the ammonia uptake r_amm does nothing, and missed by 3 % with"
            " the tabulated r_amm of 6.3e-12 mmol per cell and hour",
        ),
    ),
    case(
        name="fed-batch with published kinetics",
        source=XING,
        status=Status.CROSS_IMPLEMENTATION,
        parameter_sets=("clone-xing-2010",),
        measure=_xing_fed_batch,
        checks=(
            reported("peak of viable cells, 1e6/mL", 7.42, "depends on the guard"),
            reported("titre on day 14, g/L", 2.40, "depends on the guard"),
            reported("lactate on day 14, mmol/L", 65.7, "depends on the guard"),
            reported("volume over first volume", 1.37, "exp(0.0012 x 264) is 1.373"),
        ),
    ),
    case(
        name="trainer table",
        source=TABLE,
        status=Status.CROSS_IMPLEMENTATION,
        measure=_table,
        checks=_table_checks(),
    ),
    case(
        name="trainer variants",
        source=TABLE,
        status=Status.CROSS_IMPLEMENTATION,
        measure=_variants,
        checks=_variant_checks(),
    ),
    case(
        name="intensified seed",
        source=TABLE,
        status=Status.CROSS_IMPLEMENTATION,
        measure=_intensified,
        checks=(
            reported("titre on day 14, g/L", 5.67, "the early feed's start is not stated"),
            reported("peak of viable cells, 1e6/mL", 24.0, "the early feed's start is not stated"),
            reported("day of the peak", 5.9, "the early feed's start is not stated"),
        ),
    ),
    case(
        name="full twin, well conducted",
        source="design bands of the trainer with its environment, to which it was tuned: proves that it still does so",
        status=Status.REGRESSION,
        measure=_full,
        checks=(
            band("titre on day 14, g/L", 4.2, 4.9, BANDS),
            band("peak of viable cells, 1e6/mL", 17.0, 21.0, BANDS),
            band("viability on day 14, percent", 72.0, 85.0, BANDS),
            reported("highest osmolality, mOsm/kg", 400.0, "290 to 350-420 in industry"),
            reported("highest pCO2, mmHg", 120.0, "above 150 calls for stripping"),
            reported("foam on day 8, percent", 50.0, "the foam constant was tuned to this"),
        ),
    ),
)
