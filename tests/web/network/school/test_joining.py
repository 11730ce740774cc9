"""Joining a class by its code: without name or e-mail, each with a number of their own, and never by guessing."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from envol.errors import Refusal
from envol.web.network.models import Enrolment, Group, Organisation, OrganisationKind
from envol.web.network.school import throttle as school_throttle
from envol.web.network.school.codes import LETTERS, code_as_typed, new_code
from envol.web.network.school.enrolling import join, join_as_pupil
from envol.web.network.school.nicknames import ENGLISH_ANIMALS, FRENCH_ANIMALS, nickname
from envol.web.network.school.services import close_code, open_code
from envol.web.network.school.throttle import MOST_WRONG
from envol.web.network.school.years import year_of
from envol.web.people.models import Language, Person
from envol.web.people.selectors import pupil_of_card

from .conftest import School, made_person, made_school

pytestmark = pytest.mark.django_db
JOIN = reverse("network:join")
Opened = Callable[..., Client]


@pytest.fixture
def code(ours: School) -> str:
    return open_code(group=ours.group, by=ours.teacher)


def shown(response: object) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())  # type: ignore[attr-defined]


def test_a_code_makes_a_pupil_without_name_or_address_and_signs_them_in(
    opened: Opened, ours: School, code: str
) -> None:
    client = opened()
    answer = client.post(JOIN, {"code": code})
    assert answer.status_code == 200
    pupil = Person.objects.get(id=client.session["_auth_user_id"])
    assert (pupil.name, pupil.email, pupil.is_pupil, pupil.has_usable_password()) == ("", None, True, False)
    assert Enrolment.objects.get(person=pupil).number == 3


def test_the_card_is_shown_once_and_brings_the_pupil_back(opened: Opened, ours: School, code: str) -> None:
    client = opened()
    answer = client.post(JOIN, {"code": code})
    card = re.search(r'<p class="card-words"><code>([^<]+)</code>', answer.content.decode())
    assert card
    assert "no name and no e-mail" in shown(answer)
    assert reverse("people:pupil") in shown(answer)
    found = pupil_of_card(card[1])
    assert found is not None
    assert str(found.id) == client.session["_auth_user_id"]
    assert "no-store" in answer.headers["Cache-Control"]
    assert card[1] not in client.get(reverse("network:group", args=[ours.group.id])).content.decode()


def test_a_pupil_is_called_by_a_nickname_of_the_software_s_own_making(ours: School, code: str) -> None:
    made = [join_as_pupil(code=code, language=Language.ENGLISH).enrolment.nickname for _ in range(5)]
    assert len(set(made)) == 5
    assert {name.split()[1] for name in made} <= set(ENGLISH_ANIMALS)


def test_nicknames_are_french_for_whoever_reads_french(ours: School, code: str) -> None:
    name = join_as_pupil(code=code, language=Language.FRENCH).enrolment.nickname
    assert name.split()[0] in FRENCH_ANIMALS


def test_a_nickname_that_somebody_has_is_not_given_again() -> None:
    taken = {nickname("en", ()) for _ in range(200)}
    assert nickname("en", taken) not in taken


@pytest.mark.parametrize(
    "typed", ["{}", " {} ", "{0[0]}{0[1]}{0[2]} {0[3]}{0[4]}{0[5]}", "{0[0]}-{0[1]}{0[2]}{0[3]}{0[4]}{0[5]}"]
)
def test_a_code_is_read_however_it_is_typed(opened: Opened, code: str, typed: str) -> None:
    assert opened().post(JOIN, {"code": typed.format(code).lower()}).status_code == 200


def test_a_code_is_short_and_has_no_letters_that_are_taken_for_others() -> None:
    assert not set(LETTERS) & set("O0I1S5U28AEY") - {"Y"}
    assert len(new_code()) == 6
    assert code_as_typed("bcd-fg h") == "BCDFGH"


def refused(opened: Opened, code: str) -> str:
    answer = opened().post(JOIN, {"code": code})
    assert answer.status_code == 422
    return shown(answer)


def test_expired_closed_and_unknown_codes_are_refused_alike(opened: Opened, ours: School, code: str) -> None:
    Group.objects.filter(id=ours.group.id).update(joins_until=timezone.now() - timedelta(seconds=1))
    expired = refused(opened, code)
    close_code(group=Group.objects.get(id=ours.group.id), by=ours.teacher)
    closed = refused(opened, code)
    unknown = refused(opened, "BCDFGH")
    sentence = "This code opens no class now."
    assert all(sentence in each for each in (expired, closed, unknown))
    assert len({each.replace(code, "").replace("BCDFGH", "") for each in (expired, closed, unknown)}) == 1


def test_the_code_of_a_closed_class_or_a_year_that_is_over_opens_nothing(ours: School, code: str) -> None:
    Group.objects.filter(id=ours.group.id).update(year=year_of(timezone.localdate() - timedelta(days=400)))
    with pytest.raises(Refusal, match="opens no class"):
        join_as_pupil(code=code, language=Language.FRENCH)


def test_a_new_code_ends_the_one_before(opened: Opened, ours: School, code: str) -> None:
    open_code(group=ours.group, by=ours.teacher)
    assert "opens no class" in refused(opened, code)


def type_wrong_codes(client: Client, many: int) -> int:
    answers = [client.post(JOIN, {"code": "BCDFGH"}).status_code for _ in range(many)]
    return answers[-1]


def test_wrong_codes_from_one_place_come_to_an_end(opened: Opened, ours: School, code: str) -> None:
    assert type_wrong_codes(opened(), MOST_WRONG) == 422
    answer = opened().post(JOIN, {"code": "BCDFGH"})
    assert answer.status_code == 429
    assert "wait a quarter of an hour" in shown(answer)


def test_one_pupil_who_types_wrong_codes_does_not_shut_the_class_out(opened: Opened, code: str) -> None:
    type_wrong_codes(opened(), MOST_WRONG + 5)
    assert opened().post(JOIN, {"code": code}).status_code == 200


def test_whoever_guesses_by_a_program_is_shut_out_even_when_right(
    opened: Opened, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(school_throttle, "ALL_SHUT", MOST_WRONG + 3)
    type_wrong_codes(opened(), MOST_WRONG + 3)
    assert opened().post(JOIN, {"code": code}).status_code == 429


def test_all_addresses_of_one_ipv6_network_count_as_one() -> None:
    for last in range(MOST_WRONG):
        Client(REMOTE_ADDR=f"2001:db8:1:1::{last:x}").post(JOIN, {"code": "BCDFGH"})
    assert Client(REMOTE_ADDR="2001:db8:1:1:ffff::1").post(JOIN, {"code": "BCDFGH"}).status_code == 429
    assert Client(REMOTE_ADDR="2001:db8:1:2::1").post(JOIN, {"code": "BCDFGH"}).status_code == 422


def test_where_a_pupil_is_signed_in_the_next_one_is_asked_who_they_are(opened: Opened, ours: School, code: str) -> None:
    client = opened()
    client.post(JOIN, {"code": code})
    answer = client.post(JOIN, {"code": code})
    assert "number 3 of BTS 1" in shown(answer)
    assert "Is that you?" in shown(answer)
    assert Enrolment.objects.filter(group=ours.group).count() == 3


def test_the_next_pupil_at_a_computer_has_an_account_of_their_own(opened: Opened, ours: School, code: str) -> None:
    client = opened()
    client.post(JOIN, {"code": code})
    first = client.session["_auth_user_id"]
    answer = client.post(JOIN, {"code": code, "who": "another"})
    assert '<p class="card-words">' in answer.content.decode()
    assert client.session["_auth_user_id"] != first
    assert Enrolment.objects.filter(group=ours.group).count() == 4


def test_the_same_pupil_joins_another_class_with_their_account(opened: Opened, ours: School, theirs: School) -> None:
    client = opened(ours.pupil)
    client.post(JOIN, {"code": open_code(group=theirs.group, by=theirs.teacher), "who": "me"})
    assert Enrolment.objects.filter(group=theirs.group, person=ours.pupil).exists()


def test_whoever_is_asked_who_they_are_has_typed_a_code_that_opens(opened: Opened, ours: School) -> None:
    assert opened(ours.pupil).post(JOIN, {"code": "BCDFGH"}).status_code == 422


def test_a_whole_class_behind_one_address_is_no_guessing(opened: Opened, code: str) -> None:
    assert {opened().post(JOIN, {"code": code}).status_code for _ in range(30)} == {200}


def test_whoever_has_an_account_joins_with_it(opened: Opened, ours: School, code: str) -> None:
    person = made_person("somebody")
    answer = opened(person).post(JOIN, {"code": code})
    assert answer.headers["Location"] == reverse("network:group", args=[ours.group.id])
    enrolment = Enrolment.objects.get(person=person)
    assert (enrolment.number, enrolment.nickname) == (3, "")


def test_joining_twice_is_joining_once(opened: Opened, ours: School, code: str) -> None:
    client = opened(made_person("somebody"))
    for _ in range(2):
        client.post(JOIN, {"code": code})
    assert Enrolment.objects.filter(group=ours.group).count() == 3


def test_a_teacher_does_not_join_their_own_class(ours: School, code: str) -> None:
    with pytest.raises(Refusal, match="You teach this class"):
        join(code=code, person=ours.teacher)


def test_somebody_fictional_joins_nothing_real(ours: School, code: str) -> None:
    with pytest.raises(Refusal, match="no place in a real organisation"):
        join(code=code, person=made_person("camille", is_fictional=True))


def test_whoever_joins_a_fictional_class_by_its_code_is_fictional(db: None) -> None:
    school = made_school("Camille", fictional=True)
    code = open_code(group=school.group, by=school.teacher)
    assert join_as_pupil(code=code, language=Language.FRENCH).person.is_fictional


def test_whoever_left_and_joins_again_has_their_number_again(ours: School, code: str) -> None:
    person = made_person("somebody")
    first = join(code=code, person=person)
    Enrolment.objects.filter(id=first.id).update(until=timezone.localdate() - timedelta(days=1))
    again = join(code=code, person=person)
    assert (again.id, again.until) == (first.id, None)


@pytest.mark.django_db(transaction=True)
def test_28_pupils_who_join_at_once_have_28_numbers() -> None:
    place = Organisation.objects.create(kind=OrganisationKind.LYCEE, name="Ada")
    group = Group.objects.create(organisation=place, year=year_of(timezone.localdate()), name="BTS 1")
    code = open_code(group=group, by=made_person("teacher"))

    def joined(_: int) -> int:
        try:
            return join_as_pupil(code=code, language=Language.FRENCH).enrolment.number
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=28) as pool:
        numbers = list(pool.map(joined, range(28)))
    assert sorted(numbers) == list(range(1, 29))
    names = Enrolment.objects.filter(group=group).values_list("nickname", flat=True)
    assert len(set(names)) == 28
    connection.close()
