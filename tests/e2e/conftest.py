"""A campus and a browser for the tests of this folder.

Playwright keeps an event loop running in the thread that drives it, under which neither Django's database nor
asyncio's own runner works: so the browser's fixtures last for this folder, not for the session, and the tests of
other folders can run in the same process.
"""

from __future__ import annotations

import os
import re
from collections.abc import Generator, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserType, Page, Playwright, expect, sync_playwright

from . import chromium
from .campus import Campus
from .cockpit import Cockpit
from .french import LOCALES
from .network import Network, furnish
from .people import as_demonstration, newcomer, take_off
from .registers import bring_in
from .screens import DESKTOP, Fly, NewContext, Visit
from .watching import Watch

PATIENCE_MS = 30_000
SHOWN = 4000
FAILED = re.compile(r"\[(error|critical) *\]")


@pytest.fixture(scope="session")
def campus(tmp_path_factory: pytest.TempPathFactory, worker_name: str) -> Iterator[Campus]:
    """A campus for every test of this worker that does not ask for one of its own."""
    campus = Campus(tmp_path_factory.mktemp("campus"), worker_name)
    campus.start()
    yield campus
    campus.stop()


@pytest.fixture(scope="session")
def network(campus: Campus) -> Network:
    """Schools and companies in the shared campus, whose people sign in with a password."""
    return furnish(campus)


@pytest.fixture(scope="session")
def registers(campus: Campus, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Jobs, certifications and trainings in the shared campus."""
    bring_in(campus, tmp_path_factory.mktemp("registers") / "files")


@pytest.fixture(scope="session")
def worker_name() -> str:
    """The name of the worker among those that share the machine."""
    return os.environ.get("PYTEST_XDIST_WORKER", "alone")


# --- the browser -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """The machine's Chromium, without which these tests fail with a sentence, or are left out where that is asked."""
    if chromium.left_out():
        pytest.skip(chromium.LEFT_OUT)
    executable = chromium.found()
    if executable is None:
        pytest.fail(chromium.MISSING, pytrace=False)
    return chromium.launch_options(executable)


@pytest.fixture(scope="session")
def _pw_artifacts_folder(tmp_path_factory: pytest.TempPathFactory) -> SimpleNamespace:
    """Where traces and videos wait: pytest's own folder, as the plugin's leaves a warning when a worker ends."""
    return SimpleNamespace(name=str(tmp_path_factory.mktemp("artifacts")))


@pytest.fixture(scope="package")
def playwright(browser_type_launch_args: dict[str, Any]) -> Iterator[Playwright]:
    """Playwright, for as long as the tests of this folder run."""
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="package")
def browser_type(playwright: Playwright, browser_name: str) -> BrowserType:
    """Chromium, or what --browser names."""
    found: BrowserType = getattr(playwright, browser_name)
    return found


@pytest.fixture(scope="package")
def browser(browser_type: BrowserType, browser_type_launch_args: dict[str, Any]) -> Iterator[Browser]:
    """One browser for the tests of this folder."""
    browser = browser_type.launch(**browser_type_launch_args)
    yield browser
    browser.close()


@pytest.fixture
def browser_context_args() -> dict[str, Any]:
    """What every context is made with."""
    return {}


@pytest.fixture
def watch() -> Iterator[Watch]:
    """What the pages do wrong; a test fails with it."""
    watch = Watch()
    yield watch
    assert not watch.faults, "\n".join(["the pages did what they must not:", *watch.faults])


@pytest.fixture
def visit(new_context: NewContext, campus: Campus, watch: Watch) -> Visit:
    """Return what opens a browser of its own, in a language and a size, watched."""

    def opened(language: str = "en", *, at: Campus = campus, **more: Any) -> Page:
        options = {"viewport": DESKTOP, "locale": LOCALES[language], "base_url": at.address} | more
        context = new_context(**options)
        context.set_default_timeout(PATIENCE_MS)
        watch.over(context)
        return context.new_page()

    return opened


@pytest.fixture
def fly(visit: Visit) -> Fly:
    """Return what lets somebody take off in a browser of their own, and opens the cockpit.

    Somebody new, or the fictional learner: their flights are those that the fictional instructor may see.
    """

    def flown(language: str = "en", *, fictional: bool = False, seed: int = 1, **more: Any) -> Cockpit:
        page = visit(language, **more)
        if fictional:
            as_demonstration(page.context)
        else:
            newcomer(page.context)
        return Cockpit(page).open(take_off(page.context, seed=seed))

    return flown


@pytest.fixture(autouse=True)
def campus_without_errors(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test fails if the shared campus logs an error meanwhile."""
    if "campus" not in request.fixturenames:
        yield
        return
    campus: Campus = request.getfixturevalue("campus")
    before = campus.written
    yield
    said = campus.said_since(before)
    assert not FAILED.search(said), f"the campus failed:\n{said}"


def pytest_configure(config: pytest.Config) -> None:
    """Declare the mark by which `-m "not browser"` leaves these tests out."""
    config.addinivalue_line("markers", "browser: drives the Chromium of this machine, against a campus of its own")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of this folder."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, pytest.TestReport]:
    """Show what the campus wrote last, where a test failed."""
    report = yield
    campus = getattr(item, "funcargs", {}).get("campus")
    if report.failed and campus is not None:
        report.sections.append(("the campus wrote last", campus.said_since(max(0, campus.written - SHOWN))))
    return report
