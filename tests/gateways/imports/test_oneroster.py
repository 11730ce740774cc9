"""OneRoster: each fault with its file and line, and nothing of a pupil but that they are there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from envol.errors import ContentError, EnvolError
from envol.gateways.imports.oneroster import read_manifest, read_roster
from envol.gateways.imports.oneroster_records import Roster
from roster_files import FILES, MANIFEST, write_roster


def roster(folder: Path, **changes: str) -> Roster:
    return read_roster(_files(folder, FILES | changes))


def told(folder: Path, **changes: str) -> list[str]:
    return [str(fault) for fault in roster(folder, **changes).faults]


def _files(folder: Path, texts: Mapping[str, str]) -> dict[str, Path]:
    return {path.name: path for path in sorted(write_roster(folder, texts).iterdir())}


def test_a_roster_is_read(tmp_path: Path) -> None:
    found = roster(tmp_path)
    assert found.faults == []
    assert (found.manifest.version, found.manifest.system) == ("1.2", "SIS")
    assert found.orgs["o1"].identifier == "0690001A"
    assert found.classes["c1"].first_day == date(2026, 9, 1)
    assert [(each.user, each.role) for each in found.enrollments] == [
        ("p1", "student"), ("p2", "student"), ("t1", "teacher"),
    ]  # fmt: skip


def test_of_a_pupil_neither_name_nor_address_is_handed_on(tmp_path: Path) -> None:
    found = roster(tmp_path)
    assert (found.users["p1"].name, found.users["p1"].email) == ("", "")
    assert (found.users["t1"].name, found.users["t1"].email) == ("Dominique Fictif", "t1@example.invalid")


def test_in_1_1_the_users_say_their_role(tmp_path: Path) -> None:
    users = (
        "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,givenName,familyName,email\n"
        "p1,,,true,o1,student,p1,Prénom,Nom,p1@example.invalid\np2,,,true,o1,student,p2,Prénom,Nom,\n"
        "t1,,,true,o1,teacher,t1,Dominique,Fictif,t1@example.invalid\n"
    )
    found = roster(tmp_path, manifest=MANIFEST.replace("1.2", "1.1").replace("file.roles,bulk", "x,y"), users=users)
    assert found.faults == []
    assert found.users["t1"].email == "t1@example.invalid"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (MANIFEST.replace("file.users,bulk", "file.users,delta"), "users is a delta: ask for bulk files"),
        (MANIFEST.replace("oneroster.version,1.2", "oneroster.version,2.0"), "1.1 and 1.2 are read"),
        (MANIFEST.replace("file.classes,bulk", "file.classes,absent"), "classes.csv is not among what was sent"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_sentence(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(EnvolError, match=said):
        read_manifest(_files(tmp_path, FILES | {"manifest": text}))


def test_without_a_manifest_it_is_no_roster() -> None:
    with pytest.raises(EnvolError, match=r"there is no manifest\.csv"):
        read_manifest({})


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("enrollments", "c1,o1,p2", "c9,o1,p2", "enrollments.csv:3: classSourcedId: expected a sourcedId of classes"),
        ("enrollments", "c1,o1,p2", "c1,o1,p9", "enrollments.csv:3: userSourcedId: expected a sourcedId of users.csv"),
        ("enrollments", "p2,student", "p2,wizard", "csv:3: role: expected a role of OneRoster, found wizard"),
        ("enrollments", "e2,,", "e2,gone,", "enrollments.csv:3: status: expected active or tobedeleted, found gone"),
        ("classes", "o1,y1", "o9,y1", "classes.csv:2: schoolSourcedId: expected a sourcedId of orgs.csv, found o9"),
        ("classes", "o1,y1", "o1,y9", "termSourcedIds: expected a sourcedId of academicSessions.csv, found y9"),
        ("academicSessions", "2026-09-01", "2026-13-01", "academicSessions.csv:2: startDate: expected a day"),
        ("academicSessions", "2027-08-31", "2025-08-31", "endDate: expected a day after 2026-09-01, found 2025-08-31"),
        ("users", "p2,", "p1,", "users.csv:3: sourcedId: expected each record once, found p1 (line 2 says it already)"),
        ("orgs", "Lycée fictif", "", "orgs.csv:2: name: expected a name of at most 200 letters, found nothing"),
    ],
)  # fmt: skip
def test_each_fault_is_told_with_file_and_line(tmp_path: Path, file: str, old: str, new: str, said: str) -> None:
    assert old in FILES[file]
    assert said in told(tmp_path, **{file: FILES[file].replace(old, new, 1)})[0]


def test_days_of_a_place_are_checked(tmp_path: Path) -> None:
    text = FILES["enrollments"].replace("p2,student,,,", "p2,student,,2026-10-01,2026-09-15")
    assert "enrollments.csv:3: endDate: expected a day after 2026-10-01" in told(tmp_path, enrollments=text)[0]


def test_what_is_to_be_deleted_has_ended(tmp_path: Path) -> None:
    text = FILES["enrollments"].replace("e2,,", "e2,tobedeleted,")
    assert [each.ended for each in roster(tmp_path, enrollments=text).enrollments] == [False, True, False]


def test_parents_are_none_of_our_business(tmp_path: Path) -> None:
    found = roster(tmp_path, enrollments=FILES["enrollments"].replace("p2,student", "p2,guardian"))
    assert (found.faults, len(found.enrollments)) == ([], 2)


def test_a_broken_line_of_the_manifest_is_not_passed_over(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"manifest\.csv:\d+: expected 2 cells"):
        roster(tmp_path, manifest=MANIFEST + "a,b,c\n")
