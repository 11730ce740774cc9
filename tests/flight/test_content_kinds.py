"""What each kind of content file accepts."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from envol.flight.content.catalogue import KINDS
from envol.flight.content.fidelity import FEATURES, Fidelity, FidelityNeed, Level
from envol.flight.content.line import Line
from envol.flight.content.parameters import ParameterSet
from envol.twin.sources import Status

School = dict[str, dict[str, Any]]


def refused(kind: str, text: dict[str, Any]) -> str:
    with pytest.raises(ValidationError) as error:
        KINDS[kind].model_validate(text)
    return str(error.value)


def test_every_kind_of_the_school_is_accepted(school: School) -> None:
    for kind, text in school.items():
        assert KINDS[kind].model_validate(text).name == text["name"]


def test_every_kind_refuses_an_unknown_key_and_a_missing_language(school: School) -> None:
    for kind, text in school.items():
        assert "Extra inputs" in refused(kind, {**text, "colour": "red"})
        assert "title.en" in refused(kind, {**text, "title": {"fr": "Cuve"}})
        assert "title.fr" in refused(kind, {**text, "title": {"fr": " ", "en": "Tank"}})


def test_content_cannot_be_changed_once_read(school: School) -> None:
    line = KINDS["line"].model_validate(school["line"])
    with pytest.raises(ValidationError, match="frozen"):
        line.name = "another"


@pytest.mark.parametrize("value", ["5", True, None, float("nan"), float("inf")])
def test_a_number_is_never_guessed(school: School, value: object) -> None:
    school["condition"]["settings"]["feed_flow"] = value
    assert "settings.feed_flow" in refused("condition", school["condition"])


@pytest.mark.parametrize("tag", ["TIC-101", "AIC-101", "101-FIC-105A", "PDSHH-0012", "LT-123"])
def test_an_isa_tag_is_accepted(school: School, tag: str) -> None:
    school["line"]["tags"][tag] = school["line"]["tags"]["AIC-101"]
    assert tag in Line.model_validate(school["line"]).tags


@pytest.mark.parametrize("tag", ["TIC101", "tic-101", "T-101", "TIC-1", "TIC-101ab"])
def test_what_is_no_isa_tag_is_refused(school: School, tag: str) -> None:
    school["line"]["tags"][tag] = school["line"]["tags"]["AIC-101"]
    assert tag in refused("line", school["line"])


@pytest.mark.parametrize(
    ("kind", "path", "value", "symptom"),
    [
        ("parameters", ("values", "kla", "low"), 15, "its own range"),
        ("parameters", ("status",), None, "a status on each value"),
        ("condition", ("states", "cells"), "many", "a number or a list of numbers"),
        ("line", ("timing", "control_scan_s"), 15, "the control scan (15.0 s) is not a whole number"),
        ("line", ("timing", "alarm_scan_s"), 15, "the alarm scan (15.0 s) is not a whole number"),
        ("line", ("timing", "refined_step_s"), 4, "the integration step (10.0 s) is not a whole number"),
        ("line", ("outcome", 1, "name"), "titre_g_per_L", "two called 'titre_g_per_L'"),
        ("line", ("tags", "AIC-101", "quantity"), "line.unit.probe.oxygen", "quantity"),
        ("pilot", ("name",), "ace", "at least 4 characters"),
        ("scenario", ("malfunctions", 0, "severity"), 0, "greater than 0"),
        ("line", ("tags", "AIC-101", "normal"), [60, 30], "increasing order"),
        ("line", ("tags", "AIC-101", "normal"), [30, 160], "normal within the range"),
        ("line", ("alarms", 0, "priority"), "urgent", "priority"),
        ("line", ("phases", 1, "name"), "growth", "two called 'growth'"),
        ("line", ("phases", 0, "when"), "cells + 1", "a condition, true or false"),
        ("line", ("phases", 0, "when"), "cells <", "an expression"),
        ("line", ("interventions", 0, "amount"), None, "the key amount"),
        ("line", ("interventions", 0, "amount", "default"), 900, "a default between 0 and 500"),
        ("line", ("validity", 0, "high"), None, "low, high or both"),
        ("malfunction", ("response", "any_of", 0), {}, "exactly one of intervention, set"),
        ("malfunction", ("response", "any_of", 0, "when"), "value > 1", "when only beside set"),
        ("scenario", ("malfunctions", 0, "severity"), 1.5, "less than or equal to 1"),
        ("scenario", ("malfunctions", 0, "trigger"), {"at_h": 1, "phase": "growth"}, "at_h and phase"),
        ("scenario", ("malfunctions", 0, "trigger", "window_h"), [6, 4], "increasing order"),
        ("scenario", ("malfunctions", 0, "trigger", "delay_h"), 1, "delay_h only beside after"),
        ("scenario", ("scoring", "weights", "outcome"), -1, "greater than or equal to 0"),
        ("scenario", ("scoring", "weights"), {"outcome": 0}, "at least one weight above 0"),
        ("scenario", ("scoring", "weights"), {}, "at least one weight above 0"),
        ("condition", ("left_at_start",), ["cells"], "each state either given or left at its start"),
        ("condition", ("left_at_start",), ["volume", "volume"], "two called 'volume'"),
        ("line", ("timing", "frame_period_s"), None, "frame_period_s"),
        ("scenario", ("scoring", "outcome"), [], "at least one criterion"),
        ("scenario", ("scoring", "outcome", 0, "best"), 0, "worst and best apart"),
        ("scenario", ("fidelity_need", "cell_biology"), "high", "fidelity_need.cell_biology"),
        ("pilot", ("plan", 0, "do", 0), {"set": "feed_flow"}, "set and to together"),
        ("pilot", ("plan", 0, "do", 0, "amount"), 3, "amount only beside intervene"),
        ("pilot", ("plan", 0, "do", 1, "to"), "feed > 3", "a condition"),
        ("pilot", ("rules", 1, "name"), "answer-low-oxygen", "two called"),
        ("line", ("controls", "oxygen_setpoint", "tag"), None, "the key tag, of what the loop measures"),
        ("line", ("controls", "filter_open", "role"), "flow", "shows only where the role is output"),
        ("line", ("controls", "feed_flow", "role"), "knob", "controls.feed_flow.role"),
        ("line", ("controls", "feed_flow", "step"), 0, "greater than 0"),
        ("line", ("controls", "feed_flow", "decimals"), 10, "less than or equal to 9"),
        ("line", ("synoptic", 0, "piece"), "valve", "synoptic.0.piece"),
        ("line", ("trends", 0), {"title": {"fr": "x", "en": "x"}}, "at least one entry under tags or assays"),
        ("line", ("interlocks", 0, "blocks"), {}, "exactly one of set, intervention"),
        ("line", ("interlocks", 0, "blocks", "above"), 1, "above only beside set"),
        ("line", ("interlocks", 0, "when"), "dissolved_oxygen", "a condition, true or false"),
        ("line", ("interlocks", 1, "name"), "early-no-harvest", "two called 'early-no-harvest'"),
        ("line", ("interlocks", 1, "why"), {"en": "x"}, "why.fr"),
        ("line", ("quantities", "glucose", "title"), {"fr": "x"}, "quantities.glucose.title.en"),
    ],
)
def test_what_contradicts_itself_is_refused(
    school: School, kind: str, path: tuple[str | int, ...], value: object, symptom: str
) -> None:
    place: Any = school[kind]
    for part in path[:-1]:
        place = place[part]
    place[path[-1]] = value
    assert symptom in refused(kind, school[kind])


def test_a_value_without_a_status_takes_that_of_its_file(school: School) -> None:
    constants = ParameterSet.model_validate(school["parameters"])
    assert constants.status_of("kla") is Status.PUBLISHED
    assert constants.status_of("mu_max") is Status.TUNED


@pytest.mark.parametrize("name", ["oxygen_probe.indicated", "reactor.oxygen_loop.output"])
def test_a_name_of_the_twin_may_hold_two_dots(school: School, name: str) -> None:
    school["line"]["tags"]["AIC-101"]["quantity"] = name
    assert Line.model_validate(school["line"]).tags["AIC-101"].quantity == name


def test_the_rhythms_of_a_line_are_those_of_the_twin(school: School) -> None:
    timing = Line.model_validate(school["line"]).timing.timing()
    assert (timing.steps_per_scan, timing.scans_per_alarm_scan) == (1, 2)


def test_there_are_twelve_features_of_fidelity_and_a_need_names_the_same() -> None:
    assert len(FEATURES) == 12
    assert tuple(FidelityNeed.model_fields) == FEATURES


def test_a_line_below_a_need_says_by_how_much() -> None:
    line = Fidelity(**dict.fromkeys(FEATURES, Level.GENERIC))
    need = FidelityNeed(cell_biology=Level.SPECIFIC, downstream=Level.GENERIC)
    assert line.below(need) == {"cell_biology": (Level.SPECIFIC, Level.GENERIC)}
