"""The law as content: sound, dated, honest about what is confirmed, and every fault at its line."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from envol.errors import ContentError, UnknownNameError
from envol.flight.content.schema import Bilingual
from envol.gateways.content import check_paths, content_root
from envol.gateways.duties import Law, check_duties, load_duties
from envol.gateways.duties_schema import INDICATORS, Aid, Duties, Known, Stage, Standing, Statement, Status, Theme

COMMON = {1, 2, 4, 5, 6, 9, 10, 11, 12, 17, 18, 19, 21, 22, 23, 24, 25, 26, 27, 30, 31, 32}
"""The indicators that concern every action (bmg-consulting.fr, certif-icpf.org)."""


@pytest.fixture(scope="module")
def law() -> Law:
    """The installed content."""
    return load_duties()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the installed duties, to be spoilt."""
    shutil.copytree(content_root() / "duties", tmp_path / "content" / "duties")
    return tmp_path / "content"


def statements(law: Law) -> Iterator[Statement]:
    """Everything that the law says."""
    for file in law.files:
        yield from (statement for _, statement in file.statements())


def spoil(root: Path, file: str, old: str, new: str) -> list[str]:
    """The faults after one change in a file."""
    path = root / "duties" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return [str(fault) for fault in check_duties(root)]


def texts_of(value: object) -> Iterator[Bilingual]:
    """Every text for people within a file."""
    if isinstance(value, Bilingual):
        yield value
    elif hasattr(type(value), "model_fields"):
        for name in type(value).model_fields:  # type: ignore[attr-defined]
            yield from texts_of(getattr(value, name))
    elif isinstance(value, tuple):
        for each in value:
            yield from texts_of(each)


def test_the_installed_duties_are_sound() -> None:
    assert check_duties() == []


def test_every_theme_has_duties(law: Law) -> None:
    assert {duty.theme for duty in law.duties} == set(Theme)


def test_what_is_known_from_memory_is_never_confirmed_in_silence(law: Law) -> None:
    confirmed = [each.name for each in statements(law) if each.status is Status.CONFIRMED and not each.confirmed_by]
    assert confirmed == []


def test_no_source_claims_that_its_text_was_read(law: Law) -> None:
    """Whoever reads one first changes this test with the content."""
    assert [each.name for each in statements(law) if any(one.known_by is Known.TEXT for one in each.sources)] == []


def test_the_texts_differ_between_languages(law: Law) -> None:
    same = [text.fr for file in law.files for text in texts_of(file) if text.fr == text.en]
    assert same == ["certificateurs.moncompteformation.gouv.fr"]


def test_french_is_typed_with_plain_spaces_and_apostrophes(law: Law) -> None:
    """The pages typeset it."""
    odd = [text.fr for file in law.files for text in texts_of(file) if set("\u00a0\u202f’") & set(text.fr)]
    assert odd == []


def test_the_standard_has_every_indicator_and_says_which_are_common(law: Law) -> None:
    (standard,) = law.standards
    indicators = [one for criterion in standard.criteria for one in criterion.indicators]
    assert [one.number for one in indicators] == list(range(1, INDICATORS + 1))
    assert {one.number for one in indicators if one.common} == COMMON


def test_no_indicator_is_held_whole_before_a_session_can_be_exported(law: Law) -> None:
    held = [
        one.number
        for standard in law.standards
        for criterion in standard.criteria
        for one in criterion.indicators
        if one.standing is Standing.HELD
    ]
    assert held == []


@pytest.mark.parametrize("name", ["flight-grade", "next-scenario", "search-ranking"])
def test_every_aid_at_work_has_its_notice(law: Law, name: str) -> None:
    assert {aid.name: aid.stage for aid in law.aids}[name] is Stage.EXISTS


def test_an_aid_that_assesses_people_is_never_called_harmless(law: Law) -> None:
    def assesses(aid: Aid) -> bool:
        return aid.point != "none"

    assert all((aid.risk.value != "outside") == assesses(aid) for aid in law.aids)


