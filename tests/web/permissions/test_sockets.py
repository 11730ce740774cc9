"""The socket of a cockpit is an address as well: whoever may not open the page is turned away there too."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from asgiref.testing import ApplicationCommunicator
from channels.db import database_sync_to_async as in_database
from django.conf import settings

from envol.web.config.asgi import application
from envol.web.flightdeck.consumers import EXPIRED, NO_FLIGHT

from .bystanders import add_bystanders
from .table import rows
from .world import World, build

PAGE = next(row for row in rows() if row.route == "flightdeck:cockpit" and row.arguments == {"id": "airborne"})
CODES = {"in": EXPIRED, "no": NO_FLIGHT}
FURTHER = ("ex-teacher", "ex-teaching", "acting-head", "ex-learner", "superuser", "planted", "fictional-teacher")

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "papers"])


def turned_away(world: World) -> Iterator[tuple[str, str, int]]:
    """Everybody whom the table does not let in, at which flight, and the code that their socket is closed with."""
    flights = [str(side.things["airborne"].pk) for side in (world.own, world.other)]
    for role, pair in PAGE.expected.items():
        yield from ((role, flight, CODES[said]) for flight, said in zip(flights, pair, strict=True) if said in CODES)
    yield from ((name, flight, NO_FLIGHT) for name in FURTHER for flight in flights)
    yield "inactive-teacher", flights[0], EXPIRED


async def closed(world: World, role: str, flight: str) -> int:
    """Return the code with which somebody's socket is closed; 0 where it lasts."""
    cookie = f"{settings.SESSION_COOKIE_NAME}={world.sessions.get(role, '')}"
    headers = [(b"cookie", cookie.encode()), (b"origin", b"http://localhost"), (b"host", b"localhost")]
    scope = {"type": "websocket", "path": f"/ws/flights/{flight}/", "headers": headers, "query_string": b""}
    socket = ApplicationCommunicator(application, scope)
    await socket.send_input({"type": "websocket.connect"})
    async with asyncio.timeout(60):
        while (output := await socket.receive_output(60))["type"] != "websocket.close":
            if '"joined"' in (output.get("text") or ""):
                return 0
    await socket.send_input({"type": "websocket.disconnect", "code": output["code"]})
    await socket.wait(10)
    code: int = output["code"]
    return code


async def test_whoever_may_not_open_a_cockpit_is_turned_away_at_its_socket() -> None:
    world = await in_database(build)()
    await in_database(add_bystanders)(world)
    tried = list(turned_away(world))
    surprises = [
        (role, code, got) for role, flight, code in tried if (got := await closed(world, role, flight)) != code
    ]
    assert surprises == []
    assert len(tried) > len(PAGE.expected)
