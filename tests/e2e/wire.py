"""A cockpit without a screen: the socket alone, for many clicks and for what a page would not send."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import BrowserContext
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

PATIENCE_S = 20.0


class Wire:
    """The socket of one flight, signed in as whoever a browser is signed in as.

    Parameters
    ----------
    connection : ClientConnection
    """

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection
        self._count = 0
        self.heard: list[dict[str, Any]] = []

    def hear(self) -> dict[str, Any]:
        """Return the next message.

        Raises
        ------
        TimeoutError
            If none comes.
        ConnectionClosed
            If the server has gone.
        """
        message: dict[str, Any] = json.loads(self._connection.recv(timeout=PATIENCE_S))
        self.heard.append(message)
        return message

    def hear_for(self, seconds: float) -> Iterator[dict[str, Any]]:
        """Return the messages that come within so many seconds."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            try:
                message: dict[str, Any] = json.loads(self._connection.recv(timeout=left))
            except TimeoutError:
                return
            self.heard.append(message)
            yield message

    def until(self, type: str, **fields: Any) -> dict[str, Any]:
        """Return the next message of a type with these fields.

        Raises
        ------
        AssertionError
            If it does not come in time.
        """
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            message = self.hear()
            if message["type"] == type and all(message.get(name) == value for name, value in fields.items()):
                return message
        raise AssertionError(f"no {type} with {fields} in {PATIENCE_S:g} s")

    def closed(self) -> int:
        """Wait until the server closes; return the code that says why."""
        try:
            while True:
                self.hear()
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else 1006

    def send(self, do: str, **fields: Any) -> str:
        """Send a command and wait for nothing; return its id."""
        self._count += 1
        id = f"w{self._count}"
        self._connection.send(json.dumps({"id": id, "do": do, **fields}))
        return id

    def ask(self, do: str, **fields: Any) -> dict[str, Any]:
        """Send a command; return what came of it."""
        id = self.send(do, **fields)
        while True:
            message = self.hear()
            if message.get("id") == id:
                return message


@contextmanager
def wired(address: str, path: str, context: BrowserContext, *, first: str = "joined") -> Iterator[Wire]:
    """Open the socket of a flight.

    Parameters
    ----------
    address : str
        Of the campus.
    path : str
        Of the cockpit.
    context : BrowserContext
        The browser whose session is used.
    first : str
        The type of the message that is waited for.
    """
    cookies = "; ".join(f"{each['name']}={each['value']}" for each in context.cookies(address))
    url = address.replace("http", "ws", 1) + "/ws" + path
    with connect(url, additional_headers={"Cookie": cookies, "Origin": address}, close_timeout=2) as connection:
        wire = Wire(connection)
        wire.until(first)
        yield wire
