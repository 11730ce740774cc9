"""What content files say of each other."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from envol.errors import UnknownNameError
from envol.flight.content.catalogue import Catalogue, Document
from envol.flight.content.checks import check_catalogue, check_pilot_on_line
from envol.flight.content.fault import Fault
from envol.flight.content.line import Line

School = dict[str, dict[str, Any]]
Faults = Callable[[Mapping[str, dict[str, Any]]], list[Fault]]
Gather = Callable[[Mapping[str, dict[str, Any]]], Catalogue]

TITLE = {"fr": "x", "en": "x"}
CONTROL = {"title": TITLE, "role": "flow", "decimals": 1, "step": 1}
QUANTITY = {"title": TITLE, "decimals": 1}


def spoil(school: School, kind: str, path: tuple[str | int, ...], value: object) -> None:
    place: Any = school[kind]
    for part in path[:-1]:
        place = place[part]
    place[path[-1]] = value


def test_the_school_has_no_fault(school: School, faults: Faults) -> None:
    assert faults(school) == []


@pytest.mark.parametrize(
    ("kind", "path", "value", "sentence"),
    [
        (
            "parameters",
            ("unit",),
            "tnak",
            "unit: expected a known unit operation, found 'tnak' (did you mean",
        ),
        ("condition", ("states", "cels"), 3.0, "states.cels: expected a known state, found 'cels'"),
        ("condition", ("settings", "feed_flow"), 90, "expected a value between 0 and 40, found 90"),
        (
            "condition",
            ("states", "lipid_profile"),
            [0.1, 0.9],
            "lipid_profile: expected one number or 3, found 2",
        ),
        ("condition", ("left_at_start",), [], "or its name under left_at_start, found neither for volume"),
        ("condition", ("left_at_start", 0), "volum", "left_at_start[0]: expected a known state"),
        ("parameters", ("values", "mu_max", "unit"), "1/d", "values.mu_max.unit: expected the declared unit, 1/h"),
        ("parameters", ("values", "mu_max", "value"), 0.9, "values.mu_max.value: expected a value between 0 and 0.2"),
        (
            "line",
            ("tags", "FIC-105", "quantity"),
            "titre",
            "'titre', a true value that would give malfunctions away",
        ),
        ("line", ("outcome", 0, "value"), "lipid_profile", "outcome[0].value: expected a known quantity"),
        ("line", ("validity", 0, "quantity"), "lipid_profile", "a known quantity, found 'lipid_profile'"),
        ("line", ("settings", "filter_clogged"), 1, "'filter_clogged', a fault, which only malfunctions drive"),
        ("line", ("settings", "glucose_added"), 1, "'glucose_added', a pulse, which only interventions give"),
        ("line", ("interventions", 2, "settings"), {"filter_clogged": 0}, "an input that may be set"),
        ("line", ("interventions", 0, "pulse"), {"feed_flow": 1}, "an input that takes a pulse, found 'feed_flow'"),
        ("line", ("interventions", 0, "pulse"), {"filter_clogged": 1}, "an input that takes a pulse"),
        ("condition", ("settings", "filter_clogged"), 1, "an input that may be set"),
        ("scenario", ("settings", "filter_clogged"), 1, "settings.filter_clogged: expected an input that may be set"),
        ("scenario", ("settings", "glucose_added"), 1, "settings.glucose_added: expected an input that may be set"),
        ("scenario", ("malfunctions", 1, "trigger", "after"), {"set": "filter_clogged"}, "an input that may be set"),
        ("malfunction", ("response", "any_of", 1, "set"), "filter_clogged", "an input that may be set"),
        (
            "pilot",
            ("plan", 0, "do", 1, "set"),
            "filter_clogged",
            "plan[0].do[1].set: expected an input that may be set",
        ),
        ("pilot", ("plan", 0, "do", 1, "set"), "glucose_added", "plan[0].do[1].set: expected an input that may be set"),
        ("pilot", ("rules", 1, "when"), "setting('filter_clogged') > 0", "rules[1].when: expected"),
        ("scenario", ("scoring", "weights", "margin"), 2, "scoring.weights.margin: expected a known criterion"),
        ("scenario", ("scoring", "weights", "margin"), 2, "did you mean margins"),
        ("scenario", ("scoring", "arguments"), {"margin": {"spent": 1}}, "scoring.arguments.margin: expected a known"),
        ("scenario", ("scoring", "arguments"), {"margins": {"spend": 1}}, "did you mean spent?"),
        ("scenario", ("scoring", "arguments"), {"margins": {"spent": 0}}, "expected a value between 0.001 and 1"),
        ("line", ("parameter_sets", 0), "steel-tnk", "found 'steel-tnk' (did you mean steel-tank?)"),
        ("line", ("settings", "feed_flow"), -1, "settings.feed_flow: expected a value between 0 and 40"),
        ("line", ("tags", "AIC-101", "quantity"), "oxygen", "a known output, found 'oxygen'"),
        ("line", ("alarms", 0, "tag"), "AIC-102", "a known tag of this line, found 'AIC-102'"),
        ("line", ("alarms", 0, "limit"), 200, "alarms[0].limit: expected a value between 0 and 100"),
        ("line", ("phases", 0, "when"), "celss < 1", "phases[0].when: expected a known quantity"),
        ("line", ("phases", 0, "when"), "phase('growth')", "expected a known function, found 'phase'"),
        ("line", ("assays", 0, "measures"), {"glucos": {}}, "found 'glucos' (did you mean glucose?)"),
        ("line", ("interventions", 2, "settings", "filter_open"), 2, "a value between 0 and 1"),
        ("line", ("interventions", 0, "pulse"), {"glucose_add": 1}, "did you mean glucose_added?"),
        ("line", ("interventions", 0, "settings"), {"feed_flow": "amount"}, "amount.high: expected a value"),
        ("line", ("interventions", 1, "report", "quantity"), "germs", "a known quantity, found 'germs'"),
        ("line", ("validity", 0, "quantity"), "cell", "did you mean cells?"),
        ("line", ("controls", "fed_flow"), CONTROL, "controls.fed_flow: expected a known input, found 'fed_flow' (did"),
        ("line", ("controls", "filter_clogged"), CONTROL, "an input that may be set, found 'filter_clogged', a fault"),
        ("line", ("controls", "feed_flow", "tag"), "FIC-106", "controls.feed_flow.tag: expected a known tag of this"),
        ("line", ("controls", "feed_flow", "tag"), "FIC-106", "found 'FIC-106' (did you mean FIC-105"),
        ("line", ("controls", "filter_open", "shows"), "AIC-102", "controls.filter_open.shows: expected a known tag"),
        ("line", ("beside", 0), "FIC-106", "beside[0]: expected a known tag of this line"),
        (
            "line",
            ("beside",),
            [],
            "synoptic: expected every tag of the line on a piece, or under beside, found neither",
        ),
        ("line", ("beside",), [], "found neither for FIC-105"),
        ("line", ("synoptic", 0, "tags", 0), "AIC-102", "synoptic[0].tags[0]: expected a known tag of this line"),
        ("line", ("synoptic", 0, "controls", 0), "oxygen_setpont", "synoptic[0].controls[0]: expected a known control"),
        ("line", ("synoptic", 0, "controls", 0), "oxygen_setpont", "did you mean oxygen_setpoint?"),
        ("line", ("synoptic", 1, "interventions", 0), "glucose-bolos", "did you mean glucose-bolus?"),
        ("line", ("synoptic", 0, "assays", 0), "metabolite", "synoptic[0].assays[0]: expected a known assay"),
        ("line", ("trends", 0, "tags", 0), "AIC-102", "trends[0].tags[0]: expected a known tag of this line"),
        (
            "line",
            ("trends", 0, "assays", 0),
            "glucos",
            "expected a known quantity that an assay measures, found 'glucos'",
        ),
        ("line", ("quantities", "feed"), QUANTITY, "quantities.feed: expected a known quantity that an assay measures"),
        ("line", ("assays", 0, "measures", "feed"), {}, "quantities: expected every quantity that an assay measures"),
        ("line", ("interlocks", 0, "blocks", "intervention"), "harvst", "did you mean harvest?"),
        ("line", ("interlocks", 1, "blocks", "set"), "fed_flow", "interlocks[1].blocks.set: expected a known input"),
        (
            "line",
            ("interlocks", 1, "blocks", "set"),
            "glucose_added",
            "an input that may be set, found 'glucose_added'",
        ),
        ("line", ("interlocks", 1, "blocks", "above"), 41, "interlocks[1].blocks.above: expected a value between 0"),
        (
            "line",
            ("interlocks", 1, "when"),
            "titre > 1",
            "interlocks[1].when: expected a known quantity, found 'titre'",
        ),
        (
            "line",
            ("interlocks", 1, "when"),
            "cells > 1",
            "interlocks[1].when: expected a known quantity, found 'cells'",
        ),
        ("line", ("interlocks", 1, "when"), "alarm('low-oxygen')", "expected a known function, found 'alarm'"),
        ("malfunction", ("effects", 0, "input"), "filter", "effects[0].input: expected a known input"),
        ("malfunction", ("effects", 0, "value"), 3, "effects[0].value: expected a value between 0 and 1"),
        ("malfunction", ("cleared_by", 0), "change-filtre", "did you mean change-filter?"),
        ("malfunction", ("response", "any_of", 1, "when"), "valeu > 1", "did you mean value"),
        ("malfunction", ("unit",), "column", "expected content of the unit operation tank"),
        ("scenario", ("line",), "training-tnk", "line: expected a known line, found 'training-tnk'"),
        ("scenario", ("condition",), "day-tree", "did you mean day-three?"),
        (
            "scenario",
            ("malfunctions", 0, "malfunction"),
            "clog",
            "malfunctions[0].malfunction: expected a known",
        ),
        ("scenario", ("malfunctions", 0, "trigger"), {"at_h": 30}, "hour 30 of a flight of 24 h"),
        ("scenario", ("malfunctions", 0, "trigger"), {"phase": "grow"}, "did you mean growth?"),
        (
            "scenario",
            ("malfunctions", 0, "trigger"),
            {"when": "oxygen < 2"},
            "trigger.when: expected a known",
        ),
        ("scenario", ("malfunctions", 1, "trigger", "after"), {"set": "fed_flow"}, "did you mean feed_flow?"),
        ("scenario", ("malfunctions", 1, "trigger", "after"), {"intervention": "x"}, "a known intervention"),
        ("scenario", ("limits", 0, "quantity"), "titer", "did you mean titre?"),
        ("scenario", ("scoring", "outcome", 0, "quantity"), "titer", "scoring.outcome[0].quantity"),
        ("scenario", ("scoring", "outcome", 0, "quantity"), "titre", "did you mean titre_g_per_L?"),
        ("scenario", ("scoring", "must", 0, "when"), "alarm('low-oxygen')", "a known function, found 'alarm'"),
        ("scenario", ("scoring", "must", 0, "when"), "cells > 1", "scoring.must[0].when: expected a known quantity"),
        (
            "scenario",
            ("malfunctions", 0, "trigger"),
            {"when": "alarm('low-oxygen')"},
            "trigger.when: expected a known function",
        ),
        ("line", ("outcome", 0, "value"), "titer * 2", "outcome[0].value: expected a known quantity"),
        ("scenario", ("fidelity_need", "cell_biology"), "specific", "at most representative"),
        ("scenario", ("settings", "feed_flow"), 99, "settings.feed_flow: expected a value between 0 and 40"),
        ("pilot", ("plan", 0, "do", 0), {"sample": "metabolite"}, "did you mean metabolites?"),
        ("pilot", ("plan", 0, "do", 1, "to"), 50, "plan[0].do[1].to: expected a value between 0 and 40"),
        ("pilot", ("plan", 0, "do", 1, "set"), "feeed_flow", "did you mean feed_flow?"),
        ("pilot", ("rules", 0, "do", 0), {"acknowledge": "low"}, "a known alarm, found 'low'"),
        ("pilot", ("rules", 0, "do", 1), {"intervene": "harvst"}, "did you mean harvest?"),
        ("pilot", ("rules", 0, "do", 1, "amount"), 2, "no amount, since change-filter takes none"),
        ("pilot", ("rules", 1, "do", 0, "amount"), 900, "amount: expected a value between 0 and 500"),
        ("pilot", ("rules", 1, "when"), "glucose < 2", "rules[1].when: expected a known quantity"),
    ],
)
def test_what_does_not_fit_the_rest_is_found(
    school: School, faults: Faults, kind: str, path: tuple[str | int, ...], value: object, sentence: str
) -> None:
    spoil(school, kind, path, value)
    found = [str(fault) for fault in faults(school)]
    assert any(sentence in fault for fault in found), found


def test_all_faults_are_found_at_once(school: School, faults: Faults) -> None:
    school["scenario"]["condition"] = "nowhere"
    school["scenario"]["line"] = "nowhere"
    school["pilot"]["rules"][0]["when"] = "nothing > 2"
    assert len(faults(school)) == 3


def test_a_malfunction_that_the_line_cannot_answer_is_refused_in_the_scenario(school: School, faults: Faults) -> None:
    school["malfunction"]["response"]["any_of"] = [{"intervention": "change-filter"}]
    school["malfunction"]["cleared_by"] = []
    school["line"]["interventions"] = [
        gesture for gesture in school["line"]["interventions"] if gesture["name"] != "change-filter"
    ]
    assert any("training-tank can answer" in str(fault) for fault in faults(school))


def test_a_tag_misspelt_on_its_piece_is_told_once(school: School, faults: Faults) -> None:
    spoil(school, "line", ("synoptic", 0, "tags", 0), "AIC-102")
    assert [fault.key for fault in faults(school)] == ["synoptic[0].tags[0]"]


def test_a_line_without_a_drawing_need_not_place_its_tags(school: School, faults: Faults) -> None:
    for key in ("synoptic", "beside", "controls", "trends", "quantities", "interlocks"):
        del school["line"][key]
    assert faults(school) == []


def test_a_name_used_twice_is_a_fault_of_the_second(school: School, gather: Gather) -> None:
    catalogue = gather(school)
    twin = copy.copy(catalogue.documents[0])
    doubled = Catalogue((*catalogue.documents, twin), catalogue.vocabulary)
    assert ["no other" in str(fault) for fault in check_catalogue(doubled)] == [True]


def test_a_pilot_may_suit_one_line_and_not_another(school: School, gather: Gather) -> None:
    catalogue = gather(school)
    pilot = catalogue.document("pilot", "steady")
    bare = catalogue.line("training-tank").model_copy(update={"assays": ()})
    assert check_pilot_on_line(catalogue, pilot, catalogue.line("training-tank")) == []
    assert {fault.key for fault in check_pilot_on_line(catalogue, pilot, bare)} == {
        "plan[0].do[0].sample",
        "rules[1].when",
        "rules[1].do[0].amount",
    }


def test_a_malfunction_may_drive_a_fault_and_an_intervention_may_pulse(school: School, faults: Faults) -> None:
    assert school["malfunction"]["effects"][0]["input"] == "filter_clogged"
    assert school["line"]["interventions"][0]["pulse"] == {"glucose_added": "amount"}
    assert faults(school) == []


def test_a_state_that_starts_from_zero_need_not_be_named(school: School, faults: Faults) -> None:
    assert "debris" not in {*school["condition"]["states"], *school["condition"]["left_at_start"]}
    assert faults(school) == []


def test_arguments_may_be_given_for_a_criterion_that_has_no_weight(school: School, faults: Faults) -> None:
    school["scenario"]["scoring"]["arguments"] = {"restraint": {"allowed": 2.0}}
    assert faults(school) == []


def test_whoever_refers_to_an_unreadable_line_is_not_at_fault(school: School, gather: Gather) -> None:
    whole = gather(school)
    readable = tuple(document for document in whole.documents if document.content.kind != "line")
    unread = frozenset({("line", "training-tank")})
    assert check_catalogue(Catalogue(readable, whole.vocabulary, unread)) == []


def test_the_catalogue_gives_content_by_name_or_proposes_the_nearest(school: School, gather: Gather) -> None:
    catalogue = gather(school)
    assert isinstance(catalogue.line("training-tank"), Line)
    assert [line.name for line in catalogue.every(Line)] == ["training-tank"]
    with pytest.raises(UnknownNameError, match="clogged-night"):
        catalogue.scenario("clogged-nite")


def test_a_fault_shows_the_nearest_known_line_of_the_file(school: School, gather: Gather) -> None:
    content = gather(school).line("training-tank")
    document = Document(content=content, content_hash="", file="a.yaml", lines={(): 1, ("alarms", 0): 12})
    assert str(document.fault(("alarms", 0, "limit"), "a", "b")) == "a.yaml:12: alarms[0].limit: expected a, found b"
