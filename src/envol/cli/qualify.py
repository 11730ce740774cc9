"""`envol qualify`: what each unit operation reaches against answers from outside, beside what is allowed."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from envol.cli.options import AS_JSON
from envol.cli.printing import number, print_document, print_table, progress_bar
from envol.errors import EnvolError

if TYPE_CHECKING:
    from envol.twin.qualification import Result


@click.command()
@click.argument("unit", required=False)
@click.option("--quick", is_flag=True, help="Only the cases of the run of thirty seconds.")
@AS_JSON
@click.pass_context
def qualify(ctx: click.Context, unit: str | None, quick: bool, as_json: bool) -> None:
    """Run the reference cases of every unit operation, or of UNIT; ends with 1 where one fails."""
    from envol.gateways.library import Library
    from envol.twin import qualification

    library = Library()
    if unit is not None:
        library.registry.unit(unit)
    names = library.registry.names() if unit is None else (unit,)
    cases = [case for name in names for case in qualification.cases_of(name) if case.quick or not quick]
    if unit is not None and not cases:
        raise EnvolError(_no_case(unit, quick and bool(qualification.cases_of(unit))))
    results: list[Result] = []
    with progress_bar(sum(len(case.checks) for case in cases), "check", "qualify") as add:
        for result in qualification.qualify(cases, quick=quick, sets=library.values_of):
            results.append(result)
            add(1)
    failed = sum(result.verdict == qualification.Verdict.FAIL for result in results)
    if as_json:
        print_document([asdict(result) for result in results])
    else:
        _print(results, failed)
    if failed:
        ctx.exit(1)


def _no_case(unit: str, only_slow: bool) -> str:
    if only_slow:
        return f"{unit} has no quick case: leave out --quick"
    return f"{unit} has no reference case: write twin/cases/{unit}.py"


def _print(results: list[Result], failed: int) -> None:
    head = ("unit", "case", "status", "quantity", "reached", "reference", "allowed", "verdict")
    rows = [
        [r.unit, r.case, r.status, r.quantity, number(r.reached), number(r.reference), number(r.allowed), r.verdict]
        for r in results
    ]
    print_table(head, rows, right=(4, 5, 6))
    click.echo("")
    for source in dict.fromkeys(f"{result.unit}, {result.case}: {result.source}" for result in results):
        click.echo(source)
    passed = sum(result.verdict == "pass" for result in results)
    click.echo(f"\n{passed} hold, {failed} fail, {len(results) - passed - failed} are only reported")
