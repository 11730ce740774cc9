"""A roster brings schools, classes, pupils without a name, and teachers; the next one says who left."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import override_settings
from django.utils import timezone

from envol.web.accountability.personal import erase_everything, parts
from envol.web.network.imports.oneroster_import import IMPORTER
from envol.web.network.models import Enrolment, Group, Membership, Organisation, OrganisationKind, Teaching
from envol.web.people.models import Person
from envol.web.provenance.importing import ImportRefused, Outcome, run_import
from envol.web.provenance.models import ExternalKey
from roster_files import FILES, write_roster

pytestmark = pytest.mark.django_db(databases=["default", "papers"])
Import = Callable[..., Outcome]


@pytest.fixture
def imported(tmp_path: Path) -> Import:
    """Return what imports the roster with some of its files changed."""

    def run(how: dict[str, Any] | None = None, **texts: str) -> Outcome:
        return run_import(IMPORTER, write_roster(tmp_path, FILES | texts), **(how or {}))

    return run


def lasting() -> int:
    return Enrolment.objects.filter(until=None).count()


def test_a_roster_is_imported(imported: Import) -> None:
    outcome = imported()
    group = Group.objects.get()
    assert (group.name, group.year_id, group.kind) == ("BTS 1", "2026-2027", "class")
    assert (group.organisation.name, group.organisation.uai, group.organisation.is_listed) == (
        "Lycée fictif", "0690001A", False,
    )  # fmt: skip
    assert outcome.tallies["pupils"].created == outcome.tallies["places of learners"].created == 2
    assert outcome.tallies["teachers"].created == 1


def test_pupils_have_neither_name_nor_address(imported: Import) -> None:
    imported()
    pupils = [each.person for each in Enrolment.objects.select_related("person")]
    assert all(each.is_pupil and each.name == "" and each.email is None for each in pupils)
    assert all(each.nickname for each in Enrolment.objects.all())


def test_no_key_of_a_pupil_can_be_read(imported: Import) -> None:
    imported()
    keys = ExternalKey.objects.filter(kind="user").values_list("key", flat=True)
    assert len(keys) == 3
    assert all(len(key) == 64 for key in keys)


def test_a_teacher_comes_by_their_address_and_teaches(imported: Import) -> None:
    imported()
    teacher = Person.objects.get(email="t1@example.invalid")
    assert teacher.name == "Dominique Fictif"
    assert Membership.objects.get(person=teacher).role == "teacher"
    assert Teaching.objects.get(person=teacher).group.name == "BTS 1"


def test_a_teacher_who_has_an_account_keeps_it(imported: Import) -> None:
    known = Person.objects.create_user("T1@Example.invalid".lower(), name="Domi")
    imported()
    assert Teaching.objects.get().person == known
    known.refresh_from_db()
    assert known.name == "Domi"


def test_the_same_roster_again_changes_nothing(imported: Import) -> None:
    imported()
    people = set(Person.objects.values_list("pk", flat=True))
    total = imported().total
    assert (total.created, total.updated, total.retired) == (0, 0, 0)
    assert set(Person.objects.values_list("pk", flat=True)) == people


def test_an_organisation_is_known_by_its_uai(imported: Import) -> None:
    known = Organisation.objects.create(kind=OrganisationKind.LYCEE, name="Le lycée", uai="0690001A")
    imported()
    assert Group.objects.get().organisation == known
    known.refresh_from_db()
    assert known.name == "Le lycée"


def test_whoever_is_no_longer_named_has_left(imported: Import) -> None:
    imported()
    outcome = imported(enrollments=FILES["enrollments"].replace("e2,,,c1,o1,p2,student,,,\n", ""))
    assert outcome.tallies["places of learners"].retired == 1
    assert (lasting(), Enrolment.objects.count()) == (1, 2)


def test_whoever_is_to_be_deleted_has_left(imported: Import) -> None:
    imported()
    outcome = imported(enrollments=FILES["enrollments"].replace("e2,,", "e2,tobedeleted,"))
    assert outcome.tallies["places of learners"].updated == 1
    assert Enrolment.objects.exclude(until=None).get().until == timezone.localdate() - timedelta(days=1)
    assert imported(enrollments=FILES["enrollments"].replace("e2,,", "e2,tobedeleted,")).total.updated == 0


def test_whoever_comes_back_is_the_same(imported: Import) -> None:
    imported()
    imported(enrollments=FILES["enrollments"].replace("e2,,", "e2,tobedeleted,"))
    imported()
    assert (lasting(), Person.objects.filter(card__isnull=False).count()) == (2, 2)


def test_pupils_who_joined_by_themselves_are_left_alone(imported: Import, person: Person) -> None:
    imported()
    Enrolment.objects.create(group=Group.objects.get(), person=person, number=99)
    imported()
    assert Enrolment.objects.get(person=person).until is None


def test_a_class_that_is_no_longer_there_is_closed(imported: Import) -> None:
    line = "c2,,,BTS 2,,k1,,homeroom,,o1,y1\n"
    imported(classes=FILES["classes"] + line)
    outcome = imported()
    assert outcome.tallies["classes"].retired == 1
    assert Group.objects.get(name="BTS 2").closed_on == timezone.localdate()


def test_a_class_of_the_next_year_under_the_same_id_is_another_class(imported: Import) -> None:
    imported()
    imported(academicSessions=FILES["academicSessions"].replace("2027", "2028").replace("2026-09", "2027-09"))
    assert sorted(Group.objects.values_list("year", flat=True)) == ["2026-2027", "2027-2028"]


def test_a_class_that_was_renamed_is_the_same(imported: Import) -> None:
    imported()
    before = Group.objects.get().pk
    assert imported(classes=FILES["classes"].replace("BTS 1", "BTS A")).tallies["classes"].updated == 1
    assert (Group.objects.get().pk, Group.objects.get().name) == (before, "BTS A")


def test_two_classes_of_one_title_are_refused_with_both_lines(imported: Import) -> None:
    with pytest.raises(ImportRefused, match=r"classes\.csv:3: title: .*line 2 has one of this title already"):
        imported(classes=FILES["classes"] + "c2,,,BTS 1,,k1,,homeroom,,o1,y1\n")


def test_a_place_in_a_class_that_is_not_there_imports_nothing(imported: Import) -> None:
    with pytest.raises(ImportRefused, match=r"enrollments\.csv:3"):
        imported(enrollments=FILES["enrollments"].replace("c1,o1,p2", "c9,o1,p2"))
    assert Person.objects.count() == Group.objects.count() == 0


def test_the_rest_is_imported_where_one_keeps_going(imported: Import) -> None:
    outcome = imported({"keep_going": True}, enrollments=FILES["enrollments"].replace("c1,o1,p2", "c9,o1,p2"))
    assert (outcome.refused, lasting()) == (1, 1)


def test_a_teacher_without_address_is_refused(imported: Import) -> None:
    with pytest.raises(ImportRefused, match=r"users\.csv:4: email: expected the e-mail address of a teacher"):
        imported(users=FILES["users"].replace("T1@example.invalid", ""))


def test_a_fictional_person_is_nobody_elses_teacher(imported: Import) -> None:
    Person.objects.create_user("t1@example.invalid", is_fictional=True)
    with pytest.raises(ImportRefused, match="expected a real person"):
        imported()


def test_an_archive_is_read_as_the_folder_is(tmp_path: Path) -> None:
    path = tmp_path / "roster.zip"
    with ZipFile(path, "w") as archive:
        for name, text in FILES.items():
            archive.writestr(f"{name}.csv", text)
    assert run_import(IMPORTER, path).source.title == "OneRoster 1.2, SIS"
    assert lasting() == 2


def test_whoever_is_erased_is_known_to_no_system(imported: Import) -> None:
    imported()
    pupil = Enrolment.objects.all()[0].person
    (part,) = [each for each in parts() if each.name == "external-keys"]
    assert part.rows(pupil.pk) == [{"system": "SIS", "kind": "user"}]
    erase_everything(pupil.pk)
    assert not ExternalKey.objects.filter(object_id=pupil.pk).exists()


def test_people_are_found_again_after_the_secret_has_changed(imported: Import) -> None:
    imported()
    with override_settings(SECRET_KEY="another one", SECRET_KEY_FALLBACKS=["of-tests-only"]):
        assert imported().tallies["pupils"].unchanged == 2


def test_whoever_signed_up_with_a_teacher_s_address_loses_the_account(imported: Import) -> None:
    claimed = Person.objects.create_user("t1@example.invalid", "a long enough word", name="Somebody")
    imported()
    claimed.refresh_from_db()
    assert (claimed.has_usable_password(), claimed.name) == (False, "Dominique Fictif")


def test_a_teacher_who_works_there_already_keeps_their_account(imported: Import) -> None:
    known = Person.objects.create_user("t1@example.invalid", "a long enough word", name="Domi")
    place = Organisation.objects.create(kind=OrganisationKind.LYCEE, name="Le lycée", uai="0690001A")
    Membership.objects.create(person=known, organisation=place, role="mentor")
    imported()
    known.refresh_from_db()
    assert (known.has_usable_password(), known.name) == (True, "Domi")


def without_the_teacher() -> str:
    return "".join(line for line in FILES["enrollments"].splitlines(keepends=True) if ",teacher," not in line)


def test_whoever_teaches_no_class_there_any_more_is_no_teacher_there(imported: Import) -> None:
    imported()
    Membership.objects.update(since=timezone.localdate() - timedelta(days=30))
    imported(enrollments=without_the_teacher())
    assert Membership.objects.get(role="teacher").until == timezone.localdate() - timedelta(days=1)


def test_a_teacher_who_has_a_class_besides_stays_one(imported: Import) -> None:
    imported()
    group = Group.objects.get()
    other = Group.objects.create(organisation=group.organisation, year=group.year, name="Of their own")
    Teaching.objects.create(group=other, person=Person.objects.get(email="t1@example.invalid"))
    imported(enrollments=without_the_teacher())
    assert Membership.objects.get(role="teacher").until is None


def test_a_teacher_of_whom_the_system_knows_nothing_stays_one(imported: Import, person: Person) -> None:
    imported()
    place = Organisation.objects.get()
    Membership.objects.create(person=person, organisation=place, role="teacher")
    imported(enrollments=without_the_teacher())
    assert Membership.objects.get(person=person).until is None


def test_a_roster_that_was_cut_short_ends_no_place(imported: Import) -> None:
    head, *_ = FILES["users"].splitlines(keepends=True)
    pupils = "".join(f"p{number},,,true,p{number},Prénom,Nom,\n" for number in range(30))
    roles, places = FILES["roles"].splitlines(keepends=True)[0], FILES["enrollments"].splitlines(keepends=True)[0]
    roles += "".join(f"r{number},,,p{number},primary,student,,,o1\n" for number in range(30))
    every = [f"e{number},,,c1,o1,p{number},student,,,\n" for number in range(30)]
    whole = {"users": head + pupils, "roles": roles}
    imported(**whole, enrollments=places + "".join(every))
    with pytest.raises(ImportRefused, match="at least half of the 30 places of learners that stand, found 9"):
        imported(**whole, enrollments=places + "".join(every[:9]))
    assert lasting() == 30
