"""Each reason for a refusal has a key, a sentence and parameters that another language can use."""

from __future__ import annotations

import ast
import json
import pickle
from collections.abc import Callable
from dataclasses import replace
from math import inf, nan
from pathlib import Path

import pytest

import envol.flight
from envol.errors import Refusal
from envol.flight.commands import (
    FREEZE_REASONS,
    Acknowledge,
    ChangeSpeed,
    Clear,
    Command,
    Freeze,
    Inject,
    Intervene,
    Resume,
    SetInput,
    SetProfile,
    WriteNote,
)
from envol.flight.engine import Flight
from envol.flight.journal_store import MemoryJournal
from envol.flight.plan import FlightPlan
from envol.flight.refusals import REFUSALS, refusal

PlanOf = Callable[..., FlightPlan]
ACTOR = "person:0000abcd"
INSTRUCTOR = "instructor:0000cafe"
FOLDER = Path(envol.flight.__file__).parent
INFORMS = {"limits"}
"""Keys that say what may be asked for, and refuse nothing."""
ALARMS = (
    "agitation-low, all, feed-gap, foam-high, gas-gap, oxygen-demand-high, oxygen-low, ph-high, ph-low, pressure-high, "
    "temperature-high, temperature-low, vessel-full"
)

EXAMPLES: dict[str, tuple[Command, str, dict[str, float | str]]] = {
    "above-limit": (
        SetInput("feed_flow", 13),
        "feed_flow: 13 L/h is above the limit of 12 L/h",
        {"name": "feed_flow", "value": 13, "limit": 12, "unit": "L/h"},
    ),
    "amount-outside": (
        Intervene("dose-antifoam", nan),
        "dose-antifoam: nan ppm is outside 0.5 to 10 ppm",
        {"name": "dose-antifoam", "value": "nan", "low": 0.5, "high": 10, "unit": "ppm"},
    ),
    "below-limit": (
        SetInput("ph_loop.setpoint", 6),
        "ph_loop.setpoint: 6 1 is below the limit of 6.6 1",
        {"name": "ph_loop.setpoint", "value": 6, "limit": 6.6, "unit": "1"},
    ),
    "freeze-reason": (
        Freeze("tea"),
        "a flight is frozen for one of command, left-alone, not for tea",
        {"why": "tea", "known": "command, left-alone"},
    ),
    "mode": (
        SetInput("ph_loop.automatic", 0.5),
        "ph_loop.automatic is 1 (automatic) or 0 (manual), not 0.5",
        {"name": "ph_loop.automatic", "value": 0.5},
    ),
    "name-of-nothing": (
        Clear("cooling-loss"),
        "no active malfunction is called 'cooling-loss': there are none",
        {"what": "active malfunction", "name": "cooling-loss"},
    ),
    "not-a-number": (
        SetInput("feed_flow", -inf),
        "feed_flow needs a number, not -inf",
        {"name": "feed_flow", "value": "-inf"},
    ),
    "not-frozen": (Resume(), "the flight is not frozen", {}),
    "not-your-role": (
        Inject("ph-drift"),
        "inject is asked by instructor or system only: person:0000abcd may not",
        {"asked": "inject", "roles": "instructor or system", "actor": ACTOR},
    ),
    "note-hash": (
        WriteNote("words"),
        "a note enters the journal as the hash of its text, 64 hexadecimal digits",
        {},
    ),
    "nothing-to-acknowledge": (
        Acknowledge("ph-low"),
        "nothing to acknowledge: ph-low is not waiting",
        {"alarm": "ph-low"},
    ),
    "profile-hours": (
        SetProfile("feed_flow", ((5.0, 1.0), (4.0, 1.0))),
        "the profile of feed_flow needs points at hours that increase, not [5.0, 4.0]",
        {"name": "feed_flow", "hours": "[5.0, 4.0]"},
    ),
    "profile-of-mode": (
        SetProfile("ph_loop.automatic", ((5.0, 1.0),)),
        "ph_loop.automatic is switched by hand: it follows no profile",
        {"name": "ph_loop.automatic"},
    ),
    "severity": (Inject("ph-drift", 1.5), "a severity lies above 0 and up to 1, not 1.5", {"value": 1.5}),
    "speed": (ChangeSpeed(0.0), "a speed is a positive number, not 0.0", {"value": "0.0"}),
    "takes-no-amount": (
        Intervene("swap-vent-filter", 2.0),
        "swap-vent-filter takes no amount",
        {"name": "swap-vent-filter"},
    ),
    "unknown-name": (
        SetInput("fed_flow", 1.0),
        "no set-point is called 'fed_flow': did you mean feed_flow, glucose_flow?",
        {"what": "set-point", "name": "fed_flow", "nearest": "feed_flow, glucose_flow"},
    ),
    "unlike-any-name": (
        Acknowledge("zzz"),
        f"no alarm is called 'zzz': the known ones are {ALARMS}",
        {"what": "alarm", "name": "zzz", "known": ALARMS},
    ),
}
"""By key: a command that is refused on a fresh flight, the sentence, the parameters."""
IN_OTHER_STATES = {"flight-frozen", "flight-over", "interlock", "lasts-already", "left-the-model"}


