"""Entrants that trainings would need, and where the doubt comes from."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from django.utils import translation

from envol.web.foresight.doubt import TITLES, doubt_in_words, sources_of
from envol.web.foresight.figures import Chosen
from envol.web.foresight.intake import intake_of
from web.foresight.made_up import made_up, trainings

ALL = Chosen(year=2030)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def test_a_training_stands_with_its_places_and_the_entrants_wanted() -> None:
    (row,) = intake_of(made_up(), ALL).rows
    assert row.places == 60
    assert row.wanted.low <= row.wanted.middle <= row.wanted.high


def test_a_region_has_its_own_places() -> None:
    (row,) = intake_of(made_up(), Chosen(year=2030, region="28")).rows
    assert row.places == 30


def test_a_level_without_a_training_has_no_row_and_needs_that_nobody_serves() -> None:
    intake = intake_of(made_up(), Chosen(year=2030, level="bac"))
    assert not intake.rows
    assert intake.unserved.middle > 0


def test_more_is_wanted_than_places_as_often_as_is_said() -> None:
    (row,) = intake_of(made_up(stock=np.full((2, 2, 2), 200.0)), ALL).rows
    assert (row.wanted.middle > row.places) == (row.beyond > 0.5)


def test_every_source_of_doubt_has_its_row_and_the_rest_one() -> None:
    assert len(sources_of(made_up())) == len(TITLES) + 1


def test_the_greatest_source_of_doubt_stands_first() -> None:
    shares = [each.share for each in sources_of(made_up())[:-1]]
    assert shares == sorted(shares, reverse=True)


def test_a_bar_is_never_longer_than_its_room() -> None:
    assert all(0 <= float(each.width) <= 100 for each in sources_of(made_up()))


def test_the_page_says_which_data_is_worth_being_made_better() -> None:
    assert doubt_in_words(made_up()).startswith("Better data on this is worth most: ")


def test_an_outlook_without_trainings_for_it_still_has_its_intake() -> None:
    closed = trainings()
    closed.places[...] = 0
    assert intake_of(made_up(trainings=closed), ALL).rows == ()
