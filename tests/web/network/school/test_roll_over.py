"""From one school year to the next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from envol.web.accountability.models import Activity
from envol.web.network.models import Enrolment, Group, SchoolYear, Teaching
from envol.web.network.school.enrolling import add_pupils
from envol.web.network.school.naming import a_year_later
from envol.web.network.school.rollover import roll_over
from envol.web.network.school.selectors import groups_led_by, groups_visible_to
from envol.web.network.school.years import last_end_before, next_year, year_of
from envol.web.people.models import Language

from .conftest import School

pytestmark = pytest.mark.django_db
PAGE = reverse("network:roll-over")
Opened = Callable[..., Client]


def rolled(school: School, year: SchoolYear, name: str = "BTS 2", **others: object) -> Group | None:
    fields = {"leavers": set(), "by": school.head} | others
    roll_over(organisation=school.place, year=year, names={school.group.id: name}, **fields)  # type: ignore[arg-type]
    return Group.objects.filter(follows=school.group).first()


def test_a_class_goes_on_under_its_next_name(ours: School, year: SchoolYear) -> None:
    after = rolled(ours, year)
    assert after
    assert (after.name, after.year_id) == ("BTS 2", next_year(year).name)


def test_places_end_with_the_year_and_begin_with_the_next(ours: School, year: SchoolYear) -> None:
    after = rolled(ours, year)
    old = Enrolment.objects.get(group=ours.group, person=ours.pupil)
    new = Enrolment.objects.get(group=after, person=ours.pupil)
    assert (old.until, new.since) == (year.ends_on, year.ends_on + timedelta(days=1))
    assert (new.number, new.nickname) == (old.number, old.nickname)


def test_teachers_go_on_with_their_class(ours: School, year: SchoolYear) -> None:
    after = rolled(ours, year)
    assert Teaching.objects.get(group=after).person_id == ours.teacher.id
    assert Teaching.objects.get(group=ours.group).until == year.ends_on


def test_the_old_class_closes_with_its_year_and_its_code_at_once(ours: School, year: SchoolYear) -> None:
    Group.objects.filter(id=ours.group.id).update(join_code="BCDFGH")
    rolled(ours, year)
    old = Group.objects.get(id=ours.group.id)
    assert (old.closed_on, old.join_code) == (year.ends_on, None)


def test_everybody_stays_where_they_are_to_the_last_day(ours: School, year: SchoolYear) -> None:
    after = rolled(ours, year)
    assert after
    for person in (ours.teacher, ours.pupil):
        assert ours.group in groups_visible_to(person, year.ends_on)
        assert ours.group not in groups_visible_to(person, after.year.starts_on)
        assert after in groups_visible_to(person, after.year.starts_on)


def test_a_teacher_sees_next_year_s_class_before_it_begins_and_a_pupil_does_not(ours: School, year: SchoolYear) -> None:
    after = rolled(ours, year)
    assert after in groups_led_by(ours.teacher)
    assert after not in groups_visible_to(ours.pupil)


def test_whoever_leaves_has_no_place_in_the_next_class(ours: School, year: SchoolYear) -> None:
    after = rolled(ours, year, leavers={ours.enrolment.id})
    assert not Enrolment.objects.filter(group=after, person=ours.pupil).exists()
    assert Enrolment.objects.filter(group=after, person=ours.learner).exists()


def test_a_class_that_ends_has_no_follower(ours: School, year: SchoolYear) -> None:
    assert rolled(ours, year, name="") is None
    assert Group.objects.get(id=ours.group.id).closed_on == year.ends_on


def everything() -> tuple[object, ...]:
    return (
        list(Group.objects.order_by("id").values_list()),
        list(Enrolment.objects.order_by("id").values_list()),
        list(Teaching.objects.order_by("id").values_list()),
    )


def test_a_second_time_does_nothing_more(ours: School, year: SchoolYear) -> None:
    rolled(ours, year)
    before = everything()
    rolled(ours, year)
    assert everything() == before
    assert Activity.objects.filter(name="network.group.rolled-over").count() == 1


def test_two_classes_become_one_and_each_keeps_a_number_of_their_own(ours: School, year: SchoolYear) -> None:
    other = Group.objects.create(organisation=ours.place, year=year, name="BTS 1 B")
    add_pupils(group=other, many=3, language=Language.ENGLISH, by=ours.head)
    roll_over(
        organisation=ours.place,
        year=year,
        names={ours.group.id: "BTS 2", other.id: "BTS 2"},
        leavers=set(),
        by=ours.head,
    )
    after = Group.objects.get(name="BTS 2")
    places = Enrolment.objects.filter(group=after)
    assert sorted(places.values_list("number", flat=True)) == [1, 2, 3, 4, 5]
    names = [name for name in places.values_list("nickname", flat=True) if name]
    assert len(set(names)) == len(names)


def test_whoever_left_during_the_year_does_not_go_on(ours: School, year: SchoolYear, today: date) -> None:
    Enrolment.objects.filter(id=ours.enrolment.id).update(until=today - timedelta(days=1))
    after = rolled(ours, year)
    assert not Enrolment.objects.filter(group=after, person=ours.pupil).exists()


def test_nobody_takes_on_the_classes_of_another_school(ours: School, theirs: School, year: SchoolYear) -> None:
    roll_over(organisation=ours.place, year=year, names={ours.group.id: "BTS 2"}, leavers=set(), by=theirs.head)
    assert Group.objects.get(id=ours.group.id).closed_on is None


def test_a_teacher_takes_on_their_own_classes_only(ours: School, year: SchoolYear) -> None:
    other = Group.objects.create(organisation=ours.place, year=year, name="TSTL")
    names = {ours.group.id: "BTS 2", other.id: "TSTL"}
    roll_over(organisation=ours.place, year=year, names=names, leavers=set(), by=ours.teacher)
    assert Group.objects.get(id=ours.group.id).closed_on
    assert not Group.objects.get(id=other.id).closed_on


@pytest.mark.parametrize(
    ("name", "later"),
    [
        ("BTS 1", "BTS 2"),
        ("BTS 1 A", "BTS 2 A"),
        ("BTS 2", ""),
        ("BUT 2 GB", "BUT 3 GB"),
        ("2nde 4", "1re 4"),
        ("1re STL", "Tle STL"),
        ("Tle STL 2", ""),
        ("5e B", "4e B"),
        ("3e B", ""),
        ("L3 SV", ""),
        ("M1 Biotech", "M2 Biotech"),
        ("Groupe A", "Groupe A"),
        ("Promotion 2026", "Promotion 2026"),
    ],
)
def test_a_name_is_proposed_by_the_number_in_it(name: str, later: str) -> None:
    assert a_year_later(name) == later


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2026, 8, 31), date(2025, 8, 31)),
        (date(2026, 9, 1), date(2026, 8, 31)),
        (date(2027, 1, 5), date(2026, 8, 31)),
    ],
)
def test_a_year_is_over_after_its_last_day(day: date, last: date) -> None:
    assert last_end_before(day) == last


def test_a_school_year_is_made_once(year: SchoolYear) -> None:
    assert year_of(year.starts_on) == year_of(year.ends_on) == year
    assert next_year(year) == year_of(year.ends_on + timedelta(days=1))


def chosen(
    school: School, year: SchoolYear, what: str = "on", name: str = "BTS 2", **others: object
) -> dict[str, object]:
    prefix = f"group-{school.group.id}"
    return {
        "organisation": school.place.id,
        "year": year.name,
        f"{prefix}-what": what,
        f"{prefix}-name": name,
        **others,
    }


def test_the_page_proposes_the_next_name(opened: Opened, ours: School, year: SchoolYear) -> None:
    html = opened(ours.head).get(PAGE).content.decode()
    assert 'value="BTS 2"' in html
    assert "Agile Otter" in html


def test_the_page_does_what_was_chosen_once(opened: Opened, ours: School, year: SchoolYear) -> None:
    client = opened(ours.head)
    for _ in range(2):
        answer = client.post(PAGE, chosen(ours, year, leaves=[ours.enrolment.id]))
        assert answer.headers["Location"] == f"{reverse('network:groups')}?year={next_year(year).name}"
    after = Group.objects.get(follows=ours.group)
    assert list(Enrolment.objects.filter(group=after).values_list("person", flat=True)) == [ours.learner.id]


def test_a_class_that_waits_stays_as_it_is(opened: Opened, ours: School, year: SchoolYear) -> None:
    opened(ours.head).post(PAGE, chosen(ours, year, what="waits"))
    assert Group.objects.get(id=ours.group.id).closed_on is None


def test_a_class_that_goes_on_needs_a_name(opened: Opened, ours: School, year: SchoolYear) -> None:
    answer = opened(ours.head).post(PAGE, chosen(ours, year, name=" "))
    assert answer.status_code == 422
    assert "Say how it is called next year." in answer.content.decode()
    assert Group.objects.get(id=ours.group.id).closed_on is None


def test_after_it_nothing_waits(opened: Opened, ours: School, year: SchoolYear) -> None:
    roll_over(organisation=ours.place, year=year, names={ours.group.id: ""}, leavers=set(), by=ours.head)
    assert "No class of yours waits" in opened(ours.head).get(PAGE).content.decode()


@pytest.mark.parametrize("role", ["learner", "mentor", "contact"])
def test_nobody_else_comes_here(opened: Opened, ours: School, role: str) -> None:
    assert opened(ours.people[role]).get(PAGE).status_code == 403


def test_the_preview_asks_as_often_for_many_classes_and_pupils(opened: Opened, ours: School, year: SchoolYear) -> None:
    client = opened(ours.head)

    def asked() -> int:
        client.get(PAGE)
        with CaptureQueriesContext(connection) as queries:
            client.get(PAGE)
        return len(queries)

    few = asked()
    for number in range(12):
        group = Group.objects.create(organisation=ours.place, year=year, name=f"G{number}")
        add_pupils(group=group, many=3, language=Language.FRENCH, by=ours.head)
    assert asked() == few
