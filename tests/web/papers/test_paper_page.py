"""The page of a pupil's paper: for whom it is, what it keeps, and that it is told nowhere else."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from envol.web.accountability.models import AccessRecord, Activity
from envol.web.network.models import Enrolment, Membership, Organisation, Role, Teaching
from envol.web.network.oversight.paper_selectors import papers_visible_to
from envol.web.papers.models import CivilFile
from envol.web.people.models import Person

from .conftest import World, group_of, pupil_in, somebody
from .test_papers import born, kept

pytestmark = pytest.mark.django_db(databases=["default", "papers"])


def filled(**changes: str) -> dict[str, str]:
    """What a teacher fills in."""
    return {
        "family_name": "Fictif",
        "given_name": "Ange",
        "birth_date": born(15).isoformat(),
        "parents-TOTAL_FORMS": "2",
        "parents-INITIAL_FORMS": "0",
        "parents-0-name": "Alix Fictif",
        "parents-0-email": "alix@example.invalid",
        "parents-1-name": "Noé Fictif",
        "parents-1-phone": "01 00 00 00 00",
    } | changes


@pytest.mark.parametrize("who", ["teacher", "head"])
def test_a_teacher_of_the_group_and_the_head_read_it(client: Client, world: World, who: str) -> None:
    kept(world)
    client.force_login(getattr(world, who))
    assert "Alix Fictif" in client.get(world.address).content.decode()


def test_whoever_has_not_signed_in_is_sent_there_and_back(client: Client, world: World) -> None:
    assert client.get(world.address).headers["Location"] == f"{reverse('account_login')}?next={world.address}"


OTHERS = {
    "the pupil": lambda world: world.pupil,
    "another teacher of the school": lambda world: somebody("other-teacher", world.school, Role.TEACHER),
    "an instructor of the school": lambda world: somebody("instructor", world.school, Role.INSTRUCTOR),
    "a mentor of the school": lambda world: somebody("mentor", world.school, Role.MENTOR),
    "a contact of the school": lambda world: somebody("contact", world.school, Role.CONTACT),
    "a programme lead": lambda world: somebody("lead", world.school, Role.LEAD),
    "an administrator": lambda world: somebody("administrator", is_staff=True, is_superuser=True),
    "the protection officer": lambda world: somebody("officer", is_protection_officer=True),
    "a head of elsewhere": lambda world: _head_elsewhere(),
}


def _head_elsewhere() -> Person:
    return somebody("head-elsewhere", Organisation.objects.create(kind="lycee", name="Elsewhere"), Role.HEAD)


@pytest.mark.parametrize("who", OTHERS)
def test_to_anybody_else_there_is_no_such_page(client: Client, world: World, who: str) -> None:
    kept(world)
    person = OTHERS[who](world)
    client.force_login(person)
    assert client.get(world.address).status_code == 404
    assert client.post(world.address, filled(family_name="Changed")).status_code == 404
    assert CivilFile.objects.get().family_name == "Fictif"
    assert not AccessRecord.objects.exists()


def test_a_teacher_who_teaches_the_group_no_more_has_no_such_page(client: Client, world: World) -> None:
    Teaching.objects.update(until=timezone.localdate() - timedelta(days=1), since=timezone.localdate() - timedelta(9))
    client.force_login(world.teacher)
    assert client.get(world.address).status_code == 404


def test_a_teacher_loses_the_page_with_the_role(client: Client, world: World) -> None:
    Membership.objects.filter(person=world.teacher).delete()
    client.force_login(world.teacher)
    assert client.get(world.address).status_code == 404


def test_a_head_still_reads_the_paper_of_a_closed_class(client: Client, world: World) -> None:
    world.group.closed_on = timezone.localdate() - timedelta(days=1)
    world.group.save()
    client.force_login(world.teacher)
    assert client.get(world.address).status_code == 404
    client.force_login(world.head)
    assert client.get(world.address).status_code == 200


def test_a_fictional_head_reaches_fictional_schools_only(world: World) -> None:
    head = somebody("fictional-head", world.school, Role.HEAD, is_fictional=True)
    Person.objects.filter(pk=world.pupil.pk).update(is_fictional=True)
    assert papers_visible_to(head).exists()
    Organisation.objects.filter(pk=world.school.pk).update(is_fictional=False)
    assert not papers_visible_to(head).exists()


def test_the_list_and_the_permission_agree(world: World, elsewhere: Organisation) -> None:
    there = group_of(elsewhere)
    pupil_in(there)
    pupil_in(world.group, 2)
    people = [world.teacher, world.head, world.pupil, *(OTHERS[who](world) for who in OTHERS)]
    for person in people:
        fresh = Person.objects.get(pk=person.pk)
        visible = set(papers_visible_to(fresh))
        for place in Enrolment.objects.all():
            assert (place in visible) == fresh.has_perm("network.view_paper", place) or fresh.is_superuser


def test_every_look_is_written_down(client: Client, world: World) -> None:
    client.force_login(world.teacher)
    client.get(world.address)
    client.post(world.address, filled())
    looks = AccessRecord.objects.values_list("reader", "pupil", "what", "place")
    assert list(looks) == [(world.teacher.pk, world.pupil.pk, "papers.looked", world.address)] * 2


def test_a_paper_is_kept_from_the_form(client: Client, world: World) -> None:
    client.force_login(world.teacher)
    response = client.post(world.address, filled(), follow=True)
    assert "The paper is kept until 31 August" in response.content.decode()
    paper = CivilFile.objects.get()
    assert (paper.pupil, paper.school, paper.given_name) == (world.pupil.pk, world.school.pk, "Ange")
    assert paper.representatives.count() == 2


def test_what_was_kept_is_kept_again_unchanged(client: Client, world: World) -> None:
    paper = kept(world)
    client.force_login(world.teacher)
    html = client.get(world.address).content.decode()
    rows = {str(each.pk) for each in paper.representatives.all()}
    assert all(row in html for row in rows)
    alix, noah = paper.representatives.all()
    again = {"parents-INITIAL_FORMS": "2", "parents-0-id": str(alix.pk), "parents-1-id": str(noah.pk)}
    client.post(world.address, filled(**again))
    assert {str(each.pk) for each in paper.representatives.all()} == rows


def test_an_emptied_row_takes_a_representative_off(client: Client, world: World) -> None:
    paper = kept(world)
    alix, noah = paper.representatives.all()
    client.force_login(world.teacher)
    emptied = {"parents-1-name": "", "parents-1-phone": "", "parents-1-id": str(noah.pk)}
    client.post(world.address, filled(**{"parents-0-id": str(alix.pk)}, **emptied))
    assert [each.pk for each in paper.representatives.all()] == [alix.pk]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"birth_date": "2999-01-01"}, "is still to come"),
        ({"birth_date": "yesterday"}, "Enter a valid date"),
        ({"parents-0-name": "", "parents-0-email": "", "parents-1-name": "", "parents-1-phone": ""}, "is a minor"),
        ({"parents-0-name": ""}, "Write the name too"),
        ({"parents-0-email": "alix"}, "Enter a valid email address"),
        ({"parents-TOTAL_FORMS": "7"}, "at most 6 forms"),
    ],
)
def test_a_form_with_a_slip_comes_back_with_its_sentence(
    client: Client, world: World, changes: dict[str, str], sentence: str
) -> None:
    client.force_login(world.teacher)
    response = client.post(world.address, filled(**changes))
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not CivilFile.objects.exists()


def test_a_paper_is_deleted_from_the_form(client: Client, world: World) -> None:
    kept(world)
    client.force_login(world.head)
    response = client.post(world.address, {"forget": "1"}, follow=True)
    assert "The paper is deleted" in response.content.decode()
    assert not CivilFile.objects.exists()


def test_the_page_is_never_stored_on_the_way(client: Client, world: World) -> None:
    client.force_login(world.teacher)
    assert "no-store" in client.get(world.address).headers["Cache-Control"]


def test_nothing_of_a_paper_enters_logs_or_activities(
    client: Client, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    client.force_login(world.teacher)
    with caplog.at_level(logging.DEBUG):
        client.post(world.address, filled())
        client.post(world.address, filled(birth_date="2999-01-01"))
        client.get(world.address)
        client.post(world.address, {"forget": "1"})
    told = caplog.text + str(list(Activity.objects.values())) + str(list(AccessRecord.objects.values()))
    # The statements themselves are logged by Django where DEBUG is on, which is on no campus.
    lines = [line for line in told.splitlines() if "papers_" not in line]
    assert not [line for line in lines if "Fictif" in line or "Ange" in line or born(15).isoformat() in line]


def test_other_pages_do_not_show_the_paper(client: Client, world: World) -> None:
    kept(world)
    client.force_login(world.head)
    for name in ("network:activity", "portal:home", "accountability:register"):
        html = client.get(reverse(name)).content.decode()
        assert "Alix" not in html
        assert born(15).isoformat() not in html
