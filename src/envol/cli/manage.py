"""`envol manage`: the campus, where the web extra is installed."""

from __future__ import annotations

import click

from envol.errors import EnvolError


@click.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True, "help_option_names": []})
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
def manage(words: tuple[str, ...]) -> None:
    """Manage the campus."""
    raise EnvolError("the campus is not installed: pip install 'envol[web]' brings it, the rest works without")
