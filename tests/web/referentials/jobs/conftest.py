"""Five jobs, imported."""

from __future__ import annotations

from pathlib import Path

import pytest

from envol.web.provenance.importing import run_import
from envol.web.referentials.rome_import import IMPORTER
from small_rome import write_rome


@pytest.fixture
def five_jobs(db: None, tmp_path: Path) -> Path:
    """The folder that five jobs were imported from."""
    folder = write_rome(tmp_path / "rome")
    run_import(IMPORTER, folder)
    return folder
