"""Plan files: read into an instance, or refused with every fault at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from envol.errors import ContentError
from envol.gateways.content import content_root
from envol.gateways.plan_file import read_plan_file

FOLDER = content_root() / "foresight" / "plans"


@pytest.fixture
def changed(tmp_path: Path) -> Callable[[Callable[[Any], None]], Path]:
    """Return what writes the small plan file with a change in it."""

    def write(change: Callable[[Any], None]) -> Path:
        value = yaml.safe_load((FOLDER / "two-regions.yaml").read_text(encoding="utf-8"))
        change(value)
        path = tmp_path / "plan.yaml"
        path.write_text(yaml.safe_dump(value, sort_keys=False, allow_unicode=True), encoding="utf-8")
        return path

    return write


def faults(path: Path) -> list[str]:
    with pytest.raises(ContentError) as caught:
        read_plan_file(path)
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.yaml")), ids=lambda file: file.stem)
def test_every_plan_file_can_be_read(file: Path) -> None:
    assert read_plan_file(file).instance.years > 0


def test_the_pinned_plan_is_of_the_size_that_the_time_is_promised_for() -> None:
    assert read_plan_file(FOLDER / "pinned.yaml").instance.shape == (13, 40, 10)


def test_trainers_grow_by_six_per_cent_a_year_unless_the_file_says_otherwise() -> None:
    trainers = read_plan_file(FOLDER / "two-regions.yaml").instance.trainers
    assert np.allclose(trainers[:, 1:] / trainers[:, :-1], 1.06)


def test_a_rate_beyond_one_is_refused_with_its_line(changed: Callable[..., Path]) -> None:
    path = changed(lambda value: value["trainings"][0]["yields"].update(technician=1.5))
    (fault,) = faults(path)
    line = next(n for n, text in enumerate(path.read_text().splitlines(), 1) if "technician: 1.5" in text)
    assert fault.startswith(f"{path}:{line}: trainings[0].yields.technician: expected")
    assert fault.endswith("found 1.5")


def test_yields_beyond_one_in_all_are_refused(changed: Callable[..., Path]) -> None:
    (fault,) = faults(changed(lambda value: value["trainings"][0].update(yields={"technician": 0.6, "operator": 0.6})))
    assert "expected yields of 1 in all at most, found 1.2" in fault


def test_a_negative_number_is_refused(changed: Callable[..., Path]) -> None:
    (fault,) = faults(changed(lambda value: value["regions"][0].update(trainers=-1)))
    assert "regions[0].trainers" in fault
    assert "-1" in fault


def test_an_unknown_region_is_refused_with_the_nearest(changed: Callable[..., Path]) -> None:
    (fault,) = faults(changed(lambda value: value["trainings"][0].update(groups={"wets": 1})))
    assert "expected a known region, found 'wets' (did you mean west" in fault


def test_an_unknown_occupation_is_refused_with_the_nearest(changed: Callable[..., Path]) -> None:
    (fault,) = faults(changed(lambda value: value["trainings"][0].update(yields={"technicien": 0.5})))
    assert "expected a known occupation, found 'technicien' (did you mean technician?)" in fault


def test_a_list_of_another_length_than_the_years_is_refused(changed: Callable[..., Path]) -> None:
    (fault,) = faults(changed(lambda value: value["regions"][1]["needs"].update(operator=[1, 2])))
    assert "regions[1].needs.operator: expected one value for each of the 6 years, found 2" in fault


def test_a_group_of_half_is_refused(changed: Callable[..., Path]) -> None:
    (fault,) = faults(changed(lambda value: value["trainings"][0].update(groups={"west": 0.5})))
    assert "trainings[0].groups.west" in fault


def test_generated_and_written_out_at_once_is_refused(changed: Callable[..., Path]) -> None:
    asked = {"seed": 1, "regions": 2, "trainings": 3, "occupations": 2}
    (fault,) = faults(changed(lambda value: value.update(generate=asked)))
    assert "either generate or what is written out" in fault


def test_every_fault_is_told_at_once(changed: Callable[..., Path]) -> None:
    def change(value: Any) -> None:
        value["regions"][0]["trainers"] = -1
        value["regions"][1]["needs"]["operator"] = [1]
        value["trainings"][1]["yields"] = {"operatr": 0.5}
        value["trainings"][2]["length"] = 0
        value["budget"] = [1, 2]

    told = faults(changed(change))
    assert len(told) == 5
    assert [int(fault.split(":")[1]) for fault in told] == sorted(int(fault.split(":")[1]) for fault in told)


def test_a_file_that_is_no_yaml_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text("schema: [", encoding="utf-8")
    assert "well-formed YAML" in faults(path)[0]


def test_a_file_that_holds_no_mapping_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text("- 1\n", encoding="utf-8")
    assert faults(path)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(b"schema: \xff")
    assert "text in UTF-8" in faults(path)[0]


def test_a_file_of_another_kind_is_refused_by_its_schema_alone() -> None:
    with pytest.raises(ContentError) as refusal:
        read_plan_file(content_root() / "foresight" / "outlooks" / "france.yaml")
    (fault,) = refusal.value.faults
    assert (fault.key, fault.expected, fault.found) == ("schema", "'envol/plan/1'", "'envol/outlook/1'")
