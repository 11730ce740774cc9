"""Trends of a flight as SVG: one panel a quantity, with limits, malfunctions, alarms and the pilot's gestures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator, MultipleLocator

SIZE = (4.7, 1.95)
"""Inches: near to how large a panel is on a phone, so that its letters keep their size."""
BUCKETS = 320
INK, SOFT, LINE, ONSET, ALARM, LIMIT = "#33475b", "#636b71", "#d9dcde", "#a24a3d", "#e9c48d", "#8a949b"
STYLE: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "envol",
    "font.size": 9,
    "axes.edgecolor": LINE,
    "axes.linewidth": 0.8,
    "xtick.color": SOFT,
    "ytick.color": SOFT,
    "axes.spines.top": False,
    "axes.spines.right": False,
}
_ID = re.compile(r'\s+id="([^"]+)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What happened during a flight, in hours.

    Parameters
    ----------
    onsets : sequence of float
        Malfunctions.
    alarms : sequence of (float, float)
        From coming to going.
    gestures : sequence of float
        Set-points moved and interventions.
    """

    onsets: Sequence[float] = ()
    alarms: Sequence[tuple[float, float]] = ()
    gestures: Sequence[float] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """How a language writes a day, an hour and a decimal."""

    day: str
    hour: str
    point: str

    def number(self, value: float) -> str:
        """Write a number on an axis."""
        return f"{value:g}".replace("-", "\u2212").replace(".", self.point)


def panel(hours: np.ndarray, values: np.ndarray, marks: Marks, levels: Sequence[float], signs: Signs) -> str:
    """Return one panel as an SVG element.

    Parameters
    ----------
    levels : sequence of float
        Limits and aims, drawn as dashed lines where they come near the values.
    signs : Signs
    """
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=SIZE, facecolor="none")
        axes = figure.add_axes((0.115, 0.135, 0.85, 0.83), facecolor="none")
        axes.plot(*_thinned(hours, values), color=INK, linewidth=1.1, solid_joinstyle="round", zorder=3)
        low, high = _range(values, levels)
        axes.set_ylim(low, high)
        axes.set_xlim(hours[0], hours[-1] if hours[-1] > hours[0] else hours[0] + 1)
        _draw_marks(axes, marks, [level for level in levels if low <= level <= high])
        _label(axes, float(hours[-1] - hours[0]), signs)
        text = StringIO()
        figure.savefig(text, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    return _embeddable(text.getvalue())


def _draw_marks(axes: Axes, marks: Marks, levels: Sequence[float]) -> None:
    for came, gone in marks.alarms:
        axes.axvspan(came, gone, color=ALARM, linewidth=0.6, zorder=1)
    for level in levels:
        axes.axhline(level, color=LIMIT, linewidth=0.9, linestyle=(0, (5, 3)), zorder=2)
    for onset in marks.onsets:
        axes.axvline(onset, color=ONSET, linewidth=1.2, zorder=2)
    if marks.gestures:
        places = np.unique(np.round(marks.gestures, 1))
        axes.vlines(places, 0, 0.045, transform=axes.get_xaxis_transform(), color=SOFT, linewidth=0.6, zorder=2)


def _label(axes: Axes, length: float, signs: Signs) -> None:
    in_days = length > 72
    if in_days:
        axes.xaxis.set_major_locator(MultipleLocator(24 * max(1, round(length / 24 / 7))))
    scale, sign = (24, signs.day) if in_days else (1, signs.hour)
    axes.xaxis.set_major_formatter(lambda at, _: f"{signs.number(at / scale)} {sign}")
    axes.yaxis.set_major_locator(MaxNLocator(4))
    axes.yaxis.set_major_formatter(lambda at, _: signs.number(at))
    axes.tick_params(length=0, pad=4)
    axes.grid(axis="y", color="#eceeef", linewidth=0.8, zorder=0)
    axes.set_axisbelow(True)


def _range(values: np.ndarray, levels: Sequence[float]) -> tuple[float, float]:
    """Return the range to show: all values, and the levels that do not dwarf them."""
    low, high = float(np.nanmin(values)), float(np.nanmax(values))
    width = max(high - low, 1e-3 * max(abs(low), abs(high), 1e-3))
    near = [level for level in levels if low - width <= level <= high + width]
    low, high = min([low, *near]), max([high, *near])
    margin = 0.08 * max(high - low, width)
    return low - margin, high + margin


def _thinned(hours: np.ndarray, values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the least and the largest value of each of a few hundred stretches, in their order: no peak is lost."""
    if len(values) <= 2 * BUCKETS:
        return hours, values
    kept = {0, len(values) - 1}
    for stretch in np.array_split(np.arange(len(values)), BUCKETS):
        kept |= {int(stretch[np.argmin(values[stretch])]), int(stretch[np.argmax(values[stretch])])}
    order = np.array(sorted(kept))
    return hours[order], values[order]


def _embeddable(svg: str) -> str:
    """Return an SVG without its prologue and without the names that nothing in it refers to."""
    svg = svg[svg.index("<svg") :]
    used = set(re.findall(r"#([\w.-]+)", svg))
    svg = _ID.sub(lambda match: match[0] if match[1] in used else "", svg)
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    return re.sub(r' width="[\d.]+pt" height="[\d.]+pt"', ' aria-hidden="true"', svg, count=1)
