"""`envol backtest`: the methods of foresight tried on the past, and what came of it published."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from envol.cli.options import AS_JSON
from envol.cli.printing import print_document, print_table

if TYPE_CHECKING:
    from envol.foresight.backtest.census import CensusBacktest
    from envol.foresight.backtest.outcome import Backtest

DATA = click.option(
    "--data",
    "folder",
    required=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="The folder of the public files, or the one that holds it.",
)


@click.group()
def backtest() -> None:
    """Try the methods of foresight on the past.

    What is not reached is said, and is no failure of the command.
    """


@backtest.command()
@DATA
@click.option("--picture", type=click.Path(path_type=Path), help="Draw errors and coverage into this PNG file.")
@AS_JSON
def dares(folder: Path, picture: Path | None, as_json: bool) -> None:
    """Try them on jobs by occupation in France, from rolling origins."""
    from envol.gateways.atomically import refuse_unwritable
    from envol.gateways.dares import FILE

    refuse_unwritable(picture, folder / FILE)
    found = _dares(folder)
    if picture is not None:
        from envol.gateways.backtest_picture import draw

        draw(found, picture)
    if as_json:
        print_document({"backtest": "dares", "unit": "thousands of jobs", "scale": "log, symmetric"} | asdict(found))
    else:
        _tell_dares(found)


@backtest.command()
@DATA
@AS_JSON
def census(folder: Path, as_json: bool) -> None:
    """Try them on graduates by field and single age in Australia, from one census to the next."""
    found = _census(folder)
    if as_json:
        print_document({"backtest": "census"} | asdict(found))
    else:
        _tell_census(found)


@backtest.command()
@DATA
@click.option("--to", "path", required=True, type=click.Path(path_type=Path), help="The Markdown file.")
def publish(folder: Path, path: Path) -> None:
    """Measure both and write the page of the documentation, with a picture of the same name beside it."""
    from envol.gateways.atomically import refuse_unwritable, whole_file
    from envol.gateways.backtest_page import page
    from envol.gateways.backtest_picture import draw
    from envol.gateways.dares import read_titles

    picture = path.with_suffix(".png")
    refuse_unwritable(path, picture)
    refuse_unwritable(picture)
    found, beside = _dares(folder), _census(folder)
    text = page(found, beside, read_titles(folder), picture.name)
    draw(found, picture)
    with whole_file(path) as new:
        new.write_text(text, encoding="utf-8")
    click.echo(f"{path} and {picture}")


def _dares(folder: Path) -> Backtest:
    from envol.foresight.backtest.trial import backtest as tried
    from envol.gateways.dares import NEAR, read_employment

    return tried(read_employment(folder), near=NEAR)


def _census(folder: Path) -> CensusBacktest:
    from envol.foresight.backtest.census import backtest as tried
    from envol.gateways.census_au import read_census

    return tried(read_census(folder))


def _tell_dares(found: Backtest) -> None:
    click.echo(f"{len(found.series)} series, {found.years[0]} to {found.years[1]}; shares in %\n")
    head = ("years ahead", "origins", "apart", *found.methods, "covers 50", "80", "95", "held out", "interval score")
    rows = []
    for each in found.horizons:
        spread = each.spread["damped"]
        shares = (spread.coverage_50, spread.coverage_80, spread.coverage_95, each.coverage_80_held_out)
        origins = (f"{each.origins[0]} to {each.origins[-1]}", str(each.non_overlapping))
        errors = (_share(each.wape[method]) for method in found.methods)
        rows.append((str(each.horizon), *origins, *errors, *map(_share, shares), f"{each.interval_score:.1f}"))
    print_table(head, rows, right=(0, *range(2, len(head))))
    click.echo(
        "\napart: windows that do not overlap. By method: WAPE. covers, interval score (thousands of jobs, 80 %):"
    )
    click.echo("damped trend. held out: the 80 % of the half on which the rule of the intervals was not chosen.\n")
    for goal in found.goals:
        verdict = "reached" if goal.reached else "not reached"
        click.echo(f"{goal.goal}: {goal.found:.3f} ({goal.low:.2f} to {goal.high:.2f}, {verdict})")
        if goal.reached and goal.reached_held_out is False:
            click.echo(f"    but not reached on the half held out, the one to trust: {goal.found_held_out:.3f}")


def _tell_census(found: CensusBacktest) -> None:
    latest = found.latest
    click.echo(f"{latest.target} from the censuses up to {latest.origin}; median errors in %\n")
    rows = [(each.field, _share(each.naive), _share(each.cohort), f"{each.ratio:.2f}") for each in latest.fields]
    print_table(("field", "naive", "cohort", "ratio"), rows, right=(1, 2, 3))
    click.echo("")
    _say("mean", latest.mean_ratio, found.mean_goal, found.mean_reached)
    _say("worst", latest.worst_ratio, found.worst_goal, found.worst_reached)
    click.echo(f"with a growing inflow: mean {latest.growing_mean_ratio:.3f}, worst {latest.growing_worst_ratio:.3f}")


def _say(what: str, ratio: float, goal: float, reached: bool) -> None:
    click.echo(f"{what} ratio: {ratio:.3f} (at most {goal:.2f}, {'reached' if reached else 'not reached'})")


def _share(share: float) -> str:
    return f"{100 * share:.1f}"