@pytest.fixture(scope="module")
def plan(plan_of: PlanOf) -> FlightPlan:
    return plan_of()


def refused(flight: Flight, command: Command, actor: str = "") -> Refusal:
    by = ACTOR if command == EXAMPLES["not-your-role"][0] or not isinstance(command, Inject | Clear) else INSTRUCTOR
    with pytest.raises(Refusal) as caught:
        flight.do(command, actor or by)
    return caught.value


@pytest.mark.parametrize("key", EXAMPLES)
def test_a_refusal_bears_its_key_its_sentence_and_its_parameters(plan: FlightPlan, key: str) -> None:
    command, sentence, params = EXAMPLES[key]
    found = refused(Flight(plan), command)
    assert (found.key, str(found), found.params) == (key, sentence, params)


def test_a_refusal_of_a_state_bears_what_the_state_says(plan: FlightPlan, plan_of: PlanOf) -> None:
    over, frozen, left, ill = (Flight(plan) for _ in range(4))
    over.do(Intervene("abort"), ACTOR)
    frozen.do(Freeze("left-alone"), ACTOR)
    left.state = replace(left.state, frozen="validity:volume")
    ill.do(Inject("ph-drift"), INSTRUCTOR)
    found = [refused(flight, SetInput("feed_flow", 1.0)) for flight in (over, frozen, left)]
    found.append(refused(ill, Inject("ph-drift"), INSTRUCTOR))
    found.append(refused(Flight(plan_of("fed-batch-first-flight")), Intervene("harvest")))
    assert {each.key: each.params for each in found} == {
        "flight-over": {"ended": "abort"},
        "flight-frozen": {"why": "left-alone"},
        "left-the-model": {"quantity": "volume"},
        "lasts-already": {"name": "ph-drift"},
        "interlock": {"interlock": "first-day-no-harvest", "why": str(found[-1])},
    }
    assert str(found[-1]).startswith("the harvest valve stays locked during the first 24 h")
    assert {each.key for each in found} == IN_OTHER_STATES


def test_a_freeze_is_stored_with_its_reason(plan: FlightPlan) -> None:
    journal = MemoryJournal()
    for why in FREEZE_REASONS:
        flight = Flight(plan, journal)
        flight.do(Freeze(why), "system:0000abcd")
        assert journal.events()[-1].data == {"why": why}
        assert flight.state.frozen == why
    assert FREEZE_REASONS == ("command", "left-alone")
    assert Freeze() == Freeze("command")


def test_every_key_has_an_example() -> None:
    assert set(REFUSALS) == set(EXAMPLES) | IN_OTHER_STATES | INFORMS


def test_every_sentence_is_its_template_filled_with_its_parameters() -> None:
    for key, (_, sentence, params) in EXAMPLES.items():
        words = {name: value if isinstance(value, str) else f"{value:g}" for name, value in params.items()}
        assert REFUSALS[key].format_map(words) == sentence


def test_parameters_are_plain_values_for_json(plan: FlightPlan) -> None:
    for command, _, params in EXAMPLES.values():
        found = refused(Flight(plan), command)
        assert json.loads(json.dumps(found.params, allow_nan=False)) == params


def test_no_refusal_of_the_flight_goes_without_a_key() -> None:
    """Whoever refuses goes through `refusal`, and under a key that has its sentence."""
    calls = [
        (file.name, node)
        for file in sorted(FOLDER.rglob("*.py"))
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]
    assert {file for file, call in calls if ast.unparse(call.func) == "Refusal"} == {"refusals.py"}
    firsts = [call.args[0] for _, call in calls if ast.unparse(call.func) == "refusal"]
    keys = {first.value for first in firsts if isinstance(first, ast.Constant)}
    assert len(keys) > 15
    assert keys <= set(REFUSALS)


def test_a_refusal_survives_the_way_between_processes() -> None:
    found = refusal("takes-no-amount", name="harvest")
    again = pickle.loads(pickle.dumps(found))
    assert (again.key, str(again), again.params) == (found.key, str(found), found.params)
