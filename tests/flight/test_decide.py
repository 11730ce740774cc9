"""What may be asked of a flight, in every state, and the sentence of each refusal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import product
from math import inf, nan
from typing import get_args

import pytest

from envol.errors import Refusal
from envol.flight.alarms import AlarmState
from envol.flight.commands import (
    Acknowledge,
    ChangeSpeed,
    Clear,
    Command,
    End,
    Freeze,
    Inject,
    Intervene,
    Resume,
    SetInput,
    SetProfile,
    TakeSample,
    WriteNote,
)
from envol.flight.engine import Flight
from envol.flight.journal_store import MemoryJournal
from envol.flight.plan import FlightPlan
from envol.flight.roles import MAY_ASK, Role

PlanOf = Callable[..., FlightPlan]
ACTOR = "person:0000abcd"
INSTRUCTOR = "instructor:0000cafe"
NOTE = "ab" * 32

COMMANDS: dict[type, Command] = {
    SetInput: SetInput("feed_flow", 2.0),
    SetProfile: SetProfile("feed_flow", ((170.0, 1.0), (180.0, 2.0))),
    Intervene: Intervene("dose-antifoam", 3.0),
    TakeSample: TakeSample("cells"),
    Acknowledge: Acknowledge("all"),
    Freeze: Freeze(),
    Resume: Resume(),
    ChangeSpeed: ChangeSpeed(60.0),
    Inject: Inject("feed-pump-stop"),
    Clear: Clear("cooling-loss"),
    WriteNote: WriteNote(NOTE),
    End: End(),
}
AT_THE_CONTROLS = set(Role) - {Role.SYSTEM}
ROLES = {
    SetInput: AT_THE_CONTROLS,
    SetProfile: AT_THE_CONTROLS,
    Intervene: AT_THE_CONTROLS,
    TakeSample: AT_THE_CONTROLS,
    Acknowledge: AT_THE_CONTROLS,
    WriteNote: AT_THE_CONTROLS,
    Freeze: set(Role),
    Resume: set(Role),
    ChangeSpeed: set(Role),
    End: set(Role),
    Inject: {Role.INSTRUCTOR, Role.SYSTEM},
    Clear: {Role.INSTRUCTOR, Role.SYSTEM},
}
WHILE_FROZEN = {Resume, Acknowledge, WriteNote, End, ChangeSpeed}
ALLOWED = {
    "running": set(COMMANDS) - {Resume},
    "frozen": WHILE_FROZEN,
    "left the model": WHILE_FROZEN - {Resume},
    "ended": set[type](),
}
SENTENCES = {
    "running": "the flight is not frozen",
    "frozen": "the flight is frozen (command): resume it first",
    "left the model": "the flight has left the region where the model is credible: go back to an earlier instant",
    "ended": "the flight is over (harvest): no command is taken any more",
}


@pytest.fixture(scope="module")
def plan(plan_of: PlanOf) -> FlightPlan:
    return plan_of()


def who_gives(command: Command) -> str:
    return INSTRUCTOR if isinstance(command, Inject | Clear) else ACTOR


def flight_in(plan: FlightPlan, state: str) -> tuple[Flight, MemoryJournal]:
    """Return a flight in a state, one alarm unacknowledged and one malfunction lasting."""
    journal = MemoryJournal()
    flight = Flight(plan, journal)
    flight.do(Inject("cooling-loss"), INSTRUCTOR)
    alarms = {**flight.state.alarms, "foam-high": AlarmState.UNACKNOWLEDGED}
    flight.state = replace(flight.state, alarms=alarms)
    if state == "frozen":
        flight.do(Freeze(), ACTOR)
    if state == "left the model":
        flight.state = replace(flight.state, frozen="validity:volume")
    if state == "ended":
        flight.do(Intervene("harvest"), ACTOR)
    return flight, journal


def refusal(plan: FlightPlan, command: Command, state: str = "running", actor: str = "") -> str:
    """Return the sentence of a refusal, having checked that nothing was stored and nothing changed."""
    flight, journal = flight_in(plan, state)
    before = flight.state, journal.events()
    with pytest.raises(Refusal) as refused:
        flight.do(command, actor or who_gives(command))
    assert (flight.state, journal.events()) == before
    return str(refused.value)


@pytest.mark.parametrize(("state", "kind"), list(product(ALLOWED, COMMANDS)))
def test_every_command_is_taken_or_refused_in_every_state(plan: FlightPlan, state: str, kind: type) -> None:
    if kind not in ALLOWED[state]:
        assert refusal(plan, COMMANDS[kind], state) == SENTENCES[state]
        return
    flight, journal = flight_in(plan, state)
    stored = len(journal.events())
    flight.do(COMMANDS[kind], who_gives(COMMANDS[kind]))
    assert len(journal.events()) == stored + 1


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        (SetInput("feed_flow", 1e6), "is above the limit of"),
        (SetInput("temperature_loop.setpoint", 5.0), "is below the limit of"),
        (SetInput("feed_flow", nan), "feed_flow needs a number, not nan"),
        (SetInput("feed_flow", inf), "feed_flow needs a number, not inf"),
        (SetInput("fed_flow", 1.0), "did you mean feed_flow"),
        (SetInput("contamination", 1e-7), "no set-point is called 'contamination'"),
        (SetInput("agitator_loss", 0.0), "no set-point is called 'agitator_loss'"),
        (SetInput("antifoam_dose", 1.0), "no set-point is called 'antifoam_dose'"),
        (SetInput("oxygen_probe.drift_fault", 0.0), "no set-point is called"),
        (SetInput("oxygen_probe.calibrate", 1.0), "no set-point is called"),
        (SetInput("oxygen_loop.automatic", 0.5), "1 (automatic) or 0 (manual), not 0.5"),
        (SetProfile("feed_flow", ()), "points at hours that increase, not []"),
        (SetProfile("feed_flow", ((5.0, 1.0), (4.0, 1.0))), "hours that increase, not [5.0, 4.0]"),
        (SetProfile("feed_flow", ((5.0, 1.0), (5.0, 1.0))), "hours that increase, not [5.0, 5.0]"),
        (SetProfile("feed_flow", ((nan, 1.0), (5.0, 1.0))), "hours that increase, not [nan, 5.0]"),
        (SetProfile("feed_flow", ((5.0, 1.0), (inf, 1.0))), "hours that increase, not [5.0, inf]"),
        (SetProfile("feed_flow", ((5.0, 1.0), (6.0, 1e6))), "is above the limit of"),
        (SetProfile("feed_flow", ((5.0, 1.0), (6.0, nan))), "needs a number, not nan"),
        (SetProfile("agitator_loss", ((5.0, 1.0),)), "no set-point is called 'agitator_loss'"),
        (SetProfile("oxygen_loop.automatic", ((5.0, 1.0), (6.0, 0.0))), "follows no profile"),
        (Intervene("dose-antifom"), "did you mean dose-antifoam"),
        (Intervene("dose-antifoam", 99.0), "dose-antifoam: 99 ppm is outside 0.5 to 10 ppm"),
        (Intervene("dose-antifoam", nan), "nan ppm is outside 0.5 to 10 ppm"),
        (Intervene("swap-vent-filter", 2.0), "swap-vent-filter takes no amount"),
        (TakeSample("cell"), "did you mean cells"),
        (Acknowledge("oxygen-lo"), "did you mean oxygen-low"),
        (Acknowledge("oxygen-low"), "nothing to acknowledge: oxygen-low is not waiting"),
        (ChangeSpeed(0.0), "a speed is a positive number, not 0.0"),
        (ChangeSpeed(nan), "a speed is a positive number, not nan"),
        (Inject("agitator-trp"), "did you mean agitator-trip"),
        (Inject("agitator-trip", 0.0), "a severity lies above 0 and up to 1, not 0"),
        (Inject("agitator-trip", nan), "a severity lies above 0 and up to 1, not nan"),
        (Inject("cooling-loss"), "cooling-loss lasts already"),
        (Clear("agitator-trip"), "no active malfunction is called 'agitator-trip'"),
        (WriteNote("words"), "64 hexadecimal digits"),
    ],
)
def test_a_refusal_says_why_and_stores_nothing(plan: FlightPlan, command: Command, sentence: str) -> None:
    assert sentence in refusal(plan, command)


@pytest.mark.parametrize(("role", "kind"), list(product(Role, COMMANDS)))
def test_every_command_is_taken_or_refused_from_every_role(plan: FlightPlan, role: Role, kind: type) -> None:
    actor, state = f"{role}:0000abcd", "frozen" if kind is Resume else "running"
    if role not in ROLES[kind]:
        assert f"{actor} may not" in refusal(plan, COMMANDS[kind], state, actor)
        return
    flight, _ = flight_in(plan, state)
    flight.do(COMMANDS[kind], actor)


def test_a_refused_role_is_told_who_may(plan: FlightPlan) -> None:
    said = "inject is asked by instructor or system only: person:0000abcd may not"
    assert refusal(plan, COMMANDS[Inject], actor=ACTOR) == said


@pytest.mark.parametrize("actor", ["visitor:0000abcd", "instructors", ""])
def test_nobody_else_may_ask_for_anything(plan: FlightPlan, actor: str) -> None:
    flight, _ = flight_in(plan, "running")
    for command in COMMANDS.values():
        with pytest.raises(Refusal, match="only"):
            flight.do(command, actor)


def test_every_command_has_its_roles() -> None:
    assert set(MAY_ASK) == set(get_args(Command)) == set(COMMANDS)


def test_a_deed_bears_the_id_of_who_did_it(plan: FlightPlan) -> None:
    flight = Flight(plan)
    for command in (SetInput, SetProfile, Intervene, TakeSample):
        flight.do(COMMANDS[command], f"person:{command.__name__.lower()}")
    assert [deed.actor for deed in flight.state.deeds] == [
        "person:setinput",
        "person:setprofile",
        "person:intervene",
        "person:takesample",
    ]


def test_a_set_point_out_of_limits_names_the_limit_and_its_unit(plan: FlightPlan) -> None:
    high, unit = plan.model.declared["feed_flow"].high, plan.model.declared["feed_flow"].unit
    assert refusal(plan, SetInput("feed_flow", high + 1)).endswith(f"above the limit of {high:g} {unit}")


def test_a_set_point_on_its_limit_is_taken(plan: FlightPlan) -> None:
    flight = Flight(plan)
    flight.do(SetInput("feed_flow", plan.model.declared["feed_flow"].high), ACTOR)


def test_acknowledging_all_when_nothing_waits_is_refused(plan: FlightPlan) -> None:
    with pytest.raises(Refusal, match="nothing to acknowledge"):
        Flight(plan).do(Acknowledge("all"), ACTOR)


def test_a_flight_that_left_the_model_does_not_resume(plan: FlightPlan) -> None:
    assert "go back to an earlier instant" in refusal(plan, Resume(), "left the model")


def test_the_default_amount_is_given_where_none_was_asked(plan: FlightPlan) -> None:
    flight = Flight(plan)
    flight.do(Intervene("dose-antifoam"), ACTOR)
    assert flight.state.pulses == {(0, "antifoam_dose"): 3.0}


def test_two_doses_at_one_scan_add_up_as_far_as_the_input_goes(plan: FlightPlan) -> None:
    flight = Flight(plan)
    for _ in range(2):
        flight.do(Intervene("dose-antifoam", 8.0), ACTOR)
        flight.do(Intervene("swap-oxygen-probe"), ACTOR)
    assert flight.state.pulses == {(0, "antifoam_dose"): 16.0, (30, "oxygen_probe.calibrate"): 1.0}


def test_a_set_point_ends_a_profile(plan: FlightPlan) -> None:
    flight = Flight(plan)
    flight.do(SetProfile("feed_flow", ((168.0, 0.0), (170.0, 10.0))), ACTOR)
    flight.advance(60)
    assert flight.held()[0][plan.model.inputs["feed_flow"]] == pytest.approx(5.0)
    flight.do(SetInput("feed_flow", 2.0), ACTOR)
    assert flight.held()[0][plan.model.inputs["feed_flow"]] == 2.0


@pytest.mark.parametrize("loop", ["oxygen_loop", "temperature_loop", "ph_loop"])
def test_taking_a_loop_in_hand_does_not_move_its_output(plan_of: PlanOf, loop: str) -> None:
    flight = Flight(plan_of(malfunctions=()))
    flight.advance(90)
    before = flight.read(f"{loop}.output")
    flight.do(SetInput(f"{loop}.automatic", 0.0), ACTOR)
    flight.advance(91)
    assert flight.read(f"{loop}.output") == pytest.approx(before, abs=1e-9)


@pytest.mark.parametrize("loop", ["oxygen_loop", "temperature_loop", "ph_loop"])
def test_giving_a_loop_back_moves_its_output_by_no_more_than_noise(plan_of: PlanOf, loop: str) -> None:
    # The integral follows the hand within 1.2 min; what is left is the noise of two readings through the gain.
    plan = plan_of(malfunctions=())
    flight = Flight(plan)
    flight.do(SetInput(f"{loop}.automatic", 0.0), ACTOR)
    flight.advance(30)
    by_hand = flight.read(f"{loop}.output")
    flight.do(SetInput(f"{loop}.automatic", 1.0), ACTOR)
    flight.advance(31)
    value = dict(zip(plan.model.parameters.element_names(), plan.parameters, strict=True))
    probe = {"oxygen_loop": "oxygen_probe", "temperature_loop": "temperature_probe", "ph_loop": "ph_probe"}[loop]
    bound = 6 * abs(value[f"{loop}.gain"]) * value[f"{probe}.noise_sd"]
    assert abs(flight.read(f"{loop}.output") - by_hand) <= bound
