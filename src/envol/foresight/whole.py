"""The mode `full`: whole persons, drawn flow by flow, and demand whose regions and occupations add up.

Graduates, those who go on studying, retirements with quits, and promotions are binomial. Retirements and quits are
drawn as one flow, `Bin(S, a + (1 - a) b)`: the law of their sum, which is all that supply and need ask for.
Those who leave trainings are shared out between occupations within a level and region, then between regions within a
level and occupation, by successive binomials that halve the outcomes (a multinomial law at the pool's mean shares);
one of the outcomes is elsewhere, so that nobody is lost. Places, arrivals, the first stock and the trainings that
continuing students turn to are rounded to whole persons by a threshold of their own, exact on average.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from envol.foresight.accounts import Book
from envol.foresight.dice import Dice
from envol.foresight.means import Tables, leaving_and_rising, note
from envol.foresight.ready import Ready
from envol.foresight.reconcile import reconciled_demand
from envol.foresight.whole_schooling import entering_whole

Floats: TypeAlias = NDArray[np.float32]


def advance(ready: Ready, tables: Tables, chunk: slice, book: Book | None) -> None:
    """Fill the tables in some draws, from the first year to the last."""
    supply, demand, need = (table[..., chunk] for table in tables)
    count = supply.shape[-1]
    dice = Dice(luck=ready.luck, chunk=chunk, width=ready.width)
    shape = ready.situation.perimeter.shape
    leaving, rising = leaving_and_rising(ready, chunk)
    promoted = np.asarray(rising / np.maximum(1 - leaving, 1e-9), dtype=np.float32)[:-1]
    coming = ready.situation.arrivals.astype(np.float32)[..., None] * ready.factor[chunk]
    arrivals = np.floor(coming + dice.thresholds("arrivals", *shape))
    stock = np.floor(ready.situation.stock.astype(np.float32)[..., None] + dice.thresholds("stock", *shape))
    jobs, steps = reconciled_demand(ready, chunk)
    risen = np.zeros_like(stock)
    for year, entrants in enumerate(entering_whole(ready, dice, book)):
        left = dice.whole("left", stock, leaving)
        stock -= left
        risen[:-1] = dice.whole("risen", stock[:-1], promoted)
        stock -= risen
        stock[1:] += risen[:-1]
        stock += entrants
        stock += arrivals
        supply[year] = stock[..., :count]
        demand[year] = jobs[year][..., :count]
        need[year] = (steps[year] + left - arrivals)[..., :count]
        if book is not None:
            note(book.page(year, chunk), left, risen, arrivals)
