"""One writer a flight: whoever holds the lease writes, and nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from envol.errors import JournalError
from envol.web.flightdeck import lease
from envol.web.flightdeck.journal import LeaseLost, TableJournal, events_of
from envol.web.flightdeck.models import Flight, JournalEvent, Status

pytestmark = pytest.mark.django_db


@pytest.fixture
def flight() -> Flight:
    return Flight.objects.create(scenario="any", line="any", seed=1)


def lapse(flight: Flight) -> None:
    Flight.objects.filter(id=flight.id).update(runner_until=timezone.now() - timedelta(seconds=1))


def test_a_flight_that_nobody_holds_can_be_taken(flight: Flight) -> None:
    assert lease.take(flight.id, "one")


def test_a_flight_that_somebody_holds_cannot_be_taken(flight: Flight) -> None:
    lease.take(flight.id, "one")
    assert not lease.take(flight.id, "two")


def test_a_lease_that_has_lapsed_is_anybodys(flight: Flight) -> None:
    lease.take(flight.id, "one")
    lapse(flight)
    assert lease.take(flight.id, "two")


def test_a_lease_that_is_renewed_does_not_lapse(flight: Flight) -> None:
    lease.take(flight.id, "one")
    lapse(flight)
    assert lease.renew("one", {flight.id}) == {flight.id}
    assert not lease.take(flight.id, "two")


def test_how_far_a_flight_was_flown_is_never_written_down_as_less(flight: Flight) -> None:
    lease.take(flight.id, "one")
    lease.write_down("one", {flight.id: 40})
    lease.write_down("one", {flight.id: 30})
    flight.refresh_from_db()
    assert flight.scan == 40


def test_whoever_lost_the_lease_learns_it_when_renewing(flight: Flight) -> None:
    lease.take(flight.id, "one")
    lapse(flight)
    lease.take(flight.id, "two")
    assert lease.renew("one", {flight.id}) == set()


def test_whoever_lost_the_lease_stores_nothing_more(flight: Flight) -> None:
    lease.take(flight.id, "one")
    journal = TableJournal(flight.id, "one")
    journal.append(type="flight-opened", scan=0, actor="person:00000001")
    lapse(flight)
    lease.take(flight.id, "two")
    with pytest.raises(LeaseLost, match="another runner"):
        journal.append(type="flight-frozen", scan=1, actor="person:00000001")
    assert len(events_of(flight.id)) == 1


def test_a_flight_that_has_landed_cannot_be_taken(flight: Flight) -> None:
    Flight.objects.filter(id=flight.id).update(status=Status.LANDED)
    assert not lease.take(flight.id, "one")


def test_a_flight_that_is_let_go_can_be_taken_at_once(flight: Flight) -> None:
    lease.take(flight.id, "one")
    lease.release(flight.id, "one", 12)
    assert lease.take(flight.id, "two")


def test_an_event_that_was_edited_in_the_database_is_named(flight: Flight) -> None:
    lease.take(flight.id, "one")
    journal = TableJournal(flight.id, "one")
    journal.append(type="flight-opened", scan=0, actor="person:00000001")
    journal.append(type="input-set", data={"values": {"feed_flow": 1.0}}, scan=3, actor="person:00000001")
    stored = JournalEvent.objects.get(flight=flight, seq=1)
    stored.line = stored.line.replace("1.0", "9.0")
    stored.save()
    with pytest.raises(JournalError, match="event 1"):
        events_of(flight.id)
