"""The ledger of published figures: loaded whole, refused at its line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from envol.errors import ContentError
from envol.foresight.claims import Standing, denominators, score, share_of_needs, spread
from envol.gateways.claims import read_claims
from envol.gateways.content import content_root

LEDGER = {each.name: each for each in read_claims()}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A content folder with the installed ledger alone."""
    shutil.copytree(content_root() / "foresight" / "claims", tmp_path / "foresight" / "claims")
    return tmp_path


def faults(root: Path, old: str, new: str, file: str = "creations") -> list[str]:
    path = root / "foresight" / "claims" / f"{file}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError) as refusal:
        read_claims(root)
    return [str(fault) for fault in refusal.value.faults]


def test_the_ledger_says_thirteen_times_as_published():
    found = spread(LEDGER.values())
    assert (found.lowest.name, found.highest.name) == ("aec-1500-in-3-years", "normandie-20000-by-2030")
    assert found.times == pytest.approx(20_000 / 1_500)


def test_a_year_the_ledger_says_500_to_3333():
    found = spread(LEDGER.values())
    assert (found.lowest_a_year.a_year[0], found.highest_a_year.a_year[1]) == (500.0, pytest.approx(3333.33, abs=0.01))


def test_the_ends_of_the_spread_are_not_of_one_perimeter():
    assert spread(LEDGER.values()).differences == ("field", "since", "horizon")


def test_a_tenth_of_the_needs_is_anything_from_100_to_500_people_a_year():
    needs = denominators(spread(LEDGER.values()), stock=20_000, retirement=0.025, exits=0.08)
    tenths = [each.tenth for each in share_of_needs(1_100 / 6, needs) if each.denominator.replacement != "nobody"]
    assert (round(min(tenths)), round(max(tenths))) == (100, 493)


def test_the_forecast_of_retirements_is_due_and_its_outcome_was_not_found():
    assert score(LEDGER["retirements-by-2023"], 2024.0).standing is Standing.OUTCOME_NOT_FOUND


def test_the_two_sums_of_a_programme_are_both_kept():
    assert (LEDGER["biot2-graduates"].low, LEDGER["biot2-graduates"].high) == (1090, 1100)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("    horizon: 2025\n", "", "claims[0].horizon: expected this key, found nothing"),
        ("    place: FR\n", "", "claims[0].place: expected this key, found nothing"),
        (
            "    place: FR\n",
            '    place: "99"\n',
            "claims[0].place: expected FR, EU or the INSEE code of a region, found '99'",
        ),
        (
            "    horizon: 2025\n",
            "    horizon: 2019\n",
            "claims[0].horizon: expected a horizon that is not before 2022, found 2019",
        ),
        (
            '    date: "2022-01"\n',
            '    date: "2029-01"\n',
            "claims[0].horizon: expected a horizon that is not before 2029",
        ),
        ("    unit: persons\n", "    unit: people\n", "claims[0].unit: expected"),
        ("    high: 1500\n", "    high: 1400\n", "expected a low that is not above the high, found 1500 and 1400"),
        ("name: campus-10000-jobs", "name: aec-1500-in-3-years", "expected a name that no other claim bears"),
        ("    confidence: A\n", "    confidence: D\n", "claims[0].confidence: expected 'A', 'B' or 'C', found 'D'"),
        (
            "    confidence: A\n",
            "    outcome: {value: 9, date: 2024, source: a count}\n    confidence: A\n",
            "claims[0].outcome.date: expected an outcome known in 2025 at the earliest, found '2024'",
        ),
        (
            "    confidence: A\n",
            "    cites: [aec-1500]\n    confidence: A\n",
            "claims[0].cites[0]: expected the name of a claim",
        ),
    ],
)
def test_what_is_wrong_is_refused_at_its_line(root, old, new, fault):
    found = faults(root, old, new)
    assert any(each.startswith("foresight/claims/creations.yaml:") and fault in each for each in found), found


def test_a_measure_cannot_be_of_the_future(root):
    found = faults(root, "    horizon: 2005\n", "    horizon: 2020\n", "headcounts")
    assert "expected a year measured by 2011, when it was said, found 2020" in found[0]


def test_the_faults_of_all_files_are_told_at_once(root):
    path = root / "foresight" / "claims" / "plants.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("    unit: persons\n", "", 1), encoding="utf-8")
    files = {each.partition(":")[0] for each in faults(root, "    unit: persons\n", "    unit: people\n")}
    assert files == {"foresight/claims/creations.yaml", "foresight/claims/plants.yaml"}
