"""The published backtests: one Markdown page, written from what was measured and from nothing else."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias

from envol.foresight.backtest.census import CensusBacktest, OriginScore
from envol.foresight.backtest.outcome import MAIN, AtHorizon, Backtest, Miss

Figure: TypeAlias = Callable[[AtHorizon, str], str]
"""What a table shows of a method at a horizon."""
METHODS = {
    "no_change": "no change",
    "trend": "trend of ten years",
    "damped": "damped trend (0.85)",
    "pooled_damped": "pooled, shrunk, damped",
}


def page(dares: Backtest, census: CensusBacktest, titles: Mapping[str, str], picture: str) -> str:
    """Return the page.

    Parameters
    ----------
    titles : mapping of str to str
        What occupations are called, as far as known.
    picture : str
        Where the picture lies, as seen from the page.
    """
    sections = (_head(picture), *_dares(dares, titles), *_census(census))
    return "\n\n".join(_wrapped(block) for section in sections for block in section.split("\n\n")) + "\n"


def _wrapped(block: str) -> str:
    """Return a block with its lines filled, unless they mean something."""
    if block.startswith(("#", "|", "- ", "!")):
        return block
    return textwrap.fill(block, 120, break_long_words=False, break_on_hyphens=False)


def _head(picture: str) -> str:
    return f"""# Backtests

Written by `envol backtest publish --data DIR --to docs/backtests.md`, whole: what is changed here by hand is lost.
`envol backtest dares --data DIR` and `envol backtest census --data DIR` print the same figures, with `--json` all of
them. DIR holds the public files, which are no part of the project.

How far off were the methods of foresight when tried on a past of which the outcome is known? What was not reached, and
the worst misses, stand here with the rest.

![Errors and coverage by horizon]({picture})"""


def _dares(found: Backtest, titles: Mapping[str, str]) -> Iterable[str]:
    yield _about_dares(found)
    yield _goals(found)
    yield _origins(found)
    yield _errors(found)
    yield _intervals(found)
    yield _regret(found)
    yield _near(found, titles)
    yield _missed(found, titles)


def _about_dares(found: Backtest) -> str:
    return f"""## Jobs by occupation, France

Data: Dares, `effectifs_3niv.csv`, {found.years[0]} to {found.years[1]}, thousands of jobs in {len(found.series)} \
families of occupations (FAP 2009). Left out of the
columns of three letters: `ZZZ` (no occupation named), and `T2A` and `T2B`, the two parts of `T2Z`, which are not told
apart before 1995.

From each origin a method sees the years up to it and nothing after. Three things make this easier than life was: each
value is a mean of three years around it, so that the one of the origin already holds a third of the year after, and
neighbouring values move together; the figures are those of today, revised, not those published then; and nothing is
lost to the delay of publication. The damping, 0.85, and the ten years of the trend are the prototype's, which had been
measured on these very series: their errors are not out of sample either.

Intervals: symmetric on the log scale, split conformal on the method's own past errors known at the origin, pooled over
the occupations. Where the horizon exceeds a third of the years of data, the errors at the longest horizon within that
third are widened by the square root of the ratio of the horizons. The rule was chosen among 128 variants on one half of
the occupations (every second of the alphabet) with the coverage there in view, then measured once on the other half,
and on all. The prototype's coverage without widening (79.5, 80.0, 78.4, 72.0 and 67.7 %) was known beforehand, and
both halves lived through the same years: the second half confirms less than new years would."""


def _goals(found: Backtest) -> str:
    rows = [
        (
            each.goal,
            f"{each.low:.2f} to {each.high:.2f}",
            f"{each.found:.3f}",
            _reached(each.reached),
            "" if each.found_held_out is None else f"{each.found_held_out:.3f}",
            "" if each.reached_held_out is None else _reached(each.reached_held_out),
        )
        for each in found.goals
    ]
    head = ("goal", "range", "all", "reached", "half held out", "reached there")
    return f"""### What was asked for, and reached

{_table(head, rows)}

The goals speak of all occupations; half of those had a part in the choice of the intervals, so that the half held out
is the one to trust."""


def _origins(found: Backtest) -> str:
    rows = [
        (
            str(each.horizon),
            f"{each.origins[0]} to {each.origins[-1]}",
            str(len(each.origins)),
            f"{100 * each.overlap:.0f} %",
            str(each.non_overlapping),
        )
        for each in found.horizons
    ]
    head = ("years ahead", "origins", "how many", "years shared with the next window", "windows that do not overlap")
    last = found.horizons[-1]
    return f"""### Origins and their overlap

{_table(head, rows)}

At {last.horizon} years there are {last.non_overlapping} windows that do not overlap: the coverage there is an average \
over {last.non_overlapping} histories,
not over {len(last.origins)}. Take differences below half a point for ties."""


def _errors(found: Backtest) -> str:
    wape = _by_method(found, lambda each, method: _share(each.wape[method]))
    mase = _by_method(found, lambda each, method: f"{each.mase[method]:.2f}")
    return f"""### Errors

WAPE, % (sum of absolute errors over sum of outcomes):

{wape}

MASE (absolute error over the mean yearly move of the series until the origin):

