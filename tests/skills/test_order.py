"""What comes first: any acyclic list is sorted, any cycle is found and named in order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from envol.skills.order import all_before, cycles, sorted_by

Before = dict[str, list[str]]


@st.composite
def acyclic(draw: st.DrawFn) -> Before:
    """Names in any order, each waiting for some of those that stand before it in another order."""
    names = draw(st.lists(st.text("abcdefgh", min_size=1, max_size=3), unique=True, max_size=12))
    before = {
        name: draw(st.lists(st.sampled_from(names[:place]), unique=True)) if place else []
        for place, name in enumerate(names)
    }
    return {name: before[name] for name in draw(st.permutations(names))}


@st.composite
def anything(draw: st.DrawFn) -> Before:
    """Names that wait for any others, themselves included."""
    names = draw(st.lists(st.text("abcdefgh", min_size=1, max_size=3), unique=True, min_size=1, max_size=8))
    return {name: draw(st.lists(st.sampled_from(names), unique=True, max_size=3)) for name in names}


@given(acyclic())
def test_every_name_follows_all_that_comes_before_it(before: Before) -> None:
    order = sorted_by(before)
    assert sorted(order) == sorted(before)
    assert all(order.index(each) < order.index(name) for name in before for each in before[name])


@given(acyclic())
def test_what_goes_round_nowhere_has_no_cycle(before: Before) -> None:
    assert list(cycles(before)) == []


@given(acyclic(), st.data())
def test_a_cycle_that_is_put_in_is_found(before: Before, data: st.DataObject) -> None:
    waiting = [name for name in before if before[name]]
    if not waiting:
        return
    last = data.draw(st.sampled_from(waiting))
    first = data.draw(st.sampled_from(sorted(all_before(last, before))))
    before[first] = [*before[first], last]
    assert any({first, last} <= set(cycle) for cycle in cycles(before))


@given(anything())
def test_a_cycle_is_named_in_order(before: Before) -> None:
    for cycle in cycles(before):
        assert len(set(cycle)) == len(cycle)
        assert all(early in before[late] for early, late in zip(cycle, (*cycle[1:], cycle[0]), strict=True))


@given(anything())
def test_names_are_sorted_or_a_cycle_is_named(before: Before) -> None:
    if any(cycles(before)):
        with pytest.raises(ValueError, match="is a cycle"):
            sorted_by(before)
    else:
        assert set(sorted_by(before)) == set(before)


@given(anything())
def test_cutting_every_cycle_once_leaves_none(before: Before) -> None:
    for cycle in cycles(before):
        before = {**before, cycle[0]: [each for each in before[cycle[0]] if each != cycle[-1]]}
    assert list(cycles(before)) == []


@given(anything())
def test_a_name_is_in_a_cycle_exactly_where_it_comes_before_itself(before: Before) -> None:
    in_none = not any(name in all_before(name, before) for name in before)
    assert in_none == (not any(cycles(before)))


def test_what_waits_for_nothing_keeps_its_order() -> None:
    assert sorted_by({"b": [], "a": [], "c": ["d"], "d": []}) == ("b", "a", "d", "c")


def test_a_long_chain_is_sorted() -> None:
    chain = {f"{rank:05}": [f"{rank + 1:05}"] for rank in range(20_000)}
    assert sorted_by({**chain, "20000": []})[0] == "20000"


def test_a_name_that_is_not_listed_has_nothing_before_it() -> None:
    assert sorted_by({"a": ["elsewhere"]}) == ("a",)
    assert all_before("a", {"a": ["elsewhere"]}) == {"elsewhere"}
