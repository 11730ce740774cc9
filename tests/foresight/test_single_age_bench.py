"""What the model by single age costs is measured in a process of its own."""

from __future__ import annotations

import pytest

from envol.cli.rig.ages import measure


@pytest.mark.long
def test_the_measure_is_of_39_000_cells_over_ten_years() -> None:
    found = measure(draws=8, runs=1)
    assert (found["cells"], found["years"], found["draws"]) == (39_000, 10, 8)
