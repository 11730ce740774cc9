"""Rows of a flight in memory: one for each scan, states first, then algebraic variables, then outputs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from envol.errors import EnvolError
from envol.flight.plan import FlightPlan


class Telemetry:
    """The telemetry of one flight, filled scan by scan.

    Parameters
    ----------
    plan : FlightPlan
    first : array, shape (width,)
        The row at scan 0.
    """

    def __init__(self, plan: FlightPlan, first: np.ndarray) -> None:
        self.plan = plan
        self._rows = np.empty((plan.last_scan + 1, len(first)))
        self._rows[0] = first
        self._begins = 0
        self._kept: Mapping[int, np.ndarray] = {}

    def begin_at(self, scan: int, rows: Mapping[int, np.ndarray]) -> None:
        """Begin at a scan, by its row; what comes before is gone, but for the other rows that are given."""
        self._rows[scan] = rows[scan]
        self._begins, self._kept = scan, rows

    def rows(self, first: int, last: int) -> np.ndarray:
        """Return the rows from scan `first` up to and without scan `last`, as a view.

        Raises
        ------
        EnvolError
            If they begin before the snapshot that the flight was taken up from.
        """
        if first < self._begins:
            raise EnvolError(
                f"the telemetry begins at scan {self._begins}, where the flight was taken up from a snapshot: "
                f"replay its journal for what was at scan {first}"
            )
        return self._rows[first:last]

    def row(self, scan: int) -> np.ndarray:
        """Return one row, as a view; see `rows` for what is refused."""
        if scan < self._begins and scan in self._kept:
            return self._kept[scan]
        row: np.ndarray = self.rows(scan, scan + 1)[0]
        return row


class Columns(Mapping[str, np.ndarray]):
    """A stretch of telemetry as expressions see it: quantities by name, `hour` and `elapsed_h`.

    Parameters
    ----------
    plan : FlightPlan
    first : int
        The scan of the first row.
    rows : array, shape (n, width), or (width,) for one instant
    """

    def __init__(self, plan: FlightPlan, first: int, rows: np.ndarray) -> None:
        self._plan, self._rows = plan, rows
        scans = first + np.arange(len(rows)) if rows.ndim == 2 else np.float64(first)
        self._clock = {"elapsed_h": scans * plan.scan_h, "hour": plan.condition.hour + scans * plan.scan_h}

    def __getitem__(self, name: str) -> np.ndarray:
        if name in self._clock:
            return np.asarray(self._clock[name])
        return np.asarray(self._rows[..., self._plan.column(name)])

    def __iter__(self) -> Iterator[str]:
        model = self._plan.model
        return iter((*self._clock, *model.states.slices, *model.algebraics.slices, *model.outputs.slices))

    def __len__(self) -> int:
        return len(list(iter(self)))
