"""The network that comes with the campus: what is in it, and what is said of a file that is wrong."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from envol.errors import ContentError
from envol.gateways.content import content_root
from envol.gateways.network_content import FICTIONAL, read_network


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(content_root() / "network", tmp_path / "network"))


def faults_of(folder: Path) -> list[str]:
    with pytest.raises(ContentError) as refused:
        read_network(folder)
    return [str(fault) for fault in refused.value.faults]


def edit(path: Path, old: str, new: str) -> int:
    """Put one text in place of another; return the line it stands on."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_the_five_programmes_are_there_with_a_fictional_one() -> None:
    assert {each.name for each in read_network().programmes} == {
        "campus-biotech-digital",
        "biot2-normandie",
        "bio-occ",
        "utech-booster",
        "cmq-biotechnologies",
        "exemple-fictif",
    }


def test_every_real_organisation_names_its_document() -> None:
    assert all(each.source for each in read_network().real)


def test_no_real_organisation_has_offerings_labels_conventions_or_numbers_of_ours() -> None:
    assert not any(each.offerings or each.labels or each.conventions for each in read_network().real)


def test_everything_fictional_bears_it_in_its_name() -> None:
    assert all(FICTIONAL in each.name for each in read_network().fictional)


def test_campus_biotech_digital_has_four_relays_and_a_resource_centre() -> None:
    programme = next(each for each in read_network().programmes if each.name == "campus-biotech-digital")
    assert sorted((each.kind, each.region) for each in programme.relays) == [
        ("centre", "11"),
        ("relay", "24"),
        ("relay", "44"),
        ("relay", "75"),
        ("relay", "84"),
    ]


def test_the_consortium_of_biot2_is_that_of_its_page() -> None:
    programme = next(each for each in read_network().programmes if each.name == "biot2-normandie")
    assert len(programme.consortium) == 13
    assert [each.organisation for each in programme.consortium if each.kind == "lead"] == [
        "universite-de-rouen-normandie"
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("organisations.yaml", "kind: company", "kind: firm", "'company'"),
        ("organisations.yaml", "latitude: 48.787", "latitude: 98.787", "less than or equal to 90"),
        ("organisations.yaml", 'region: "11"', 'region: "12"', "the INSEE code of a region or department"),
        ("organisations.yaml", 'department: "94"', 'department: "99"', "the INSEE code of a region or department"),
        (
            "organisations.yaml",
            "part_of: universite-de-rouen-normandie",
            "part_of: universite-de-rouen",
            "did you mean",
        ),
        ("organisations.yaml", "key: novasep", "key: biomerieux", "each organisation under its own key"),
        ("fictional.yaml", "name: Laboratoire Chromatis (fictif, fictional)", "name: Laboratoire Chromatis", FICTIONAL),
        ("fictional.yaml", "since: -900, until: 600", "since: 900, until: 600", "not before the first"),
        ("fictional.yaml", "partner: laboratory", "partner: laboratories", "did you mean laboratory?"),
        ("fictional.yaml", "        site: Conditionnement", "        site: Condition", "a site of the organisation"),
        ("programmes/bio-occ.yaml", "organisation: universite-paul-sabatier", "organisation: ups", "the key of an"),
        ("programmes/biot2-normandie.yaml", "until: 2029", "until: 2019", "not before the first"),
        ("programmes/campus-biotech-digital.yaml", 'region: "84"', 'region: "20"', "the INSEE code"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(folder: Path, file: str, old: str, new: str, expected: str) -> None:
    line = edit(folder / file, old, new)
    faults = faults_of(folder)
    near = [fault for fault in faults if expected in fault]
    assert near, faults
    place = near[0].split(": ")[0]
    assert place.endswith(tuple(f"{file}:{each}" for each in range(line - 1, line + 3)))


def test_a_real_organisation_without_its_document_is_refused(folder: Path) -> None:
    edit(folder / "organisations.yaml", '    source: "Campus Biotech Digital, page du programme (décembre 2020)"\n', "")
    assert any("the document that names it" in fault for fault in faults_of(folder))


def test_the_faults_of_several_files_are_told_at_once(folder: Path) -> None:
    edit(folder / "organisations.yaml", "kind: company", "kind: firm")
    edit(folder / "programmes" / "bio-occ.yaml", "kind: lead", "kind: leader")
    files = {fault.split(":")[0].rsplit("/", 1)[-1] for fault in faults_of(folder)}
    assert files == {"organisations.yaml", "bio-occ.yaml"}


def test_a_file_that_is_no_yaml_is_refused_with_its_line(folder: Path) -> None:
    (folder / "organisations.yaml").write_text("schema: envol/organisations/1\nfictional: [\n", encoding="utf-8")
    assert any("well-formed YAML" in fault for fault in faults_of(folder))


def test_a_file_in_another_encoding_is_refused_with_its_line(folder: Path) -> None:
    (folder / "organisations.yaml").write_bytes("schema: x\nname: Évreux\n".encode("latin-1"))
    assert any("organisations.yaml:2: expected text in UTF-8" in fault for fault in faults_of(folder))
