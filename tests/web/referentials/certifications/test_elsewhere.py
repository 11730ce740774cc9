"""What the pages and answers of others show of certifications: those of a job, a number's standing, plain facts."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from html import unescape

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

from envol.web.referentials.certification_jobs import cited_jobs
from envol.web.referentials.certification_selectors import for_job, standing_facts, standings_of
from envol.web.referentials.job_selectors import successors_of
from envol.web.referentials.models import Certification, Job, JobDomain

pytestmark = pytest.mark.django_db

Queries = Callable[[int], AbstractContextManager[object]]


def text(html: str) -> str:
    """What is read of a part of a page, without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


@pytest.fixture
def split_job(db: None) -> None:
    """H2301 of ROME, which kept its code, and H2302 that was split off from it."""
    domain = JobDomain.objects.create(code="H23", title="Chimie et pharmacie")
    for ogr, code in enumerate(("H2301", "H2302"), 1):
        Job.objects.create(code=code, ogr=ogr, title=f"Métier {code}", domain=domain, parent_code="H2301")


@pytest.mark.usefixtures("registers", "split_job")
@pytest.mark.parametrize("job", ["H2301", "H2302"])
def test_a_job_that_was_split_off_has_the_certifications_of_its_old_code(job: str) -> None:
    items, has_more = for_job(job, timezone.localdate(), 20)
    assert [each.certification.title for each in items] == ["BTS nouveau", "BTS ancien"]
    assert not has_more


@pytest.mark.usefixtures("registers", "split_job")
def test_what_leads_to_a_job_marks_what_is_out_of_date() -> None:
    template = Template('{% include "referentials/certifications/for_job.html" %}')
    with translation.override("en"):
        shown = text(template.render(Context({"job_code": "H2302"})))
    assert "BTS ancien level 5 out of date : Its last session was in 2005." in shown


@pytest.mark.usefixtures("split_job")
def test_an_old_code_is_followed_as_the_jobs_do() -> None:
    cited = cited_jobs(["H2301"])[0]
    assert [cited.job, *cited.split_off] == successors_of("H2301")


@pytest.mark.usefixtures("registers")
def test_the_standing_of_a_number_can_be_shown_anywhere() -> None:
    template = Template('{% load certifications %}{% sheet_standing "RNCP1033" %}{% sheet_standing "RNCP9" %}')
    with translation.override("en"):
        assert template.render(Context()).count("out of date") == 1


@pytest.mark.usefixtures("registers")
def test_the_facts_of_a_standing_are_plain_values() -> None:
    with translation.override("en"):
        facts = standing_facts(Certification.objects.get(code="1"), date(2026, 11, 22))
    assert facts == {
        "state": "stale",
        "reason": "Its last session was in 2005.",
        "successors": ["RNCP38883"],
        "to_be_looked_up": False,
        "on": "2026-11-22",
    }


@pytest.mark.usefixtures("registers")
def test_standings_of_many_are_asked_for_at_once(
    django_assert_num_queries: Queries,
) -> None:
    with django_assert_num_queries(4):
        assert len(standings_of(["1", "2", "3", "4"], timezone.localdate())) == 4
