"""A backtest as a picture: how the errors grow with the horizon, and how many outcomes the intervals held."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from envol.foresight.backtest.outcome import MAIN, Backtest
from envol.foresight.backtest.trial import COVERED
from envol.gateways.atomically import whole_file

INK, SOFT, LINE, ASIDE, BAND = "#33475b", "#636b71", "#d9dcde", "#a24a3d", "#e6eef2"
LOOKS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {"no_change": (SOFT, ":"), "trend": (ASIDE, "--"), "damped": (INK, "-"), "pooled_damped": ("#5b8aa6", "-.")}
)
"""Colour and line of each method; told apart without colours too."""
STYLE: dict[Any, Any] = {
    "font.size": 9,
    "axes.edgecolor": LINE,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": SOFT,
    "ytick.color": SOFT,
}


def draw(backtest: Backtest, path: Path) -> None:
    """Write the picture, PNG, to a path.

    Raises
    ------
    EnvolError
        If the place cannot be written.
    """
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(9, 3.8), layout="constrained")
        left, right = figure.subplots(1, 2)
        _errors(left, backtest)
        _covered(right, backtest)
        with whole_file(path) as beside:
            figure.savefig(beside, format="png", dpi=110, metadata={"Software": None})


def _errors(axes: Axes, backtest: Backtest) -> None:
    horizons = [each.horizon for each in backtest.horizons]
    for method in backtest.methods:
        colour, line = LOOKS.get(method, (INK, "-"))
        shares = [100 * each.wape[method] for each in backtest.horizons]
        axes.plot(horizons, shares, line, color=colour, marker="o", markersize=3, label=method.replace("_", " "))
    axes.set_title(f"Error of {len(backtest.series)} series (WAPE, %)", loc="left", fontsize=10)
    axes.set_ylim(bottom=0)
    _finish(axes, horizons, "upper left")


def _covered(axes: Axes, backtest: Backtest) -> None:
    horizons = [each.horizon for each in backtest.horizons]
    axes.axhspan(100 * COVERED[0], 100 * COVERED[1], color=BAND, zorder=0, label="goal")
    lows = [100 * min(each.coverage_80_by_origin) for each in backtest.horizons]
    highs = [100 * max(each.coverage_80_by_origin) for each in backtest.horizons]
    axes.vlines(horizons, lows, highs, color=LINE, linewidth=4, label="least and most of an origin")
    axes.plot(horizons, [100 * each.coverage_80 for each in backtest.horizons], "o-", color=INK, label="all series")
    held = [100 * each.coverage_80_held_out for each in backtest.horizons]
    axes.plot(horizons, held, "s", color=ASIDE, markersize=4, label="half held out")
    axes.set_title(f"Outcomes within the 80 % interval ({MAIN}, %)", loc="left", fontsize=10)
    axes.set_ylim(50, 100)
    _finish(axes, horizons, "lower left")


def _finish(axes: Axes, horizons: list[int], corner: Literal["upper left", "lower left"]) -> None:
    axes.set_xticks(horizons)
    axes.set_xlabel("years ahead", color=SOFT)
    axes.legend(loc=corner, frameon=False, fontsize=8)
