"""`envol import` says what came of it, and refuses in sentences."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from envol.web.referentials.models import Job
from small_rome import RECORDS, Table, write_rome

pytestmark = pytest.mark.django_db

Envol = Callable[..., Result]
HURRIED = "import envol.web.config.settings as s; s.DATABASES['default']['OPTIONS']['timeout'] = 1"
"""So that a test need not wait as long as people would."""


def broken(folder: Path) -> Path:
    """Write a referential in which ten links name jobs that are none."""

    def break_ten(table: Table) -> None:
        for number, row in enumerate(table[1:]):
            row[0] = f"Z99{number:02}"

    return write_rome(
        folder, changes={"liens_rome_referentiels": break_ten, "coherence_item": lambda table: table[1:].clear()}
    )


def test_a_table_says_what_came_of_each_table_and_in_all(envol: Envol, tmp_path: Path) -> None:
    result = envol("import", "rome", write_rome(tmp_path))
    assert result.exit_code == 0
    lines = [line.split() for line in result.stdout.splitlines()]
    assert ["jobs", "5", "0", "0", "0", "0"] in lines
    assert ["in", "all", str(sum(RECORDS.values())), "0", "0", "0", "0"] in lines
    assert "France Travail, ROME 4.0, version 460" in result.stdout


def test_the_document_says_it_for_a_program(document: Callable[..., Any], tmp_path: Path) -> None:
    told = document("import", "rome", write_rome(tmp_path / "rome-2026-06-16"))
    assert told.pop("seconds") >= 0
    assert told == {
        "kind": "rome",
        "source": "France Travail, ROME 4.0, version 460",
        "dated": "2026-06-16",
        "dry_run": False,
        "kept": True,
        "created": sum(RECORDS.values()),
        "updated": 0,
        "unchanged": 0,
        "retired": 0,
        "refused": 0,
        "counts": RECORDS,
        "faults": [],
    }


def test_a_second_time_all_is_unchanged(document: Callable[..., Any], tmp_path: Path) -> None:
    folder = write_rome(tmp_path)
    document("import", "rome", folder)
    told = document("import", "rome", folder)
    assert (told["created"], told["unchanged"]) == (0, sum(RECORDS.values()))


def test_ten_broken_lines_import_nothing_and_are_named_by_line(envol: Envol, tmp_path: Path) -> None:
    result = envol("import", "rome", broken(tmp_path))
    assert result.exit_code == 1
    file = tmp_path / "unix_liens_rome_referentiels_v460_utf8.csv"
    for line in range(2, 12):
        assert f"{file}:{line}: code_rome: expected a job of the referential, found 'Z99" in result.stderr
    assert "nothing was imported: 10 records refused; --keep-going imports the rest" in result.stderr
    assert not Job.objects.exists()


def test_the_document_of_a_refused_import_counts_nothing_as_created(envol: Envol, tmp_path: Path) -> None:
    result = envol("import", "rome", broken(tmp_path), "--json")
    told = json.loads(result.stdout)
    assert result.exit_code == 1
    assert (told["created"], told["kept"], told["refused"], len(told["faults"])) == (0, False, 10, 10)
    assert told["faults"][0].keys() == {"file", "line", "key", "expected", "found", "hint", "text"}


def test_the_rest_comes_in_with_keep_going(envol: Envol, tmp_path: Path) -> None:
    result = envol("import", "rome", broken(tmp_path), "--keep-going")
    assert result.exit_code == 0
    assert Job.objects.count() == 5
    assert "links" in result.stdout


def test_a_preview_says_that_nothing_was_written(envol: Envol, tmp_path: Path) -> None:
    result = envol("import", "rome", write_rome(tmp_path), "--dry-run")
    assert result.exit_code == 0
    assert "A preview: nothing was written." in result.stdout
    assert not Job.objects.exists()


def test_a_wrong_encoding_is_told_by_line_and_byte_and_keeps_nothing(envol: Envol, tmp_path: Path) -> None:
    file = write_rome(tmp_path) / "unix_referentiel_savoir_v460_utf8.csv"
    file.write_bytes(file.read_text(encoding="utf-8").encode("cp1252"))
    result = envol("import", "rome", tmp_path, "--keep-going", "--json")
    [fault] = json.loads(result.stdout)["faults"]
    assert (result.exit_code, fault["line"], fault["expected"]) == (1, 2, "text in UTF-8")
    assert not Job.objects.exists()


def test_a_folder_of_something_else_is_told_in_one_sentence(envol: Envol, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x")
    result = envol("import", "rome", tmp_path)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"envol: {tmp_path} is not ROME 4.0: no unix_")
    assert "found notes.txt" in result.stderr


def test_an_unknown_kind_is_met_with_the_nearest(envol: Envol, tmp_path: Path) -> None:
    result = envol("import", "romes", tmp_path)
    assert result.exit_code == 2
    assert "did you mean rome?" in result.stderr


def test_a_path_that_is_not_there_is_asked_for_in_a_wrong_way(envol: Envol, tmp_path: Path) -> None:
    assert envol("import", "rome", tmp_path / "nowhere").exit_code == 2


def elsewhere(code: str, *words: str | Path, database: Path) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own."""
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{database}"}
    del environment["DJANGO_SETTINGS_MODULE"]  # that of the tests
    command = [sys.executable, "-c", f"{code}; from envol.cli.main import main; main()", *map(str, words)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)


