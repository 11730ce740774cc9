"""The machine's own Chromium, never a downloaded one, driven by Playwright of the dev extra."""

from __future__ import annotations

import contextlib
import importlib
import os
import shutil
from collections.abc import AsyncIterator
from typing import Any

from envol.errors import EnvolError

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--enable-unsafe-swiftshader",
)


@contextlib.asynccontextmanager
async def chromium() -> AsyncIterator[Any]:
    """Yield a browser without a window.

    Raises
    ------
    EnvolError
        If Playwright or Chromium is missing or does not start, with what to do.
    """
    executable, playwright = needed()
    # Its sandbox stays wherever the system lets it work, which for root it does not.
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    async with playwright.async_playwright() as driver:
        try:
            browser = await driver.chromium.launch(executable_path=executable, args=[*FLAGS, *sandbox])
        except playwright.Error as error:
            raise EnvolError(f"Chromium did not start: {str(error).splitlines()[0]}") from None
        yield browser
        await browser.close()


def needed() -> tuple[str, Any]:
    """Return the path of Chromium, and Playwright.

    Raises
    ------
    EnvolError
        If one is missing, with what brings it.
    """
    executable = os.environ.get("ENVOL_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if executable is None:
        raise EnvolError("no Chromium was found: on Debian apt install chromium; ENVOL_CHROMIUM names one elsewhere")
    try:
        # By name: it belongs to those who test, and nothing else here may come to need it.
        return executable, importlib.import_module("playwright.async_api")
    except ModuleNotFoundError:
        raise EnvolError("Playwright is missing: pip install 'envol[dev]' brings it") from None
