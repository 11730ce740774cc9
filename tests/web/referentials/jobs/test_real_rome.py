"""ROME 4.0 as France Travail publishes it comes in whole; the counts are those of its files."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from envol.web.provenance.importing import Outcome, run_import
from envol.web.referentials import job_selectors as selectors
from envol.web.referentials.job_sheet import sheet_of
from envol.web.referentials.models import Job
from envol.web.referentials.rome_import import IMPORTER
from envol.web.search.finding import find
from reference_data import reference

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def outcome(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Outcome]:
    """Import once for all of these tests, and take it back after the last."""
    folder = reference("rome40")
    with django_db_blocker.unblock(), transaction.atomic():
        yield run_import(IMPORTER, folder)
        transaction.set_rollback(True)


def test_the_counts_are_those_of_the_files(outcome: Outcome) -> None:
    assert {table: tally.created for table, tally in outcome.tallies.items()} == {
        "domains": 14 + 110,
        "jobs": 1584,
        "titles": 13_120,
        "skills": 18_317,
        "knowledge": 15_354,
        "links": 118_923,
        "near jobs": 14_912,
    }
    assert outcome.refused == 0


def test_again_nothing_changes(outcome: Outcome) -> None:
    total = run_import(IMPORTER, reference("rome40")).total
    assert (total.created, total.updated, total.retired, total.unchanged) == (0, 0, 0, outcome.total.created)


def test_the_old_code_of_pharmaceutical_lines_leads_to_four_jobs(outcome: Outcome) -> None:
    assert [job.code for job in selectors.successors_of("H2301")] == ["H2301", "H2302", "H2303", "H2304"]


def test_an_operator_of_pharmaceutical_production_has_nine_core_skills(outcome: Outcome) -> None:
    sheet = sheet_of(Job.objects.get(code="H2303"))
    assert len(sheet.core_skills) == 9
    assert "Contrôler la stérilité des produits en cours de fabrication" in [item.title for item in sheet.core_skills]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("operateur fabrication pharmaceutique", "H2303"),
        ("preparateur injectables", "H2303"),
        ("H2301", "H2302"),
        ("technicien de laboratoire de controle", "H1510"),
    ],
)
def test_a_job_is_found_as_people_write_it(outcome: Outcome, words: str, code: str) -> None:
    assert code in [found.entry.key for found in find(words, kinds=["job"]).items]
