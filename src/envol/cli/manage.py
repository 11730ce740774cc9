"""`envol manage`: Django's own commands, where the web extra is installed."""

from __future__ import annotations

import click

from envol.cli.serve import campus_is_installed


@click.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True, "help_option_names": []})
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
def manage(words: tuple[str, ...]) -> None:
    """Manage the campus: `envol manage migrate`, `envol manage createsuperuser`, `envol manage help`."""
    campus_is_installed()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["envol manage", *words])
