"""How often one may ask: counted by token or by address, in minutes of the clock, until the cache is cleared."""

from __future__ import annotations

from itertools import product

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django.fixtures import Settings

from envol.web.api import limits
from envol.web.api.limits import WITH_TOKEN, WITHOUT_TOKEN
from envol.web.people.models import Person
from envol.web.people.token_services import make_token

from .conftest import V1, Program

pytestmark = pytest.mark.django_db
NOON = 1_800_000_000.0
assert NOON % limits.A_MINUTE == 0


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock that stands still until a test sets it, and limits that are soon reached."""
    time = [NOON + 15]
    monkeypatch.setattr(limits, "now", lambda: time[0])
    monkeypatch.setattr(limits, "WITHOUT_TOKEN", 3)
    monkeypatch.setattr(limits, "WITH_TOKEN", 5)
    return time


def statuses(program: Program, many: int, **headers: str) -> list[int]:
    return [program.ask("/programmes", **headers).status_code for _ in range(many)]


def test_the_limits_are_sixty_and_six_hundred() -> None:
    assert (WITHOUT_TOKEN, WITH_TOKEN) == (60, 600)


def test_an_address_asks_so_often_in_a_minute(nobody: Program) -> None:
    assert statuses(nobody, 5) == [200, 200, 200, 429, 429]


def test_a_token_asks_more_often(person: Person) -> None:
    program = Program(token=make_token(person=person, name="a program")[1])
    assert statuses(program, 6) == [200] * 5 + [429]


def test_a_token_does_not_use_up_its_address(person: Person, nobody: Program) -> None:
    statuses(Program(token=make_token(person=person, name="a program")[1]), 5)
    assert statuses(nobody, 3) == [200] * 3


def test_each_token_is_counted_by_itself(person: Person) -> None:
    programs = [Program(token=make_token(person=person, name=name)[1]) for name in ("one", "two")]
    statuses(programs[0], 5)
    assert statuses(programs[1], 1) == [200]


def test_the_answer_says_when_to_ask_again(nobody: Program) -> None:
    statuses(nobody, 3)
    answer = nobody.ask("/programmes")
    assert answer["Retry-After"] == "45"
    assert answer.json()["detail"] == "The limit of this minute is reached: ask again in 45 s."
    assert answer["Content-Type"].startswith("application/problem+json")


def test_the_next_minute_begins_anew(nobody: Program, clock: list[float]) -> None:
    statuses(nobody, 4)
    clock[0] = NOON + 59.9
    assert statuses(nobody, 1) == [429]
    clock[0] = NOON + 60
    assert statuses(nobody, 1) == [200]


def test_all_addresses_of_the_api_share_one_limit(nobody: Program) -> None:
    for path in ("/programmes", "/organisations", "/skills"):
        nobody.get(path)
    nobody.get("/jobs", 429)


def test_whoever_shows_false_tokens_is_limited_by_their_address(nobody: Program) -> None:
    tried = [Program(token=f"envol_{guess}").ask("/programmes").status_code for guess in range(5)]
    assert tried == [401, 401, 401, 429, 429]
    assert statuses(nobody, 1) == [429]


def test_clearing_the_cache_forgets_what_was_counted(nobody: Program) -> None:
    statuses(nobody, 4)
    cache.clear()
    assert statuses(nobody, 1) == [200]


def test_an_address_that_a_visitor_invents_is_not_believed(nobody: Program) -> None:
    found = [nobody.ask("/programmes", **{"X-Forwarded-For": f"10.0.0.{n}"}).status_code for n in range(4)]
    assert found == [200, 200, 200, 429]


def test_behind_our_own_proxy_each_visitor_is_counted(nobody: Program, settings: Settings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for visitor, _time in product(("10.0.0.1", "10.0.0.2"), range(3)):
        assert nobody.ask("/programmes", **{"X-Forwarded-For": visitor}).status_code == 200
    assert nobody.ask("/programmes", **{"X-Forwarded-For": "10.0.0.1"}).status_code == 429


def test_a_network_of_one_visitor_counts_as_one_address() -> None:
    client = Client()
    found = [client.get(f"{V1}/programmes", REMOTE_ADDR=f"2001:db8::{n}").status_code for n in range(1, 5)]
    assert found == [200, 200, 200, 429]
    assert client.get(f"{V1}/programmes", REMOTE_ADDR="2001:db8:0:1::1").status_code == 200


def test_what_is_counted_names_neither_token_nor_address(person: Person) -> None:
    _token, text = make_token(person=person, name="a program")
    Program(token=text).get("/programmes")
    held = list(cache._cache)  # type: ignore[attr-defined]
    assert any("api:" in key for key in held)
    assert not [key for key in held if text in key or "127.0.0.1" in key]
