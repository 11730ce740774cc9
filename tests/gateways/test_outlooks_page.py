"""The page on foresight prints what its example prints, and counts the statuses that the files hold."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from envol.gateways.outlooks import read_outlook

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "foresight.md").read_text(encoding="utf-8")
BLOCK = next(block for block in re.findall(r"^```\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL) if "hires in" in block)
NUMBER = re.compile(r"\b[0-9]+(?:\.[0-9]+)?\b")


def test_the_page_prints_what_its_example_prints():
    command = [sys.executable, str(ROOT / "examples" / "08_occitanie.py")]
    printed = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout
    assert NUMBER.sub("#", " ".join(printed.split())) == NUMBER.sub("#", " ".join(BLOCK.split()))
    ours, theirs = ([float(each) for each in NUMBER.findall(text)] for text in (BLOCK, printed))
    assert ours == pytest.approx(theirs, rel=0.02, abs=2)


@pytest.mark.parametrize(("name", "column"), [("france", 0), ("occitanie", 1)])
def test_the_page_counts_the_statuses_of_an_outlook(name, column):
    rows = re.findall(r"^\| (published|fitted|tuned|assumed) \|.*\| (\d+) \| (\d+) \|$", PAGE, re.MULTILINE)
    counted = Counter(each.status for each in read_outlook(name).statements)
    assert {row[0]: int(row[1 + column]) for row in rows} == {row[0]: counted[row[0]] for row in rows}
