"""The pages of classes: who opens them, what each reads there, and what is written down of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from envol.web.accountability.models import AccessRecord, Activity
from envol.web.network.models import Enrolment, Group, Membership, Role, Teaching
from envol.web.network.school.enrolling import add_pupils
from envol.web.network.school.sentences import LOOK
from envol.web.network.school.services import PLACES, open_code
from envol.web.people.models import Language, Person

from .conftest import School, made_person

pytestmark = pytest.mark.django_db
GROUPS = reverse("network:groups")
Opened = Callable[..., Client]


def page_of(school: School) -> str:
    return reverse("network:group", args=[school.group.id])


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


@pytest.mark.parametrize("role", ["teacher", "instructor", "head", "learner"])
def test_the_list_shows_the_classes_of_each(opened: Opened, ours: School, theirs: School, role: str) -> None:
    html = opened(ours.people[role]).get(GROUPS).content.decode()
    assert str(ours.group.id) in html
    assert str(theirs.group.id) not in html


def test_a_teacher_opens_a_class_and_teaches_it(opened: Opened, ours: School) -> None:
    client = opened(ours.teacher)
    answer = client.post(
        reverse("network:open-group"),
        {"organisation": ours.place.id, "name": " BTS  1 B ", "kind": "class", "certification": "RNCP38883"},
    )
    group = Group.objects.get(name="BTS 1 B")
    assert answer.headers["Location"] == reverse("network:group", args=[group.id])
    assert Teaching.objects.filter(group=group, person=ours.teacher).exists()
    assert Activity.objects.get(name="network.group.opened").organisation == ours.place.id


def test_a_head_opens_a_class_without_teaching_it(opened: Opened, ours: School) -> None:
    opened(ours.head).post(
        reverse("network:open-group"), {"organisation": ours.place.id, "name": "BTS 1 B", "kind": "class"}
    )
    assert not Teaching.objects.filter(group__name="BTS 1 B").exists()


@pytest.mark.parametrize("role", ["learner", "mentor", "contact"])
def test_nobody_else_opens_a_class(opened: Opened, ours: School, role: str) -> None:
    assert opened(ours.people[role]).get(reverse("network:open-group")).status_code == 403


def test_a_class_is_not_opened_in_somebody_else_s_school(opened: Opened, ours: School, theirs: School) -> None:
    answer = opened(ours.teacher).post(
        reverse("network:open-group"), {"organisation": theirs.place.id, "name": "BTS 1 B", "kind": "class"}
    )
    assert answer.status_code == 422
    assert not Group.objects.filter(name="BTS 1 B").exists()


def test_two_classes_of_one_year_have_two_names(opened: Opened, ours: School) -> None:
    answer = opened(ours.teacher).post(
        reverse("network:open-group"), {"organisation": ours.place.id, "name": "BTS 1", "kind": "class"}
    )
    assert answer.status_code == 422
    assert "There is a class called BTS 1 already" in answer.content.decode()


def test_the_page_of_a_class_shows_pupils_by_number_and_nickname(opened: Opened, ours: School) -> None:
    Person.objects.filter(id=ours.pupil.id).update(name="Somebody’s Name")
    shown = text(opened(ours.teacher), page_of(ours))
    assert "Agile Otter" in shown
    assert "Somebody’s Name" not in shown
    assert ours.learner.name in shown


def test_whoever_looks_at_a_class_is_written_down(opened: Opened, ours: School) -> None:
    opened(ours.teacher).get(page_of(ours))
    record = AccessRecord.objects.get()
    assert (record.reader, record.pupil, record.what) == (ours.teacher.id, ours.pupil.id, LOOK)


def test_a_pupil_reads_their_own_place_and_nobody_else_s(opened: Opened, ours: School) -> None:
    shown = text(opened(ours.pupil), page_of(ours))
    assert "You are number 1, Agile Otter." in shown
    assert ours.learner.name not in shown
    assert not AccessRecord.objects.exists()


@pytest.mark.parametrize(
    ("role", "status"),
    [("teacher", 302), ("head", 302), ("instructor", 403), ("learner", 403), ("mentor", 404), ("contact", 404)],
)
def test_only_who_teaches_a_class_or_heads_the_school_opens_its_code(
    opened: Opened, ours: School, role: str, status: int
) -> None:
    answer = opened(ours.people[role]).post(reverse("network:open-code", args=[ours.group.id]), {"days": "14"})
    assert answer.status_code == status
    assert (Group.objects.get(id=ours.group.id).join_code is not None) == (status == 302)


def test_a_teacher_of_another_school_finds_no_such_class(opened: Opened, ours: School, theirs: School) -> None:
    assert opened(theirs.teacher).get(page_of(ours)).status_code == 404


def test_a_code_lasts_for_fourteen_days_where_nothing_else_is_said(ours: School) -> None:
    open_code(group=ours.group, by=ours.teacher)
    group = Group.objects.get(id=ours.group.id)
    assert group.joins_until is not None
    assert timedelta(days=13, hours=23) < group.joins_until - timezone.now() <= timedelta(days=14)


def test_a_code_is_shown_with_its_end_and_closed_again(opened: Opened, ours: School) -> None:
    client = opened(ours.teacher)
    client.post(reverse("network:open-code", args=[ours.group.id]), {"days": "1"})
    code = Group.objects.get(id=ours.group.id).join_code
    assert str(code) in text(client, page_of(ours))
    client.post(reverse("network:close-code", args=[ours.group.id]))
    assert Group.objects.get(id=ours.group.id).join_code is None


def ticket_of(client: Client, address: str) -> str:
    found = re.search(r'name="once" value="([^"]+)"', client.get(address).content.decode())
    assert found
    return found[1]


def test_pupils_are_added_and_their_cards_shown_once(opened: Opened, ours: School) -> None:
    client = opened(ours.teacher)
    sent = {"many": "3", "once": ticket_of(client, page_of(ours))}
    answer = client.post(reverse("network:add-pupils", args=[ours.group.id]), sent)
    assert answer.content.decode().count('class="card-words"') == 3
    assert "no-store" in answer.headers["Cache-Control"]
    assert client.post(reverse("network:add-pupils", args=[ours.group.id]), sent).status_code == 302
    assert Enrolment.objects.filter(group=ours.group).count() == 5


def test_a_lost_card_is_replaced_by_one_that_is_shown_once(opened: Opened, ours: School) -> None:
    client = opened(ours.teacher)
    before = Person.objects.get(id=ours.pupil.id).card
    address = reverse("network:renew-card", args=[ours.group.id, ours.enrolment.id])
    answer = client.post(address, {"once": ticket_of(client, address)})
    assert 'class="card-words"' in answer.content.decode()
    assert Person.objects.get(id=ours.pupil.id).card != before


def test_nobody_renews_the_card_of_another_class_s_pupil(opened: Opened, ours: School, theirs: School) -> None:
    client = opened(ours.teacher)
    address = reverse("network:renew-card", args=[ours.group.id, theirs.enrolment.id])
    assert client.post(address, {"once": ticket_of(client, page_of(ours))}).status_code == 404


def test_a_pupil_is_removed_from_a_class_at_once(opened: Opened, ours: School) -> None:
    client = opened(ours.teacher)
    address = reverse("network:end-enrolment", args=[ours.group.id, ours.enrolment.id])
    assert "Remove number 1" in text(client, address)
    client.post(address)
    assert "Agile Otter" not in text(client, page_of(ours))
    assert opened(ours.pupil).get(page_of(ours)).status_code == 404


def test_a_colleague_is_given_the_class_and_leaves_it(opened: Opened, ours: School) -> None:
    colleague = made_person("colleague")
    Membership.objects.create(person=colleague, organisation=ours.place, role=Role.TEACHER)
    client = opened(ours.head)
    client.post(reverse("network:assign-teacher", args=[ours.group.id]), {"person": colleague.id})
    assert opened(colleague).get(page_of(ours)).status_code == 200
    teaching = Teaching.objects.get(person=colleague)
    client.post(reverse("network:end-teaching", args=[ours.group.id, teaching.id]))
    assert opened(colleague).get(page_of(ours)).status_code == 404


def test_whoever_does_not_teach_is_not_given_a_class(opened: Opened, ours: School, theirs: School) -> None:
    opened(ours.head).post(reverse("network:assign-teacher", args=[ours.group.id]), {"person": theirs.teacher.id})
    assert not Teaching.objects.filter(person=theirs.teacher, group=ours.group).exists()


def test_a_class_has_so_many_places_and_no_more(ours: School) -> None:
    fill = PLACES - Enrolment.objects.filter(group=ours.group).count()
    people = Person.objects.bulk_create(Person(password="!") for _ in range(fill))
    Enrolment.objects.bulk_create(
        Enrolment(group=ours.group, person=person, number=number) for number, person in enumerate(people, 10)
    )
    with pytest.raises(Exception, match="100 places, and all are taken"):
        add_pupils(group=ours.group, many=1, language=Language.FRENCH, by=ours.teacher)


@pytest.mark.parametrize("address", ["group", "groups"])
def test_a_page_asks_the_database_as_often_for_thirty_pupils_as_for_three(
    opened: Opened, ours: School, address: str
) -> None:
    client = opened(ours.teacher)
    page = page_of(ours) if address == "group" else GROUPS

    def asked() -> int:
        client.get(page)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(page)
        return len(queries)

    add_pupils(group=ours.group, many=3, language=Language.FRENCH, by=ours.teacher)
    few = asked()
    add_pupils(group=ours.group, many=30, language=Language.FRENCH, by=ours.teacher)
    for number in range(20):
        group = Group.objects.create(organisation=ours.place, year=ours.group.year, name=f"G{number}")
        Teaching.objects.create(group=group, person=ours.teacher)
    assert asked() == few
