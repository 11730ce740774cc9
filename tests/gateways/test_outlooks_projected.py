"""An outlook that is read can be projected: what its checks let pass never breaks the engine."""

from __future__ import annotations

import json

import numpy as np
import pytest

from envol.errors import ContentError
from envol.foresight.checks import disagreements
from envol.foresight.engine import project
from envol.gateways.outlooks import Outlook, read_outlook_file

from .test_outlooks_spoilt import SMALL, spoilt

VALUES = (0, 1.0, 1e-12, 0.99999, 1e8, "1900")


def accepted(folder, path, value) -> Outlook | None:
    file = folder / "small.yaml"
    file.write_text(json.dumps(spoilt(path, value)), encoding="utf-8")
    try:
        return read_outlook_file(file)
    except ContentError:
        return None


@pytest.mark.parametrize("value", VALUES)
def test_whatever_number_is_let_pass_is_projected_to_numbers(tmp_path, value):
    for path in filter(None, SMALL.lines):
        outlook = accepted(tmp_path, path, value)
        if outlook is None:
            continue
        assert disagreements(outlook.situation) == (), path
        found = project(outlook.situation, draws=8)
        assert all(np.isfinite(table).all() for table in (found.supply, found.demand, found.need)), path
