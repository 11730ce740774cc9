"""`envol manage migrate` leaves no database of the campus behind."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest


def migrated(home: Path, *words: str) -> dict[str, set[str]]:
    """Migrate a new campus as a user would; return the tables of each of its databases."""
    ours = {"DJANGO_SETTINGS_MODULE", "DATABASE_URL", "PAPERS_DATABASE_URL"}
    environment = {name: value for name, value in os.environ.items() if name not in ours} | {"ENVOL_HOME": str(home)}
    command = [sys.executable, "-m", "envol.cli.main", "manage", "migrate", "--verbosity", "0", *words]
    subprocess.run(command, env=environment, check=True, timeout=240)
    tables = {}
    for file in home.glob("*.sqlite3"):
        with closing(sqlite3.connect(file)) as store:
            tables[file.stem] = {name for (name,) in store.execute("SELECT name FROM sqlite_master")}
    return tables


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """A campus that was migrated without naming a database."""
    return migrated(tmp_path_factory.mktemp("whole"))


def test_the_papers_of_minors_have_their_tables(whole: dict[str, set[str]]) -> None:
    assert any("papers_civilfile" in tables for tables in whole.values())


def test_people_have_theirs_in_another_database(whole: dict[str, set[str]]) -> None:
    (campus,) = [tables for tables in whole.values() if "people_person" in tables]
    assert "papers_civilfile" not in campus


def test_a_database_that_is_named_is_migrated_alone(tmp_path: Path) -> None:
    assert not any("people_person" in tables for tables in migrated(tmp_path, "--database", "papers").values())
