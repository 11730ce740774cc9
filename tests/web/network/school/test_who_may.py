"""Who sees which class, place, role and invitation: lists and permissions agree, for every role."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from envol.web.network.models import Delegation, Enrolment, Group, Invitation, Membership, Role, Teaching
from envol.web.network.school.selectors import enrolments_visible_to, groups_changeable_by, groups_visible_to
from envol.web.network.staffing.invitation_selectors import invitations_visible_to
from envol.web.network.staffing.invitation_services import invite
from envol.web.network.staffing.membership_selectors import memberships_visible_to
from envol.web.people.models import Person

from .conftest import School, made_person, made_school

pytestmark = pytest.mark.django_db

SELECTORS = {
    "network.view_group": (Group, groups_visible_to),
    "network.change_group": (Group, groups_changeable_by),
    "network.view_enrolment": (Enrolment, enrolments_visible_to),
    "network.view_membership": (Membership, memberships_visible_to),
    "network.view_invitation": (Invitation, invitations_visible_to),
}


@pytest.fixture
def everybody(ours: School, theirs: School) -> dict[str, Person]:
    """One person of every role, with somebody who borrows a role, and somebody fictional."""
    made = made_school("Camille", fictional=True)
    officer = made_person("officer", is_protection_officer=True)
    administrator = made_person("administrator", is_staff=True)
    for school, by in ((ours, ours.head), (theirs, theirs.head)):
        invite(organisation=school.place, email="new@example.invalid", role=Role.TEACHER, by=by)
    invite(organisation=ours.place, email="next@example.invalid", role=Role.HEAD, by=administrator)
    held = Membership.objects.get(person=ours.head, role=Role.HEAD)
    week = timezone.localdate() + timedelta(days=7)
    Delegation.objects.create(membership=held, receiver=ours.contact, until=week)
    yesterday = timezone.localdate() - timedelta(days=1)
    for group in (ours.group, theirs.group):
        Group.objects.create(organisation=group.organisation, year=group.year, name="Closed", closed_on=yesterday)
    closed = Group.objects.get(organisation=ours.place, name="Closed")
    Teaching.objects.create(group=closed, person=ours.teacher)
    gone = made_person("gone")
    Membership.objects.create(
        person=gone, organisation=ours.place, role=Role.HEAD, since=yesterday - timedelta(days=9), until=yesterday
    )
    return {
        **ours.people,
        "pupil": ours.pupil,
        "fictional-head": made.head,
        "fictional-teacher": made.teacher,
        "officer": officer,
        "administrator": administrator,
        "gone": gone,
        "stranger": made_person("stranger"),
    }


@pytest.mark.parametrize("permission", sorted(SELECTORS))
def test_a_permission_agrees_with_its_list_for_every_role(everybody: dict[str, Person], permission: str) -> None:
    model, selector = SELECTORS[permission]
    things = list(model._default_manager.all())
    assert things
    wrong = [
        (name, str(thing))
        for name, person in everybody.items()
        for thing in things
        if person.has_perm(permission, thing) != selector(person).filter(pk=thing.pk).exists()
    ]
    assert not wrong


@pytest.mark.parametrize("permission", sorted(SELECTORS))
def test_whoever_has_not_signed_in_sees_nothing(everybody: dict[str, Person], permission: str) -> None:
    model, _selector = SELECTORS[permission]
    assert not any(AnonymousUser().has_perm(permission, thing) for thing in model._default_manager.all())


SEEN = {
    "teacher": ({"BTS 1"}, 2),
    "instructor": ({"BTS 1"}, 2),
    "head": ({"BTS 1", "Closed"}, 2),
    "contact": ({"BTS 1", "Closed"}, 2),
    "mentor": (set(), 0),
    "keeper": (set(), 0),
    "lead": (set(), 0),
    "learner": ({"BTS 1"}, 1),
    "pupil": ({"BTS 1"}, 1),
    "officer": (set(), 0),
    "administrator": (set(), 0),
    "gone": (set(), 0),
    "stranger": (set(), 0),
}
"""By role: the classes of the school, and how many of its places. The contact borrows the role of the head."""


@pytest.mark.parametrize("role", sorted(SEEN))
def test_a_role_sees_the_classes_and_places_that_are_its_own(
    everybody: dict[str, Person], ours: School, role: str
) -> None:
    groups, places = SEEN[role]
    person = everybody[role]
    assert set(groups_visible_to(person).values_list("name", flat=True)) == groups
    assert set(groups_visible_to(person).values_list("organisation", flat=True)) <= {ours.place.id}
    assert enrolments_visible_to(person).count() == places


def test_a_fictional_head_sees_nothing_real(everybody: dict[str, Person], ours: School) -> None:
    head = everybody["fictional-head"]
    Membership.objects.create(person=head, organisation=ours.place, role=Role.HEAD)
    assert not groups_visible_to(head).filter(organisation=ours.place).exists()
    assert not enrolments_visible_to(head).filter(group=ours.group).exists()
    assert not memberships_visible_to(head).exclude(person=head).filter(organisation=ours.place).exists()
    assert not invitations_visible_to(head).filter(organisation=ours.place).exists()
    assert not head.has_perm("network.invite", ours.place)


def test_colleagues_read_of_each_other_but_not_of_learners(ours: School, theirs: School) -> None:
    seen = memberships_visible_to(ours.mentor)
    assert {each.person_id for each in seen} == {person.id for name, person in ours.people.items() if name != "learner"}


def test_a_learner_reads_of_no_role_but_their_own(ours: School) -> None:
    assert [each.person_id for each in memberships_visible_to(ours.learner)] == [ours.learner.id]


INVITES = {"head", "contact", "administrator"}


def test_only_a_head_and_an_administrator_invite(everybody: dict[str, Person], ours: School) -> None:
    """The contact borrows the role of the head."""
    assert {name for name, person in everybody.items() if person.has_perm("network.invite", ours.place)} == INVITES


def test_nobody_of_a_school_invites_into_another(everybody: dict[str, Person], theirs: School) -> None:
    may = {name for name, person in everybody.items() if person.has_perm("network.invite", theirs.place)}
    assert may == {"administrator"}


def test_whoever_lends_a_role_lends_their_own(everybody: dict[str, Person], ours: School, theirs: School) -> None:
    for membership in Membership.objects.filter(organisation=ours.place, until=None):
        may = {name for name, person in everybody.items() if person.has_perm("network.delegate", membership)}
        lends = membership.role in (Role.TEACHER, Role.INSTRUCTOR, Role.HEAD)
        assert may == ({membership.role} if lends else set())
