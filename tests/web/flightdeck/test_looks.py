"""A pupil's flight watched live, or read without its page: written down as a page is, and not twice for one page."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from asgiref.testing import ApplicationCommunicator
from channels.db import database_sync_to_async as in_database
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from envol.web.accountability.models import AccessRecord
from envol.web.config.asgi import application
from envol.web.flightdeck import services
from envol.web.flightdeck.deck import deck
from envol.web.flightdeck.demonstration import fly_for
from envol.web.flightdeck.looks import LATELY
from envol.web.flightdeck.models import Flight
from envol.web.network.models import Membership, Organisation, Role
from envol.web.people.models import Person
from envol.web.people.services import make_pupil

SCENARIO = "fed-batch-first-flight"
DATA = ("replay-telemetry", "replay-why")
LIVE = pytest.mark.django_db(transaction=True)

Looks = list[tuple[str, UUID | None, UUID]]


@pytest.fixture
def taught(instructor: Person, school: Organisation) -> Person:
    """A pupil of the instructor's school."""
    pupil, _card = make_pupil(language="en")
    Membership.objects.create(person=pupil, organisation=school, role=Role.LEARNER)
    return pupil


@pytest.fixture
def landed(taught: Person) -> Flight:
    return fly_for(taught, SCENARIO, "novice", 1)


@pytest.fixture
def flying(taught: Person) -> Iterator[Flight]:
    yield services.take_off(person=taught, scenario=SCENARIO, seed=1)
    deck.stop()


@pytest.fixture
def teaching(instructor: Person) -> Client:
    client = Client()
    client.force_login(instructor)
    return client


def looks() -> Looks:
    return list(AccessRecord.objects.order_by("pk").values_list("what", "reader", "pupil"))


def asked(client: Client, flight: Flight, name: str, **fields: str) -> int:
    """Ask for a page or for data of a flight; return the status."""
    query = {"scan": "1", "state": "glucose"} if name == "replay-why" else {}
    return client.get(reverse(f"flightdeck:{name}", args=[flight.id]), query | fields).status_code


async def watched(flight: Flight, person: Person) -> str:
    """Open the socket of a flight and leave again; return the first word heard."""
    client = Client()
    await in_database(client.force_login)(person)
    cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    headers = [(b"cookie", cookie.encode()), (b"origin", b"http://localhost"), (b"host", b"localhost")]
    scope = {"type": "websocket", "path": f"/ws/flights/{flight.id}/", "headers": headers, "query_string": b""}
    socket: Any = ApplicationCommunicator(application, scope)
    await socket.send_input({"type": "websocket.connect"})
    await socket.receive_output(60)
    heard: dict[str, Any] = json.loads((await socket.receive_output(60))["text"])
    await socket.send_input({"type": "websocket.disconnect", "code": 1000})
    await socket.wait(10)
    return str(heard["type"])


@LIVE
async def test_an_instructor_who_watches_a_pupil_live_is_written_down(
    flying: Flight, taught: Person, instructor: Person
) -> None:
    assert await watched(flying, instructor) == "joined"
    assert await in_database(looks)() == [("flightdeck.looked.live", instructor.pk, taught.pk)]
    assert (await AccessRecord.objects.aget()).place == f"/ws/flights/{flying.id}/"


@LIVE
async def test_each_connection_is_a_look_of_its_own(flying: Flight, instructor: Person) -> None:
    await watched(flying, instructor)
    await watched(flying, instructor)
    assert await AccessRecord.objects.acount() == 2


@LIVE
async def test_a_pupil_who_flies_is_not_written_down(flying: Flight, taught: Person) -> None:
    assert await watched(flying, taught) == "joined"
    assert await in_database(looks)() == []


@LIVE
async def test_an_adult_who_is_watched_live_is_not_written_down(person: Person, instructor: Person) -> None:
    flight = await in_database(services.take_off)(person=person, scenario=SCENARIO, seed=1)
    try:
        assert await watched(flight, instructor) == "joined"
    finally:
        await asyncio.to_thread(deck.stop)
    assert await in_database(looks)() == []


