"""The machine's own Chromium: never a downloaded one."""

from __future__ import annotations

import os
import shutil
from typing import Any

from envol.cli.rig.browser import FLAGS, NAMES

MISSING = (
    "These tests drive the Chromium of this machine, and none was found. On Debian and Ubuntu: apt install chromium. "
    "ENVOL_CHROMIUM names one elsewhere; ENVOL_NO_BROWSER=1 leaves these tests out."
)
LEFT_OUT = "ENVOL_NO_BROWSER is set: the tests in a browser are left out"


def left_out() -> bool:
    """Whether whoever runs the tests wants none in a browser."""
    return os.environ.get("ENVOL_NO_BROWSER", "") not in ("", "0")


def found() -> str | None:
    """The path of a Chromium, None where there is none."""
    named = os.environ.get("ENVOL_CHROMIUM")
    return named or next(filter(None, map(shutil.which, NAMES)), None)


def launch_options(executable: str) -> dict[str, Any]:
    """How it is started: its sandbox stays wherever the system lets it work, which for root it does not."""
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {"executable_path": executable, "args": [*FLAGS, *sandbox]}
