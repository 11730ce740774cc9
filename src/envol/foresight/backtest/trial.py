"""The backtest: every method at every origin, scored at every horizon, beside what was asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from envol.foresight.backtest import scores
from envol.foresight.backtest.intervals import LEVELS, half_widths
from envol.foresight.backtest.methods import METHODS, Method
from envol.foresight.backtest.outcome import MAIN, AtHorizon, Backtest, Goal, Miss, Spread
from envol.foresight.backtest.regret import regret
from envol.foresight.backtest.rolling import HORIZONS, LONGEST, Rolled, refuse_short, roll
from envol.foresight.backtest.series import Series
from envol.foresight.situation import Table

FIRST_ORIGIN = 1997
RATIOS = {5: 0.90, 10: 0.82}
"""The error of the damped trend over that of no change, at most, by horizon."""
COVERED = (0.76, 0.84)
"""Share of outcomes that the 80 % interval should hold, at every horizon."""
WORST, WORST_NEAR = 5, 3
"""How many misses are told of each method, of all series and of those set apart."""


def backtest(
    series: Series,
    *,
    near: tuple[str, ...] = (),
    first_origin: int = FIRST_ORIGIN,
    methods: Mapping[str, Method] = METHODS,
) -> Backtest:
    """Try methods on series from rolling origins.

    Parameters
    ----------
    near : tuple of str
        Series whose scores are also given apart.
    first_origin : int
        The first year from which is forecast.
    methods : mapping of str to Method
        `damped` and `no_change` are among them.

    Raises
    ------
    EnvolError
        If the series are too short, or none has a name of `near`.
    """
    refuse_short(series, first_origin)
    series.only(near)
    trial = Trial.of(series, first_origin, methods)
    halves = tuple(Trial.of(half, first_origin, methods) for half in series.halves()) if len(series.names) > 1 else ()
    horizons = tuple(_at(trial, halves, horizon, near) for horizon in HORIZONS)
    return Backtest(
        years=(series.years[0], series.years[-1]),
        series=series.names,
        near=near,
        methods=tuple(methods),
        horizons=horizons,
        goals=_goals(horizons),
        misses=tuple(miss for m in range(len(methods)) for miss in _misses(trial, m, series.names, WORST)),
        near_misses=tuple(miss for m in range(len(methods)) for miss in _misses(trial, m, near, WORST_NEAR)),
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Trial:
    """Forecasts, errors and intervals of some series, before they are scored.

    Parameters
    ----------
    widths : ndarray, shape (method, year, horizon, coverage)
        Half widths on the log scale.
    """

    rolled: Rolled
    widths: Table
    first_origin: int

    @classmethod
    def of(cls, series: Series, first_origin: int, methods: Mapping[str, Method]) -> Trial:
        """Roll the origins and calibrate the intervals."""
        rolled = roll(series, methods)
        return cls(rolled=rolled, widths=half_widths(rolled), first_origin=first_origin)

    def forecast(self, method: int, horizon: int) -> Table:
        """Return logarithms of forecasts by (origin, series)."""
        return self.rolled.forecasts[method, self.rolled.places(horizon, self.first_origin), horizon - 1]

    def outcome(self, horizon: int) -> Table:
        """Return what came by (origin, series)."""
        places = self.rolled.places(horizon, self.first_origin)
        return self.rolled.series.values[places.start + horizon :]

    def now(self, horizon: int) -> Table:
        """Return what was at the origins by (origin, series)."""
        return self.rolled.series.values[self.rolled.places(horizon, self.first_origin)]

    def said(self, method: int, horizon: int) -> Table:
        """Return forecasts by (origin, series); to the last bit what was at the origin where nothing is to change."""
        now = self.now(horizon)
        said: Table = now * np.exp(self.forecast(method, horizon) - np.log(now))
        return said

    def width(self, method: int, horizon: int, level: float) -> Table:
        """Return half widths on the log scale by origin."""
        places = self.rolled.places(horizon, self.first_origin)
        return self.widths[method, places, horizon - 1, LEVELS.index(level)]

    def covered(self, method: int, horizon: int, level: float) -> Table:
        """Return 1.0 where an interval held what came, else 0.0, by (origin, series)."""
        forecast, outcome = self.forecast(method, horizon), np.log(self.outcome(horizon))
        return scores.coverage(forecast, outcome, self.width(method, horizon, level)).astype(np.float64)

    def move(self, horizon: int) -> Table:
        """Return the mean yearly move until each origin by (origin, series)."""
        moves = np.abs(np.diff(self.rolled.series.values, axis=0))
        mean: Table = np.cumsum(moves, axis=0) / np.arange(1, len(moves) + 1)[:, None]
        places = self.rolled.places(horizon, self.first_origin)
        return mean[places.start - 1 : places.stop - 1]


def _at(trial: Trial, halves: tuple[Trial, ...], horizon: int, near: tuple[str, ...]) -> AtHorizon:
    names = trial.rolled.methods
    main, outcome = names.index(MAIN), trial.outcome(horizon)
    origins = trial.rolled.origins(horizon, trial.first_origin)
    said = {name: trial.said(m, horizon) for m, name in enumerate(names)}
    spread = {name: _spread(trial, m, horizon) for m, name in enumerate(names)}
    covered = trial.covered(main, horizon, 0.8)
    apart = [trial.rolled.series.names.index(name) for name in near]
    chosen, held = [float(half.covered(main, horizon, 0.8).mean()) for half in halves] or (float("nan"),) * 2
    return AtHorizon(
        horizon=horizon,
        origins=origins,
        non_overlapping=(len(origins) - 1) // horizon + 1,
        overlap=(horizon - 1) / horizon,
        wape={name: scores.wape(forecast, outcome) for name, forecast in said.items()},
        mase={name: scores.mase(forecast, outcome, trial.move(horizon)) for name, forecast in said.items()},
        coverage_80=spread[MAIN].coverage_80,
        interval_score=spread[MAIN].interval_score,
        coverage_80_by_origin=tuple(float(share) for share in covered.mean(axis=1)),
        coverage_80_chosen_on=chosen,
        coverage_80_held_out=held,
        spread=spread,
        regret={name: regret(trial.now(horizon), forecast, outcome) for name, forecast in said.items()},
        near_wape={n: scores.wape(f[:, apart], outcome[:, apart]) for n, f in said.items()} if near else {},
        near_coverage_80=float(covered[:, apart].mean()) if near else float("nan"),
    )


def _spread(trial: Trial, method: int, horizon: int) -> Spread:
    forecast, outcome = trial.forecast(method, horizon), trial.outcome(horizon)
    quantiles = {0.5: np.exp(forecast)}
    for level in LEVELS:
        width = trial.width(method, horizon, level)[:, None]
        quantiles[round((1 - level) / 2, 3)] = np.exp(forecast - width)
        quantiles[round((1 + level) / 2, 3)] = np.exp(forecast + width)
    # The 95 % interval stands off the even spacing of the others.
    even = {share: each for share, each in quantiles.items() if share not in (0.025, 0.975)}
    covered = {level: float(trial.covered(method, horizon, level).mean()) for level in (0.5, 0.8, 0.95)}
    return Spread(
        coverage_50=covered[0.5],
        coverage_80=covered[0.8],
        coverage_95=covered[0.95],
        interval_score=scores.interval_score(quantiles[0.1], quantiles[0.9], outcome, 0.8),
        pinball=sum(scores.pinball(quantiles[share], outcome, share) for share in (0.1, 0.5, 0.9)) / 3,
        crps=scores.crps(even, outcome),
    )


def _goals(horizons: tuple[AtHorizon, ...]) -> tuple[Goal, ...]:
    found = {each.horizon: each for each in horizons}
    ratios = (_ratio_goal(found[horizon], limit) for horizon, limit in RATIOS.items())
    return (*ratios, *(_coverage_goal(each) for each in horizons))


def _ratio_goal(found: AtHorizon, limit: float) -> Goal:
    ratio = found.wape[MAIN] / found.wape["no_change"]
    goal = f"error of damped over no change, {found.horizon} years ahead"
    return Goal(goal=goal, low=0.0, high=limit, found=ratio, reached=ratio <= limit)


def _coverage_goal(found: AtHorizon) -> Goal:
    low, high = COVERED
    held = found.coverage_80_held_out
    return Goal(
        goal=f"80 % interval covers, {found.horizon} year{'s' if found.horizon > 1 else ''} ahead",
        low=low,
        high=high,
        found=found.coverage_80,
        reached=low <= found.coverage_80 <= high,
        found_held_out=held,
        reached_held_out=low <= held <= high,
    )


def _misses(trial: Trial, method: int, among: tuple[str, ...], most: int) -> list[Miss]:
    """Return the greatest miss of each series at the longest horizon, the worst first."""
    names = trial.rolled.series.names
    said, came = trial.said(method, LONGEST), trial.outcome(LONGEST)
    off = np.abs(said - came)
    worst = off.argmax(axis=0)
    series = sorted((names.index(name) for name in among), key=lambda i: -off[worst[i], i])[:most]
    return [
        Miss(
            method=trial.rolled.methods[method],
            name=names[i],
            origin=trial.first_origin + int(worst[i]),
            target=trial.first_origin + int(worst[i]) + LONGEST,
            forecast=float(said[worst[i], i]),
            outcome=float(came[worst[i], i]),
        )
        for i in series
    ]