@LIVE
async def test_who_is_turned_away_from_the_socket_has_not_looked(flying: Flight, other: Person) -> None:
    assert await watched(flying, other) == "refused"
    assert await in_database(looks)() == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", DATA)
def test_data_that_are_read_without_their_page_are_a_look(
    teaching: Client, landed: Flight, instructor: Person, name: str
) -> None:
    assert asked(teaching, landed, name) == 200
    assert looks() == [("flightdeck.looked.replay", instructor.pk, landed.pilot_id)]
    assert AccessRecord.objects.get().place == reverse(f"flightdeck:{name}", args=[landed.id])


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["replay", "score"])
def test_data_that_a_page_reads_are_its_own_look(teaching: Client, landed: Flight, page: str) -> None:
    asked(teaching, landed, page)
    for name in DATA:
        assert asked(teaching, landed, name) == 200
    assert [what for what, *_ in looks()] == [f"flightdeck.looked.{page}"]


@pytest.mark.django_db
def test_many_questions_in_a_row_are_one_look(teaching: Client, landed: Flight) -> None:
    for scan in "123":
        asked(teaching, landed, "replay-why", scan=scan)
    assert len(looks()) == 1


@pytest.mark.django_db
def test_a_page_that_was_opened_long_ago_covers_nothing_any_more(teaching: Client, landed: Flight) -> None:
    asked(teaching, landed, "replay")
    AccessRecord.objects.update(at=timezone.now() - LATELY - timedelta(seconds=1))
    asked(teaching, landed, "replay-why")
    assert len(looks()) == 2


def of_another_flight(flight: Flight, instructor: Person) -> AccessRecord:
    place = reverse("flightdeck:replay", args=[UUID(int=1)])
    return AccessRecord(reader=instructor.pk, pupil=flight.pilot_id, what="flightdeck.looked.replay", place=place)


def of_another_reader(flight: Flight, instructor: Person) -> AccessRecord:
    place = reverse("flightdeck:replay", args=[flight.id])
    return AccessRecord(reader=UUID(int=1), pupil=flight.pilot_id, what="flightdeck.looked.replay", place=place)


def of_the_cockpit(flight: Flight, instructor: Person) -> AccessRecord:
    place = reverse("flightdeck:cockpit", args=[flight.id])
    return AccessRecord(reader=instructor.pk, pupil=flight.pilot_id, what="flightdeck.looked.cockpit", place=place)


@pytest.mark.django_db
@pytest.mark.parametrize("look", [of_another_flight, of_another_reader, of_the_cockpit])
def test_another_look_covers_no_data(
    teaching: Client, landed: Flight, instructor: Person, look: Callable[[Flight, Person], AccessRecord]
) -> None:
    look(landed, instructor).save()
    asked(teaching, landed, "replay-telemetry")
    assert len(looks()) == 2


@pytest.mark.django_db
def test_a_question_that_was_refused_is_no_look(teaching: Client, landed: Flight) -> None:
    assert asked(teaching, landed, "replay-why", state="no-such-state") == 400
    assert looks() == []


@pytest.mark.django_db
def test_data_of_ones_own_flight_are_nobodys_business(landed: Flight, taught: Person) -> None:
    client = Client()
    client.force_login(taught)
    assert asked(client, landed, "replay-telemetry") == 200
    assert looks() == []


@pytest.mark.django_db
def test_what_is_read_of_an_adult_asks_nothing_of_the_log(teaching: Client, person: Person) -> None:
    flight = fly_for(person, SCENARIO, "novice", 1)
    with CaptureQueriesContext(connection) as queries:
        assert asked(teaching, flight, "replay-telemetry") == 200
    assert not [query for query in queries if "accessrecord" in query["sql"]]