def test_a_database_without_tables_says_how_to_make_them(tmp_path: Path) -> None:
    folder = write_rome(tmp_path / "rome")
    done = elsewhere("pass", "import", "rome", folder, database=tmp_path / "new.sqlite3")
    assert done.returncode == 1
    assert done.stderr == "envol: the database has no tables for this yet: envol manage migrate makes them\n"


def test_without_the_web_extra_it_says_how_to_get_it(tmp_path: Path) -> None:
    absent = "import importlib.util as u; u.find_spec = lambda name: None"
    done = elsewhere(absent, "import", "rome", tmp_path, database=tmp_path / "new.sqlite3")
    assert done.returncode == 1
    assert "pip install 'envol[web]'" in done.stderr


def test_the_help_needs_no_django(tmp_path: Path) -> None:
    told = "import atexit, sys; atexit.register(lambda: print('django' in sys.modules))"
    done = elsewhere(told, "import", "--help", database=tmp_path / "new.sqlite3")
    assert done.returncode == 0
    assert done.stdout.endswith("False\n")


def test_several_faults_of_one_record_leave_no_record_untold(envol: Envol, tmp_path: Path) -> None:
    def break_one(table: Table) -> None:
        table[1][0] = table[1][3] = "?"

    result = envol("import", "rome", write_rome(tmp_path, changes={"referentiel_appellation": break_one}), "--dry-run")
    assert result.exit_code == 1
    assert result.stderr.count("unix_referentiel_appellation") == 2
    assert "more record" not in result.stderr


def test_a_pipe_is_told_and_not_waited_for(envol: Envol, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    result = envol("import", "lheo", tmp_path / "pipe")
    assert result.exit_code == 1
    assert result.stderr == (
        f"envol: {tmp_path}/pipe is neither a file nor a folder: copy what it gives into a file, and import that\n"
    )


def made(database: Path, *statements: str) -> None:
    """Make a database by hand: the tables of an import, then what a test wants of it."""
    with closing(sqlite3.connect(database)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def test_a_database_older_than_the_program_says_how_to_renew_it(tmp_path: Path) -> None:
    database = tmp_path / "old.sqlite3"
    made(database, "CREATE TABLE provenance_importrun (id INTEGER PRIMARY KEY)")
    done = elsewhere("pass", "import", "rome", write_rome(tmp_path / "rome"), database=database)
    assert done.returncode == 1
    assert done.stderr == "envol: the database is older than the program: envol manage migrate renews it\n"


def test_a_database_that_another_import_holds_is_told_as_busy(tmp_path: Path) -> None:
    database = tmp_path / "busy.sqlite3"
    made(database, "PRAGMA journal_mode=WAL")
    with closing(sqlite3.connect(database, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        done = elsewhere(HURRIED, "import", "rome", write_rome(tmp_path / "rome"), database=database)
    assert done.returncode == 1
    assert done.stderr.startswith("envol: the database is busy")
