"""Changes of a situation: one written form, and what each does to it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from django.http import QueryDict
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from envol.foresight.engine import project
from envol.web.foresight.figures import Chosen, summarised
from envol.web.foresight.what_if import (
    MOST_PLACES,
    MOST_POINTS,
    MOST_ROWS,
    Changes,
    MorePlaces,
    WrongChanges,
    apply,
)
from web.foresight.made_up import FIRST, made_up

NORTH_LATE = Changes(late=(("north", 1.0),))
MORE = Changes(places=(MorePlaces(training="bts", region="28", since=2027, count=24),))
IN_28 = Chosen(region="28", year=2030)

rows = st.builds(
    MorePlaces,
    training=st.sampled_from(["bts", "licence & co"]),
    region=st.sampled_from(["28", "2A"]),
    since=st.sampled_from([0, 2026, 2030]),
    count=st.integers(-MOST_PLACES, MOST_PLACES).filter(bool),
)
changes = st.builds(
    Changes,
    late=st.dictionaries(st.text("abc é&=-.", min_size=1), st.sampled_from([-1.0, 0.5, 2.5])).map(
        lambda late: tuple(sorted(late.items()))
    ),
    insertion=st.integers(-MOST_POINTS, MOST_POINTS),
    places=st.lists(rows, max_size=MOST_ROWS, unique_by=lambda row: (row.training, row.region, row.since)).map(
        lambda found: tuple(sorted(found))
    ),
)


@pytest.fixture(autouse=True, scope="module")
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def read(query: str) -> Changes:
    return Changes.from_query(QueryDict(query))


@given(changes)
def test_changes_are_read_back_as_they_were_written(written: Changes) -> None:
    assert read(written.to_query()) == written


@given(changes)
def test_the_same_changes_are_always_written_the_same_way(written: Changes) -> None:
    assert read(written.to_query()).to_query() == written.to_query()


def test_nothing_changed_is_written_as_nothing() -> None:
    assert Changes().to_query() == ""


def test_sliders_that_were_not_moved_change_nothing() -> None:
    assert not read("late.north=0&insertion=0&places=0&training=bts&where=28&since=&region=28&year=2030")


def test_lines_of_the_same_places_are_added_up() -> None:
    line = "places=12&training=bts&where=28&since="
    assert read(f"{line}&{line}").places == (MorePlaces(training="bts", region="28", count=24),)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("insertion=many", "The change of insertion is a whole number from -20 to 20, not “many”."),
        ("insertion=nan", "The change of insertion is a whole number from -20 to 20, not “nan”."),
        ("insertion=1e999", "The change of insertion is a whole number from -20 to 20, not “1e999”."),
        ("insertion=4.6", "The change of insertion is a whole number from -20 to 20, not “4.6”."),
        ("insertion=1_0", "The change of insertion is a whole number from -20 to 20, not “1_0”."),
        ("insertion=٥", "The change of insertion is a whole number from -20 to 20, not “٥”."),
        ("late.north=1e0", "A delay is a number from -5 to 5, not “1e0”."),
        ("late.north=40", "A delay is a number from -5 to 5, not “40”."),
        ("places=24", "Say in which training and region the 24 places are."),
        ("places=900&training=bts&where=28", "A change of places is a whole number from -500 to 500, not “900”."),
        ("places=24&training=bts&where=28&since=soon", "A year is written as 2027, not “soon”."),
        ("places=1&places=1&places=1&places=1&places=1", "At most 4 lines of places can be changed at once."),
    ],
)
def test_what_is_no_change_is_told(query: str, sentence: str) -> None:
    with pytest.raises(WrongChanges) as wrong:
        read(query)
    assert wrong.value.sentences == (sentence,)


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(WrongChanges) as wrong:
        read("insertion=x&late.north=y&places=z")
    assert len(wrong.value.sentences) == 3


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        (Changes(late=(("nowhere", 1.0),)), "“nowhere”"),
        (Changes(late=(("north", -2.6),)), "less early"),
        (Changes(places=(MorePlaces(training="none", region="28", count=1),)), "“none”"),
        (Changes(places=(MorePlaces(training="bts", region="99", count=1),)), "“99”"),
        (Changes(places=(MorePlaces(training="bts", region="28", since=2040, count=1),)), "2040"),
    ],
)
def test_what_the_outlook_has_not_is_told(changed: Changes, named: str) -> None:
    with pytest.raises(WrongChanges, match=named):
        apply(made_up(), changed)


def test_a_delay_is_read_to_the_hundredth_of_a_year() -> None:
    assert read("late.north=0,126&late.south=0.004").late == (("north", 0.13),)


def test_a_project_as_early_as_the_outlook_begins_is_projected() -> None:
    assert project(apply(made_up(), Changes(late=(("north", -2.5),))), draws=10).demand.size


def test_no_change_leaves_the_situation_as_it_is() -> None:
    outlook = made_up()
    base, same = (project(each, draws=20) for each in (outlook.situation, apply(outlook, Changes())))
    np.testing.assert_array_equal(base.gap, same.gap)


def test_a_plant_that_slips_leaves_the_others_at_their_date() -> None:
    starts = {each.name: each.start for each in apply(made_up(), NORTH_LATE).projects}
    assert starts == {"north": 2028.5, "south": 2028.0}


def test_a_plant_that_slips_needs_nobody_more_in_any_future() -> None:
    outlook = made_up()
    base, late = project(outlook.situation, draws=50), project(apply(outlook, NORTH_LATE), draws=50)
    assert np.all(late.demand <= base.demand + 1e-3)


def test_more_places_open_in_their_year_and_region_only() -> None:
    outlook = made_up()
    added = apply(outlook, MORE).trainings.places - outlook.situation.trainings.places
    past = outlook.situation.trainings.past
    assert added[0, 1, past + 2027 - FIRST - 1 :].tolist() == [24.0] * 5
    assert added.sum() == 24 * 5


def test_places_are_never_fewer_than_none() -> None:
    fewer = Changes(places=(MorePlaces(training="bts", region="28", count=-500),))
    assert apply(made_up(), fewer).trainings.places.min() == 0


def test_more_places_never_widen_the_gap() -> None:
    outlook = made_up()
    base, more = project(outlook.situation, draws=50), project(apply(outlook, MORE), draws=50)
    told = summarised(more, IN_28, base)
    assert told.change is not None
    assert told.change.high < 0


def test_insertion_is_never_more_than_everybody() -> None:
    outlook = made_up()
    assert apply(outlook, Changes(insertion=20)).trainings.insertion.mean.max() == pytest.approx(0.9)
    high = apply(made_up(trainings=apply(outlook, Changes(insertion=20)).trainings), Changes(insertion=20))
    assert high.trainings.insertion.mean.max() == 1.0
