"""What a live flight answers to each kind of ask."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from envol.flight.now import Now
from envol.flight.obstacles import obstacles
from envol.twin.why import revealing_terms, why
from envol.web.flightdeck import services
from envol.web.flightdeck.refusals import deck_refusal
from envol.web.flightdeck.runner.asks import Ask, AskWhy, AskWhyNot, Do, Fly, Join, Leave, LookBack
from envol.web.flightdeck.runner.live import LiveFlight
from envol.web.flightdeck.units import shown_rate

Answer = dict[str, Any]


def answer(live: LiveFlight, ask: Ask, now: float) -> Answer:
    """Answer an ask.

    Raises
    ------
    Refusal
        If it may not be.
    JournalError
        If its event could not be stored: it was not done.
    """
    return _ANSWERS[type(ask)](live, ask, now)


def _join(live: LiveFlight, ask: Join, now: float) -> Answer:
    live.join(ask.screen, ask.actor)
    return {"type": "joined", "state": live.picture.whole(live.mode()), "history": live.picture.history()}


def _leave(live: LiveFlight, ask: Leave, now: float) -> Answer:
    live.leave(ask.screen, now)
    return {}


def _do(live: LiveFlight, ask: Do, now: float) -> Answer:
    if ask.note:
        # The words first: words without an event are shown nowhere, an event without its words would seem erased.
        services.keep_note(flight=live.id, seq=live.journal.last_seq + 1, text=ask.note)
    seq = live.do(ask.command, ask.actor, now)
    return {"type": "ack", "seq": seq, "scan": live.flight.scan}


def _fly(live: LiveFlight, ask: Fly, now: float) -> Answer:
    live.fly_to(ask.to, now)
    return {"type": "ack", "seq": None, "scan": live.flight.scan}


def _look_back(live: LiveFlight, ask: LookBack, now: float) -> Answer:
    return {"type": "answer", "what": "history", "history": live.picture.history()}


def _why(live: LiveFlight, ask: AskWhy, now: float) -> Answer:
    """Return the terms that move a state; what a pilot is not shown does not show in the rest either."""
    flight, model = live.flight, live.flight.plan.model
    if ask.state not in flight.plan.line.explained:
        raise deck_refusal("no-such-state", name=ask.state)
    inputs, draws = flight.held()
    found = why(model, flight.telemetry.row(flight.scan), inputs, draws, flight.plan.parameters, ask.state)
    kept = frozenset() if ask.actor.startswith("instructor:") else revealing_terms(model, ask.state)
    shown = [term for term in found.terms if term.name not in kept]
    whole = sum(abs(term.value) for term in shown) or 1.0
    return {
        "type": "answer",
        "what": "why",
        "state": found.state,
        "unit": shown_rate(model.declared[found.state].unit, model.unit.time),
        "rate": sum(term.value for term in shown),
        "terms": [{"name": term.name, "value": term.value, "share": abs(term.value) / whole} for term in shown],
        "hidden": len(found.terms) - len(shown),
    }


def _why_not(live: LiveFlight, ask: AskWhyNot, now: float) -> Answer:
    flight = live.flight
    at = Now(flight.plan, flight.state, flight.scan, flight.read, ask.actor)
    found = obstacles(at, ask.subject)
    listed = [{"key": each.key, "params": each.params, "always": each.always} for each in found]
    return {"type": "answer", "what": "why-not", "obstacles": listed}


_ANSWERS: dict[type, Callable[..., Answer]] = {
    Join: _join,
    Leave: _leave,
    Do: _do,
    Fly: _fly,
    LookBack: _look_back,
    AskWhy: _why,
    AskWhyNot: _why_not,
}
