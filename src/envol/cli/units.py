"""`envol units`: the unit operations, and the sheet of one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from envol.cli.options import AS_JSON
from envol.cli.printing import print_document, print_table

if TYPE_CHECKING:
    from envol.gateways.library import Library


@click.command()
@click.argument("name", required=False)
@click.option(
    "--sheets",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write a Markdown sheet of each into this folder.",
)
@AS_JSON
def units(name: str | None, sheets: Path | None, as_json: bool) -> None:
    """List the unit operations; with NAME, print the equation sheet of one."""
    from envol.gateways.library import Library

    library = Library()
    names = library.registry.names() if name is None else (name,)
    if sheets is not None:
        _write_sheets(library, names, sheets)
    if name is not None and sheets is None and not as_json:
        click.echo(_sheet(library, name))
        return
    found = [_facts(library, each) for each in names]
    if as_json:
        print_document(found[0] | {"declared": _declared(library, name)} if name else {"units": found})
        return
    head = ("name", "title", "kind", "states", "inputs", "parameters", "cases")
    print_table(head, [[str(each[key]) for key in head] for each in found], right=(3, 4, 5, 6))


def _facts(library: Library, name: str) -> dict[str, Any]:
    from envol.gateways.open_loop import mesh_options
    from envol.twin.qualification import cases_of

    unit, model = library.registry.unit(name), library.registry.model(name)
    return {
        "name": name,
        "title": unit.title,
        "title_fr": unit.title_fr,
        "kind": unit.kind,
        "time": unit.time,
        "states": model.states.size,
        "algebraics": model.algebraics.size,
        "inputs": model.inputs.size,
        "parameters": model.parameters.size,
        "outputs": model.outputs.size,
        "cases": len(cases_of(name)),
        "mesh": mesh_options(unit),
    }


def _declared(library: Library, name: str) -> list[dict[str, Any]]:
    """Return everything that a unit operation declares."""
    rows = []
    for each, declared in library.registry.model(name).declared.items():
        source = getattr(declared, "source", None)
        row = {
            "name": each,
            "kind": type(declared).__name__.lower(),
            "unit": declared.unit,
            "start": declared.start,
            "low": declared.low,
            "high": declared.high,
            "about": declared.about,
        }
        if source is not None:
            row |= {"status": str(source.status), "source": source.text}
        rows.append(row)
    return rows


def _sheet(library: Library, name: str) -> str:
    from envol.twin.sheet import equation_sheet

    return equation_sheet(library.registry.unit(name)).markdown()


def _write_sheets(library: Library, names: tuple[str, ...], folder: Path) -> None:
    from envol.gateways.atomically import whole_file

    folder.mkdir(parents=True, exist_ok=True)
    for each in names:
        text = _sheet(library, each)
        with whole_file(folder / f"{each}.md") as beside:
            beside.write_text(text, encoding="utf-8")
        click.echo(f"envol: {folder / each}.md", err=True)
