"""The pages of activities and of looks: who reads what, in which words, and how many questions to the database."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from envol.web.accountability.models import AccessRecord, Activity
from envol.web.accountability.selectors import accesses_since, accesses_visible_to
from envol.web.accountability.services import looked, note
from envol.web.network.models import Organisation, OrganisationKind
from envol.web.network.oversight.paper_selectors import deeds_visible_to
from envol.web.people.models import Person
from envol.web.people.services import rename

ACTIVITY = reverse("network:activity")
ACCESS_LOG = reverse("network:access-log")

pytestmark = pytest.mark.django_db


def told(client: Client, address: str) -> list[str]:
    """The activities on a page, in its order."""
    return re.findall(r"The thing (\S+) was done", client.get(address).content.decode())


def test_one_reads_ones_own_activities_newest_first(client: Client, person: Person, other: Person) -> None:
    for thing in ("a", "b", "c"):
        note("tests.thing.done", by=person, thing=thing)
    note("tests.thing.done", by=other, thing="theirs")
    client.force_login(person)
    assert told(client, ACTIVITY) == ["c", "b", "a"]


def test_a_head_reads_what_was_done_in_their_organisation(
    client: Client, head: Person, person: Person, school: Organisation
) -> None:
    note("tests.thing.done", by=person, organisation=school.pk, thing="here")
    note("tests.thing.done", by=person, organisation=uuid4(), thing="elsewhere")
    client.force_login(head)
    assert told(client, ACTIVITY) == []
    assert told(client, f"{ACTIVITY}?of={school.pk}") == ["here"]


def test_nobody_reads_an_organisation_that_they_do_not_head(
    client: Client, instructor: Person, person: Person, school: Organisation
) -> None:
    note("tests.thing.done", by=person, organisation=school.pk, thing="here")
    client.force_login(instructor)
    assert told(client, f"{ACTIVITY}?of={school.pk}") == []
    assert told(client, f"{ACTIVITY}?of=all") == []


def test_an_administrator_reads_the_whole_campus(client: Client, administrator: Person, person: Person) -> None:
    note("tests.thing.done", by=person, organisation=uuid4(), thing="anywhere")
    client.force_login(administrator)
    assert told(client, f"{ACTIVITY}?of=all") == ["anywhere"]


def test_what_a_job_did_is_told_without_a_person(client: Client, administrator: Person) -> None:
    note("tests.thing.done", by=None, thing="alone")
    client.force_login(administrator)
    assert told(client, f"{ACTIVITY}?of=all") == ["alone"]


def test_the_list_goes_on_from_page_to_page(client: Client, person: Person) -> None:
    for number in range(30):
        note("tests.thing.done", by=person, thing=str(number))
    client.force_login(person)
    first = client.get(ACTIVITY).content.decode()
    further = re.search(r'rel="next" href="([^"]+)"', first)
    assert further
    seen = told(client, ACTIVITY) + told(client, ACTIVITY + further[1].replace("&amp;", "&"))
    assert seen == [str(number) for number in range(29, -1, -1)]


def test_the_list_and_the_permission_agree(
    person: Person, other: Person, head: Person, administrator: Person, school: Organisation
) -> None:
    elsewhere = Organisation.objects.create(kind=OrganisationKind.COMPANY, name="Elsewhere")
    for by in (person, other, head, None):
        for place in (None, school.pk, elsewhere.pk):
            note("tests.thing.done", by=by, organisation=place, thing="x")
    for reader in (person, other, head, administrator):
        visible = set(deeds_visible_to(reader))
        assert visible == {
            deed for deed in Activity.objects.all() if reader.has_perm("accountability.view_activity", deed)
        }


@pytest.mark.parametrize("of", ["mine", "school", "all"])
def test_questions_to_the_database_do_not_grow_with_activities(
    client: Client, head: Person, school: Organisation, of: str
) -> None:
    head.is_staff = True
    head.save()
    client.force_login(head)
    address = f"{ACTIVITY}?of={school.pk if of == 'school' else of}"
    asked = []
    for count in (3, 20):
        for _ in range(count):
            by = Person.objects.create_user() if of != "mine" else head
            note("tests.thing.done", by=by, organisation=school.pk, thing="x")
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_the_protection_officer_reads_who_looked_at_which_pupil(
    client: Client, officer: Person, instructor: Person, pupil: Person
) -> None:
    looked(by=instructor, pupils=[pupil.pk], what="tests.thing.done", place="/flights/1/")
    client.force_login(officer)
    html = client.get(ACCESS_LOG).content.decode()
    assert str(pupil.pk) in html
    assert str(instructor) in html
    assert "/flights/1/" in html


def test_the_officer_reads_the_name_of_a_reader_while_their_account_exists_and_then_the_identifier(
    client: Client, officer: Person, instructor: Person, pupil: Person
) -> None:
    rename(person=instructor, name="Ada")
    looked(by=instructor, pupils=[pupil.pk], what="tests.thing.done")
    client.force_login(officer)
    reader = str(instructor.pk)
    before = client.get(ACCESS_LOG).content.decode()
    instructor.delete()
    after = client.get(ACCESS_LOG).content.decode()
    assert ("Ada" in before, reader in before) == (True, False)
    assert ("Ada" in after, reader in after) == (False, True)


def test_the_looks_at_one_pupil_are_shown_apart(
    client: Client, officer: Person, instructor: Person, pupil: Person
) -> None:
    another = uuid4()
    looked(by=instructor, pupils=[pupil.pk, another], what="tests.thing.done")
    client.force_login(officer)
    html = client.get(f"{ACCESS_LOG}?pupil={pupil.pk}").content.decode()
    assert str(another) not in html


def test_what_is_no_identifier_is_said_and_shows_nothing(
    client: Client, officer: Person, instructor: Person, pupil: Person
) -> None:
    looked(by=instructor, pupils=[pupil.pk], what="tests.thing.done")
    client.force_login(officer)
    html = client.get(f"{ACCESS_LOG}?pupil=ange").content.decode()
    assert "Enter a valid UUID" in html
    assert str(pupil.pk) not in html


@pytest.mark.parametrize("who", ["person", "instructor", "head", "administrator", "pupil"])
def test_nobody_else_reads_the_looks(client: Client, request: pytest.FixtureRequest, who: str) -> None:
    client.force_login(request.getfixturevalue(who))
    assert client.get(ACCESS_LOG).status_code == 403


@pytest.mark.parametrize("address", [ACTIVITY, ACCESS_LOG])
def test_whoever_has_not_signed_in_is_sent_there_and_back(client: Client, address: str) -> None:
    assert client.get(address).headers["Location"] == f"{reverse('account_login')}?next={address}"


def test_looks_and_the_permission_agree(
    person: Person, officer: Person, instructor: Person, pupil: Person, administrator: Person
) -> None:
    looked(by=instructor, pupils=[pupil.pk, uuid4()], what="tests.thing.done")
    for reader in (person, officer, instructor, pupil, administrator):
        visible = set(accesses_visible_to(reader))
        for look in AccessRecord.objects.all():
            assert (look in visible) == reader.has_perm("accountability.view_accessrecord", look)


def test_looks_are_counted_since_an_instant(instructor: Person, pupil: Person) -> None:
    before = timezone.now()
    looked(by=instructor, pupils=[pupil.pk], what="tests.thing.done")
    assert (accesses_since(before), accesses_since(timezone.now())) == (1, 0)


def test_questions_to_the_database_do_not_grow_with_looks(client: Client, officer: Person, pupil: Person) -> None:
    client.force_login(officer)
    asked = []
    for count in (3, 20):
        for _ in range(count):
            looked(by=Person.objects.create_user(), pupils=[pupil.pk], what="tests.thing.done")
        with CaptureQueriesContext(connection) as queries:
            client.get(ACCESS_LOG)
        asked.append(len(queries))
    assert asked[0] == asked[1]
