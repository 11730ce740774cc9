"""What commands write: one JSON document, a table, a progress bar on a terminal."""

from __future__ import annotations

import contextlib
import json
import math
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, is_dataclass
from typing import Any

import click


def print_document(document: object) -> None:
    """Write one JSON document on standard output; what is no number is null there."""
    click.echo(json.dumps(_plain(document), ensure_ascii=False, allow_nan=False))


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return _plain(asdict(value))
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def print_table(head: Sequence[str], rows: Sequence[Sequence[str]], *, right: Sequence[int] = ()) -> None:
    """Write a table, each column as wide as its widest cell.

    Parameters
    ----------
    right : sequence of int
        Columns that are set flush right.
    """
    widths = [max(len(row[k]) for row in (head, *rows)) for k in range(len(head))]
    for row in (head, ["-" * width for width in widths], *rows):
        cells = [
            cell.rjust(w) if k in right else cell.ljust(w) for k, (cell, w) in enumerate(zip(row, widths, strict=True))
        ]
        click.echo("  ".join(cells).rstrip())


def number(value: float | None) -> str:
    """Write a number with four figures, as people read it."""
    return "–" if value is None or not math.isfinite(value) else f"{value:.4g}"


@contextlib.contextmanager
def progress_bar(total: int, unit: str, text: str) -> Iterator[Callable[[int], None]]:
    """Yield what is told how many more are done; a bar shows them where standard error is a terminal."""
    if not sys.stderr.isatty():
        yield lambda more: None
        return
    from tqdm import tqdm

    with tqdm(total=total, unit=unit, desc=text, file=sys.stderr, leave=False) as bar:

        def update(more: int) -> None:
            bar.update(more)

        yield update


def reaching(add: Callable[[int], None]) -> Callable[[int], None]:
    """Return what turns a place reached into a number of steps more, for a progress bar."""
    before = 0

    def reached(place: int) -> None:
        nonlocal before
        add(place - before)
        before = place

    return reached
