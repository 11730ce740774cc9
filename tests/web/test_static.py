"""The files of the pages as they are served: light, and complete under their hashed names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import call_command

HASHED = re.compile(r"\.[0-9a-f]{12}\.js$")
IMPORT = re.compile(r'from ?"(\.[^"]+)"')
COCKPIT_BYTES = 150_000
"""The scripts of a pilot's cockpit, uPlot included, before compression."""


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("static")


@pytest.fixture
def served(collected: Path, settings: LazySettings) -> Path:
    if not any(collected.iterdir()):
        settings.STATIC_ROOT = collected
        settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "envol.web.config.static.ModuleStorage"}}
        call_command("collectstatic", interactive=False, verbosity=0)
    return collected


def scripts(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*.js") if HASHED.search(path.name)]


def test_the_cockpit_stays_light(served: Path) -> None:
    found = [*scripts(served / "cockpit"), *scripts(served / "vendor")]
    of_a_pilot = [path for path in found if path.parent.name != "instructor"]
    assert sum(path.stat().st_size for path in of_a_pilot) < COCKPIT_BYTES


def test_an_instructors_instrument_is_fetched_by_nobody_else(served: Path) -> None:
    main = next(path for path in scripts(served / "cockpit") if path.name.startswith("main."))
    fetched = re.search(r'await import\("(\./instruments/instructor/[^"]+)"\)', main.read_text())
    assert fetched
    assert HASHED.search(fetched[1])
    assert (main.parent / fetched[1]).exists()


def test_every_import_of_a_served_script_leads_to_a_hashed_file(served: Path) -> None:
    imports = [(path, target) for path in scripts(served) for target in IMPORT.findall(path.read_text())]
    assert imports
    assert not [
        (path.name, target)
        for path, target in imports
        if not (HASHED.search(target) and (path.parent / target).exists())
    ]


def test_what_is_served_is_the_script_without_its_comments(served: Path) -> None:
    assert not [path.name for path in scripts(served / "cockpit") if "@ts-check" in path.read_text()]
