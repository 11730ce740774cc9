"""Until when a decision can wait without the loss of a cohort.

A training decided on in year y takes its first intake in `y + lead` and its first graduates come in `y + lead +
length`. Waiting beyond `t_need - length - lead` therefore costs a cohort (the year of the need counts itself).
"""

from __future__ import annotations

import numpy as np

from envol.foresight.plan.instance import Counts, Instance, Pair
from envol.foresight.plan.value import graduates, moved_by, unmatched
from envol.foresight.situation import Table


def decide_by(instance: Instance, pair: Pair, first_intake: int) -> int:
    """Return the last year in which a first intake in the year index `first_intake` can be decided on."""
    return instance.first_year + first_intake - int(instance.first_growth()[pair])


def jobs_left(instance: Instance, groups: Counts, coloured: Counts) -> Table:
    """Return jobs that no graduate takes, by (region, occupation, year); who comes from elsewhere is shared out."""
    found = graduates(instance, groups, coloured)
    _, left, leaving = unmatched(instance, found, instance.needs)
    may, short = leaving.sum(axis=0), left.sum(axis=0)
    share = np.divide(moved_by(instance.prices, short, may), short, out=np.zeros_like(short), where=short > 0)
    still: Table = left * (1 - share)
    return still


def needed_in(instance: Instance, left: Table, pair: Pair) -> int | None:
    """Return the first year index whose jobs left would fill one group's graduates, half of them at least; or None."""
    training = instance.trainings[pair[1]]
    one = training.places * training.yields
    taken = np.minimum(left[pair[0]], one[:, None]).sum(axis=0)
    late = np.flatnonzero(taken >= 0.5 * one.sum()) if one.sum() > 0 else np.array([], dtype=np.int64)
    return int(late[0]) if late.size else None


def can_wait_until(instance: Instance, left: Table, pair: Pair) -> int | None:
    """Return the year from which on waiting costs a cohort, `t_need - length - lead`; None where nothing is needed."""
    need = needed_in(instance, left, pair)
    if need is None:
        return None
    return instance.first_year + need - instance.trainings[pair[1]].length - int(instance.first_growth()[pair])
