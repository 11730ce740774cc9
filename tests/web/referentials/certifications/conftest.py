"""Registers as they are imported: the State's own where they are beside the project, small ones made for a claim."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from envol.web.provenance.importing import Outcome, importers, run_import
from reference_data import reference

Import = Callable[..., Outcome]


@pytest.fixture
def bring_in(db: None) -> Import:
    """Import a path as one of the kinds: `bring_in("kit", path, keep_going=True)`."""

    def run(name: str, path: Path, **options: bool) -> Outcome:
        return run_import(importers()[name], path, **options)

    return run


@pytest.fixture(scope="module")
def real_registers(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Certif Info, the diplomas and the kit, imported once for all tests of a module and taken back after them."""
    folder = reference("certifications")
    with django_db_blocker.unblock(), transaction.atomic():
        run_import(importers()["certifications"], folder)
        run_import(importers()["kit"], folder / "Kit_apprentissage_20250131.xlsx")
        yield
        transaction.set_rollback(True)
