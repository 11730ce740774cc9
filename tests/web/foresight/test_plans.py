"""The page of the plan: the newest one that was solved, its decisions with why; how one is made where there is none."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any, Literal, get_args

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from envol.foresight.plan.decisions import Kind, Plan, solve
from envol.foresight.plan.stress import made_up_draws
from envol.gateways.content import content_root
from envol.gateways.plan_file import PlanContent, read_plan_file
from envol.gateways.plan_telling import document_of, titles_of
from envol.web.foresight.models import SolvedPlan
from envol.web.foresight.plan_pages import DATA, KINDS, plan_page
from envol.web.foresight.selectors import newest_plan
from envol.web.foresight.services import keep_plan

pytestmark = pytest.mark.django_db
DRAWS = 20
FILE = content_root() / "foresight" / "plans" / "two-regions.yaml"


@cache
def solved() -> Plan:
    instance = read_plan_file(FILE).instance
    return solve(instance, 10.0, needs=made_up_draws(instance, DRAWS, seed=1))


def document() -> dict[str, Any]:
    words = {"fr": "Plan", "en": "Plan"}
    told = document_of(solved(), read_plan_file(FILE).content, 0.01)
    return told | {"draws": DRAWS, "title": words, "about": words}


@pytest.fixture
def kept() -> SolvedPlan:
    return keep_plan(name="Small", digest="0" * 64, document=document())


def page(client: Client, language: str = "en", **query: str) -> str:
    answer = client.get(reverse("foresight:plan"), query, headers={"Accept-Language": language})
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_campus_without_a_plan_says_how_one_is_made(client: Client) -> None:
    assert "envol manage plan FILE" in page(client)


def test_every_kind_of_decision_has_its_word() -> None:
    assert set(KINDS) == set(Kind)


def test_every_decision_is_on_the_page_but_those_that_hold(kept: SolvedPlan) -> None:
    moved = [each for each in solved().decisions if each.kind is not Kind.HOLD]
    assert moved
    assert len(plan_page(kept).rows) == len(moved)


def test_what_is_held_is_shown_where_it_is_asked_for(client: Client, kept: SolvedPlan) -> None:
    held = sum(each.kind is Kind.HOLD for each in solved().decisions)
    assert page(client, kind="hold").count('class="decision decision-hold"') == held


def test_the_decisions_of_a_region_are_shown_where_it_is_asked_for(kept: SolvedPlan) -> None:
    region = solved().instance.regions[0]
    assert {row.region for row in plan_page(kept, region=region).rows} == {region}


@pytest.mark.parametrize("query", [{"kind": "burn"}, {"region": "<script>"}])
def test_what_is_no_choice_narrows_nothing(client: Client, kept: SolvedPlan, query: dict[str, str]) -> None:
    assert page(client, **query).count('class="decision ') == len(plan_page(kept).rows)


def words(found: Plan, language: Literal["fr", "en"]) -> Iterator[str]:
    titles = titles_of(read_plan_file(FILE).content, language)
    return (each.why.words(language, titles) for each in found.decisions if each.kind is not Kind.HOLD)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_decision_says_what_keeps_it_from_going_further(
    client: Client, kept: SolvedPlan, language: Literal["fr", "en"]
) -> None:
    html = page(client, language).replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'")
    for sentence in words(solved(), language):
        assert sentence.replace("’", "'") in html.replace("&#x27;", "'")


@pytest.mark.parametrize(("language", "called"), [("fr", "BTS de bioproduction"), ("en", "Two-year diploma")])
def test_a_training_is_called_by_its_title(client: Client, kept: SolvedPlan, language: str, called: str) -> None:
    assert called in page(client, language)


def test_the_gap_and_the_bound_are_told(client: Client, kept: SolvedPlan) -> None:
    html = page(client)
    assert "no plan has fewer than" in html
    assert plan_page(kept).gap in html


def test_the_newest_plan_is_shown(kept: SolvedPlan) -> None:
    newer = keep_plan(name="Newer", digest="1" * 64, document=document())
    assert newest_plan() == newer


def test_a_plan_that_was_tried_on_no_future_says_so(client: Client) -> None:
    keep_plan(name="Untried", digest="0" * 64, document={**document(), "draws": 0})
    assert "nothing is said of robustness" in page(client)


def test_every_status_of_a_plan_s_numbers_has_its_word() -> None:
    assert set(get_args(PlanContent.model_fields["status"].annotation)) == set(DATA)


def test_the_command_solves_a_file_and_keeps_what_came_of_it(client: Client) -> None:
    told = StringIO()
    call_command("plan", FILE, seconds=10.0, draws=DRAWS, stdout=told)
    kept = newest_plan()
    assert kept is not None
    assert kept.name in told.getvalue()
    assert plan_page(kept).title in page(client)


def test_a_file_that_is_no_plan_keeps_nothing_and_says_why(tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text("schema: envol/plan/1\nname: none\n")
    with pytest.raises(CommandError, match=r"plan\.yaml"):
        call_command("plan", file)
    assert newest_plan() is None


def test_a_plan_of_made_up_numbers_says_so(client: Client) -> None:
    keep_plan(name="Made up", digest="0" * 64, document={**document(), "data": "made-up"})
    assert "The numbers of this plan are made up" in page(client)
