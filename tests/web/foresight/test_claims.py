"""The page of published figures: each with its perimeter, the spread drawn, the denominators of a share of needs."""

from __future__ import annotations

import re
from datetime import date
from typing import get_args

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.html import escape

from envol.foresight.claims import Nature, Quantity, Replacement, Standing, Unit
from envol.gateways.claims import read_claims
from envol.gateways.claims_schema import ClaimEntry
from envol.web.foresight import claim_words as words
from envol.web.foresight.claim_pages import boxes, decimal_year, drawn, in_order, told
from envol.web.pagekit.typesetting import typeset

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


@pytest.fixture(params=["fr", "en"])
def html(request: pytest.FixtureRequest, client: Client) -> str:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = request.param
    answer = client.get(reverse("foresight:claims"))
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_claim_is_on_the_page_with_who_said_it_and_where(html: str) -> None:
    for claim in read_claims():
        assert escape(claim.who) in html or typeset(claim.who) in html, claim.name
        assert escape(claim.source) in html, claim.name


def test_every_claim_is_either_ahead_or_measured() -> None:
    ahead, behind = in_order(read_claims())
    assert len(ahead) + len(behind) == len(read_claims())
    assert [each.horizon for each in ahead] == sorted(each.horizon for each in ahead)


def test_every_word_of_the_ledger_has_its_word_on_the_page() -> None:
    assert set(get_args(ClaimEntry.model_fields["field"].annotation)) == set(words.FIELDS)
    for kind, table in (
        (Nature, words.NATURES),
        (Quantity, words.QUANTITIES),
        (Unit, words.UNITS),
        (Standing, words.STANDINGS),
        (Replacement, words.REPLACEMENTS),
    ):
        assert set(kind) == set(table)


def test_the_thirteen_fold_spread_is_drawn_with_every_claim_that_it_holds(html: str) -> None:
    assert html.count('class="strip"') == 4
    assert "13" in re.sub(r"<[^>]+>", "", html.split('id="spread"')[1])[:80]


def test_the_marks_of_the_spread_stay_within_the_drawing() -> None:
    found = drawn(read_claims(), TODAY)
    assert found is not None
    places = [float(at) for strip in found.strips for at in (strip.at_published, strip.at_year)]
    assert min(places) >= 7
    assert max(places) <= 393


def test_a_tenth_of_national_needs_has_six_denominators_from_the_least_to_the_most() -> None:
    with translation.override("en"):
        (box,) = boxes(read_claims(), TODAY)
    assert [row.need for row in box.rows] == ["500", "1,000", "2,100", "3,330", "3,830", "4,930"]
    assert box.trained_a_year == "182"


def test_a_forecast_that_fell_due_without_an_outcome_says_so() -> None:
    due = next(each for each in read_claims() if each.name == "retirements-by-2023")
    with translation.override("en"):
        assert told(due, TODAY).standing_in_words == "due, and no outcome was found"


@pytest.mark.parametrize(("day", "year"), [(date(2025, 1, 1), 2025.0), (date(2024, 7, 2), 2024.5)])
def test_a_day_is_a_year_with_decimals(day: date, year: float) -> None:
    assert decimal_year(day) == pytest.approx(year, abs=1e-9)


def test_what_has_no_stated_horizon_says_that_it_is_ours(client: Client) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    page = client.get(reverse("foresight:claims")).content.decode()
    assert page.count("a horizon of ours") == sum(not each.horizon_stated for each in read_claims())


def test_an_open_end_stays_open_where_claims_stand_side_by_side() -> None:
    with translation.override("en"):
        found = drawn(read_claims(), TODAY)
    assert found is not None
    published = {strip.told.claim.name: strip.published for strip in found.strips}
    assert published["leem-10000-posts-by-2030"] == "≥\u00a010,000"
