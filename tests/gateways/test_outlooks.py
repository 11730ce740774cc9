"""Outlooks: what their files say becomes a situation, and what is wrong with them is said at its line."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from envol.errors import ContentError, UnknownNameError
from envol.gateways.content import content_root
from envol.gateways.outlooks import outlook_names, read_outlook, read_outlook_file
from envol.gateways.outlooks_words import decimal_year, spread_of
from reference_data import reference

ROUTE = "route: {shares: {certificate: 0.5}, status: assumed, date: 2025, source: ours}"
SMALL = Path(__file__).parent / "outlook_small.yaml"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A small outlook of two regions, two levels, two occupations, three trainings and a plant."""
    return Path(shutil.copy(SMALL, tmp_path / "small.yaml"))


def edit(path: Path, old: str, new: str) -> Path:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def faults(path: Path) -> list[str]:
    with pytest.raises(ContentError) as refusal:
        read_outlook_file(path)
    return [str(fault).partition("small.yaml:")[2] for fault in refusal.value.faults]


@pytest.mark.parametrize("name", outlook_names())
def test_an_installed_outlook_is_read(name):
    assert read_outlook(name).situation.stock.sum() > 0


def test_france_and_occitanie_are_installed():
    assert {"france", "occitanie"} <= set(outlook_names())


def test_an_outlook_that_is_not_there_is_answered_with_the_nearest():
    with pytest.raises(UnknownNameError, match="france"):
        read_outlook("farnce")


def test_the_stock_falls_to_its_margins(file):
    stock = read_outlook_file(file).situation.stock
    assert np.allclose(stock.sum(axis=(0, 1)), [600, 400])
    assert np.allclose(stock.sum(axis=(0, 2)), [700, 300])
    assert np.allclose(stock.sum(axis=(1, 2)), [600 * 0.8 + 400 * 0.1, 600 * 0.2 + 400 * 0.9])


def test_jobs_take_their_shares_from_the_stock(file):
    situation = read_outlook_file(file).situation
    assert np.allclose(situation.demand, situation.stock * 1.1)


def test_a_table_may_be_given_cell_by_cell(file):
    cells = (
        "jobs:\n  cells: {status: assumed, date: 2025, source: counted, "
        'rows: [{level: bac, region: "28", occupation: operator, persons: 7}]}\n'
    )
    text = file.read_text(encoding="utf-8")
    line = next(each for each in text.splitlines(keepends=True) if each.startswith("  total: {value: 1100"))
    edit(file, "jobs:\n" + line, cells)
    demand = read_outlook_file(file).situation.demand
    assert (demand[0, 1, 0], demand.sum()) == (7, 7)


def test_the_spread_of_a_rate_comes_from_the_persons_that_it_was_seen_on(file):
    assert read_outlook_file(file).situation.retirement.spread == pytest.approx(1 / np.sqrt(400 * 0.025 * 0.975))


def test_a_share_of_which_next_to_nothing_is_known_has_the_widest_spread():
    assert spread_of(1e-9, 0.5) == 5


def test_codes_that_cannot_be_read_make_no_others_unknown(file):
    told = faults(edit(file, 'regions: ["11", "28"]', "regions: [11, 28]"))
    assert told == ["8: regions[0]: expected a text, found 11", "8: regions[1]: expected a text, found 28"]


def test_a_share_of_none_or_of_all_has_no_spread():
    assert (spread_of(100, 0.0), spread_of(100, 1.0)) == (0.0, 0.0)


def test_who_does_not_stay_goes_elsewhere_or_leaves(file):
    mobility = read_outlook_file(file).situation.mobility
    assert np.allclose(mobility[0], [[0.8, 0.2 * 0.9], [0.2 * 0.9, 0.8]])


def test_places_change_from_their_date_on(file):
    trainings = read_outlook_file(file).situation.trainings
    # The greatest length is 2: the columns begin in 2024.
    assert trainings.places[1, 1].tolist() == [24, 24, 24, 48, 48, 48, 48]


def test_places_given_by_year_hold_on_at_both_ends(file):
    trainings = read_outlook_file(file).situation.trainings
    assert trainings.places[0, 0].tolist() == [30, 30, 40, 50, 50, 50, 50]


def test_cohorts_that_were_counted_say_how_many_places_are_taken(file):
    fill = read_outlook_file(file).situation.trainings.fill.mean
    assert fill[1].tolist() == [0.9, 18 / 24]


