"""Counts of needs for everybody: of cells that are large enough, naming nobody."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from envol.web.foresight.models import LASTS, NeedState
from envol.web.foresight.selectors import NeedCount, count_of, unmet_needs
from envol.web.network.models import Organisation

from .kept import NAME, client_of, codes, company, need, outlook

pytestmark = pytest.mark.django_db(databases=["default", "papers"])
TODAY = timezone.localdate()


@pytest.fixture
def place() -> Organisation:
    return company("Plant", region="28")


def test_a_count_of_three_organisations_and_eleven_people_is_shown() -> None:
    for number, people in enumerate((5, 3, 3)):
        need(company(f"C{number}"), people)
    assert unmet_needs(outlook=NAME) == (NeedCount(**codes(), people=11, organisations=3),)


@pytest.mark.parametrize(
    "asked",
    [(50, 50), (4, 3, 3), (100,), (86, 7, 7)],
    ids=["two organisations", "ten people", "one organisation", "one that asks for nearly all"],
)
def test_a_small_count_is_masked(asked: tuple[int, ...]) -> None:
    for number, people in enumerate(asked):
        need(company(f"C{number}"), people)
    (count,) = unmet_needs(outlook=NAME)
    assert count.is_masked
    assert count.organisations is None


def test_an_organisation_and_its_parts_count_as_one() -> None:
    whole = company("Whole")
    for each in (whole, company("P1", part_of=whole), company("P2", part_of=whole)):
        need(each, 10)
    assert unmet_needs(outlook=NAME)[0].is_masked


def test_parts_of_parts_count_with_the_whole() -> None:
    whole = company("Whole")
    part = company("P1", part_of=whole)
    for each in (whole, part, company("P2", part_of=part), company("Other")):
        need(each, 10)
    assert unmet_needs(outlook=NAME)[0].is_masked


def test_fictional_needs_never_bring_a_real_one_to_light(settings: Settings) -> None:
    settings.DEMONSTRATION = True
    need(company("Real"), 7)
    for number in range(3):
        need(company(f"C{number}", is_fictional=True), 10)
    assert unmet_needs(outlook=NAME) == (NeedCount(**codes(), people=30, organisations=3),)


def test_needs_of_one_organisation_are_summed_before_they_are_masked() -> None:
    places = [company(f"C{number}") for number in range(3)]
    for each in (*places, *places):
        need(each, 2)
    assert unmet_needs(outlook=NAME)[0].people == 12


def test_what_is_met_withdrawn_lapsed_or_an_internship_is_not_counted() -> None:
    ended = (
        {"state": NeedState.MET},
        {"state": NeedState.WITHDRAWN},
        {"confirmed_on": TODAY - LASTS - timedelta(days=1)},
        {"kind": "internship"},
        {"outlook": "another"},
    )
    for number, more in enumerate(ended):
        need(company(f"C{number}"), 50, **more)
    assert unmet_needs(outlook=NAME) == ()


def test_fictional_organisations_count_on_a_demonstration_only(settings: Settings) -> None:
    for number in range(3):
        need(company(f"C{number}", is_fictional=True), 10)
    settings.DEMONSTRATION = True
    assert unmet_needs(outlook=NAME)[0].people == 30
    settings.DEMONSTRATION = False
    assert unmet_needs(outlook=NAME) == ()


def test_counts_are_asked_of_a_region_an_occupation_or_a_level() -> None:
    for number in range(3):
        need(company(f"C{number}"), 10)
    here = codes()
    for name in ("region", "occupation", "level"):
        assert len(unmet_needs(outlook=NAME, **{f"{name}s": [here[name]]})) == 1  # type: ignore[arg-type]
        assert unmet_needs(outlook=NAME, **{f"{name}s": ["another"]}) == ()  # type: ignore[arg-type]


@given(asked=st.lists(st.integers(1, 500), min_size=1, max_size=8))
def test_no_count_that_is_shown_is_small(asked: list[int]) -> None:
    count = count_of(("r", "o", "l"), asked)
    if not count.is_masked:
        assert len(asked) >= 3
        assert sum(asked) >= 11
        assert max(asked) <= 0.85 * sum(asked)


def test_the_page_of_counts_names_nobody(place: Organisation) -> None:
    need(place, 477)
    html = client_of(None).get(reverse("foresight:need-counts", args=[NAME])).content.decode()
    assert place.name not in html
    assert ">477<" not in html
    assert "too few" in html


def test_counts_of_an_unknown_outlook_are_no_page() -> None:
    assert client_of(None).get(reverse("foresight:need-counts", args=["none-such"])).status_code == 404


def test_counts_are_one_question_however_many_there_are() -> None:
    perimeter = outlook().situation.perimeter
    for number, region in enumerate(perimeter.regions):
        need(company(f"C{number}"), region=region)
    with CaptureQueriesContext(connection) as asked:
        assert len(unmet_needs(outlook=NAME)) == len(perimeter.regions)
    assert len(asked) == 1
