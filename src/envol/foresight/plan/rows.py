"""The rows of the plan's programme, gathered as triplets."""

from __future__ import annotations

from enum import Enum

import numpy as np
from scipy.sparse import coo_array, csc_array

from envol.foresight.plan.instance import Counts
from envol.foresight.situation import Table


class Row(Enum):
    """What a row of the model stands for."""

    CLOSED = "closed"
    OPENED = "opened"
    OPENED_ONCE = "opened once"
    COLOURED = "coloured"
    NEWLY_COLOURED = "newly coloured"
    SETTLED = "settled"
    TRAINERS = "trainers"
    PLATFORMS = "platforms"
    PLACES = "places"
    CLOSURES = "closures"
    BUDGET = "budget"
    JOBS = "jobs"
    LEAVING = "leaving"
    HUB = "hub"


class Rows:
    """Rows of the model, gathered as triplets."""

    def __init__(self) -> None:
        self.parts: list[tuple[Counts, Counts, Table]] = []
        self.low: list[Table] = []
        self.high: list[Table] = []
        self.kinds: list[tuple[Row, tuple[int, ...]]] = []
        self.count = 0

    def add(self, kind: Row, places: Counts, low: Table | float, high: Table | float) -> Counts:
        """Add one row for each place, an array of indices of shape (N, axes), and return their numbers."""
        n = len(places)
        numbers = np.arange(self.count, self.count + n)
        self.count += n
        self.low.append(np.broadcast_to(np.asarray(low, dtype=np.float64), n))
        self.high.append(np.broadcast_to(np.asarray(high, dtype=np.float64), n))
        self.kinds += [(kind, tuple(int(i) for i in place)) for place in places]
        return numbers

    def put(self, rows: Counts, columns: Counts, values: Table | float) -> None:
        """Add numbers; what has no column is passed over."""
        rows, columns, values = np.broadcast_arrays(rows, columns, values)
        there = (columns >= 0) & (values != 0)
        self.parts.append((rows[there], columns[there], values[there].astype(np.float64)))

    def matrix(self, columns: int) -> csc_array:
        """Return the rows."""
        r, c, v = (np.concatenate(each) for each in zip(*self.parts, strict=True))
        return csc_array(coo_array((v, (r, c)), shape=(self.count, columns)))
