"""Staff lists: imported for two sites, idempotent, and never into somebody else's organisation."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.fixtures import Settings

from envol.web.accountability.models import Activity
from envol.web.network.models import Invitation, Membership, Organisation, Role, Site
from envol.web.network.staffing import invitation_services
from envol.web.network.staffing.staff_import import IMPORTER
from envol.web.people.mail_server import NO_MAIL
from envol.web.people.models import Person
from envol.web.provenance.importing import ImportRefused, Outcome, importers, run_import
from envol.web.provenance.models import ImportRun

from .conftest import School, made_person, made_school

pytestmark = pytest.mark.django_db
HEADER = "email,name,role,organisation,site,since,until\n"
Opened = Callable[..., Client]


@pytest.fixture
def plants(ours: School) -> tuple[Site, Site]:
    """Two sites of ours, one with a SIRET of its own."""
    north = Site.objects.create(organisation=ours.place, name="Site Nord", town="Lille", siret="12345678900021")
    south = Site.objects.create(organisation=ours.place, name="Site Sud", town="Nîmes")
    Organisation.objects.filter(id=ours.place.id).update(siret="12345678900013", uai="0690123A")
    return north, south


def imported(tmp_path: Path, lines: str, **how: bool) -> Outcome:
    path = tmp_path / "staff.csv"
    path.write_text(HEADER + lines, encoding="utf-8")
    return run_import(IMPORTER, path, **how)


TWO_SITES = (
    "ada@example.org,Ada,teacher,0690123A,Site Nord,,\n"
    "blaise@example.org,Blaise,mentor,123 456 789 00013,site sud,01/09/2026,\n"
)


def test_staff_are_imported_for_two_sites(tmp_path: Path, plants: tuple[Site, Site]) -> None:
    outcome = imported(tmp_path, TWO_SITES)
    assert (outcome.tallies["people"].created, outcome.tallies["roles"].created) == (2, 2)
    sites = Membership.objects.filter(person__email__endswith="@example.org").values_list("person__email", "site")
    assert dict(sites) == {"ada@example.org": plants[0].id, "blaise@example.org": plants[1].id}


def test_a_second_time_says_all_unchanged(tmp_path: Path, plants: tuple[Site, Site]) -> None:
    imported(tmp_path, TWO_SITES)
    again = imported(tmp_path, TWO_SITES).total
    assert (again.created, again.updated, again.unchanged) == (0, 0, 4)


def test_what_changed_is_updated(tmp_path: Path, plants: tuple[Site, Site]) -> None:
    imported(tmp_path, TWO_SITES)
    roles = imported(tmp_path, TWO_SITES.replace("site sud", "Site Nord")).tallies["roles"]
    assert (roles.created, roles.updated, roles.unchanged) == (0, 1, 1)


def test_the_siret_of_a_site_names_both(tmp_path: Path, plants: tuple[Site, Site]) -> None:
    imported(tmp_path, "ada@example.org,Ada,teacher,12345678900021,,,\n")
    held = Membership.objects.get(person__email="ada@example.org")
    assert held.site_id == plants[0].id


def test_nobody_signs_in_before_they_set_a_password(tmp_path: Path, plants: tuple[Site, Site], client: Client) -> None:
    imported(tmp_path, TWO_SITES)
    assert not Person.objects.get(email="ada@example.org").has_usable_password()
    client.post(reverse("account_reset_password"), {"email": "ada@example.org"})
    assert [letter.to for letter in mail.outbox] == [["ada@example.org"]]
    assert "password" in str(mail.outbox[0].body) or "mot de passe" in str(mail.outbox[0].body)


def test_an_account_that_there_is_keeps_its_name(tmp_path: Path, plants: tuple[Site, Site]) -> None:
    Person.objects.create_user("Ada@example.org", name="Ada L.")
    imported(tmp_path, TWO_SITES)
    assert Person.objects.filter(email__iexact="ada@example.org").values_list("name", flat=True).get() == "Ada L."


TEN_BROKEN = "".join(f"nobody{n},N,teacher,0690123A,,,\n" for n in range(10))


def test_ten_broken_lines_import_nothing_and_are_all_named(tmp_path: Path, plants: tuple[Site, Site]) -> None:
    with pytest.raises(ImportRefused) as refused:
        imported(tmp_path, TEN_BROKEN + TWO_SITES)
    assert [fault.line for fault in refused.value.outcome.faults] == list(range(2, 12))
    assert not Person.objects.filter(email__endswith="@example.org").exists()
    assert not ImportRun.objects.exists()


def test_the_rest_is_imported_where_that_is_asked(tmp_path: Path, plants: tuple[Site, Site]) -> None:
    outcome = imported(tmp_path, TEN_BROKEN + TWO_SITES, keep_going=True)
    assert (outcome.refused, outcome.tallies["roles"].created) == (10, 2)
    assert ImportRun.objects.get().refused == 10


def expectation(tmp_path: Path, line: str) -> str:
    with pytest.raises(ImportRefused) as refused:
        imported(tmp_path, line)
    return refused.value.outcome.faults[0].expected


def test_an_unknown_organisation_or_site_is_refused(tmp_path: Path, plants: tuple[Site, Site], theirs: School) -> None:
    assert "of an organisation of the network" in expectation(tmp_path, "ada@example.org,Ada,teacher,9999999Z,,,\n")
    assert "a site of this organisation" in expectation(tmp_path, "ada@example.org,Ada,teacher,0690123A,Site Ouest,,\n")
    line = f"ada@example.org,Ada,teacher,{theirs.place.id},Site Nord,,\n"
    assert "a site of this organisation" in expectation(tmp_path, line)


def test_somebody_fictional_is_not_imported_into_a_real_place(tmp_path: Path, plants: tuple[Site, Site]) -> None:
    made_person("camille", is_fictional=True)
    assert expectation(tmp_path, "camille@example.invalid,C,teacher,0690123A,,,\n").startswith("a real person")


def test_an_end_for_the_last_head_is_refused(
    tmp_path: Path, ours: School, plants: tuple[Site, Site], today: date
) -> None:
    until = (today + timedelta(days=9)).isoformat()
    assert expectation(tmp_path, f"{ours.head.email},H,head,0690123A,,,{until}\n").startswith("another head")


def test_the_command_line_knows_the_importer() -> None:
    assert importers()["staff"] is IMPORTER


def test_an_import_asks_the_database_as_often_for_many_lines(tmp_path: Path, plants: tuple[Site, Site]) -> None:
    def asked(many: int) -> int:
        lines = "".join(f"n{many}x{n}@example.org,N,teacher,0690123A,Site Nord,,\n" for n in range(many))
        with CaptureQueriesContext(connection) as queries:
            imported(tmp_path, lines)
        return len(queries)

    assert asked(60) == asked(3)


def upload(client: Client, school: School, lines: str) -> str:
    file = SimpleUploadedFile("personnels.csv", (HEADER + lines).encode())
    html: str = client.post(reverse("network:staff-import", args=[school.place.id]), {"file": file}).content.decode()
    return html


def confirm(client: Client, school: School, html: str, **boxes: str) -> int:
    fields = {name: re.search(rf'name="{name}" value="([^"]*)"', html)[1] for name in ("content", "name")}  # type: ignore[index]
    answer = client.post(reverse("network:staff-import-confirm", args=[school.place.id]), {**fields, **boxes})
    status: int = answer.status_code
    return status


def test_a_head_looks_at_a_list_then_imports_it(opened: Opened, ours: School, plants: tuple[Site, Site]) -> None:
    client = opened(ours.head)
    html = upload(client, ours, TWO_SITES)
    assert not Person.objects.filter(email="ada@example.org").exists()
    assert confirm(client, ours, html) == 302
    assert Membership.objects.filter(organisation=ours.place, site__in=plants).count() == 2
    assert Activity.objects.get(name="network.staff.imported").params["created"] == 2


def test_lines_of_another_organisation_are_refused_with_the_sentence(
    opened: Opened, ours: School, theirs: School, plants: tuple[Site, Site]
) -> None:
    client = opened(ours.head)
    html = upload(client, ours, TWO_SITES + f"eve@example.org,Eve,head,{theirs.place.id},,,\n")
    assert "an invitation to someone else’s organisation is not yours to send" in html
    assert confirm(client, ours, html) == 422
    assert not Person.objects.filter(email="ada@example.org").exists()
    assert confirm(client, ours, html, others="on") == 302
    assert not Membership.objects.filter(organisation=theirs.place, person__email="eve@example.org").exists()


def test_a_head_gives_no_role_that_is_not_theirs_to_give(
    opened: Opened, ours: School, plants: tuple[Site, Site]
) -> None:
    html = upload(opened(ours.head), ours, "ada@example.org,Ada,lead,0690123A,,,\n")
    assert "one of the known roles" in html


def test_only_a_head_imports_and_only_into_their_own(opened: Opened, ours: School, theirs: School) -> None:
    page = reverse("network:staff-import", args=[ours.place.id])
    assert opened(ours.teacher).get(page).status_code == 403
    assert opened(theirs.head).get(page).status_code == 403
    assert opened(ours.head).get(page).status_code == 200


def test_a_fictional_head_brings_in_fictional_people_only(opened: Opened, db: None) -> None:
    school = made_school("Camille", fictional=True)
    client = opened(school.head)
    place = school.place.id
    html = upload(client, school, f"real@example.org,R,teacher,{place},,,\nada@example.invalid,A,teacher,{place},,,\n")
    assert "an address that ends in .invalid" in html
    confirm(client, school, html, others="on")
    assert Person.objects.get(email="ada@example.invalid").is_fictional
    assert not Person.objects.filter(email="real@example.org").exists()


def test_the_template_reads_back(opened: Opened, ours: School, plants: tuple[Site, Site], tmp_path: Path) -> None:
    content = opened(ours.head).get(reverse("network:staff-template", args=[ours.place.id])).content
    path = tmp_path / "template.csv"
    path.write_bytes(content)
    assert run_import(IMPORTER, path).tallies["roles"].created == 3


def test_a_role_that_had_ended_begins_again(
    tmp_path: Path, ours: School, plants: tuple[Site, Site], today: date
) -> None:
    past = today - timedelta(days=9)
    Membership.objects.filter(person=ours.teacher).update(since=past, until=past)
    imported(tmp_path, f"{ours.teacher.email},T,teacher,0690123A,,,\n")
    held = Membership.objects.get(person=ours.teacher, role=Role.TEACHER)
    assert (held.since, held.until) == (today, None)


def squatter(email: str = "ada@example.org") -> Person:
    """Somebody who signed up with an address that is not theirs."""
    return Person.objects.create_user(email, "a long enough word", name="Not Ada")


def test_whoever_signed_up_with_a_teacher_s_address_loses_the_account(
    tmp_path: Path, plants: tuple[Site, Site], client: Client
) -> None:
    claimed = squatter()
    client.force_login(claimed)
    imported(tmp_path, TWO_SITES)
    held = Membership.objects.get(person=claimed)
    assert (held.person.has_usable_password(), held.person.name) == (False, "Ada")
    assert "_auth_user_id" not in client.session


def test_an_address_that_was_proven_keeps_its_account(tmp_path: Path, plants: tuple[Site, Site]) -> None:
    known = squatter()
    EmailAddress.objects.create(user=known, email="ada@example.org", verified=True, primary=True)
    imported(tmp_path, TWO_SITES)
    known.refresh_from_db()
    assert known.has_usable_password()


def test_a_list_that_comes_again_takes_no_account_back(tmp_path: Path, plants: tuple[Site, Site]) -> None:
    imported(tmp_path, TWO_SITES)
    person = Person.objects.get(email="ada@example.org")
    person.set_password("a long enough word")
    person.save()
    imported(tmp_path, TWO_SITES + "ada@example.org,Ada,mentor,0690123A,,,\n")
    assert Person.objects.get(id=person.id).has_usable_password()


def test_a_learner_s_account_is_not_proven_by_that_when_it_is_to_be_a_head(
    tmp_path: Path, ours: School, plants: tuple[Site, Site]
) -> None:
    claimed = squatter()
    Membership.objects.create(person=claimed, organisation=ours.place, role=Role.LEARNER)
    imported(tmp_path, "ada@example.org,Ada,head,0690123A,,,\n")
    assert not Person.objects.get(id=claimed.id).has_usable_password()


def test_a_head_invites_by_a_list_whoever_has_an_account_elsewhere(
    opened: Opened, ours: School, theirs: School, plants: tuple[Site, Site]
) -> None:
    client, stranger = opened(ours.head), theirs.learner
    html = upload(client, ours, f"{stranger.email},Z,learner,0690123A,,,\n")
    assert not Invitation.objects.exists()
    confirm(client, ours, html)
    assert not Membership.objects.filter(organisation=ours.place, person=stranger).exists()
    assert Invitation.objects.get().email == stranger.email
    assert [letter.to for letter in mail.outbox] == [[stranger.email]]
    confirm(client, ours, html)
    assert Invitation.objects.count() == 1


def test_a_list_does_not_tell_who_has_an_account(
    opened: Opened, ours: School, theirs: School, plants: tuple[Site, Site]
) -> None:
    client = opened(ours.head)
    seen = []
    for email in (theirs.learner.email, "nobody.yet@example.invalid"):
        html = upload(client, ours, f"{email},Z,learner,0690123A,,,\n")
        seen.append(re.sub(r'name="\w+" value="[^"]*"', "", html.split("<main")[1]))
    assert seen[0] == seen[1]


def test_a_list_on_a_page_sends_no_more_invitations_than_one_may(
    opened: Opened, ours: School, theirs: School, plants: tuple[Site, Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(invitation_services, "MOST_AN_HOUR", 1)
    lines = "".join(f"{person.email},Z,mentor,0690123A,,,\n" for person in (theirs.head, theirs.teacher))
    assert "fewer invitations in an hour" in upload(opened(ours.head), ours, lines)


def test_where_no_mail_leaves_the_page_says_that_invitations_wait(
    opened: Opened, ours: School, theirs: School, plants: tuple[Site, Site], settings: Settings
) -> None:
    settings.EMAIL_BACKEND = NO_MAIL
    client = opened(ours.head)
    confirm(client, ours, upload(client, ours, f"{theirs.learner.email},Z,learner,0690123A,,,\n"))
    html = client.get(reverse("network:people", args=[ours.place.id])).content.decode()
    assert "1 invitation waits, but its e-mail did not leave" in html


def test_no_page_lets_a_learner_have_begun_earlier(
    opened: Opened, ours: School, plants: tuple[Site, Site], today: date
) -> None:
    earlier = (today - timedelta(days=300)).isoformat()
    html = upload(opened(ours.head), ours, f"{ours.learner.email},L,learner,0690123A,,{earlier},\n")
    assert "no day before the one on which they came to learn here" in html


def test_two_heads_do_not_end_on_one_day(tmp_path: Path, ours: School, plants: tuple[Site, Site], today: date) -> None:
    second = made_person("second")
    Membership.objects.create(person=second, organisation=ours.place, role=Role.HEAD)
    until = (today + timedelta(days=9)).isoformat()
    lines = "".join(f"{person.email},H,head,0690123A,,,{until}\n" for person in (ours.head, second))
    assert imported(tmp_path, lines, keep_going=True).refused == 2
    assert set(Membership.objects.filter(role=Role.HEAD, organisation=ours.place).values_list("until", flat=True)) == {
        None
    }


def test_a_line_without_a_last_day_prolongs_no_role(
    tmp_path: Path, ours: School, plants: tuple[Site, Site], today: date
) -> None:
    last = today + timedelta(days=3)
    Membership.objects.filter(person=ours.teacher).update(until=last)
    imported(tmp_path, f"{ours.teacher.email},T,teacher,0690123A,,,\n")
    assert Membership.objects.get(person=ours.teacher).until == last


def test_a_line_that_ends_before_what_stands_begins_is_refused(
    tmp_path: Path, ours: School, plants: tuple[Site, Site], today: date
) -> None:
    Membership.objects.filter(person=ours.teacher).update(until=today + timedelta(days=3))
    since = (today + timedelta(days=30)).isoformat()
    assert expectation(tmp_path, f"{ours.teacher.email},T,teacher,0690123A,,{since},\n") == "a day after the first one"


def test_an_organisation_that_two_lines_call_by_two_numbers_is_one(tmp_path: Path, plants: tuple[Site, Site]) -> None:
    lines = "ada@example.org,A,teacher,0690123A,,,\nada@example.org,A,teacher,12345678900013,,,\n"
    imported(tmp_path, lines)
    assert Membership.objects.filter(person__email="ada@example.org").count() == 1


def test_the_name_of_a_file_on_a_page_is_nowhere_kept(opened: Opened, ours: School, plants: tuple[Site, Site]) -> None:
    client = opened(ours.head)
    confirm(client, ours, upload(client, ours, TWO_SITES))
    assert "personnels.csv" not in ImportRun.objects.get().source


def test_no_cell_of_the_template_is_a_formula(opened: Opened, ours: School) -> None:
    Site.objects.create(organisation=ours.place, name='=HYPERLINK("http://evil")', town="X")
    content = opened(ours.head).get(reverse("network:staff-template", args=[ours.place.id])).content.decode()
    assert "'=HYPERLINK" in content
