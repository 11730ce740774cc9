"""The socket of a cockpit: who may watch, what is refused, and that a flood costs the others nothing."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import pytest
from asgiref.testing import ApplicationCommunicator
from channels.db import database_sync_to_async as in_database
from channels.layers import get_channel_layer
from django.contrib.sessions.models import Session
from django.test import Client

from envol.web.config.asgi import application
from envol.web.flightdeck import consumers, doorkeeper, selectors, services
from envol.web.flightdeck.deck import deck
from envol.web.flightdeck.journal import events_of
from envol.web.flightdeck.models import Flight
from envol.web.flightdeck.runner.relay import group_of
from envol.web.network.models import Membership, Organisation, Role
from envol.web.people.models import Person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def flight(person: Person) -> Flight:
    return services.take_off(person=person, scenario="feed-pump-stop", seed=1)


@pytest.fixture(autouse=True)
def the_deck_is_left_empty(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(doorkeeper, "EVERY_S", 0.2)
    yield
    deck.stop()


class Screen:
    """A screen that speaks and listens as a browser's would."""

    def __init__(self, flight: Any, person: Person | None) -> None:
        client = Client()
        if person is not None:
            client.force_login(person)
        cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
        headers = [(b"cookie", cookie.encode()), (b"origin", b"http://localhost"), (b"host", b"localhost")]
        scope = {"type": "websocket", "path": f"/ws/flights/{flight}/", "headers": headers, "query_string": b""}
        self.socket = ApplicationCommunicator(application, scope)
        self.asked = 0

    async def connect(self) -> dict[str, Any]:
        await self.socket.send_input({"type": "websocket.connect"})
        assert (await self.socket.receive_output(60))["type"] == "websocket.accept"
        return await self.hear()

    async def leave(self) -> None:
        await self.socket.send_input({"type": "websocket.disconnect", "code": 1000})
        await self.socket.wait(10)

    async def hear(self, *types: str, timeout: float = 60) -> dict[str, Any]:
        """Return the next message, or the next of some types."""
        async with asyncio.timeout(timeout):
            while True:
                found: dict[str, Any] = json.loads((await self.socket.receive_output(timeout))["text"])
                if not types or found["type"] in types:
                    return found

    async def ask(self, do: str, **fields: Any) -> dict[str, Any]:
        """Say something and return what is answered to it."""
        self.asked += 1
        await self.say(json.dumps({"id": f"a{self.asked}", "do": do, **fields}))
        while (found := await self.hear("ack", "refused", "answer"))["id"] != f"a{self.asked}":
            pass
        return found

    async def say(self, text: str) -> None:
        await self.socket.send_input({"type": "websocket.receive", "text": text})

    async def closed(self) -> int:
        """Return the code that the socket is closed with."""
        async with asyncio.timeout(30):
            while (output := await self.socket.receive_output(10))["type"] != "websocket.close":
                pass
        code: int = output["code"]
        return code


@pytest.fixture
async def screen(flight: Flight, person: Person) -> AsyncIterator[Screen]:
    opened = await in_database(Screen)(flight.id, person)
    joined = await opened.connect()
    assert joined["type"] == "joined"
    yield opened
    await opened.leave()


async def test_a_click_is_acknowledged_once_it_is_stored(screen: Screen, flight: Flight) -> None:
    ack = await screen.ask("set-input", input="feed_flow", value=1.5)
    stored = await in_database(events_of)(flight.id)
    assert ack["type"] == "ack"
    assert stored[ack["seq"]].data == {"values": {"feed_flow": 1.5}}


async def test_two_tabs_of_one_flight_agree(screen: Screen, flight: Flight, person: Person) -> None:
    second = await in_database(Screen)(flight.id, person)
    await second.connect()
    await screen.ask("set-input", input="feed_flow", value=1.5)
    frames = [await each.hear("frame") for each in (screen, second)]
    while frames[0]["scan"] != frames[1]["scan"]:
        behind = min((0, 1), key=lambda place: frames[place]["scan"])
        frames[behind] = await (screen, second)[behind].hear("frame")
    assert frames[0]["values"] == frames[1]["values"]
    await second.leave()


async def test_a_value_out_of_limits_is_refused_with_the_limit(screen: Screen) -> None:
    refused = await screen.ask("set-input", input="feed_flow", value=1e6)
    assert (refused["key"], refused["params"]["limit"]) == ("above-limit", 12)


@pytest.mark.parametrize("value", ["two", None, [1], {}, True])
async def test_a_value_that_is_no_number_is_refused(screen: Screen, value: Any) -> None:
    assert (await screen.ask("set-input", input="feed_flow", value=value))["key"] == "not-a-number"


async def test_a_value_that_is_not_finite_is_refused(screen: Screen) -> None:
    await screen.say('{"id":"c1","do":"set-input","input":"feed_flow","value":NaN}')
    assert (await screen.hear("refused"))["key"] == "not-a-number"


async def test_an_absurdly_long_message_is_refused(screen: Screen) -> None:
    await screen.say("x" * 60_000)
    assert (await screen.hear("refused"))["key"] == "too-long"


async def test_a_thousand_messages_at_once_are_refused_and_the_flight_goes_on(screen: Screen) -> None:
    for _ in range(1000):
        await screen.say('{"id":"c1","do":"freeze-please"}')
    refused = await screen.hear("refused")
    while refused["key"] != "too-fast":
        refused = await screen.hear("refused")
    await asyncio.sleep(1.5)
    assert (await screen.ask("set-input", input="feed_flow", value=1.0))["type"] == "ack"