def test_a_total_of_places_falls_to_the_regions_as_jobs_do(file):
    places = read_outlook_file(file).situation.trainings.places
    assert np.allclose(places[2, :, 0], [14, 6])


def test_a_plant_without_announced_jobs_is_sized_by_its_investment(file):
    plant = read_outlook_file(file).situation.projects[0]
    assert 50 < plant.jobs < 300
    assert plant.jobs_spread > 0.4


def test_the_jobs_of_a_plant_are_shared_out_in_whole(file):
    assert read_outlook_file(file).situation.projects[0].mix.sum() == pytest.approx(1)


def test_a_month_is_a_part_of_a_year():
    assert decimal_year("2027-07") == 2027.5


@pytest.mark.parametrize("name", outlook_names())
def test_every_number_of_an_installed_outlook_says_how_it_is_known(name):
    statements = read_outlook(name).statements
    assert {each.status for each in statements} <= {"published", "fitted", "tuned", "assumed"}
    assert all(each.source and each.date and each.what["fr"] and each.what["en"] for each in statements)


@pytest.mark.parametrize("name", outlook_names())
def test_only_places_of_trainings_and_jobs_of_plants_are_called_published(name):
    published = [each.what["en"] for each in read_outlook(name).statements if each.status == "published"]
    assert all(words.endswith(("places", "Jobs")) for words in published)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            '"2027-07"',
            '"2019-07"',
            "82: projects[0].start.when: expected a date from 2025 on, as jobs from before are among those of today, "
            "found '2019-07' (leave the project out)",
        ),
        (
            '"2027-07"',
            '"2027-13"',
            '82: projects[0].start.when: expected a year, or a month or day in quotes, such as 2024 or "2024-07", '
            "found '2027-13'",
        ),
        (
            "productivity: {value: 0.005",
            "productivity: {value: 1",
            "74: growth.productivity.value: expected a share from 0 to 0.999, found 1",
        ),
        (
            "spread: {value: 0.03,",
            "spread: {value: 3,",
            "71: growth.spread.value: expected a share from 0 to 1, found 3 (3 % is written 0.03)",
        ),
        ("years: 5", "years: 0", "6: years: expected greater than or equal to 1, found 0"),
        ("years: 5", "years: 41", "6: years: expected less than or equal to 40, found 41"),
        (
            "retirement: {value: 0.025,",
            "retirement: {value: 2.5,",
            "32: retirement.value: expected a share from 0 to 1, found 2.5 (2.5 % is written 0.025)",
        ),
        (
            "retirement: {value: 0.025,",
            "retirement: {value: -0.1,",
            "32: retirement.value: expected a share from 0 to 1",
        ),
        (
            "persons: 18}",
            "persons: 25}",
            "58: trainings[1].entered.cohorts[0].persons: expected a cohort within the 24 places of 2024, found 25",
        ),
        (
            '    start: {when: "2027-07", status: assumed, date: 2024, source: ours}\n',
            "",
            "79: projects[0].start: expected this key, found nothing",
        ),
        (
            'regions: ["11", "28"]',
            'regions: ["11", "29"]',
            "8: regions[1]: expected a known INSEE code of a region, found '29'",
        ),
        (
            'shares: {"11": 0.7, "28": 0.3}',
            'shares: {"11": 0.7, "28": 0.2}',
            "expected shares that make 1 in all, found 0.9",
        ),
        ("by_level: {bac: 0.04, bac-2-3: 0.03}", "by_level: {bac: 0.04}", "none for 'bac-2-3'"),
        (
            "promotion: {value: 0.01, persons: 200, status: assumed,",
            "promotion: {value: 0.01, persons: 200, status: guessed,",
            "34: promotion.status: expected",
        ),
        (
            "promotion: {value: 0.01, persons: 200, status: assumed,",
            "promotion: {value: 0.01, persons: 200,",
            "34: promotion.status: expected this key, found nothing",
        ),
        ("date: 2025, source: a survey}", "date: 2025}", "expected this key, found nothing"),
        (
            '"11": [30, 40, 50]',
            '"11": [30, 40, 50, 60, 70, 80, 90, 100]',
            "expected 1 to 6 years, from 2025 to 2030 at most, found 8",
        ),
        ("    level: bac-2-3\n", "    level: bac-5\n", "expected a known level of the perimeter, found 'bac-5'"),
        (
            "mix: plant",
            "mix: plnat",
            "projects[0].mix: expected a known mix of jobs, found 'plnat' (did you mean plant?)",
        ),
        (
            '    region: "28"\n    start',
            '    region: "84"\n    start',
            "projects[0].region: expected a known region of the perimeter",
        ),
        (
            "shares: {operator: 0.6, technician: 0.4}",
            "shares: {operator: 0.6, techncian: 0.4}",
            "did you mean technician?",
        ),
        (
            "field: {shares: {operator: 0.5}",
            "field: {shares: {operator: 1.5}",
            "expected a share from 0 to 1, found 1.5",
        ),
        (
            "date: 2025, source: a survey}",
            "date: soon, source: a survey}",
            "expected a year, or a month or day in quotes",
        ),
    ],
)
def test_what_is_wrong_is_refused_at_its_line(file, old, new, fault):
    found = faults(edit(file, old, new))
    assert any(fault in each for each in found), found


