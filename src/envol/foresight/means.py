"""The mode `core`: means of flows, draws of parameters."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from envol.foresight.accounts import Book, Flow, Page
from envol.foresight.ready import Ready
from envol.foresight.schooling import entering

Floats: TypeAlias = NDArray[np.floating]
Tables: TypeAlias = tuple[Floats, Floats, Floats]
"""Supply, demand and need."""


def advance(ready: Ready, tables: Tables, chunk: slice, book: Book | None) -> None:
    """Fill the tables in some draws, from the first year to the last."""
    supply, demand, need = (table[..., chunk] for table in tables)
    count = supply.shape[-1]
    leaving, rising = leaving_and_rising(ready, chunk)
    staying = 1 - leaving - rising
    arrivals = ready.situation.arrivals.astype(staying.dtype)[..., None] * ready.factor[chunk]
    stock = np.broadcast_to(ready.situation.stock[..., None].astype(staying.dtype), staying.shape).copy()
    flow, step, left = (np.empty_like(stock) for _ in range(3))
    course = np.ascontiguousarray(ready.course[..., chunk])
    jobs, steps = ready.weight @ course[0], np.diff(course, axis=0)
    for year, entrants in enumerate(entering(ready, chunk, book)):
        np.matmul(ready.weight, steps[year], out=step)
        jobs += step
        demand[year] = jobs[..., :count]
        np.multiply(stock, leaving, out=left)
        step += left
        np.subtract(step[..., :count], arrivals[..., :count], out=need[year])
        np.multiply(stock, rising, out=flow)
        stock *= staying
        stock[1:] += flow[:-1]
        stock += entrants
        stock += arrivals
        supply[year] = stock[..., :count]
        if book is not None:
            note(book.page(year, chunk), left, flow, arrivals)


def leaving_and_rising(ready: Ready, chunk: slice) -> tuple[Floats, Floats]:
    """Return the shares of the stock that retire or quit, and that rise by one level; shape (L, R, O, draw)."""
    retiring, quitting, promoted = (ready.rate(name, chunk) for name in ("retirement", "quits", "promotion"))
    leaving = retiring + (1 - retiring) * quitting
    rising = (1 - leaving) * promoted
    rising[-1] = 0
    return leaving, rising


def note(page: Page, left: Floats, risen: Floats, arrivals: Floats) -> None:
    """Write down what changed the stock beside trainings."""
    raised = np.zeros_like(risen)
    raised[1:] = risen[:-1]
    page.note(Flow.LEFT, left.sum(axis=2))
    page.note(Flow.RISEN, risen.sum(axis=2))
    page.note(Flow.RAISED, raised.sum(axis=2))
    page.note(Flow.ARRIVED, arrivals.sum(axis=2))
