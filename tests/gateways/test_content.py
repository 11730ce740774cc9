"""Content files are found, read and checked, all faults at once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from envol.errors import ContentError
from envol.flight.content.catalogue import Catalogue, Constant, Inputs, StartingState, UnitVocabulary
from envol.flight.content.fault import Fault
from envol.gateways import content
from envol.gateways.content import check_paths, content_root, load_catalogue, read_document

SCHOOL = Path(__file__).parents[1] / "flight" / "school"

Vocabulary = dict[str, UnitVocabulary]


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    tank = UnitVocabulary(
        unit="tank",
        inputs=Inputs(
            settable={"feed_flow": (0.0, 40.0), "oxygen_setpoint": (0.0, 100.0), "filter_open": (0.0, 1.0)},
            pulses={"glucose_added": (0.0, float("inf"))},
            faults={"filter_clogged": (0.0, 1.0)},
        ),
        outputs=frozenset({"dissolved_oxygen", "feed", "glucose", "titre", "bacteria"}),
        states={name: StartingState(from_zero=False) for name in ("cells", "volume")}
        | {"lipid_profile": StartingState(size=3, from_zero=False)},
        parameters={"kla": Constant(unit="1/h"), "mu_max": Constant(unit="1/h")},
    )
    return {"tank": tank}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SCHOOL, tmp_path / "content"))


def edit(path: Path, old: str, new: str) -> Path:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def faults_of(root: Path, vocabulary: Vocabulary) -> list[str]:
    with pytest.raises(ContentError) as refused:
        load_catalogue(root, vocabulary)
    assert all(isinstance(fault, Fault) for fault in refused.value.faults)
    return [str(fault) for fault in refused.value.faults]


def test_a_sound_tree_is_loaded(root: Path, vocabulary: Vocabulary) -> None:
    catalogue = load_catalogue(root, vocabulary)
    assert isinstance(catalogue, Catalogue)
    assert catalogue.scenario("clogged-night").line == "training-tank"
    assert len(catalogue.documents) == 6


def test_folders_within_folders_are_read(root: Path, vocabulary: Vocabulary) -> None:
    (root / "lines" / "tanks").mkdir()
    (root / "lines" / "training-tank.yaml").rename(root / "lines" / "tanks" / "training-tank.yaml")
    assert load_catalogue(root, vocabulary).line("training-tank")


def test_all_faults_of_all_files_come_at_once(root: Path, vocabulary: Vocabulary) -> None:
    edit(root / "lines/training-tank.yaml", "limit: 20", "limit: twenty")
    edit(root / "lines/training-tank.yaml", "frame_period_s", "frame_perod_s")
    edit(root / "pilots/steady.yaml", "round_min: 15", "round_min: 15: 2")
    edit(root / "scenarios/clogged-night.yaml", "condition: day-three", "condition: day-tree")
    assert faults_of(root, vocabulary) == [
        "content/lines/training-tank.yaml:6: timing.frame_period_s: expected this key, found nothing",
        "content/lines/training-tank.yaml:6: timing.frame_perod_s: expected one of the keys integration_step_s,"
        " refined_step_s, control_scan_s, alarm_scan_s, frame_period_s, found 'frame_perod_s'"
        " (did you mean frame_period_s?)",
        "content/lines/training-tank.yaml:32: alarms[0].limit: expected a number, found 'twenty'"
        " (a number goes without quotes and without its unit)",
        "content/pilots/steady.yaml:4: expected well-formed YAML, found mapping values are not allowed in this"
        " context (a text that holds a colon goes in quotes)",
        "content/scenarios/clogged-night.yaml:6: condition: expected a known condition, found 'day-tree'"
        " (did you mean day-three?)",
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "sentence"),
    [
        ("lines/training-tank.yaml", "title: {fr: Cuve", "titel: {fr: Cuve", "3: titel: expected one of the keys name"),
        ("lines/training-tank.yaml", "priority: high", "priority: hihg", "alarms[0].priority: expected 'low'"),
        ("lines/training-tank.yaml", "priority: high", "priority: hihg", "(did you mean high?)"),
        ("lines/training-tank.yaml", "class: process", "klass: process", "(did you mean class?)"),
        ("lines/training-tank.yaml", "class: process", "klass: process", "alarms[0].class: expected this key"),
        ("lines/training-tank.yaml", "AIC-101: {", "AC101: {", "tags.AC101: expected an ISA tag, such as AIC-101"),
        ("lines/training-tank.yaml", "batch_recipe: none", "batch_recipe: some", "13: fidelity.batch_recipe"),
        ("lines/training-tank.yaml", '"cells < 10"', '"cells <"', "phases[0].when: expected an expression"),
        ("lines/training-tank.yaml", '"cells < 10"', '"cells"', "expected a condition, true or false"),
        ("lines/training-tank.yaml", "delay_min: 30", "delay_min: '30'", "assays[0].delay_min: expected a number"),
        ("lines/training-tank.yaml", "cv: 0.03", "cv: 0,03", "(decimals take a point)"),
        ("lines/training-tank.yaml", "piece: feed-pump", "piece: feedpump", "synoptic[1].piece: expected 'vessel'"),
        ("lines/training-tank.yaml", "piece: feed-pump", "piece: feedpump", "(did you mean feed-pump"),
        ("lines/training-tank.yaml", "role: setpoint", "role: set-point", "(did you mean setpoint?)"),
        ("conditions/day-three.yaml", "hour: 72", "hour: 2024-05-01", "5: hour: expected a text in quotes"),
        ("conditions/day-three.yaml", "hour: 72", "hour: 7,5", "(decimals take a point: 7.5)"),
        ("conditions/day-three.yaml", "hour: 72", "hour: yes", "true or false"),
        ("conditions/day-three.yaml", "hour: 72", "hour: 72\nhour: 73", "6: hour: expected each key once"),
        ("conditions/day-three.yaml", "hour: 72", "hour: -1", "greater than or equal to 0, found -1"),
        ("conditions/day-three.yaml", "Troisième jour", '""', "title.fr: expected a text that is not empty"),
        ("conditions/day-three.yaml", "name: day-three", "name: Day Three", "expected a name in small letters"),
        ("conditions/day-three.yaml", "envol/condition/1", "envol/conditoin/1", "did you mean envol/condition/1"),
        ("conditions/day-three.yaml", "envol/condition/1", "envol/condition/2", "1: schema: expected one of"),
        ("conditions/day-three.yaml", "envol/condition/1", "envol/pilot/1", "conditions/day-three.yaml"),
        ("scenarios/clogged-night.yaml", "window_h: [4, 6]", "window_h: [4]", "trigger.window_h[1]: expected this key"),
        ("scenarios/clogged-night.yaml", "window_h: [4, 6]", "at: 4", "trigger.at: expected one of the keys at_h"),
        ("scenarios/clogged-night.yaml", "window_h: [4, 6]", "", "trigger: expected exactly one of at_h, window_h"),
        ("pilots/steady.yaml", "{acknowledge: low-oxygen}", "{aknowledge: all}", "(did you mean acknowledge?)"),
        ("malfunctions/clogged-filter.yaml", "value > 50", "value > 50%", "response.any_of[1].when"),
        ("parameters/tank.yaml", "value: 12", "value: 21", "values.kla: expected a value between 5 and 20"),
    ],
)
def test_a_fault_names_file_line_key_expected_and_found(
    root: Path, vocabulary: Vocabulary, file: str, old: str, new: str, sentence: str
) -> None:
    edit(root / file, old, new)
    found = faults_of(root, vocabulary)
    assert any(sentence in fault and f"content/{file}" in fault for fault in found), found


def test_a_key_of_the_wrong_value_is_one_fault_only(root: Path, vocabulary: Vocabulary) -> None:
    edit(root / "conditions/day-three.yaml", "hour: 72", "hour: 2024-05-01")
    assert len(faults_of(root, vocabulary)) == 1


def test_a_file_in_the_folder_of_another_kind_is_a_fault(root: Path, vocabulary: Vocabulary) -> None:
    (root / "pilots/steady.yaml").rename(root / "lines/steady.yaml")
    (fault,) = faults_of(root, vocabulary)
    assert fault == "content/lines/steady.yaml:1: schema: expected a pilot in the folder pilots, found it in lines"


def test_a_name_given_twice_is_a_fault_that_names_the_other_file(root: Path, vocabulary: Vocabulary) -> None:
    shutil.copy(root / "pilots/steady.yaml", root / "pilots/unsteady.yaml")
    (fault,) = faults_of(root, vocabulary)
    assert fault.startswith("content/pilots/unsteady.yaml:2: name: expected a name that no other pilot bears")
    assert "content/pilots/steady.yaml" in fault


def test_a_file_that_is_not_utf8_is_a_fault_with_its_line(root: Path, vocabulary: Vocabulary) -> None:
    path = root / "conditions/day-three.yaml"
    path.write_bytes(path.read_text(encoding="utf-8").encode("latin-1"))
    assert "content/conditions/day-three.yaml:3: expected text in UTF-8, found the byte 0xe8" in faults_of(
        root, vocabulary
    )


def test_a_folder_that_does_not_exist_is_a_fault(tmp_path: Path, vocabulary: Vocabulary) -> None:
    assert "expected a content folder, found none" in faults_of(tmp_path / "none", vocabulary)[0]


def test_comments_and_layout_do_not_change_the_hash_of_content(root: Path, vocabulary: Vocabulary) -> None:
    before = load_catalogue(root, vocabulary)
    edit(root / "conditions/day-three.yaml", "hour: 72", "# three days\nhour:   72.0")
    edit(root / "scenarios/clogged-night.yaml", "duration_h: 24", "duration_h: 25")
    after = load_catalogue(root, vocabulary)
    assert before.content_hash("condition", "day-three") == after.content_hash("condition", "day-three")
    assert before.content_hash("scenario", "clogged-night") != after.content_hash("scenario", "clogged-night")


def test_a_scenario_from_elsewhere_is_checked_against_the_installed_content(
    root: Path, tmp_path: Path, vocabulary: Vocabulary
) -> None:
    mine = Path(shutil.copy(root / "scenarios/clogged-night.yaml", tmp_path / "mine.yaml"))
    assert check_paths([mine], vocabulary, root) == []
    edit(mine, "line: training-tank", "line: training-tnk")
    (fault,) = check_paths([mine], vocabulary, root)
    assert str(fault) == f"{mine}:5: line: expected a known line, found 'training-tnk' (did you mean training-tank?)"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "controls: [feed_flow]",
            "controls: [fed_flow]",
            "63: synoptic[1].controls[0]: expected a known control of this line, found 'fed_flow'"
            " (did you mean feed_flow?)",
        ),
        (
            "{set: feed_flow, above: 5}",
            "{set: fed_flow, above: 5}",
            "55: interlocks[1].blocks.set: expected a known input, found 'fed_flow' (did you mean feed_flow?)",
        ),
        (
            "assays: [glucose]}",
            "assays: [glucos]}",
            "65: trends[0].assays[0]: expected a known quantity that an assay measures, found 'glucos'"
            " (did you mean glucose?)",
        ),
    ],
)
def test_a_wrong_name_on_the_screen_is_told_at_its_line(
    root: Path, vocabulary: Vocabulary, old: str, new: str, told: str
) -> None:
    path = edit(root / "lines/training-tank.yaml", old, new)
    assert [str(fault) for fault in check_paths([path], vocabulary, root)] == [f"{path}:{told}"]


def test_only_the_faults_of_the_given_files_are_told(root: Path, vocabulary: Vocabulary) -> None:
    edit(root / "pilots/steady.yaml", "at_h: 2", "at_h: -2")
    assert check_paths([root / "scenarios"], vocabulary, root) == []
    assert len(check_paths([root / "pilots/steady.yaml"], vocabulary, root)) == 1
    assert len(check_paths([root], vocabulary, root)) == 1


def test_a_copy_within_the_tree_is_a_fault_of_the_copy(root: Path, vocabulary: Vocabulary) -> None:
    copy = Path(shutil.copy(root / "pilots/steady.yaml", root / "pilots/unsteady.yaml"))
    (fault,) = check_paths([copy], vocabulary, root)
    assert (fault.file, fault.key) == (str(copy), "name")


def test_a_file_given_twice_is_checked_once(root: Path, vocabulary: Vocabulary) -> None:
    again = root / "pilots" / ".." / "pilots" / "steady.yaml"
    assert check_paths([root, root / "pilots/steady.yaml", again], vocabulary, root) == []


def test_a_path_without_content_is_a_fault(root: Path, tmp_path: Path, vocabulary: Vocabulary) -> None:
    (tmp_path / "empty").mkdir()
    faults = check_paths([tmp_path / "none.yaml", tmp_path / "empty"], vocabulary, root)
    assert [fault.expected for fault in faults] == ["YAML files in the folder", "a file or a folder"]


def test_a_scenario_for_a_line_that_cannot_be_read_is_not_at_fault(root: Path, vocabulary: Vocabulary) -> None:
    edit(root / "lines/training-tank.yaml", "decimals: 1", "decimals: -1")
    (fault,) = faults_of(root, vocabulary)
    assert "tags.AIC-101.decimals" in fault


def test_one_file_can_be_read_by_itself(root: Path) -> None:
    document, faults = read_document(root / "pilots/steady.yaml")
    assert faults == []
    assert document is not None
    assert document.key == ("pilot", "steady")
    assert document.lines["rules", 1, "when"] == 16


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.yaml"
    path.write_bytes(b"a" * (content.LARGEST_FILE + 1))
    document, faults = read_document(path)
    assert document is None
    assert "at most 1000000 bytes" in str(faults[0])


def test_the_content_is_found() -> None:
    assert content_root().name == "content"