def test_all_faults_are_told_at_once(file):
    edit(file, "retirement: {value: 0.025,", "retirement: {value: 2.5,")
    edit(file, "persons: 18}", "persons: 25}")
    edit(file, "mix: plant", "mix: plnat")
    assert [each.split(":")[1].strip() for each in faults(file)] == [
        "retirement.value",
        "trainings[1].entered.cohorts[0].persons",
        "projects[0].mix",
    ]


def test_a_project_at_fault_is_left_out_only_where_that_is_asked_for(file):
    edit(file, "mix: plant", "mix: plnat")
    outlook = read_outlook_file(file, quarantine=True)
    assert (outlook.situation.projects, [fault.key for fault in outlook.quarantined]) == ((), ["projects[0].mix"])


def test_the_fault_of_an_entry_after_one_that_is_left_out_keeps_its_line(file):
    edit(file, "length: 1\n", "length: 0\n")
    edit(file, "persons: 18}", "persons: 25}")
    outlook = read_outlook_file(file, quarantine=True)
    lines = file.read_text(encoding="utf-8").splitlines()
    told = [lines[fault.line - 1].strip() for fault in outlook.quarantined]
    # The evening course leads to the certificate, and is left out with it.
    assert told == ["length: 0", '- {region: "28", year: 2024, persons: 25}', ROUTE]


def test_a_perimeter_at_fault_is_refused_even_so(file):
    edit(file, 'regions: ["11", "28"]', 'regions: ["11", "29"]')
    with pytest.raises(ContentError):
        read_outlook_file(file, quarantine=True)


@pytest.mark.parametrize("raw", [b"", b"- 1\n", b"\xff\xfe", b"a: [\n", b"schema: envol/skills/1\n"])
def test_a_file_of_something_else_is_refused(tmp_path, raw):
    path = tmp_path / "small.yaml"
    path.write_bytes(raw)
    assert faults(path)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    assert "No such file" in str(faults(tmp_path / "small.yaml"))


def test_the_regional_shares_are_those_of_the_families_of_dares():
    table = reference("dares/input_carte1.csv").read_text(encoding="latin-1").splitlines()
    rows = [line.replace('"', "").split(",") for line in table[1:]]
    jobs = {(row[1], row[0]): float(row[2]) for row in rows if row[2].replace(".", "").isdigit()}
    outlook = read_outlook("france")
    regions = list(outlook.regions)
    for occupation, family in (("control-technician", "E2Z"), ("development-scientist", "N0Z"), ("pharmacist", "H0Z")):
        of_family = np.array([jobs[family, region] for region in regions])
        place = list(outlook.occupations).index(occupation)
        of_outlook = outlook.situation.stock[:, :, place].sum(axis=0)
        assert np.allclose(of_outlook / of_outlook.sum(), of_family / of_family.sum(), atol=0.0035)


def test_the_installed_content_holds_the_outlooks():
    assert (content_root() / "foresight" / "outlooks" / "france.yaml").is_file()


@pytest.mark.parametrize("name", outlook_names())
def test_no_value_shows_a_key_of_its_file_in_french(name):
    words = {word for each in read_outlook(name).statements for word in each.value["fr"].replace("(", " ").split()}
    assert not words & {"stay", "leave", "since", "changes", "rows", "investment", "fill-finish", "active-substance"}


def test_whole_numbers_are_grouped_as_each_language_does():
    total = next(each for each in read_outlook("france").statements if each.what["en"] == "Jobs, total")
    assert total.value == {"fr": "20\u00a0000", "en": "20,000"}
