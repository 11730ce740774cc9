"""The files of skills, checked one by one, against each other, and against the files of the State."""

from __future__ import annotations

import csv
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from envol.errors import ContentError
from envol.gateways.content import check_paths, content_root, load_catalogue
from envol.gateways.library import Library
from envol.gateways.skill_content import SkillFamily, load_referential
from envol.skills.referential import Referential
from envol.twin.registry import Registry
from reference_data import reference

VOCABULARY = Library().vocabulary
Write = Callable[..., Path]

FAMILY = """\
schema: envol/skills/1
name: {name}
title: {{fr: Semence, en: Seed}}
rank: {rank}
status: assumed
about: {{fr: Du tube à la cuve, en: From vial to vessel}}
skills:
"""
SKILL = """\
  - name: {name}
    title: {{fr: Compter, en: Count}}
    levels: [3, 5]
    prerequisites: [{prerequisites}]
    behaviours:
      - {{fr: Compte deux fois, en: Counts twice}}
      - {{fr: Dit pourquoi, en: Says why}}
"""


@pytest.fixture(scope="module")
def referential() -> Referential:
    return load_referential()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The installed content, with no skills."""
    shutil.copytree(content_root(), tmp_path / "content", ignore=shutil.ignore_patterns("skills"))
    (tmp_path / "content" / "skills").mkdir()
    return tmp_path / "content"


@pytest.fixture
def write(root: Path) -> Write:
    """Write a family of skills, each with the names of its prerequisites."""

    def written(family: str, rank: int = 1, **skills: str) -> Path:
        path = root / "skills" / f"{family}.yaml"
        entries = (SKILL.format(name=name, prerequisites=before) for name, before in skills.items())
        path.write_text(FAMILY.format(name=family, rank=rank) + "".join(entries), encoding="utf-8")
        return path

    return written


def edit(path: Path, old: str, new: str) -> Path:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def faults(path: Path, root: Path) -> list[str]:
    return [str(fault).removeprefix(f"{path}:") for fault in check_paths([path], VOCABULARY, root)]


# --- what a file may say


def test_a_sound_family_has_no_fault(root: Path, write: Write) -> None:
    assert faults(write("seed", count="", thaw="count"), root) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("en: Count}", "}", "9: skills[0].title.en: expected this key, found nothing"),
        ("{fr: Compter,", "{", "9: skills[0].title.fr: expected this key, found nothing"),
        ("levels: [3, 5]", "levels: [5, 3]", "10: skills[0].levels: expected the lower level first, found 5 and 3"),
        ("levels: [3, 5]", "levels: [2, 5]", "10: skills[0].levels[0]: expected greater than or equal to 3, found 2"),
        ("levels: [3, 5]", "levels: [3, 9]", "10: skills[0].levels[1]: expected less than or equal to 8, found 9"),
        (
            "      - {fr: Dit pourquoi, en: Says why}\n",
            "",
            "12: skills[0].behaviours: expected two things or more that one sees somebody do, found 1",
        ),
        (
            "levels: [3, 5]",
            'levels: [3, 5]\n    rome: [{code: "OGR1", jobs: [H2303]}]',
            "11: skills[0].rome[0].code: expected a code of ROME 4.0, digits in quotes, such as '482371', found 'OGR1'",
        ),
        (
            "levels: [3, 5]",
            'levels: [3, 5]\n    rome: [{code: "482371", jobs: [2303]}]',
            "11: skills[0].rome[0].jobs[0]: expected a text, found 2303",
        ),
        (
            "levels: [3, 5]",
            "levels: [3, 5]\n    blocks: [{certification: RNCP38936, block: RNCP1BC01}]",
            "11: skills[0].blocks[0]: expected a block of RNCP38936, found RNCP1BC01",
        ),
        (
            "levels: [3, 5]",
            "levels: [3, 5]\n    units: [fed_batch_ch]",
            "11: skills[0].units[0]: expected a known unit operation, found 'fed_batch_ch'"
            " (did you mean fed_batch_cho?)",
        ),
        (
            "levels: [3, 5]",
            "levels: [3, 5]\n    scenarios: [foam-ou]",
            "11: skills[0].scenarios[0]: expected a known scenario, found 'foam-ou' (did you mean foam-out?)",
        ),
        (
            "status: assumed",
            "status: reviewed",
            "1: expected reviewed_by beside the status reviewed, and only there, found the status reviewed",
        ),
    ],
)
def test_a_mistake_is_told_with_its_line(root: Path, write: Write, old: str, new: str, told: str) -> None:
    assert faults(edit(write("seed", count=""), old, new), root) == [told]


def test_two_skills_of_a_family_have_two_names(root: Path, write: Write) -> None:
    path = edit(write("seed", count="", other=""), "name: other", "name: count")
    assert faults(path, root) == ["1: expected each skill under its own name, found two called 'count'"]


# --- what a file says of others


def test_a_prerequisite_may_stand_in_another_family(root: Path, write: Write) -> None:
    write("aseptic", 2, gown="")
    assert faults(write("seed", count="gown"), root) == []


def test_a_prerequisite_that_does_not_exist_is_told_with_the_nearest(root: Path, write: Write) -> None:
    write("aseptic", 2, gown="")
    assert faults(write("seed", count="gwn"), root) == [
        "11: skills[0].prerequisites[0]: expected a known skill, found 'gwn' (did you mean gown?)"
    ]


def test_a_skill_bears_a_name_of_its_own_among_all_families(root: Path, write: Write) -> None:
    write("aseptic", 2, count="")
    assert faults(write("seed", count=""), root) == [
        "8: skills[0].name: expected a name that no other skill bears, found 'count' again,"
        " already in the family aseptic"
    ]


def test_two_families_have_two_ranks(root: Path, write: Write) -> None:
    write("aseptic", 1, gown="")
    assert faults(write("seed", 1, count=""), root) == [
        "4: rank: expected a rank that no other family has, found 1, that of aseptic"
    ]


def test_skills_that_wait_for_each_other_are_named_in_both_files(root: Path, write: Write) -> None:
    aseptic, seed = write("aseptic", 2, gown="thaw"), write("seed", count="gown", thaw="count")
    told = "prerequisites: expected prerequisites that do not go round, found "
    assert len(faults(aseptic, root)) == len(faults(seed, root)) == 1
    assert told in faults(aseptic, root)[0]
    cycle = faults(seed, root)[0].partition(told)[2].split(" before ")
    assert cycle[0] == cycle[-1]
    rounds = [*cycle[:-1], *cycle[:-1]]
    assert any(rounds[at : at + 3] == ["gown", "count", "thaw"] for at in range(3))


def test_what_another_file_could_not_say_is_no_fault_of_this_one(root: Path, write: Write) -> None:
    edit(write("aseptic", 2, gown=""), "name: gown", "name: Gown")
    assert faults(write("seed", count="gown"), root) == []


def test_all_faults_of_all_files_come_at_once(root: Path, write: Write) -> None:
    edit(write("aseptic", 2, gown=""), "levels: [3, 5]", "levels: [1, 5]")
    edit(write("seed", count="", thaw="count"), "title: {fr: Compter", "titel: {fr: Compter")
    assert len(check_paths([root], VOCABULARY, root)) == 3


# --- the house around them


def test_a_file_of_skills_among_scenarios_is_sent_home(root: Path, write: Write) -> None:
    path = write("seed", count="").rename(root / "scenarios" / "seed.yaml")
    assert faults(path, root) == ["1: schema: expected a skills in the folder skills, found it in scenarios"]


def test_a_mistake_in_the_skills_keeps_nobody_on_the_ground(root: Path, write: Write) -> None:
    edit(write("seed", count=""), "levels: [3, 5]", "levels: []")
    assert load_catalogue(root, VOCABULARY).scenario("foam-out")


def test_skills_at_fault_are_not_handed_out(root: Path, write: Write) -> None:
    write("seed", count="thaw", thaw="count")
    with pytest.raises(ContentError, match="do not go round"):
        load_referential(root)


def test_one_scenario_is_checked_without_reading_the_skills(root: Path, write: Write) -> None:
    edit(write("seed", count=""), "levels: [3, 5]", "levels: []")
    assert faults(root / "scenarios" / "foam-out.yaml", root) == []


# --- what is shipped


def test_the_skills_that_are_shipped_have_no_fault() -> None:
    began = time.process_time()
    assert check_paths([content_root() / "skills"], VOCABULARY) == []
    assert time.process_time() - began < 10


def test_twelve_families_cover_the_chain(referential: Referential) -> None:
    assert len(referential.families) == 12
    assert 110 <= len(referential.skills) <= 130
    assert referential.levels == (3, 4, 5, 6, 7, 8)
    assert referential.cycle() is None


def test_no_skill_is_taught_before_what_it_needs(referential: Referential) -> None:
    early = [
        (skill.name, before)
        for skill in referential.skills
        for before in skill.prerequisites
        if referential.skill(before).first_level > skill.first_level
    ]
    assert early == []


def test_no_prerequisite_is_named_that_another_one_brings(referential: Referential) -> None:
    twice = [
        (skill.name, before, through)
        for skill in referential.skills
        for through in skill.prerequisites
        for before in skill.prerequisites
        if before in {each.name for each in referential.prerequisites_of(through)}
    ]
    assert twice == []


def test_every_scenario_calls_for_a_skill(referential: Referential) -> None:
    called = {name for skill in referential.skills for name in skill.links.scenarios}
    assert called == Library().catalogue.names("scenario")


def test_every_unit_operation_has_a_skill(referential: Referential) -> None:
    assert {name for skill in referential.skills for name in skill.links.units} == set(Registry().names())


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_two_skills_have_one_title_and_no_two_behaviours_one_text(referential: Referential, language: str) -> None:
    titles = [getattr(skill.title, language) for skill in referential.skills]
    texts = [getattr(each, language) for skill in referential.skills for each in skill.behaviours]
    assert len(set(titles)) == len(titles)
    assert len(set(texts)) == len(texts)


def test_nothing_is_called_reviewed_that_nobody_has_reviewed(referential: Referential) -> None:
    assert {family.reviewed_by for family in referential.families} == {""}


def test_a_family_is_a_file_under_its_name() -> None:
    files = {path.stem for path in (content_root() / "skills").glob("*.yaml")}
    assert files == {family.name for family in load_referential().families}
    assert SkillFamily.kind == "skills"


# --- against the files of the State


def column(file: Path, *names: str) -> set[tuple[str, ...]]:
    with file.open(encoding="utf-8-sig", newline="") as text:
        return {tuple(row[name] for name in names) for row in csv.DictReader(text)}


def test_every_code_of_rome_exists_and_stands_under_the_jobs_named(referential: Referential) -> None:
    rome = reference("rome40")
    codes = column(rome / "unix_referentiel_competence_v460_utf8.csv", "code_ogr")
    codes |= column(rome / "unix_referentiel_savoir_v460_utf8.csv", "code_ogr_savoir")
    listed = column(rome / "unix_coherence_item_v460_utf8.csv", "code_ogr", "code_rome")
    links = [
        (skill.name, link.code, job) for skill in referential.skills for link in skill.links.rome for job in link.jobs
    ]
    assert len(links) > 100
    assert [link for link in links if (link[1],) not in codes] == []
    assert [link for link in links if (link[1], link[2]) not in listed] == []
