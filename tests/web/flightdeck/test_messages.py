"""What a screen says is read strictly: what is no message is refused with its key, and costs nothing."""

from __future__ import annotations

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from envol.errors import Refusal
from envol.flight import commands
from envol.flight.jump import To
from envol.web.flightdeck.messages import LONGEST, id_of, read
from envol.web.flightdeck.runner.asks import AskWhyNot, Do, Fly

ME = "person:00000001"


def refused(text: str) -> str:
    with pytest.raises(Refusal) as raised:
        read(text, ME)
    return raised.value.key


def message(**fields: Any) -> str:
    return json.dumps({"id": "c1", **fields})


def test_a_set_point_becomes_a_command_of_whoever_sits_there() -> None:
    assert read(message(do="set-input", input="feed_flow", value=1.5), ME) == (
        "c1",
        Do(commands.SetInput("feed_flow", 1.5), ME),
    )


def test_a_whole_number_is_a_number() -> None:
    _, ask = read(message(do="set-input", input="feed_flow", value=2), ME)
    assert ask == Do(commands.SetInput("feed_flow", 2.0), ME)


def test_a_profile_keeps_its_points_in_order() -> None:
    _, ask = read(message(do="set-profile", input="feed_flow", points=[[72, 1], [96, 2.5]]), ME)
    assert ask == Do(commands.SetProfile("feed_flow", ((72.0, 1.0), (96.0, 2.5))), ME)


def test_a_jump_is_asked_of_the_clock_and_not_of_the_journal() -> None:
    assert read(message(do="jump", to="alarm"), ME)[1] == Fly(To.ALARM)
    assert read(message(do="stop-jump"), ME)[1] == Fly(None)


def test_why_not_needs_to_know_of_what() -> None:
    assert isinstance(read(message(do="why-not", input="feed_flow"), ME)[1], AskWhyNot)
    assert refused(message(do="why-not")) == "unknown-message"


def test_a_note_enters_as_the_hash_of_its_words() -> None:
    _, ask = read(message(do="note", text="Foam rises"), ME)
    assert isinstance(ask, Do)
    assert isinstance(ask.command, commands.WriteNote)
    assert "Foam" not in ask.command.text_hash
    assert ask.note == "Foam rises"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "not-json"),
        ("{", "not-json"),
        ("[]", "not-json"),
        ("3", "not-json"),
        ('"x"', "not-json"),
        ("[" * 3000, "not-json"),
        ("x" * (LONGEST + 1), "too-long"),
        ("{}", "unknown-message"),
        (message(do="fly-away"), "unknown-message"),
        (message(do="freeze", more=1), "unknown-message"),
        (message(do="set-input", input="feed_flow"), "unknown-message"),
        (message(do="set-input", input="feed_flow", value="two"), "not-a-number"),
        (message(do="set-input", input="feed_flow", value="2"), "not-a-number"),
        (message(do="set-input", input="feed_flow", value=None), "not-a-number"),
        (message(do="set-input", input="f" * 200, value=1), "unknown-message"),
        (message(do="speed", speed=1e9), "unknown-message"),
        (message(do="jump", to="the-end"), "unknown-message"),
        (message(do="note", text=""), "unknown-message"),
        ('{"do": "freeze"}', "unknown-message"),
        (json.dumps({"id": 7, "do": "freeze"}), "unknown-message"),
        (json.dumps({"id": "i" * 500, "do": "freeze"}), "unknown-message"),
    ],
)
def test_what_is_no_message_is_refused(text: str, key: str) -> None:
    assert refused(text) == key


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_what_is_no_finite_number_reaches_the_flight_which_refuses_it(value: str) -> None:
    _, ask = read(f'{{"id":"c1","do":"set-input","input":"feed_flow","value":{value}}}', ME)
    assert isinstance(ask, Do)


@given(st.text(max_size=300))
def test_no_text_does_anything_but_be_read_or_refused(text: str) -> None:
    assert id_of(text) is None or isinstance(id_of(text), str)
    with contextlib.suppress(Refusal):
        read(text, ME)


def test_the_id_of_a_message_that_is_refused_is_known_where_it_has_one() -> None:
    assert id_of(message(do="fly-away")) == "c1"
    assert id_of("{") is None
    assert id_of('{"id": 5}') is None
