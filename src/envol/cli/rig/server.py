"""A server in a process of its own: started, waited for, and ended by its own process id, whatever happens."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import FrameType
from typing import Any

from envol.errors import EnvolError

STARTS_WITHIN_S, ENDS_WITHIN_S = 180.0, 20.0
ADDRESS = re.compile(r"http://[^/\s]*:(\d+)/?\s")
LAST_WORDS = 2000
"""Characters of a server's log that are shown where it failed."""
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS"), "1")
"""What is measured is the work, not how it is shared out between cores."""


@contextlib.contextmanager
def campus_home() -> Iterator[Path]:
    """Yield a folder for a campus of its own, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="envol-bench-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def environment(home: Path) -> dict[str, str]:
    """Return the environment of a campus in a folder; what the reader's own environment says of another is left out."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ENVOL_", "DJANGO_"))}
    kept.pop("DATABASE_URL", None)
    return kept | {"ENVOL_HOME": str(home), "ENVOL_LOG": "WARNING"}


def module(name: str, *words: object) -> list[str]:
    """Return the command that runs a module of ours."""
    return [sys.executable, "-m", f"envol.cli.{name}", *map(str, words)]


def run_to_end(command: Sequence[str], env: Mapping[str, str]) -> str:
    """Run a command to its end and return what it printed.

    Raises
    ------
    EnvolError
        If it failed, with its last words.
    """
    done = subprocess.run(command, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode:
        raise EnvolError(f"the bench could not be made ready: {done.stderr.strip()[-LAST_WORDS:]}")
    return done.stdout


def figures_of(name: str, *words: object) -> dict[str, Any]:
    """Run a module of ours that measures what calculating costs, in one thread, and return the figures it printed.

    Raises
    ------
    EnvolError
        If it failed, with its last words.
    """
    figures: dict[str, Any] = json.loads(run_to_end(module(name, *words), os.environ | ONE_THREAD))
    return figures


@contextlib.contextmanager
def served(command: Sequence[str], env: Mapping[str, str], log: Path) -> Iterator[tuple[str, int]]:
    """Start a server that prints its address; yield host and port as `127.0.0.1:port`, and its process id.

    Raises
    ------
    EnvolError
        If it does not start, with the last words of its log.
    """
    said = log.with_suffix(".out")
    with said.open("wb") as out, log.open("wb") as errors, _ended_by_a_signal():
        # A session of its own, so that Ctrl-C reaches this process only, which then ends the server in order.
        server = subprocess.Popen(
            command, env=env, stdin=subprocess.DEVNULL, stdout=out, stderr=errors, start_new_session=True
        )
        try:
            yield _address(server, said, log), server.pid
        finally:
            _end(server)


@contextlib.contextmanager
def _ended_by_a_signal() -> Iterator[None]:
    """Let a request to terminate end this process by an exception, so that what was started is ended too."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def leave(number: int, frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    before = signal.signal(signal.SIGTERM, leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _address(server: subprocess.Popen[bytes], said: Path, log: Path) -> str:
    """Wait until the server has printed its address, and takes connections: it may print a moment before."""
    until = time.monotonic() + STARTS_WITHIN_S
    while server.poll() is None and time.monotonic() < until:
        found = ADDRESS.search(said.read_text(errors="replace"))
        with contextlib.suppress(OSError):
            if found:
                socket.create_connection(("127.0.0.1", int(found[1])), timeout=5).close()
                return f"127.0.0.1:{found[1]}"
        time.sleep(0.05)
    raise EnvolError(f"the server did not start: {log.read_text(errors='replace')[-LAST_WORDS:]}")


def _end(server: subprocess.Popen[bytes]) -> None:
    if server.poll() is None:
        server.send_signal(signal.SIGINT)
    try:
        server.wait(ENDS_WITHIN_S)
    except BaseException:
        server.kill()
        server.wait()
        raise
