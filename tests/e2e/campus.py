"""A campus in a process of its own, that can be killed and started again on the same folder."""

from __future__ import annotations

import json
import os
import re
import secrets
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

STARTS_WITHIN_S = 60.0
STOPS_WITHIN_S = 15.0
OF_OTHER_TESTS = ("DJANGO_SETTINGS_MODULE", "ENVOL_SECRET_KEY", "ENVOL_DEMONSTRATION", "ENVOL_HOME", "DATABASE_URL")
"""What the tests of the pages put into the environment, or what is given anew to each campus."""
PROGRAMS = Path(__file__).parent / "programs"
ADDRESS = re.compile(r"^Envol: (http://\S+?)/?$", re.MULTILINE)


class Campus:
    """`envol serve --demonstration` on a free port of this machine.

    Parameters
    ----------
    folder : Path
        Its own; the database is in it, unless `DATABASE_URL` names a server.
    name : str
        Of its database, where that is on a server.
    more : str
        Of the environment: what this one is told beside.
    """

    def __init__(self, folder: Path, name: str, **more: str) -> None:
        self.folder = folder
        self._more = more
        self.output = folder / "output.log"
        self.address = ""
        self._database = ScratchDatabase(f"envol_e2e_{name}_{secrets.token_hex(4)}") if on_a_server() else None
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def environment(self) -> dict[str, str]:
        """What the server, and whoever manages it, is started with."""
        kept = {name: value for name, value in os.environ.items() if name not in OF_OTHER_TESTS}
        database = {"DATABASE_URL": self._database.url} if self._database else {}
        return kept | database | {"ENVOL_HOME": str(self.folder), "PYTHONUNBUFFERED": "1"} | self._more

    def start(self) -> None:
        """Start it and wait until it takes visitors; started again, it keeps its address.

        Raises
        ------
        AssertionError
            If it does not come up; with what it wrote.
        """
        port = urlsplit(self.address).port if self.address else 0
        written = self.output.stat().st_size if self.output.exists() else 0
        words = [envol(), "serve", "--port", str(port), "--demonstration", "--plain-log"]
        with self.output.open("ab") as output:
            self._process = subprocess.Popen(
                words, env=self.environment, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=output, stderr=output
            )
        self.address = self._wait_for_address(written)

    def _wait_for_address(self, written: int) -> str:
        assert self._process is not None
        until = time.monotonic() + STARTS_WITHIN_S
        while time.monotonic() < until and self._process.poll() is None:
            found = ADDRESS.search(self.said_since(written))
            if found:
                return found.group(1)
            time.sleep(0.05)
        self.kill()
        raise AssertionError(f"the campus did not start:\n{self.said_since(written)}")

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def stop(self) -> None:
        """Ask it to end, and see that it does; drop its database."""
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(STOPS_WITHIN_S)
            except subprocess.TimeoutExpired:
                self.kill()
            self._process = None
        if self._database:
            self._database.drop()

    def command(self, *words: str) -> str:
        """Return what `envol` says of this campus; see `envol_says`."""
        return envol_says(*words, env=self.environment)

    def ask(self, program: str, **given: Any) -> Any:
        """Run one of `programs/` inside the campus, beside the server; return what it answers."""
        text = (PROGRAMS / f"{program}.py").read_text(encoding="utf-8")
        environment = self.environment | {"GIVEN": json.dumps(given)}
        said = envol_says("manage", "shell", "--verbosity", "0", "--command", text, env=environment)
        return json.loads(said.splitlines()[-1])

    @property
    def written(self) -> int:
        """How many bytes it has written so far."""
        return self.output.stat().st_size

    def said_since(self, written: int) -> str:
        """What it wrote after so many bytes."""
        with self.output.open("rb") as file:
            file.seek(written)
            return file.read().decode(errors="replace")


def envol() -> str:
    """The command, of the environment that runs the tests."""
    return str(Path(sys.executable).with_name("envol"))


def on_a_server() -> bool:
    """Whether the tests are to run on a database server."""
    return os.environ.get("DATABASE_URL", "").startswith("postgres")


class ScratchDatabase:
    """A database for one campus, beside the one that `DATABASE_URL` names, which is left alone."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.given = os.environ["DATABASE_URL"]
        self.url = urlunsplit(urlsplit(self.given)._replace(path=f"/{name}"))
        self._do(f'CREATE DATABASE "{name}"')

    def drop(self) -> None:
        self._do(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')

    def _do(self, statement: str) -> None:
        import psycopg

        with psycopg.connect(self.given, autocommit=True) as connection:
            connection.execute(statement)


def envol_says(*words: str, env: dict[str, str] | None = None) -> str:
    """Return what the command line says, in the environment of these tests or in another.

    Raises
    ------
    AssertionError
        If it fails; with both its outputs.
    """
    done = subprocess.run([envol(), *words], capture_output=True, text=True, timeout=120, check=False, env=env)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
