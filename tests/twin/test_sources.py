"""The status of a number follows it, and nothing tuned is called published."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from envol.twin.declarations import Parameter
from envol.twin.model import declarations_of
from envol.twin.registry import Registry
from envol.twin.sources import Status

SETS = sorted((Path(__file__).parents[2] / "content" / "parameters").glob("*.yaml"))
CONFESSION = re.compile(r"not in|not published|not re-read|tuned|assumed|chosen|large enough|keeps", re.IGNORECASE)


def _declared():
    registry = Registry()
    for unit in registry.names():
        for name, declared in declarations_of(registry.unit(unit)).items():
            if isinstance(declared, Parameter):
                yield pytest.param(declared.source, id=f"{unit}.{name}")


def _in_sets():
    for path in SETS:
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
        for name, entry in document["values"].items():
            status = entry.get("status", document.get("status"))
            yield pytest.param(status, entry["source"], id=f"{path.stem}.{name}")


@pytest.mark.parametrize("source", list(_declared()))
def test_a_declared_number_says_where_it_comes_from(source):
    assert source.text.strip()


@pytest.mark.parametrize("source", [p for p in _declared() if p.values[0].status is Status.PUBLISHED])
def test_no_declared_source_is_called_published_and_says_otherwise(source):
    assert not CONFESSION.search(source.text)


@pytest.mark.parametrize(("status", "source"), [p for p in _in_sets() if p.values[0] == "published"])
def test_no_value_of_a_set_is_called_published_and_says_otherwise(status, source):
    assert not CONFESSION.search(source)
