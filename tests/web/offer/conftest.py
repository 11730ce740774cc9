"""Offers as files, and what imports them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from envol.web.offer.lheo_import import IMPORTER
from envol.web.provenance.importing import Outcome, run_import
from gateways.lheo.conftest import FORMATION, lheo

Import = Callable[..., Outcome]


@pytest.fixture
def imported(tmp_path: Path, db: None) -> Import:
    """Return what imports formations as one file of one publisher."""

    def run(*formations: str, publisher: str = "Réseau des cuves", **how: Any) -> Outcome:
        path = tmp_path / "offer.xml"
        path.write_text(lheo(*formations, root=f' info="{publisher}"'), encoding="utf-8")
        return run_import(IMPORTER, path, **how)

    return run


def formation(number: int = 1, **changes: str) -> str:
    """The text of one formation: each change is a text of the usual one and what takes its place."""
    text = FORMATION.replace("F1", f"F{number}").replace("Conduire une cuve", f"Conduire la cuve {number:02}")
    for old, new in changes.items():
        text = text.replace(old, new)
    return text


def with_place(text: str, postcode: str, town: str) -> str:
    """The same formation, held somewhere."""
    place = (
        "<lieu-de-formation><coordonnees><adresse><ligne>2 rue des Cuves</ligne>"
        f"<codepostal>{postcode}</codepostal><ville>{town}</ville></adresse></coordonnees></lieu-de-formation>"
    )
    return text.replace("<modalites-entrees-sorties>", f"{place}<modalites-entrees-sorties>")
