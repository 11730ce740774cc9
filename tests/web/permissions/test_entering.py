"""Whoever enters a demonstration, and what fictional people leave alone."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client
from django.test.utils import override_settings
from django.urls import reverse

from envol.web.network.models import Enrolment, Membership
from envol.web.people.models import Person

from .trying import client_of, undone
from .world import World, known

pytestmark = pytest.mark.django_db(databases=["default", "papers"])


def test_nobody_enters_as_a_fictional_person_where_there_is_no_demonstration(world: World) -> None:
    with override_settings(DEMONSTRATION=False), undone():
        assert Client().post(reverse("people:demonstration", args=["learner"])).status_code == 404


def test_nobody_enters_as_somebody_real(world: World) -> None:
    with undone():
        for name in ("head", "teacher", "administrator", str(known(world, "head").pk)):
            assert Client().post(reverse("people:demonstration", args=[name])).status_code == 404


def test_an_invitation_by_a_fictional_head_leaves_by_no_mail(world: World) -> None:
    page = reverse("network:invite", args=[world.fictional.organisation.pk])
    with undone():
        for email in ("new@example.invalid", "new@example.org"):
            client_of(world, "fictional-head").post(page, {"email": email, "role": "mentor"})
    assert mail.outbox == []


def test_who_joins_a_fictional_class_without_an_account_is_fictional(world: World) -> None:
    with undone():
        Client().post(reverse("network:join"), {"code": world.fictional.things["group"].join_code})
        newcomer = Enrolment.objects.filter(group=world.fictional.things["group"]).order_by("-id")[0]
        assert newcomer.person.is_pupil
        assert newcomer.person.is_fictional


def test_a_fictional_class_shows_its_fictional_teacher_nobody_real(world: World) -> None:
    strayed = world.own.things["strayed_flight"].pilot
    with undone():
        page = reverse("network:group", args=[world.fictional.things["group"].pk])
        shown = client_of(world, "fictional-teacher").get(page).context["enrolments"]
    assert strayed.pk not in {each.person_id for each in shown}
    assert not Person.objects.filter(pk__in=[each.person_id for each in shown], is_fictional=False).exists()


def test_a_fictional_head_reads_of_no_real_person(world: World) -> None:
    Membership.objects.create(person=known(world, "mentor"), organisation=world.fictional.organisation, role="mentor")
    with undone():
        page = reverse("network:people", args=[world.fictional.organisation.pk])
        shown = client_of(world, "fictional-head").get(page).context["page"].items
    assert all(each.person.is_fictional for each in shown)
