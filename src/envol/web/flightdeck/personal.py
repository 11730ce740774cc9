"""What the flights keep about people: what they take away, and how a flight goes on without its pilot."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from envol.web.accountability.personal import Part, Row, register_part
from envol.web.flightdeck.journal import lines_of
from envol.web.flightdeck.models import Flight, JournalEvent, Note, Seat, Status


def register_parts() -> None:
    """Register what is kept here."""
    for part in (_NOTES, _FLIGHTS, _SEATS):
        register_part(part)


def _flight_rows(person: UUID) -> list[Row]:
    return [
        {
            "id": str(each.pk),
            "scenario": each.scenario,
            "line": each.line,
            "seed": each.seed,
            "status": each.status,
            "began": each.created_at.isoformat(),
            "landed": each.landed_at.isoformat() if each.landed_at else None,
            "hours": each.hours,
            "score": each.score,
            "passed": each.passed,
            "result": each.result,
        }
        for each in Flight.objects.filter(pilot=person).order_by("created_at")
    ]


def _journals(person: UUID) -> dict[str, bytes]:
    # That of a flight in the air tells its pilot what will break: it is taken away once it has ended.
    flights = Flight.objects.filter(pilot=person, events__gt=0).exclude(status=Status.AIRBORNE).order_by("created_at")
    return {
        f"journals/{each.scenario}_{each.seed}_{each.id.hex[:8]}.jsonl": "".join(lines_of(each.id)).encode()
        for each in flights
    }


def _erase_pilot(person: UUID) -> None:
    Flight.objects.filter(pilot=person).update(pilot=None)


def _seat_rows(person: UUID) -> list[Row]:
    seats = Seat.objects.filter(person=person).order_by("pk")
    return [{"flight": str(each.flight_id), "role": each.role, "actor": each.actor} for each in seats]


def _erase_seats(person: UUID) -> None:
    Seat.objects.filter(person=person).update(person=None)


def _note_rows(person: UUID) -> list[Row]:
    return [
        {"flight": str(each.flight_id), "place": each.seq, "text": each.text}
        for each in _notes(person).order_by("flight", "seq")
    ]


def _erase_notes(person: UUID) -> None:
    _notes(person).delete()


def _notes(person: UUID) -> QuerySet[Note]:
    """Return the notes in somebody's flights, whoever wrote them, for they may name them; and those they wrote."""
    wrote = JournalEvent.objects.filter(
        flight=OuterRef("flight"),
        seq=OuterRef("seq"),
        flight__seats__person=person,
        flight__seats__actor=F("actor"),
    )
    return Note.objects.filter(Q(flight__pilot=person) | Exists(wrote))


_FLIGHTS = Part(
    name="flights",
    title=_("Flights"),
    rows=_flight_rows,
    erase=_erase_pilot,
    models=("flightdeck.Flight", "flightdeck.JournalEvent"),
    stays=_(
        "The journals of your flights, without anything that leads to you: a journal is sealed, and a line taken out "
        "would make it false. It knows its pilot by a number drawn for that flight alone."
    ),
    files=_journals,
)
_SEATS = Part(
    name="seats", title=_("Seats in flights"), rows=_seat_rows, erase=_erase_seats, models=("flightdeck.Seat",)
)
# Parts are asked by their names' order: pilots and seats tell whose a note is, so that this one has to come before.
_NOTES = Part(
    name="flight-notes",
    title=_("Words written in flights"),
    rows=_note_rows,
    erase=_erase_notes,
    models=("flightdeck.Note",),
)
