"""An outlook of which any one value is spoilt is read or refused; it never breaks."""

from __future__ import annotations

import copy
import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from envol.errors import ContentError
from envol.gateways.outlooks import read_outlook_file
from envol.gateways.yaml_source import read_yaml

SMALL = read_yaml((Path(__file__).parent / "outlook_small.yaml").read_text(encoding="utf-8"), "small")
MISSING = object()


def spoilt(path: tuple[str | int, ...], value: Any) -> Any:
    tree = copy.deepcopy(SMALL.value)
    inside = tree
    for key in path[:-1]:
        inside = inside[key]
    if value is MISSING:
        del inside[path[-1]]
    else:
        inside[path[-1]] = value
    return tree


@pytest.mark.parametrize("value", [MISSING, None, "x", -1, [None]], ids=["missing", "null", "text", "below 0", "list"])
def test_whatever_stands_in_place_of_a_value_the_file_is_read_or_refused(tmp_path, value):
    file = tmp_path / "small.yaml"
    for path in filter(None, SMALL.lines):
        file.write_text(json.dumps(spoilt(path, value)), encoding="utf-8")
        with suppress(ContentError):
            assert read_outlook_file(file, quarantine=True).name, path
