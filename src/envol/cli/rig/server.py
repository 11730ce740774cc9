"""A server in a process of its own: started, waited for, and ended by its own process id, whatever happens."""

from __future__ import annotations

import contextlib
import os
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
from typing import IO

from envol.errors import EnvolError

STARTS_WITHIN_S, ENDS_WITHIN_S = 180.0, 20.0
LAST_WORDS = 2000
"""Characters of a server's log that are shown where it failed."""


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


@contextlib.contextmanager
def served(command: Sequence[str], env: Mapping[str, str], log: Path) -> Iterator[tuple[str, int]]:
    """Start a server that prints its address; yield host and port as `127.0.0.1:port`, and its process id.

    Raises
    ------
    EnvolError
        If it does not start, with the last words of its log.
    """
    with log.open("wb") as errors, _ended_by_a_signal():
        # A session of its own, so that Ctrl-C reaches this process only, which then ends the server in order.
        server = subprocess.Popen(
            command,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            start_new_session=True,
        )
        try:
            yield _address(server, log), server.pid
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


def _address(server: subprocess.Popen[str], log: Path) -> str:
    assert server.stdout is not None
    watchdog = threading.Timer(STARTS_WITHIN_S, server.kill)
    watchdog.start()
    try:
        for line in server.stdout:
            if "http://" in line:
                _drain(server.stdout)
                port = int(line.rpartition(":")[2].strip().strip("/"))
                _wait_for(server, port)
                return f"127.0.0.1:{port}"
    finally:
        watchdog.cancel()
    raise EnvolError(f"the server did not start: {log.read_text(errors='replace')[-LAST_WORDS:]}")


def _wait_for(server: subprocess.Popen[str], port: int) -> None:
    """Wait until connections are taken: an address may be printed a moment before."""
    while server.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=5):
            return
        time.sleep(0.05)


def _drain(lines: IO[str]) -> None:
    """Read on what is printed, so that the server never waits for a reader."""
    threading.Thread(target=lines.read, daemon=True).start()


def _end(server: subprocess.Popen[str]) -> None:
    if server.poll() is None:
        server.send_signal(signal.SIGINT)
    try:
        server.wait(ENDS_WITHIN_S)
    except BaseException:
        server.kill()
        server.wait()
        raise