{mase}"""


def _intervals(found: Backtest) -> str:
    rows = []
    for each in found.horizons:
        spread = each.spread[MAIN]
        shares = (spread.coverage_50, spread.coverage_80, spread.coverage_95)
        by_origin = each.coverage_80_by_origin
        halves = (each.coverage_80_chosen_on, each.coverage_80_held_out)
        figures = (spread.interval_score, spread.pinball, spread.crps)
        rows.append(
            (
                str(each.horizon),
                *map(_share, shares),
                f"{_share(min(by_origin))} to {_share(max(by_origin))}",
                *map(_share, halves),
                *(f"{figure:.1f}" for figure in figures),
            )
        )
    head = ("years ahead", "50 % covers", "80 %", "95 %", "80 %, by origin", "half chosen on", "half held out")
    scores = ("interval score (80 %)", "pinball", "CRPS")
    return f"""### Intervals of the damped trend

Coverage in %; scores in thousands of jobs, mean of all occupations and origins. Pinball: quantiles at 10, 50, 90 %.

{_table((*head, *scores), rows)}

Interval scores of the other methods, thousands of jobs:

{_by_method(found, lambda each, method: f"{each.spread[method].interval_score:.1f}")}"""


def _regret(found: Backtest) -> str:
    rows = [
        (str(each.horizon), METHODS.get(name, name), f"{r.surplus:.0f}", f"{r.short:.0f}", f"{r.cost:.0f}")
        for each in found.horizons
        for name, r in each.regret.items()
    ]
    return f"""### Regret of decisions

One place is opened for each job that a forecast adds. Thousands of places in the mean of the origins, all occupations
together, beside one who knew what would come: surplus cost 2 each, short cost 10 (stated, not measured). With such
costs a forecast that is too high looks good, as the trend's: the table is about decisions, not about who was right.

{_table(("years ahead", "method", "surplus", "short", "cost"), rows)}"""


def _near(found: Backtest, titles: Mapping[str, str]) -> str:
    wape = _by_method(found, lambda each, method: _share(each.near_wape[method]))
    covered = ", ".join(f"{_share(each.near_coverage_80)} % at {each.horizon}" for each in found.horizons)
    names = "\n".join(f"- {_named(code, titles)}" for code in found.near)
    return f"""### The eight occupations nearest to bioproduction

{names}

They are the eight of the prototype. G0B is the repair of cars, and G0A, skilled maintenance, is nearer to our trade:
the eight were kept so that figures can be compared.

WAPE, %:

{wape}

The 80 % interval, calibrated on all occupations, covers {covered} years: pooling makes it
too wide where occupations move less than others. An error of {_share(found.at(5).near_wape[MAIN])} % at five years is \
that of whole families of
occupations; a niche will do worse, and no public series of bioproduction jobs exists."""


def _missed(found: Backtest, titles: Mapping[str, str]) -> str:
    head = ("method", "occupation", "origin", "target", "said", "came")
    return f"""### The worst misses at ten years

Thousands of jobs; the worst origin of each occupation.

{_table(head, [_miss(each, titles) for each in found.misses])}

Among the eight:

{_table(head, [_miss(each, titles) for each in found.near_misses])}"""


def _miss(miss: Miss, titles: Mapping[str, str]) -> tuple[str, ...]:
    method, name = METHODS.get(miss.method, miss.method), _named(miss.name, titles)
    return method, name, str(miss.origin), str(miss.target), f"{miss.forecast:.0f}", f"{miss.outcome:.0f}"


def _census(found: CensusBacktest) -> Iterable[str]:
    latest = found.latest
    yield f"""## Graduates by field and single age, Australia

Data: censuses of the Australian Bureau of Statistics, holders of a science degree by field and single age. The census
of {latest.target} is forecast from those up to {latest.origin}: cohorts are followed from one census to the next. \
The score is the median absolute
error over ages 20 to 70, in %; naive says that each age stays as it was; a growing inflow stands beside the method, and
the goals are not about it."""
    yield _fields(latest)
    yield "\n".join(
        (
            f"- Mean ratio over the fields {latest.mean_ratio:.3f}: {_verdict(found.mean_goal, found.mean_reached)}.",
            f"- Worst ratio {latest.worst_ratio:.3f}: {_verdict(found.worst_goal, found.worst_reached)}.",
            f"- With a growing inflow: mean {latest.growing_mean_ratio:.3f}, worst {latest.growing_worst_ratio:.3f}.",
            f"- An amendment that the census before spoke for, tried and dropped: mean {found.amended.mean_ratio:.3f}, "
            f"worst {found.amended.worst_ratio:.3f}.",
            f"- In which order these were fixed, and when {latest.target} was read, stands at the head of "
            "`envol/foresight/backtest/census.py`.",
        )
    )


def _fields(score: OriginScore) -> str:
    rows = []
    for each in score.fields:
        own = (_share(each.naive), _share(each.cohort), f"{each.ratio:.2f}")
        grown = (_share(each.growing), f"{each.growing_ratio:.2f}")
        rows.append((each.field, *own, *grown, f"{100 * each.cohort_bias:+.1f}"))
    growing = ("growing inflow", "growing over naive")
    return _table(("field", "naive", "cohort", "cohort over naive", *growing, "total, cohort over outcome (%)"), rows)


def _verdict(goal: float, reached: bool) -> str:
    return f"at most {goal:.2f} was asked for, {'reached' if reached else '**not reached**'}"


def _reached(reached: bool) -> str:
    return "yes" if reached else "**no**"


def _by_method(found: Backtest, figure: Figure) -> str:
    rows = [(str(each.horizon), *(figure(each, method) for method in found.methods)) for each in found.horizons]
    return _table(("years ahead", *(METHODS.get(method, method) for method in found.methods)), rows)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = (head, ["---"] * len(head), *rows)
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _named(code: str, titles: Mapping[str, str]) -> str:
    return f"{code}, {titles[code]}" if code in titles else code


def _share(share: float) -> str:
    return f"{100 * share:.1f}"
