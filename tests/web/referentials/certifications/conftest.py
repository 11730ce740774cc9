"""Registers as they are imported: the State's own where they are beside the project, small ones made for a claim."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoDbBlocker

import certification_files as files
from envol.web.provenance.importing import Outcome, importers, run_import
from envol.web.referentials.certification_standing import session_of
from reference_data import reference

Import = Callable[..., Outcome]

THIS_YEAR = str(session_of(timezone.localdate()))

OLD = {
    "Code_Diplome": "1",
    "Libelle_Diplome": "BTS ancien",
    "Code_RNCP": "1033",
    "Code_Rome_1": "H2301",
    "Annee_Premiere_Session": "1986",
    "Annee_Derniere_Session": "2005",
}
NEW = {
    "Code_Diplome": "2",
    "Libelle_Diplome": "BTS nouveau",
    "Code_RNCP": "38883",
    "Code_Rome_1": "H2301",
    "Annee_Premiere_Session": "2006",
    "Code_Ancien_Diplome": "1",
    "Intitulé_Ancien_Diplome": "BTS ancien",
    "Code_Ancien_RNCP": "1033",
    "Etat_Ancien_Diplome": "0",
}
LAST = {"Code_Diplome": "3", "Libelle_Diplome": "CAP finissant", "Code_Niveau_Europeen": "3", "Code_RNCP": "3"}
BARE = {"Code_Diplome": "4", "Libelle_Diplome": "DU sans date", "Code_Niveau_Europeen": "", "code_type_diplome": "156"}
NOTHING = {"Code_Diplome": "5", "Libelle_Diplome": "Préparation au concours", "Etat": "4"}


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


@pytest.fixture
def registers(bring_in: Import, tmp_path: Path) -> None:
    """A small list: one replaced, the one that replaces it, one at its last session, one undated, one that is none."""
    rows = (OLD, NEW, {**LAST, "Annee_Derniere_Session": THIS_YEAR}, BARE, NOTHING)
    bring_in("certifications", files.certif_info(tmp_path / "c.csv", *rows))
