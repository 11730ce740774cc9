"""The score of a flight, and its replay with what moved the process at each instant."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from envol.errors import EnvolError
from envol.flight.engine import Flight as Flown
from envol.gateways.replaying import Recording
from envol.web.flightdeck import selectors
from envol.web.flightdeck.debrief.page import page_document, score_context
from envol.web.flightdeck.debrief.reader import Reader
from envol.web.flightdeck.debrief.recall import flown_again, rewind_of
from envol.web.flightdeck.debrief.telemetry import telemetry_document
from envol.web.flightdeck.looks import write_down_data, write_down_look
from envol.web.flightdeck.models import Flight, Role, Status
from envol.web.flightdeck.school import recording
from envol.web.flightdeck.units import shown_rate
from envol.web.flightdeck.views import grounded, visible_flight
from envol.web.flightdeck.words import declared_words
from envol.web.pagekit.language import page_language

WORDS_OF = frozenset({"debrief", "page", "trends", "why", "alarms"})
"""The word lists that the scripts of these pages read."""


def keeps_its_truth(request: HttpRequest, flight: Flight) -> bool:
    """Return whether a flight is in the air and whoever asks flies it: its truth would be given away."""
    return flight.status == Status.AIRBORNE and selectors.role_in(flight, request.user) == Role.PERSON  # type: ignore[arg-type]


def _reader(record: Recording) -> Reader:
    return Reader(record.plan, page_language())


@login_required
@require_safe
@never_cache
def score(request: HttpRequest, id: UUID) -> HttpResponse:
    """Show what a landed flight came to; one that has not landed shows its cockpit."""
    flight = visible_flight(request, id)
    if flight.status != Status.LANDED:
        return redirect("flightdeck:cockpit", id=flight.id)
    try:
        record = recording(flight)
        flown = flown_again(record)
    except EnvolError as error:
        return grounded(request, flight, error)
    telling = _reader(record)
    context = {
        **score_context(flight, record, flown, telling),
        "meta": page_document(flight, record, telling),
        "words": debrief_words(),
    }
    write_down_look(request, [flight], "score")
    return render(request, "flightdeck/score.html", context)


@login_required
@require_safe
@never_cache
def replay(request: HttpRequest, id: UUID) -> HttpResponse:
    """Show the replay of a flight; its pilot has to land first."""
    flight = visible_flight(request, id)
    if keeps_its_truth(request, flight):
        return render(request, "flightdeck/not_yet.html", {"flight": flight}, status=403)
    try:
        record = recording(flight)
    except EnvolError as error:
        return grounded(request, flight, error)
    telling = _reader(record)
    context = {
        "flight": flight,
        "title": telling.said(record.plan.scenario.title),
        "in_the_air": flight.status == Status.AIRBORNE,
        "meta": page_document(flight, record, telling),
        "words": debrief_words(),
    }
    write_down_look(request, [flight], "replay")
    return render(request, "flightdeck/replay.html", context)


Answer = Callable[[HttpRequest, Flight, Recording, Flown], JsonResponse]


def _json(answer: Answer) -> Callable[[HttpRequest, UUID], HttpResponse]:
    """Make a view of an answer about a flight flown again, which refuses in keys of the page's words."""

    @wraps(answer)
    def view(request: HttpRequest, id: UUID) -> HttpResponse:
        flight = visible_flight(request, id)
        if keeps_its_truth(request, flight):
            return refused("not-in-the-air", status=403)
        try:
            record = recording(flight)
            response = answer(request, flight, record, flown_again(record))
        except EnvolError:
            return refused("not-replayed", status=409)
        if response.status_code == HTTPStatus.OK:
            write_down_data(request, flight)
        return response

    return login_required(require_safe(never_cache(view)))


@gzip_page
@_json
def replay_telemetry(request: HttpRequest, flight: Flight, record: Recording, flown: Flown) -> JsonResponse:
    """Give the course of a flight: what was shown, what was true, what happened."""
    telling = _reader(record)
    return _strict(telemetry_document(record, flown, selectors.notes_of(flight), telling))


@_json
def replay_why(request: HttpRequest, flight: Flight, record: Recording, flown: Flown) -> JsonResponse:
    """Give the terms that moved a state at a scan."""
    asked, state = request.GET.get("scan", ""), request.GET.get("state", "")
    if not (asked.isascii() and asked.isdigit() and len(asked) < 10 and int(asked) <= flown.scan):
        return refused("no-such-scan", last=flown.scan)
    if state not in record.plan.line.explained:
        return refused("no-such-state")
    found = rewind_of(flight.id, record).why(int(asked), state)
    terms = [{"name": term.name, "value": term.value, "share": term.share} for term in found.terms]
    model = record.plan.model
    unit = shown_rate(model.declared[state].unit, model.unit.time)
    return _strict({"state": found.state, "unit": unit, "rate": found.rate, "terms": terms})


def refused(key: str, *, status: int = 400, **params: int) -> JsonResponse:
    """Return a refusal as the page's script reads it: the key of its sentence."""
    return JsonResponse({"key": f"debrief.{key}", "params": params}, status=status)


def _strict(document: dict[str, Any]) -> JsonResponse:
    return JsonResponse(document, json_dumps_params={"allow_nan": False, "separators": (",", ":")})


def debrief_words() -> dict[str, str]:
    """Return the sentences of these pages' scripts by their key, in the language of the page."""
    return {key: str(sentence) for file, key, sentence in declared_words() if file in WORDS_OF}
