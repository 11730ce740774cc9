"""A small school: one tank, one line, one scenario, read from `school/`."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from envol.flight.catalogue import KINDS, Catalogue, Document, UnitVocabulary
from envol.flight.checks import check_catalogue
from envol.flight.fault import Fault

SCHOOL = Path(__file__).parent / "school"


@pytest.fixture(scope="session")
def vocabulary() -> dict[str, UnitVocabulary]:
    infinity = float("inf")
    inputs = {
        "feed_flow": (0.0, 40.0),
        "oxygen_setpoint": (0.0, 100.0),
        "filter_open": (0.0, 1.0),
        "glucose_added": (0.0, infinity),
    }
    outputs = frozenset({"dissolved_oxygen", "feed", "glucose", "titre", "bacteria"})
    states = frozenset({"cells", "lipid_profile", "volume"})
    parameters = frozenset({"kla", "mu_max"})
    return {
        "tank": UnitVocabulary(unit="tank", inputs=inputs, outputs=outputs, states=states, parameters=parameters),
        "column": UnitVocabulary(
            unit="column",
            inputs={"flow": (0.0, 1.0)},
            outputs=frozenset({"pressure"}),
            states=frozenset({"resin"}),
            parameters=frozenset({"length"}),
        ),
    }


@pytest.fixture(scope="session")
def texts() -> dict[str, dict[str, Any]]:
    """The text of each kind of content, as plain values."""
    read = (yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(SCHOOL.rglob("*.yaml")))
    return {text["schema"].split("/")[1]: text for text in read}


@pytest.fixture
def school(texts: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The same texts, which a test may spoil."""
    return copy.deepcopy(texts)


Gather = Callable[[Mapping[str, dict[str, Any]]], Catalogue]


@pytest.fixture
def gather(vocabulary: dict[str, UnitVocabulary]) -> Gather:
    """Return the catalogue of some texts."""

    def gather(school: Mapping[str, dict[str, Any]]) -> Catalogue:
        contents = [KINDS[kind].model_validate(text) for kind, text in school.items()]
        documents = tuple(
            Document(content=content, content_hash="", file=f"{content.kind}.yaml") for content in contents
        )
        return Catalogue(documents, vocabulary)

    return gather


@pytest.fixture
def faults(gather: Gather) -> Callable[[Mapping[str, dict[str, Any]]], list[Fault]]:
    """Return the faults that the parts of a school find in each other."""
    return lambda school: check_catalogue(gather(school))
