"""Telemetry in files: one row for each scan, one column for each quantity, its unit beside it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from envol.errors import EnvolError
from envol.flight.content.fidelity import LABEL
from envol.flight.engine import Flight
from envol.gateways.atomically import whole_file
from envol.twin.course import Course
from envol.twin.declarations import Declaration
from envol.twin.model import Model

FORMATS = (".parquet", ".csv")


def refuse_format(path: Path) -> None:
    """Refuse a file name whose ending says neither Parquet nor CSV.

    Raises
    ------
    EnvolError
    """
    if path.suffix.lower() not in FORMATS:
        raise EnvolError(f"{path}: the name of a table ends in {' or '.join(FORMATS)}")


def table_of_flight(flight: Flight) -> pa.Table:
    """Return the telemetry of a flight; `time_h` is the hour of the process."""
    plan = flight.plan
    scans = np.arange(flight.scan + 1)
    facts = {
        "scenario": plan.scenario.name,
        "seed": str(plan.seed),
        "state_hash": flight.state_hash,
        "label": LABEL,
    }
    return _table(
        plan.model, plan.condition.hour + scans * plan.scan_h, flight.telemetry.rows(0, flight.scan + 1), facts
    )


def table_of_course(course: Course) -> pa.Table:
    """Return the rows of an open-loop run."""
    return _table(
        course.model, course.times * course.model.time_s / 3600, course.rows, {"unit_operation": course.model.name}
    )


def _table(model: Model, hours: np.ndarray, rows: np.ndarray, facts: dict[str, str]) -> pa.Table:
    fields = [pa.field("time_h", pa.float64(), metadata={"unit": "h"})]
    columns: list[Any] = [pa.array(hours)]
    names = [*model.states.element_names(), *model.algebraics.element_names(), *model.outputs.element_names()]
    for place, name in enumerate(names):
        fields.append(pa.field(name, pa.float64(), metadata=_facts(model.declared[name.partition("[")[0]])))
        columns.append(pa.array(np.ascontiguousarray(rows[:, place])))
    return pa.Table.from_arrays(columns, schema=pa.schema(fields, metadata=facts))


def _facts(declared: Declaration) -> dict[str, str]:
    kind = type(declared).__name__.lower()
    return {"unit": declared.unit, "kind": kind} | ({"about": declared.about} if declared.about else {})


def write_table(table: pa.Table, path: Path) -> None:
    """Write a table as Parquet or CSV, whole or not at all; the same table always gives the same bytes.

    Raises
    ------
    EnvolError
        If the name ends in neither, or the place cannot be written.
    """
    refuse_format(path)
    with whole_file(path) as beside:
        if path.suffix.lower() == ".csv":
            pa.csv.write_csv(table, beside)
        else:
            pa.parquet.write_table(table, beside, compression="zstd", version="2.6", use_dictionary=False)
