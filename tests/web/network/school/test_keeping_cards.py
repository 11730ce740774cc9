"""Who renews the card of a pupil: whoever has its words is the pupil."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from envol.errors import Refusal
from envol.web.accountability.models import AccessRecord
from envol.web.network.models import Enrolment
from envol.web.network.school.enrolling import end_enrolment, enrol, renew_card
from envol.web.network.school.selectors import homes_of
from envol.web.network.school.sentences import LOOK_AT_ONE, RENEWED

from .conftest import School

pytestmark = pytest.mark.django_db
Opened = Callable[..., Client]


@pytest.fixture
def also(ours: School, theirs: School) -> Enrolment:
    """The place of our pupil in a class of another organisation, which they joined later."""
    return enrol(group=theirs.group, person=ours.pupil)


def card_page(school: School, enrolment: Enrolment) -> str:
    return reverse("network:renew-card", args=[school.group.id, enrolment.id])


def renewed(client: Client, school: School, enrolment: Enrolment) -> str | None:
    html = client.get(card_page(school, enrolment)).content.decode()
    once = re.search(r'name="once" value="([^"]+)"', html)
    answer = client.post(card_page(school, enrolment), {"once": once[1] if once else ""})
    found = re.search(r'<p class="card-words"><code>([^<]+)</code>', answer.content.decode())
    return found[1] if found else None


def test_the_organisation_in_which_the_account_was_made_renews_the_card(opened: Opened, ours: School) -> None:
    assert renewed(opened(ours.teacher), ours, ours.enrolment)


def test_another_organisation_that_a_pupil_joined_later_does_not(
    opened: Opened, ours: School, theirs: School, also: Enrolment
) -> None:
    before = ours.pupil.card
    assert renewed(opened(theirs.teacher), theirs, also) is None
    with pytest.raises(Refusal, match="Only the organisation in which"):
        renew_card(enrolment=also, by=theirs.teacher)
    ours.pupil.refresh_from_db()
    assert ours.pupil.card == before


def test_its_page_of_the_class_does_not_offer_it(opened: Opened, ours: School, theirs: School, also: Enrolment) -> None:
    html = opened(theirs.teacher).get(reverse("network:group", args=[theirs.group.id])).content.decode()
    assert card_page(theirs, also) not in html
    html = opened(ours.teacher).get(reverse("network:group", args=[ours.group.id])).content.decode()
    assert card_page(ours, ours.enrolment) in html


def test_whoever_has_left_the_class_is_nobody_s_there(opened: Opened, ours: School) -> None:
    end_enrolment(enrolment=ours.enrolment, by=ours.teacher)
    assert opened(ours.teacher).get(card_page(ours, ours.enrolment)).status_code == 404
    ended = reverse("network:end-enrolment", args=[ours.group.id, ours.enrolment.id])
    assert opened(ours.teacher).get(ended).status_code == 404


def test_a_pupil_who_left_where_they_began_is_kept_where_they_are(
    opened: Opened, ours: School, theirs: School, also: Enrolment
) -> None:
    end_enrolment(enrolment=ours.enrolment, by=ours.teacher)
    assert homes_of([ours.pupil.id]) == {ours.pupil.id: theirs.place.id}
    assert renewed(opened(theirs.teacher), theirs, also)


def test_a_pupil_in_the_next_class_of_their_school_is_still_its_own(
    ours: School, also: Enrolment, theirs: School
) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    Enrolment.objects.filter(id=ours.enrolment.id).update(until=yesterday)
    ours.group.pk = None
    ours.group.name, ours.group.join_code = "BTS 2", None
    ours.group.save()
    enrol(group=ours.group, person=ours.pupil)
    assert homes_of([ours.pupil.id]) == {ours.pupil.id: ours.place.id}


def test_the_pupil_is_told_at_each_sign_in(opened: Opened, ours: School) -> None:
    card = renewed(opened(ours.teacher), ours, ours.enrolment)
    for _ in range(2):
        client = opened()
        client.post(reverse("people:pupil"), {"card": card})
        assert "A new card was made for you on" in client.get(reverse("portal:home")).content.decode()
    AccessRecord.objects.update(at=timezone.now() - timedelta(days=15))
    client = opened()
    client.post(reverse("people:pupil"), {"card": card})
    assert "A new card was made" not in client.get(reverse("portal:home")).content.decode()


def test_a_pupil_whose_card_is_the_first_is_told_nothing(opened: Opened, ours: School) -> None:
    assert "A new card was made" not in opened(ours.pupil).get(reverse("portal:home")).content.decode()


def test_whoever_makes_a_new_card_is_written_down_as_having_seen_it(opened: Opened, ours: School) -> None:
    renewed(opened(ours.teacher), ours, ours.enrolment)
    record = AccessRecord.objects.get(what=RENEWED)
    assert (record.reader, record.pupil) == (ours.teacher.id, ours.pupil.id)


@pytest.mark.parametrize("page", ["renew-card", "end-enrolment"])
def test_a_look_at_the_page_of_one_pupil_is_written_down(opened: Opened, ours: School, page: str) -> None:
    opened(ours.teacher).get(reverse(f"network:{page}", args=[ours.group.id, ours.enrolment.id]))
    assert AccessRecord.objects.get().what == LOOK_AT_ONE


def test_of_a_learner_with_an_account_of_their_own_nothing_is_written_down(opened: Opened, ours: School) -> None:
    held = Enrolment.objects.get(person=ours.learner)
    opened(ours.teacher).get(reverse("network:end-enrolment", args=[ours.group.id, held.id]))
    assert not AccessRecord.objects.exists()