async def test_a_frozen_flight_says_so_and_goes_on_after_it_is_resumed(screen: Screen) -> None:
    await screen.ask("freeze")
    assert (await screen.ask("sample", assay="cells"))["key"] == "flight-frozen"
    await screen.ask("resume")
    assert (await screen.ask("sample", assay="cells"))["type"] == "ack"


async def test_why_not_names_what_stands_in_the_way(screen: Screen) -> None:
    await screen.ask("freeze")
    answer = await screen.ask("why-not", input="feed_flow")
    assert [each["key"] for each in answer["obstacles"]] == ["flight-frozen", "limits"]


async def test_a_pilot_may_not_let_anything_break(screen: Screen) -> None:
    assert (await screen.ask("inject", malfunction="feed-pump-stop"))["key"] == "not-your-role"


async def test_an_instructor_may_and_sees_the_truth(screen: Screen, flight: Flight, instructor: Person) -> None:
    teaching = await in_database(Screen)(flight.id, instructor)
    await teaching.connect()
    assert (await teaching.ask("inject", malfunction="feed-pump-stop"))["type"] == "ack"
    assert "glucose" in (await teaching.hear("truth"))["values"]
    await teaching.leave()


async def test_the_flight_of_another_person_is_as_good_as_none(flight: Flight, other: Person) -> None:
    for wanted in (flight.id, uuid4()):
        opened = await in_database(Screen)(wanted, other)
        assert (await opened.connect())["key"] == "no-such-flight"
        assert await opened.closed() == consumers.NO_FLIGHT


async def test_somebody_who_is_not_signed_in_is_told_so(flight: Flight) -> None:
    opened = await in_database(Screen)(flight.id, None)
    assert (await opened.connect())["key"] == "session-expired"
    assert await opened.closed() == consumers.EXPIRED


async def test_a_session_that_expires_in_flight_ends_with_a_sentence_and_nothing_done(
    screen: Screen, flight: Flight
) -> None:
    await in_database(Session.objects.all().delete)()
    assert (await screen.hear("refused"))["key"] == "session-expired"
    before = await in_database(events_of)(flight.id)
    await screen.say('{"id":"c1","do":"set-input","input":"feed_flow","value":1.0}')
    assert await screen.closed() == consumers.EXPIRED
    assert await in_database(events_of)(flight.id) == before


async def test_a_changed_password_ends_the_sockets_of_other_sessions(screen: Screen, person: Person) -> None:
    person.set_password("another long enough word")
    await in_database(person.save)()
    assert (await screen.hear("refused"))["key"] == "session-expired"


@pytest.mark.parametrize("text", ['{"id":"\\ud800","do":"freeze"}', '{"id":"c1","do":"note","text":"a\\u0000b"}'])
async def test_half_a_character_or_a_nul_is_refused_and_the_socket_lasts(screen: Screen, text: str) -> None:
    await screen.say(text)
    assert (await screen.hear("refused"))["key"] == "not-json"
    assert (await screen.ask("freeze"))["type"] == "ack"


async def test_a_browser_that_is_gone_while_it_is_answered_leaves_no_screen_behind(
    flight: Flight, person: Person
) -> None:
    opened = await in_database(Screen)(flight.id, person)
    sent: list[str] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message["type"])
        if message["type"] == "websocket.send":
            raise OSError("the browser is gone")

    waiting: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    waiting.put_nowait({"type": "websocket.connect"})
    await application(opened.socket.scope, waiting.get, send)
    assert sent == ["websocket.accept", "websocket.send"]
    runner = deck._runner
    assert runner is not None
    for _ in range(100):
        if flight.id in runner.flights and not runner.flights[flight.id].screens:
            break
        await asyncio.sleep(0.05)
    assert not runner.flights[flight.id].screens


async def test_a_screen_that_missed_messages_is_closed_so_that_it_comes_back_to_the_whole_state(
    screen: Screen, flight: Flight
) -> None:
    layer = get_channel_layer()
    channel = next(iter(layer.groups[group_of(flight.id)]))
    for number in range(60):  # without a pause in which they could be read
        await layer.send(channel, {"type": "deck.message", "text": f'{{"type":"{number}"}}'})
    assert await screen.closed() == consumers.ELSEWHERE


@pytest.mark.parametrize("role", [Role.INSTRUCTOR, Role.TEACHER, Role.LEARNER, Role.HEAD, None])
@pytest.mark.parametrize("pilot", ["person", "other", "nobody", "learner"])
def test_who_may_see_a_flight_is_the_same_at_the_door_as_in_the_lists(
    person: Person, other: Person, school: Organisation, role: Role | None, pilot: str
) -> None:
    learner = Person.objects.create_user()
    Membership.objects.create(person=learner, organisation=school, role=Role.LEARNER)
    if role:
        Membership.objects.create(person=person, organisation=school, role=role)
    who = {"person": person, "other": other, "nobody": None, "learner": learner}[pilot]
    flight = Flight.objects.create(pilot=who, scenario="any", line="any", seed=1)
    listed = selectors.visible_to(person).filter(id=flight.id).exists()
    assert selectors.may_see(person, selectors.flights_by_id([flight.id])[flight.id]) is listed
    assert listed is (pilot == "person" or (pilot == "learner" and role == Role.INSTRUCTOR))
