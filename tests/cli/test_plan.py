"""`envol plan`: its document, its table, its picture, its refusals."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import Result

from envol.gateways.content import content_root

Envol = Callable[..., Result]
FOLDER = content_root() / "foresight" / "plans"
SMALL = FOLDER / "two-regions.yaml"


@pytest.fixture(scope="module")
def told(document: Callable[..., Any]) -> Any:
    return document("plan", SMALL, "--draws", 20)


def decision(told: Any, region: str, training: str) -> Any:
    return next(each for each in told["decisions"] if (each["region"], each["training"]) == (region, training))


def test_the_document_says_how_good_the_plan_is_at_most(told: Any) -> None:
    assert told["bound"] <= told["objective"]
    assert told["gap"] <= 0.01
    assert told["status"] == "within-gap"
    assert told["cpu_s"] >= 0


def test_the_small_plan_is_the_one_that_the_how_to_follows(told: Any) -> None:
    kinds = {(each["region"], each["training"]): each["kind"] for each in told["decisions"]}
    assert kinds == {
        ("west", "bts-bioproduction"): "grow",
        ("west", "operator-certificate"): "hold",
        ("west", "licence-quality"): "colour",
        ("east", "bts-bioproduction"): "grow",
        ("east", "operator-certificate"): "close",
        ("east", "licence-quality"): "hold",
    }
    assert told["objective"] == pytest.approx(384.1, abs=0.01)


def test_each_decision_has_its_reason_in_both_languages(told: Any) -> None:
    assert all(each["why"]["fr"] and each["why"]["en"] for each in told["decisions"])
    assert decision(told, "west", "licence-quality")["why"]["fr"] == "les formateurs manquent (Ouest)"


def test_what_changes_has_jobs_regret_and_a_date(told: Any) -> None:
    grown = decision(told, "west", "bts-bioproduction")
    assert grown["first_intake"] == 2028
    assert grown["first_graduates"] == 2030
    assert grown["wait_until"] == 2027
    assert grown["stressed"]["jobs"] == sorted(grown["stressed"]["jobs"])
    assert grown["stressed"]["robust"] is True


def test_there_is_a_row_for_each_year(told: Any) -> None:
    assert [year["year"] for year in told["years"]] == list(range(2027, 2033))


def test_the_table_speaks_french_too(envol: Envol) -> None:
    result = envol("plan", SMALL, "--draws", 0, "--lang", "fr")
    assert result.exit_code == 0
    assert "augmentation" in result.stdout
    assert "aucun plan sous" in result.stdout


def test_a_picture_is_drawn_whole(envol: Envol, tmp_path: Path) -> None:
    picture = tmp_path / "plan.svg"
    assert envol("plan", SMALL, "--draws", 0, "--picture", picture).exit_code == 0
    assert picture.read_text(encoding="utf-8").rstrip().endswith("</svg>")
    assert [each.name for each in tmp_path.iterdir()] == ["plan.svg"]


def test_a_picture_of_no_known_form_is_refused_before_any_work(envol: Envol, tmp_path: Path) -> None:
    result = envol("plan", SMALL, "--picture", tmp_path / "plan.txt")
    assert result.exit_code == 1
    assert "is no picture" in result.stderr


def test_what_cannot_be_carried_out_ends_with_a_sentence(envol: Envol, tmp_path: Path) -> None:
    value = yaml.safe_load(SMALL.read_text(encoding="utf-8"))
    value["regions"][0]["least_places"] = 400
    path = tmp_path / "plan.yaml"
    path.write_text(yaml.safe_dump(value, allow_unicode=True), encoding="utf-8")
    result = envol("plan", path)
    assert result.exit_code == 1
    assert "no plan can be carried out: west in 2028 has 9.54 trainers" in result.stderr
    assert "its least places ask for them" in result.stderr


def test_every_fault_of_a_file_is_told(envol: Envol, tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(
        SMALL.read_text(encoding="utf-8").replace("technician: 0.5", "technician: 1.5").replace("years: 6", "years: 5"),
        encoding="utf-8",
    )
    result = envol("plan", path)
    assert result.exit_code == 1
    assert "trainings[0].yields.technician" in result.stderr
    assert "one value for each of the 5 years, found 6" in result.stderr


def test_an_unknown_outlook_is_refused(envol: Envol) -> None:
    result = envol("plan", SMALL, "--outlook", "frnace")
    assert result.exit_code == 1
    assert "france" in result.stderr


@pytest.mark.long
def test_the_pinned_plan_is_within_three_per_cent_in_sixty_seconds_of_processor(document: Callable[..., Any]) -> None:
    told = document("plan", FOLDER / "pinned.yaml", "--seconds", 60)
    assert told["gap"] <= 0.03
    assert told["cpu_s"] <= 60
