"""Serving a campus from one process: database up to date, files collected, one line that says where it is."""

from __future__ import annotations

import gc
import socket
import sys
import time
from collections.abc import Callable

import django
import uvicorn
from dj_database_url import ParseError, UnknownSchemeError
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import DatabaseError, connection

from envol.errors import EnvolError

CLOSING_S = 3
"""Seconds that open sockets are given when the server stops."""


def prepare() -> dict[str, float]:
    """Make everything ready for the first visitor; return the seconds that each part took.

    The database is brought up to date, the files of the pages are collected under names that browsers may keep, models
    are compiled, and a demonstration is furnished.

    Raises
    ------
    EnvolError
        If the database cannot be opened.
    """
    _set_up()
    from envol.web.flightdeck.demonstration import furnish
    from envol.web.flightdeck.school import warm_up
    from envol.web.portal.daily import index_everything

    parts: dict[str, Callable[[], object]] = {
        "database": bring_up_to_date,
        "pages": lambda: call_command("collectstatic", interactive=False, verbosity=0),
        "models": warm_up,
    }
    if settings.DEMONSTRATION:
        parts["demonstration"] = furnish
    parts["search"] = index_everything
    took = {name: _seconds(part) for name, part in parts.items()}
    # What was made so far stays: a full collection that looked through it all would stop every flight for a while.
    gc.collect()
    gc.freeze()
    return took


def bring_up_to_date() -> None:
    """Migrate every database."""
    call_command("migrate", interactive=False, verbosity=0)


def _set_up() -> None:
    """Read the settings and reach the database."""
    try:
        django.setup()
        connection.ensure_connection()
    except ImproperlyConfigured as error:
        raise EnvolError(str(error)) from None
    except (UnknownSchemeError, ParseError, DatabaseError) as error:
        first = str(error).strip().splitlines()[0]
        raise EnvolError(
            f"the database cannot be opened: {first}. DATABASE_URL names it; without, it is a file"
        ) from None


def _seconds(part: Callable[[], object]) -> float:
    began = time.perf_counter()
    part()
    return time.perf_counter() - began


def run(host: str, port: int) -> None:
    """Serve until stopped; the address is printed once connections are taken.

    Raises
    ------
    EnvolError
        If the port is taken.
    """
    listening = _listen(host, port)
    listening.listen()  # whoever reads the address and comes at once waits a moment, and is not refused
    address, port = listening.getsockname()[:2]
    print(f"Envol: http://{'localhost' if address in ('127.0.0.1', '::1') else address}:{port}/", flush=True)  # noqa: T201
    if settings.DEMONSTRATION:
        print("Anybody may enter as the fictional learner or instructor. Ctrl-C stops.", flush=True)  # noqa: T201
    uvicorn.Server(server_config()).run(sockets=[listening])
    sys.stderr.flush()


def server_config() -> uvicorn.Config:
    """Return how connections are taken."""
    from envol.web.config.asgi import application

    return uvicorn.Config(
        application,
        # Anybody can write where they come from: ENVOL_PROXIES alone says how many of our servers are believed.
        proxy_headers=False,
        log_config=None,
        access_log=False,
        lifespan="on",
        ws="websockets-sansio",
        ws_max_size=64 * 1024,
        ws_per_message_deflate=False,  # a frame is a kilobyte or two: packing it would cost more than sending it
        timeout_graceful_shutdown=CLOSING_S,
    )


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise EnvolError(f"{host}:{port} cannot be listened on ({error.strerror}): --port takes another") from None
    return listening
