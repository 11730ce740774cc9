"""A file whose shape is wrong has its references checked all the same, and no fault is told twice or in vain."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from envol.flight.content.fault import KeyPath, key_text
from envol.gateways.content import check_paths, read_document

from .test_content import SCHOOL, Vocabulary, edit, root, vocabulary

__all__ = ["root", "vocabulary"]

FILES = sorted(str(path.relative_to(SCHOOL)) for path in SCHOOL.rglob("*.yaml"))
GARBAGE: Any = [[{"?": 1}]]
"""Wrong wherever it stands."""

PLANTED: dict[str, dict[str, Any]] = {
    "scenarios/clogged-night.yaml": {
        "condition": "day-tree",
        "malfunctions.0.malfunction": "cloged-filter",
        "malfunctions.1.trigger.after.set": "fed_flow",
        "limits.0.quantity": "disolved_oxygen",
        "scoring.outcome.0.quantity": "titre_g_per_l",
        "scoring.must.0.when": "starved_hour < 2",
    },
    "lines/training-tank.yaml": {
        "parameter_sets.0": "steal-tank",
        "tags.FIC-105.quantity": "fed",
        "phases.0.when": "cell < 10",
        "alarms.0.tag": "AIC-102",
        "interventions.1.report.quantity": "bacterium",
        "validity.0.quantity": "cell",
        "interlocks.0.blocks.intervention": "harvst",
        "interlocks.1.blocks.set": "fed_flow",
        "interlocks.1.when": "oxygen < 10",
        "controls.feed_flow.tag": "FIC-106",
        "synoptic.0.tags.0": "AIC-103",
        "synoptic.0.interventions.0": "gram-stian",
        "synoptic.0.assays.0": "metabolite",
        "synoptic.1.controls.0": "fed_flow",
        "trends.0.assays.0": "glucos",
    },
    "pilots/steady.yaml": {"plan.0.do.1.set": "fed_flow", "rules.1.do.0.intervene": "glucose-bolos"},
    "malfunctions/clogged-filter.yaml": {"effects.0.input": "filter_cloged", "cleared_by.0": "change-filters"},
    "conditions/day-three.yaml": {"states.lipid_profile": [1, 2], "settings.feed_flow": 41},
    "parameters/tank.yaml": {"values.mu_max.unit": "1/d"},
}
"""References that lead nowhere, and values out of range, in files of every kind."""

LEANING = {
    "interventions": ("interlocks[0].blocks.intervention", "synoptic[0].interventions[0]"),
    "assays": ("synoptic[0].assays[0]", "trends[0].assays[0]"),
    "controls": ("synoptic[1].controls[0]",),
    "tags": ("interlocks[1].when",),
}
"""What is looked for under a key of the same line, and may not be told where that key could not be read."""


def test_all_faults_of_shape_and_of_reference_come_at_once(root: Path, vocabulary: Vocabulary) -> None:
    path = root / "scenarios/clogged-night.yaml"
    for old, new in (
        ("briefing: {fr", "briefing: {de: Luft, fr"),
        ("condition: day-three", "condition: day-tree"),
        ("malfunction: clogged-filter", "malfunction: cloged-filter"),
        ("severity: 0.8", "severity: 8"),
        ("trigger: {window_h: [4, 6]}", 'trigger: {when: "cels > 3"}'),
        ("{quantity: dissolved_oxygen,", "{quantity: disolved_oxygen,"),
        ("weight: 1, unit", "weight: heavy, unit"),
        ("quantity: titre_g_per_L", "quantity: titre_g_per_l"),
        ('"starved_hours < 2"', '"starved_hours <"'),
    ):
        edit(path, old, new)
    faults = check_paths([path], vocabulary, root)
    assert {fault.file for fault in faults} == {str(path)}
    assert [(fault.line, fault.key, fault.found) for fault in faults] == [
        (4, "briefing.de", "'de'"),
        (6, "condition", "'day-tree'"),
        (11, "malfunctions[0].malfunction", "'cloged-filter'"),
        (12, "malfunctions[0].severity", "8"),
        (13, "malfunctions[0].trigger.when", "'cels'"),
        (17, "limits[0].weight", "'heavy'"),
        (17, "limits[0].quantity", "'disolved_oxygen'"),
        (23, "scoring.outcome[0].quantity", "'titre_g_per_l'"),
        (25, "scoring.must[0].when", faults[-1].found),
    ]
    nearest = {fault.found.strip("'"): fault.hint for fault in faults}
    assert nearest["cels"] == "did you mean cells?"
    assert nearest["day-tree"] == "did you mean day-three?"
    assert all(fault.expected for fault in faults)


def places(value: Any, path: KeyPath = ()) -> Iterator[KeyPath]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inside:
        yield (*path, key)
        yield from places(each, (*path, key))


def put(value: Any, path: KeyPath, new: Any) -> Any:
    value = copy.deepcopy(value)
    holder = value
    for key in path[:-1]:
        holder = holder[key]
    if new is None:
        del holder[path[-1]]
    else:
        holder[path[-1]] = new
    return value


def at_or_under(key: str, path: KeyPath) -> bool:
    text = key_text(path)
    return not text or key == text or key.startswith((f"{text}.", f"{text}["))


@pytest.mark.parametrize("file", FILES)
def test_a_key_that_is_garbled_or_gone_is_at_fault_and_nothing_else(
    root: Path, vocabulary: Vocabulary, file: str
) -> None:
    sound = yaml.safe_load((SCHOOL / file).read_text(encoding="utf-8"))
    for path in places(sound):
        for new in (GARBAGE, None):
            (root / file).write_text(yaml.safe_dump(put(sound, path, new), sort_keys=False), encoding="utf-8")
            keys = [fault.key for fault in check_paths([root / file], vocabulary, root)]
            if new is GARBAGE:
                assert keys
                # Of a list of numbers the list is at fault.
                assert all(at_or_under(key, path) or key == key_text(path[:-1]) for key in keys), (path, keys)


@pytest.mark.parametrize("file", FILES)
def test_a_key_that_is_garbled_hides_no_fault_elsewhere(root: Path, vocabulary: Vocabulary, file: str) -> None:
    value = yaml.safe_load((SCHOOL / file).read_text(encoding="utf-8"))
    planted: list[KeyPath] = []
    for text, new in PLANTED[file].items():
        path = tuple(int(part) if part.isdigit() else part for part in text.split("."))
        value, planted = put(value, path, new), [*planted, path]
    # What a file is of, and what its references are looked for in, decide over everything else.
    roots = {("schema",), ("unit",), ("line",), ("tags",)}
    for path in set(places(value)) - roots:
        (root / file).write_text(yaml.safe_dump(put(value, path, GARBAGE), sort_keys=False), encoding="utf-8")
        faults = check_paths([root / file], vocabulary, root)
        expected = {key_text(each) for each in planted if each[: len(path)] != path and path[: len(each)] != each}
        if len(path) <= 2 or path[2] in ("name", "measures", "quantity"):
            expected -= set(LEANING.get(str(path[0]), ()))
        assert expected <= {fault.key for fault in faults}, path
        assert len(set(faults)) == len(faults)


@pytest.mark.parametrize(
    ("file", "old", "new", "key"),
    [
        ("scenarios/clogged-night.yaml", "duration_h: 24", "duration_h: long", "duration_h"),
        ("scenarios/clogged-night.yaml", "window_h: [4, 6]", "at_h: 010", "malfunctions[0].trigger.at_h"),
        ("lines/training-tank.yaml", "range: [0, 100]", "range: [100, 0]", "tags.AIC-101.range"),
        ("lines/training-tank.yaml", "range: [0, 100]", "range: [0, lots]", "tags.AIC-101.range[1]"),
        ("lines/training-tank.yaml", "  AIC-101: {", "  AC101: {", "tags.AC101"),
        ("lines/training-tank.yaml", "name: gram-stain, title", "name: Gram stain, title", "interventions[1].name"),
        ("lines/training-tank.yaml", "name: metabolites", "name: 3", "assays[0].name"),
        ("lines/training-tank.yaml", "measures: {glucose: {", "measures: {glu cose: {", "assays[0].measures.glu cose"),
        ("lines/training-tank.yaml", "  feed_flow: {title", "  feed flow: {title", "controls.feed flow"),
        ("lines/training-tank.yaml", "beside: [FIC-105]", "beside: [F105]", "beside[0]"),
        ("lines/training-tank.yaml", "interventions:", "intervention:", "intervention"),
        ("conditions/day-three.yaml", "[volume]", "[3]", "left_at_start[0]"),
        ("conditions/day-three.yaml", "left_at_start", "left_at_strat", "left_at_strat"),
        ("conditions/day-three.yaml", "{cells: 8.5", "{ce lls: 8.5", "states.ce lls"),
    ],
)
def test_what_could_not_be_read_is_no_fault_of_what_leans_on_it(
    root: Path, vocabulary: Vocabulary, file: str, old: str, new: str, key: str
) -> None:
    edit(root / file, old, new)
    assert [fault.key for fault in check_paths([root / file], vocabulary, root)] == [key]


def test_a_wrong_value_does_not_hide_that_its_key_is_unknown(root: Path, vocabulary: Vocabulary) -> None:
    path = edit(root / "scenarios/clogged-night.yaml", "settings: {feed_flow: 3}", "settings: {fed_flow: x}")
    found = [(fault.key, fault.found) for fault in check_paths([path], vocabulary, root)]
    assert found == [("settings.fed_flow", "'x'"), ("settings.fed_flow", "'fed_flow'")]


def test_a_file_at_fault_tells_that_its_name_is_taken(root: Path, vocabulary: Vocabulary) -> None:
    text = (root / "pilots/steady.yaml").read_text(encoding="utf-8").replace("round_min: 15", "round_min: soon")
    (root / "pilots/unsteady.yaml").write_text(text, encoding="utf-8")
    faults = check_paths([root / "pilots/unsteady.yaml"], vocabulary, root)
    assert [fault.key for fault in faults] == ["name", "round_min"]


def test_a_salvaged_document_is_not_handed_out(root: Path) -> None:
    document, faults = read_document(edit(root / "pilots/steady.yaml", "round_min: 15", "round_min: soon"))
    assert document is None
    assert len(faults) == 1
