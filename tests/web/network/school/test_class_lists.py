"""Class lists: looked at first; accounts without names; cards once; names in no store but that of papers."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from envol.gateways.imports import classlist, staff
from envol.web.accountability.models import AccessRecord
from envol.web.network.models import Enrolment, Membership, Role
from envol.web.network.school import faults as school_faults
from envol.web.network.staffing import staff_hand, staff_places
from envol.web.papers.keeping import LOOK
from envol.web.papers.models import CivilFile, Representative
from envol.web.people.models import Person

from .conftest import School, made_school

pytestmark = pytest.mark.django_db(databases=["default", "papers"])
Opened = Callable[..., Client]

BIRTH = f"12/03/{timezone.localdate().year - 16}"
GOOD = f"NOM;PRENOM;NE(E) LE;CLASSE;RESPONSABLE\nÉxample;Zoé;{BIRTH};BTS 1;Éxample Anne\nModèle;Léo;{BIRTH};BTS 1;\n"
TEN_BROKEN = "NOM;PRENOM;NE(E) LE\n" + "".join(f";Zoé{n};{BIRTH}\n" for n in range(10)) + f"Modèle;Léo;{BIRTH}\n"


def upload(client: Client, school: School, content: str | bytes, name: str = "liste.csv") -> str:
    file = SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)
    answer = client.post(reverse("network:class-list", args=[school.group.id]), {"file": file})
    html: str = answer.content.decode()
    return html


def carried(html: str) -> dict[str, str]:
    """What the page carries on to the confirmation."""
    names = ("once", "content", "name", "division")
    form = html[html.index("list/confirm/") :]
    return {name: re.search(rf'name="{name}" value="([^"]*)"', form)[1] for name in names}  # type: ignore[index]


def confirm(client: Client, school: School, html: str, **boxes: str) -> str:
    answer = client.post(reverse("network:class-list-confirm", args=[school.group.id]), {**carried(html), **boxes})
    text: str = answer.content.decode()
    return text


@pytest.fixture
def empty(ours: School) -> School:
    """The school, its class empty."""
    Enrolment.objects.filter(group=ours.group).delete()
    return ours


@pytest.fixture
def teacher(opened: Opened, empty: School) -> Client:
    return opened(empty.teacher)


def test_a_list_is_looked_at_before_anything_is_made(teacher: Client, empty: School) -> None:
    html = upload(teacher, empty, GOOD)
    assert "Éxample" in html
    assert "<dt>Created</dt><dd>2</dd>" in html
    assert not Enrolment.objects.filter(group=empty.group).exists()
    assert not CivilFile.objects.exists()


def test_confirmed_it_makes_pupils_whose_accounts_hold_no_name(teacher: Client, empty: School) -> None:
    confirm(teacher, empty, upload(teacher, empty, GOOD))
    made = Person.objects.filter(enrolments__group=empty.group)
    assert [(each.name, each.email, each.is_pupil) for each in made] == [("", None, True)] * 2


def test_the_cards_bear_the_names_of_the_file_on_that_one_page(teacher: Client, empty: School) -> None:
    html = upload(teacher, empty, GOOD)
    cards = confirm(teacher, empty, html)
    assert cards.count('class="card-words"') == 2
    assert "Zoé Éxample" in cards
    page = teacher.get(reverse("network:group", args=[empty.group.id])).content.decode()
    assert "Éxample" not in page


def test_a_list_sent_twice_is_taken_once(teacher: Client, empty: School) -> None:
    html = upload(teacher, empty, GOOD)
    for _ in range(2):
        confirm(teacher, empty, html)
    assert Enrolment.objects.filter(group=empty.group).count() == 2


def test_the_paper_of_a_minor_is_kept_apart_where_a_representative_is_named(teacher: Client, empty: School) -> None:
    confirm(teacher, empty, upload(teacher, empty, GOOD))
    paper = CivilFile.objects.get()
    assert (paper.family_name, paper.given_name, paper.school) == ("Éxample", "Zoé", empty.place.id)
    assert Representative.objects.get().name == "Éxample Anne"
    assert Enrolment.objects.filter(group=empty.group, person=paper.pupil).exists()


def test_whom_a_paper_names_already_is_unchanged(teacher: Client, empty: School) -> None:
    confirm(teacher, empty, upload(teacher, empty, GOOD))
    again = upload(teacher, empty, GOOD)
    assert "<dt>Created</dt><dd>1</dd>" in again
    assert "<dt>Unchanged</dt><dd>1</dd>" in again


def test_reading_papers_to_tell_who_is_known_is_written_down(teacher: Client, empty: School) -> None:
    confirm(teacher, empty, upload(teacher, empty, GOOD))
    upload(teacher, empty, GOOD)
    assert AccessRecord.objects.filter(what=LOOK, pupil=CivilFile.objects.get().pupil, reader=empty.teacher.pk).exists()


def test_where_nobody_can_tell_the_teacher_has_to_say_so(teacher: Client, empty: School) -> None:
    confirm(teacher, empty, upload(teacher, empty, GOOD))
    again = upload(teacher, empty, GOOD)
    assert "1 pupil is in this class already, of whom no paper tells the name" in again
    confirm(teacher, empty, again)
    assert Enrolment.objects.filter(group=empty.group).count() == 2
    confirm(teacher, empty, upload(teacher, empty, GOOD), again="on")
    assert Enrolment.objects.filter(group=empty.group).count() == 3


def test_ten_broken_lines_make_nobody_and_are_all_named(teacher: Client, empty: School) -> None:
    html = upload(teacher, empty, TEN_BROKEN)
    assert "10 lines are refused" in html
    assert [int(n) for n in re.findall(r"Line </span>(\d+)</th>\s*<td data-label=\"Column\">", html)] == [*range(2, 12)]
    confirm(teacher, empty, html)
    assert not Enrolment.objects.filter(group=empty.group).exists()


def test_the_box_imports_the_others(teacher: Client, empty: School) -> None:
    confirm(teacher, empty, upload(teacher, empty, TEN_BROKEN), others="on")
    assert Enrolment.objects.filter(group=empty.group).count() == 1


def test_windows_1252_is_told_from_utf_8(teacher: Client, empty: School) -> None:
    assert "read as Windows-1252" in upload(teacher, empty, GOOD.encode("cp1252"))
    assert "read as UTF-8" in upload(teacher, empty, GOOD)


def test_a_file_that_is_no_list_is_refused_with_a_sentence(teacher: Client, empty: School) -> None:
    html = upload(teacher, empty, "a;b\n1;2\n")
    assert "is no class list file: NOM, PRENOM, NE(E) LE is missing" in html


def test_of_a_list_of_several_classes_the_one_of_that_name_is_taken(teacher: Client, empty: School) -> None:
    html = upload(teacher, empty, GOOD + f"Autre;Ada;{BIRTH};TSTL;\n")
    assert "<dt>Of other classes</dt><dd>1</dd>" in html
    confirm(teacher, empty, html)
    assert Enrolment.objects.filter(group=empty.group).count() == 2


def test_where_no_class_has_that_name_it_is_asked_for(teacher: Client, empty: School) -> None:
    content = GOOD.replace("BTS 1", "1BTS") + f"Autre;Ada;{BIRTH};TSTL;\n"
    html = upload(teacher, empty, content)
    assert "list/confirm/" not in html
    fields = {name: re.search(rf'name="{name}" value="([^"]*)"', html)[1] for name in ("content", "name")}  # type: ignore[index]
    chosen = teacher.post(reverse("network:class-list-class", args=[empty.group.id]), {**fields, "division": "TSTL"})
    assert "<dt>Created</dt><dd>1</dd>" in chosen.content.decode()


def test_a_fictional_teacher_keeps_no_paper(opened: Opened, db: None) -> None:
    school = made_school("Camille", fictional=True)
    Enrolment.objects.filter(group=school.group).delete()
    client = opened(school.teacher)
    confirm(client, school, upload(client, school, GOOD))
    assert Enrolment.objects.filter(group=school.group).count() == 2
    assert not CivilFile.objects.exists()


def test_the_template_is_a_list_that_reads_back(teacher: Client) -> None:
    content = teacher.get(reverse("network:class-list-template")).content
    listing = classlist.read_class_list(content, name="template", today=date(2026, 11, 22))
    assert (len(listing.pupils), listing.faults) == (1, ())


def test_only_who_answers_for_the_class_brings_a_list(opened: Opened, ours: School, theirs: School) -> None:
    page = reverse("network:class-list", args=[ours.group.id])
    found = {role: opened(ours.people[role]).get(page).status_code for role in ("head", "learner", "mentor")}
    assert found == {"head": 200, "learner": 403, "mentor": 404}
    assert opened(theirs.head).get(page).status_code == 404


def test_what_a_file_is_expected_to_hold_has_its_words_in_both_languages() -> None:
    expected = {*classlist.EXPECTATIONS, *staff.EXPECTATIONS, *staff_hand.EXPECTATIONS, *staff_places.EXPECTATIONS}
    assert expected <= set(school_faults.EXPECTATIONS)


def test_the_words_for_roles_stand_for_the_roles_that_there_are() -> None:
    assert set(staff.ROLES.values()) == set(Role.values)
    assert not set(Membership._meta.get_field("role").flatchoices) - {(role.value, role.label) for role in Role}
