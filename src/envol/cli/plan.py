"""`envol plan`: which trainings to open, grow, colour, hold or close, why, and how sure one can be."""

from __future__ import annotations

import sys
import threading
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Any

import click

from envol.cli.options import AS_JSON
from envol.cli.printing import print_document, print_table

if TYPE_CHECKING:
    from envol.foresight.plan.decisions import Plan
    from envol.foresight.plan.instance import Instance
    from envol.foresight.situation import Table
    from envol.gateways.plan_file import PlanFile

STEPS = {
    "read": "building the programme",
    "relax": "relaxation",
    "apart": "regions, one by one",
    "cross": "whole plan",
    "polish": "single groups",
    "done": "found",
    "explain": "explanations",
    "stress": "futures",
}


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option(
    "--seconds",
    type=click.FloatRange(min=1.0),
    default=45.0,
    show_default=True,
    help="For the search, by the clock; a third more where its first try finds no plan.",
)
@click.option(
    "--gap",
    type=click.FloatRange(min=0.0, max=1.0),
    default=0.01,
    show_default=True,
    help="Stop where no plan is better by more than this share.",
)
@click.option("--draws", type=click.IntRange(min=0), default=200, show_default=True, help="Futures to try; 0 for none.")
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True, help="Of the futures.")
@click.option("--outlook", metavar="NAME", help="Whose futures are tried; that of the file where absent.")
@click.option("--lang", type=click.Choice(["en", "fr"]), default="en", show_default=True, help="Of the table.")
@click.option("--picture", type=click.Path(path_type=Path, dir_okay=False), help="A PNG or SVG of all decisions.")
@AS_JSON
def plan(file: Path, seconds: float, gap: float, lang: str, picture: Path | None, as_json: bool, **said: Any) -> None:
    """Say which trainings to open, grow, colour, hold or close, from a plan file.

    The gap is how much better another plan could be at most: a plan is never called the best.
    """
    from envol.gateways.atomically import refuse_unwritable
    from envol.gateways.plan_file import read_plan_file
    from envol.gateways.plan_picture import refuse_form, write_picture
    from envol.gateways.plan_solving import futures_of

    refuse_unwritable(picture, file)
    if picture is not None:
        refuse_form(picture)
    read = read_plan_file(file)
    began, cpu = perf_counter(), process_time()
    needs = futures_of(read, **said)
    found = _solved(read.instance, seconds, gap, needs)
    spent = {"cpu_s": round(process_time() - cpu, 2), "wall_s": round(perf_counter() - began, 2)}
    if picture is not None:
        write_picture(found, picture, lang)
    if as_json:
        from envol.gateways.plan_telling import document_of

        print_document(document_of(found, read.content, gap) | spent | {"draws": 0 if needs is None else len(needs)})
    else:
        _print(found, read, lang, spent)


def _solved(instance: Instance, seconds: float, gap: float, needs: Table | None) -> Plan:
    """Solve in a thread of its own, so that the progress is shown and Ctrl-C is heard while the solver works."""
    from envol.foresight.plan.decisions import solve
    from envol.gateways.plan_solving import silent_solver

    state: dict[str, Any] = {"step": "read", "share": 0.0}

    def work() -> None:
        try:
            state["plan"] = solve(
                instance, seconds, gap=gap, needs=needs, told=lambda step, share: state.update(step=step, share=share)
            )
        except BaseException as error:
            state["error"] = error

    thread = threading.Thread(target=work, daemon=True)
    with silent_solver():
        thread.start()
        _watch(thread, state)
    if "error" in state:
        raise state["error"]
    found: Plan = state["plan"]
    return found


def _watch(thread: threading.Thread, state: dict[str, Any]) -> None:
    began, shown = perf_counter(), sys.stderr.isatty()
    while thread.is_alive():
        thread.join(0.25)
        if shown:
            line = f"{perf_counter() - began:5.0f} s  {STEPS[state['step']]} {state['share']:4.0%}"
            click.echo(f"\r{line:<60}", err=True, nl=False)
    if shown:
        click.echo(f"\r{'':<60}\r", err=True, nl=False)


def _print(found: Plan, read: PlanFile, lang: str, spent: dict[str, float]) -> None:
    from envol.gateways.plan_telling import decision_rows, heading, year_rows

    title = getattr(read.content.title, lang)
    click.secho(f"{title} · {read.content.status}", bold=True)
    click.echo(heading(found, lang) + f" · {spent['cpu_s']:.1f} CPU s\n")
    head, rows = decision_rows(found, lang)
    print_table(head, rows, right=range(3, 8))
    head, rows = year_rows(found, lang)
    click.echo("")
    print_table(head, rows, right=range(len(head)))
