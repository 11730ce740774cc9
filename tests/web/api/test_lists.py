"""Lists by keys: pages that join without a gap, whatever their size, and cursors that are told when they are none."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from .conftest import Program, Reads, World

pytestmark = pytest.mark.django_db
LISTS = {
    "/jobs": 1,
    "/certifications": 2,
    "/organisations": 2,
    "/offerings": 3,
    "/programmes": 2,
    "/trainings": 2,
    "/me/flights": 2,
    "/groups": 2,
}
TRIED = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()), st.lists, max_leaves=6
)


def cursor(values: Any) -> str:
    """A cursor that holds these values."""
    return urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


@pytest.fixture
def program(world: World, jobs: None, certifications: None, as_: Reads) -> Program:
    """A program that may ask for every list."""
    return as_(world.people["teacher"])


def asked(program: Program, path: str, **query: str) -> Any:
    """The answer to a question whose parts may be any text."""
    cache.clear()
    return program.ask(f"{path}?{urlencode(query, errors='surrogatepass')}")


@pytest.mark.parametrize("path", ["/jobs", "/certifications", "/organisations", "/offerings", "/programmes"])
@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_pages_of_any_size_join_without_gap_or_repetition(program: Program, path: str, size: int) -> None:
    whole = program.get(f"{path}?size=100")
    assert whole["next"] is None
    cache.clear()
    assert program.every(path, size) == whole["items"]


@pytest.mark.parametrize("path", LISTS)
def test_a_list_has_items_and_next_and_nothing_else(program: Program, path: str) -> None:
    assert program.get(path).keys() == {"items", "next"}


@TRIED
@given(size=st.integers(-(10**20), 10**20) | st.integers(-2, 103))
@example(size=1)
@example(size=100)
def test_a_size_is_taken_from_1_to_100_and_else_refused(program: Program, size: int) -> None:
    answer = asked(program, "/organisations", size=str(size))
    assert answer.status_code == (200 if 1 <= size <= 100 else 422)
    if answer.status_code == 200:
        assert len(answer.json()["items"]) <= size


@TRIED
@given(path=st.sampled_from(sorted(LISTS)), after=st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
@example(path="/jobs", after="x")
@example(path="/groups", after="[" * 3000)
def test_any_text_as_a_cursor_is_refused_with_a_sentence(program: Program, path: str, after: str) -> None:
    answer = asked(program, path, after=after)
    assert answer.status_code == 422
    assert answer.json()["faults"][0]["place"] == "query.after"


@TRIED
@given(path=st.sampled_from(sorted(LISTS)), values=JSON)
@example(path="/jobs", values=["\0"])
@example(path="/jobs", values=["\ud800"])
@example(path="/organisations", values=["a", "no uuid"])
@example(path="/organisations", values=["a", float("inf")])
@example(path="/me/flights", values=["no instant", "no uuid"])
@example(path="/me/flights", values=["2026-99-99T00:00:00", "x"])
@example(path="/groups", values=[[], {}])
def test_a_cursor_that_holds_anything_at_all_is_answered_or_refused(program: Program, path: str, values: Any) -> None:
    answer = asked(program, path, after=cursor(values))
    assert answer.status_code in (200, 422)
    is_texts = isinstance(values, list) and all(isinstance(each, str) for each in values)
    if not is_texts or len(values) != LISTS[path]:
        assert answer.status_code == 422


@pytest.mark.parametrize("depth", [100, 1000, 1450])
def test_a_cursor_that_is_nested_deeply_is_refused(program: Program, depth: int) -> None:
    assert asked(program, "/jobs", after=cursor_of("[" * depth + "]" * depth)).status_code == 422


def cursor_of(text: str) -> str:
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def test_the_cursor_of_one_list_is_none_of_another(program: Program) -> None:
    after = program.get("/organisations?size=1")["next"]
    assert after
    assert "next" in program.get(f"/offerings?after={after}", 422)["detail"]


def test_an_empty_cursor_is_the_beginning(program: Program) -> None:
    assert program.get("/jobs?after=") == program.get("/jobs")
