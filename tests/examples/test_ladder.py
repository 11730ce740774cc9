"""Every example runs, and the README's ladder is true: each of its commands is one that exists and works."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from small_rome import write_rome

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("[0-9]*.py"))
ROW = re.compile(r"^\| (\d+) \| `(envol [^`]+)` \|", re.MULTILINE)
RUNGS = ROW.findall((ROOT / "README.md").read_text(encoding="utf-8"))
SLOW = ("bench",)


def run(*words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    ours = {"DJANGO_SETTINGS_MODULE", "DATABASE_URL"}
    at_home = {name: value for name, value in os.environ.items() if name not in ours} | {
        "ENVOL_HOME": str(folder / "home")
    }
    command = [sys.executable, *words]
    return subprocess.run(command, cwd=folder, env=at_home, capture_output=True, text=True, timeout=240, check=False)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_runs_and_prints_something(example, tmp_path):
    done = run(str(example), folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


def test_the_page_of_the_ladder_lists_every_example():
    page = (ROOT / "examples" / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in EXAMPLES] == re.findall(r"^\| \d+ \| `(\d\d_\w+\.py)`", page, re.MULTILINE)


def test_the_readme_climbs_in_order(tmp_path):
    (tmp_path / "content").symlink_to(ROOT / "content")
    write_rome(tmp_path / "FOLDER")
    for number, command in RUNGS:
        words = shlex.split(command)[1:]
        if words[0] in SLOW:
            words.append("--help")
        done = run("-m", "envol.cli.main", *words, folder=tmp_path)
        assert done.returncode == 0, f"rung {number}, {command}: {done.stderr}"