def test_a_number_of_the_law_is_found_by_its_name(law: Law) -> None:
    assert (law.figure("visit-longest").value, law.figure("visit-longest").unit) == (2, "days")


def test_an_unknown_number_proposes_the_nearest(law: Law) -> None:
    with pytest.raises(UnknownNameError, match="did you mean majority"):
        law.figure("majorty")


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (
            "gdpr.yaml",
            'checked_on: "2026-11-22"',
            "checked_on: 2026-11-22",
            "content/duties/gdpr.yaml:4: checked_on: expected a text in quotes",
        ),
        (
            "gdpr.yaml",
            'checked_on: "2026-11-22"',
            'checked_on: "soon"',
            "content/duties/gdpr.yaml:4: checked_on: expected a day in quotes",
        ),
        ("gdpr.yaml", "theme: gdpr", "theme: gdrp", "content/duties/gdpr.yaml:7: duties[0].theme: expected"),
        (
            "gdpr.yaml",
            "status: to-confirm",
            "status: confirmed",
            "content/duties/gdpr.yaml:6: duties[0]: expected confirmed_by and confirmed_on",
        ),
        (
            "gdpr.yaml",
            "name: basis-of-each-purpose",
            "name: register-of-processing",
            "content/duties/gdpr.yaml:6: duties[0].name: expected a name that no other statement bears",
        ),
        ("minors.yaml", "value: 18", 'value: "18"', "duties/minors.yaml:17: rules[0].figures[0].value: expected"),
        ("qualiopi.yaml", "        - number: 2\n", "        - number: 3\n", "each indicator from 1 to 32 once"),
        ("qualiopi.yaml", "only_for: [apprenticeship]", "only_for: [aprenticeship]", "did you mean apprenticeship?"),
        ("ai-regulation.yaml", "point: 3b", "point: 9z", "aids[0].point: expected"),
    ],
)
def test_a_fault_is_told_with_its_line_and_key(root: Path, file: str, old: str, new: str, told: str) -> None:
    assert any(told in fault for fault in spoil(root, file, old, new))


def test_faults_of_several_files_are_told_at_once(root: Path) -> None:
    spoil(root, "gdpr.yaml", "theme: gdpr", "theme: law")
    faults = spoil(root, "minors.yaml", "value: 18", "value: -1")
    assert {fault.partition(":")[0] for fault in faults} == {"content/duties/gdpr.yaml", "content/duties/minors.yaml"}


def test_a_name_borne_in_two_files_is_a_fault_of_both(root: Path) -> None:
    faults = spoil(root, "minors.yaml", "name: agreement-before-start", "name: processor-contract")
    assert {fault.partition(":")[0] for fault in faults} == {"content/duties/gdpr.yaml", "content/duties/minors.yaml"}


def test_a_folder_without_duties_says_so(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="expected YAML files of duties in the folder, found none"):
        load_duties(tmp_path)


def test_a_file_that_says_nothing_is_refused(root: Path) -> None:
    path = root / "duties" / "empty.yaml"
    path.write_text(
        'schema: envol/duties/1\nname: empty\ntitle: {fr: "Rien", en: "Nothing"}\nchecked_on: "2026-11-22"\n',
        encoding="utf-8",
    )
    assert any("one of duties, rules, standard, aids" in str(fault) for fault in check_duties(root))


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("gdpr.yaml", "theme: gdpr", "theme: law", "gdpr.yaml:7: duties[0].theme: expected"),
        ("minors.yaml", "name: agreement-before-start", "name: processor-contract", "that no other statement bears"),
    ],
)
def test_the_check_of_all_content_reads_the_duties_too(root: Path, file: str, old: str, new: str, told: str) -> None:
    spoil(root, file, old, new)
    assert any(told in str(fault) for fault in check_paths([root], {}, root))


def test_the_kind_bears_the_word_of_its_schema() -> None:
    assert Duties.kind == "duties"
