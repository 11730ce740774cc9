"""The language of triggers, rules and scoring."""

from __future__ import annotations

import math
import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from envol.errors import ContentError, UnknownNameError
from envol.flight.content.expression import Expression, Kind

NUMBERS = st.floats(min_value=-1e6, max_value=1e6) | st.sampled_from([0.0, 1.0, -1.0, math.nan, math.inf])
LEAVES = st.sampled_from(["x", "y", "alarm('low')", "2", "0", "0.5", "3.0e-2", "setting('feed')"])


def _grow(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    two = st.tuples(inner, st.sampled_from(["+", "-", "*", "/", "<", "<=", ">=", "==", "!=", "and", "or"]), inner)
    return st.one_of(
        two.map(lambda part: f"({part[0]} {part[1]} {part[2]})"),
        st.tuples(inner, inner, inner).map(lambda part: f"({part[0]} if {part[1]} else {part[2]})"),
        st.tuples(inner, inner, inner).map(lambda part: f"({part[0]} < {part[1]} <= {part[2]})"),
        st.tuples(inner, inner, inner).map(lambda part: f"clip({', '.join(part)})"),
        st.tuples(inner, inner).map(lambda part: f"min({', '.join(part)})"),
        st.tuples(inner, st.integers(-3, 3)).map(lambda part: f"(({part[0]}) ** {part[1]})"),
        inner.map(lambda part: f"(not {part})"),
        inner.map(lambda part: f"abs(-{part})"),
    )


TEXTS = st.recursive(LEAVES, _grow, max_leaves=8)


@given(TEXTS, st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=5))
def test_an_array_gives_what_its_elements_give_one_by_one(text: str, points: list[tuple[float, float]]) -> None:
    expression = Expression.parse(text)
    functions = {"alarm": lambda name: True, "setting": lambda name: 4.0}
    x, y = (np.array(column) for column in zip(*points, strict=True))
    together = np.broadcast_to(expression.evaluate({"x": x, "y": y}, functions), x.shape)
    singly = [expression.evaluate({"x": a, "y": b}, functions) for a, b in points]
    np.testing.assert_array_equal(together, singly)


@given(st.text(max_size=60) | st.text(alphabet="x12.e+-*/<>=!()'\" ,andornotif", max_size=60))
def test_any_text_is_either_an_expression_or_one_clear_fault(text: str) -> None:
    faults: tuple[object, ...] = ()
    try:
        Expression.parse(text, where="when")
    except ContentError as error:
        faults = error.faults
    assert all(str(fault).startswith("when: expected ") for fault in faults)
    assert len(faults) <= 1


def test_names_and_calls_are_listed() -> None:
    expression = Expression.parse("glucose < 2 and alarm('low-oxygen') or max(feed, setting('feed_flow')) > 3")
    assert expression.names == {"glucose", "feed"}
    assert expression.calls == {("alarm", "low-oxygen"), ("setting", "feed_flow")}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 + 2 * 3", 7.0),
        ("2 ** 3", 8.0),
        ("-2 ** 2", -4.0),
        ("1 < 2 < 3", True),
        ("1 < 3 < 2", False),
        ("1 if 2 > 3 else 5", 5.0),
        ("clip(12, 0, 10)", 10.0),
        ("max(1, 4, 2) - min(1, 4, 2)", 3.0),
        ("(1 < 2) + (3 < 4)", 2.0),
        ("1 / 0", math.inf),
        ("1e3", 1000.0),
        ("  7 \n - 2", 5.0),
    ],
)
def test_arithmetic_is_that_of_the_school_book(text: str, value: float) -> None:
    assert Expression.parse(text).evaluate({}) == value


def test_a_result_not_yet_known_is_not_true() -> None:
    waiting = {"assay": lambda name: math.nan}
    assert not Expression.parse("assay('glucose') < 2").is_true({}, waiting)
    assert not Expression.parse("assay('glucose') and 1 < 2").is_true({}, waiting)


def test_a_plain_number_comes_back_as_a_python_number() -> None:
    assert type(Expression.parse("x * 2").evaluate({"x": 3})) is float
    assert type(Expression.parse("x > 2").evaluate({"x": 3})) is bool


@pytest.mark.parametrize(
    ("text", "symptom"),
    [
        ("", "an empty text"),
        ("a <", "character"),
        ("a.b.c.d", "attribute at character 1"),
        ("f(x).b", "attribute at character 1"),
        ("1 + a[0]", "'[' at character 6"),
        ("__import__('os').system('true')", "another call at character 1"),
        ("open(x)", "something else at character 1"),
        ("f(a, b)", "something else"),
        ("f(x=1)", "found x="),
        ("lambda: 1", "':' at character 7"),
        ("2 ** x", "something to compute at character 6"),
        ("2 ** 99", "an exponent of at most 10"),
        ("x == 'a'", "'a' at character 6"),
        ("True", "True at character 1"),
        ("2x", "a space after a number"),
        ("1or 2", "a space after a number"),
        ("0x1f", "a space after a number"),
        ("1e999", "a number that fits in 64 bits"),
        ("a in b", "the comparison In"),
        ("7 // 2", "the operator FloorDiv"),
        ("min(1)", "min() with 2 to 20 arguments, found 1"),
        ("glucosé", "'é' at character 7"),
        ("(" * 300 + "1" + ")" * 300, "nested"),
        ("-" * 900 + "1", "at most 40 levels of nesting"),
        ("1 + " * 400 + "1", "at most 1000 characters"),
    ],
)
def test_what_is_not_of_the_language_is_refused_with_its_place(text: str, symptom: str) -> None:
    with pytest.raises(ContentError) as refused:
        Expression.parse(text, where="rules[0].when")
    assert symptom in str(refused.value)
    assert str(refused.value).startswith("rules[0].when: expected ")


def test_an_unknown_name_proposes_the_nearest() -> None:
    expression = Expression.parse("glucos < 2 and alarm('low-oxigen') and alarn('x')")
    faults = expression.unknown({"glucose", "feed"}, {"alarm": {"low-oxygen"}})
    assert [fault.nearest for fault in faults] == [("glucose",), ("low-oxygen",), ("alarm",)]


def test_evaluating_without_a_name_says_which() -> None:
    with pytest.raises(UnknownNameError, match="'feed'"):
        Expression.parse("feed > 1").evaluate({})
    with pytest.raises(UnknownNameError, match="'alarm'"):
        Expression.parse("alarm('low')").evaluate({})


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("x + 1", Kind.NUMBER),
        ("x > 1", Kind.CONDITION),
        ("not x", Kind.CONDITION),
        ("alarm('a')", Kind.EITHER),
        ("1 if x else 2", Kind.NUMBER),
        ("x > 1 if x else y > 2", Kind.CONDITION),
    ],
)
def test_the_text_tells_a_number_from_a_condition(text: str, kind: Kind) -> None:
    assert Expression.parse(text).kind is kind


def test_an_expression_travels_to_another_process() -> None:
    expression = pickle.loads(pickle.dumps(Expression.parse("x > 1")))
    assert expression == Expression.parse("x > 1")
    assert expression.is_true({"x": 2})
