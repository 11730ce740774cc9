"""The demonstration: its fictional people and the flights in their logbook, however often it was begun."""

from __future__ import annotations

import pytest

from envol.errors import JournalError
from envol.web.flightdeck import demonstration, lease
from envol.web.flightdeck.demonstration import FLOWN, furnish
from envol.web.flightdeck.journal import events_of
from envol.web.flightdeck.models import Flight, Status
from envol.web.people.models import Person

pytestmark = pytest.mark.django_db


class Interrupted(Exception):
    """Somebody stopped the program."""


def landed() -> list[tuple[str, int]]:
    return sorted(Flight.objects.filter(status=Status.LANDED).values_list("scenario", "seed"))


def test_what_was_interrupted_is_done_at_the_next_start(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = demonstration.close

    def interrupted(*arguments: object) -> None:
        if Flight.objects.filter(status=Status.LANDED).exists():
            raise Interrupted
        whole(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(demonstration, "close", interrupted)
    with pytest.raises(Interrupted):
        furnish()
    assert len(landed()) == 1
    assert not Flight.objects.filter(status=Status.AIRBORNE).exists()
    monkeypatch.undo()
    assert furnish() == len(FLOWN) - 1
    assert landed() == sorted((scenario, seed) for scenario, _, seed in FLOWN)
    assert furnish() == 0


def test_a_flight_that_a_visitor_has_in_the_air_keeps_none_from_being_flown() -> None:
    learner = demonstration.demonstration_person(demonstration.Demonstration.LEARNER)
    Flight.objects.create(pilot=learner, scenario=FLOWN[0][0], line="fed-batch-2000l", seed=9)
    assert furnish() == len(FLOWN)


def test_the_journal_of_a_demonstration_is_whole_and_sealed(person: Person) -> None:
    flight = demonstration.fly_for(person, "feed-pump-stop", "competent", 2)
    events = events_of(flight.id)
    assert flight.status == Status.LANDED
    assert flight.events == len(events)
    assert [events[0].type, events[-1].type] == ["flight-opened", "flight-sealed"]
    assert events[0].actor == "pilot:competent"
    assert all(event.at for event in events)


def test_a_flight_that_is_somebody_else_s_is_not_written(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lease, "take", lambda flight, runner: False)
    with pytest.raises(JournalError):
        demonstration.fly_for(person, "feed-pump-stop", "competent", 2)
    assert not Flight.objects.exists()
