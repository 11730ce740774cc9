"""`envol serve`: the campus on this machine, in a browser."""

from __future__ import annotations

import os
from importlib.util import find_spec

import click

from envol.errors import EnvolError

SETTINGS = "envol.web.config.settings"


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one.")
@click.option("--demonstration", is_flag=True, help="Let anybody in as the fictional learner or instructor.")
@click.option("--plain-log", is_flag=True, help="Log lines for a reader, in place of JSON.")
def serve(host: str, port: int, demonstration: bool, plain_log: bool) -> None:
    """Bring the database up to date, collect the files of the pages, and serve the campus until Ctrl-C.

    What differs from one campus to another comes from the environment: envol.web.config.settings lists it.
    """
    campus_is_installed()
    if demonstration:
        os.environ["ENVOL_DEMONSTRATION"] = "1"
    if plain_log:
        os.environ["ENVOL_LOG_PLAIN"] = "1"
    from envol.web.config.serving import prepare, run

    took = prepare()
    click.echo("made ready: " + ", ".join(f"{part} {seconds:.1f} s" for part, seconds in took.items()))
    run(host, port)


def campus_is_installed() -> None:
    """Point Django at our settings.

    Raises
    ------
    EnvolError
        If the web extra is not installed.
    """
    if find_spec("django") is None or find_spec("channels") is None or find_spec("uvicorn") is None:
        raise EnvolError("the campus is not installed: pip install 'envol[web]' brings it, the rest works without")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
