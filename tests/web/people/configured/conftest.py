"""A campus on which every way in is switched on, and identity providers of this machine that answer for nobody else."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

import pytest


@dataclass
class Provider:
    """An identity provider: what it answers at each path.

    Parameters
    ----------
    address : str
    answers : dict
        Kind and text of each answer, by path.
    asked : list of str
        What it was asked so far.
    """

    address: str
    answers: dict[str, tuple[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)


class _Asked(BaseHTTPRequestHandler):
    provider: ClassVar[Provider]

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        self.provider.asked.append(self.path)
        if path not in self.provider.answers:
            self.send_error(404)
            return
        kind, text = self.provider.answers[path]
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(text.encode())

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.do_GET()

    def log_message(self, format: str, *args: Any) -> None:
        """A test listens to nothing else."""


@pytest.fixture
def provider() -> Iterator[Provider]:
    """An identity provider that answers nothing yet."""
    served = ThreadingHTTPServer(("127.0.0.1", 0), _Asked)
    _Asked.provider = Provider(address=f"http://127.0.0.1:{served.server_address[1]}")
    thread = threading.Thread(target=served.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield _Asked.provider
    served.shutdown()
    served.server_close()
    thread.join()
