"""What somebody takes away: whole, and without a trap for whoever opens it."""

from __future__ import annotations

import csv
import io
import json
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from envol.web.accountability.models import Activity
from envol.web.accountability.personal import parts
from envol.web.people.consent_services import give_consent
from envol.web.people.models import Person, Purpose
from envol.web.people.services import rename
from envol.web.people.taking_away import cell_of, safe_name, table_of

from .conftest import browser

TAKE_AWAY = reverse("people:take-away")

pytestmark = pytest.mark.django_db(databases=["default", "papers"])


def taken_by(person: Person) -> ZipFile:
    response = browser(person).post(TAKE_AWAY)
    assert response.headers["Content-Type"] == "application/zip"
    return ZipFile(io.BytesIO(response.content))


def test_an_archive_holds_every_table_twice(person: Person) -> None:
    archive = taken_by(person)
    document = json.loads(archive.read("export.json"))
    names = {part.name for part in parts()}
    assert set(document["tables"]) == names
    assert {name for name in archive.namelist() if name.startswith("tables/")} == {
        f"tables/{each}.csv" for each in names
    }


def test_what_a_pupil_takes_away_has_no_papers_and_says_who_gives_them(pupil: Person) -> None:
    archive = taken_by(pupil)
    assert [name for name in archive.namelist() if "papers" in name] == []
    assert [name for name in json.loads(archive.read("export.json"))["tables"] if "papers" in name] == []
    assert "your school gives you and your parents a copy" in archive.read("README.txt").decode()


def test_an_archive_holds_what_its_owner_gave(person: Person) -> None:
    give_consent(person=person, purpose=Purpose.NEWS)
    rename(person=person, name="Ada")
    tables = json.loads(taken_by(person).read("export.json"))["tables"]
    assert tables["account"][0]["email"] == person.email
    assert tables["account"][0]["name"] == "Ada"
    assert tables["consents"][0]["purpose"] == "news"


def test_an_archive_holds_nothing_of_others(person: Person, other: Person) -> None:
    rename(person=other, name="Somebody else")
    archive = taken_by(person)
    everything = "".join(archive.read(name).decode() for name in archive.namelist())
    assert "Somebody else" not in everything
    assert str(other.email) not in everything
    assert str(other.pk) not in everything


def test_an_archive_holds_no_secret(person: Person) -> None:
    archive = taken_by(person)
    everything = "".join(archive.read(name).decode() for name in archive.namelist())
    assert person.password not in everything
    assert "digest" not in json.loads(archive.read("export.json"))["tables"]["tokens"]


@pytest.mark.parametrize(("language", "words"), [("fr", "Envol"), ("en", "What Envol keeps about you")])
def test_the_archive_says_what_it_is_in_the_language_of_the_page(person: Person, language: str, words: str) -> None:
    Person.objects.filter(pk=person.pk).update(language=language)
    told = taken_by(person).read("README.txt").decode()
    assert words in told
    assert "export.json" in told


@pytest.mark.parametrize("typed", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =cmd|' /C calc'!A0", "\r=1"])
def test_no_cell_is_a_formula(typed: str) -> None:
    cell = cell_of(typed)
    assert str(cell).startswith("'")
    assert cell.endswith(typed)


@pytest.mark.parametrize(
    ("value", "cell"),
    [(-1.5, -1.5), (None, ""), (True, True), ("Ada - B", "Ada - B"), ({"a": 1}, '{"a": 1}'), (["=1"], '["=1"]')],
)
def test_what_is_no_formula_stays_as_it_is(value: object, cell: object) -> None:
    assert cell_of(value) == cell


def test_a_table_is_read_back_with_the_columns_of_all_its_rows() -> None:
    text = table_of([{"a": "é,\n", "b": 1}, {"b": 2, "c": '"'}])
    assert text.startswith("\ufeff")
    assert list(csv.reader(io.StringIO(text[1:]))) == [["a", "b", "c"], ["é,\n", "1", ""], ["", "2", '"']]


@pytest.mark.parametrize("name", ["../../etc/passwd", "..", "", "a b/ç", "\x00"])
def test_a_name_stays_in_its_folder(name: str) -> None:
    found = safe_name(name)
    assert found
    assert "/" not in found
    assert not found.startswith(".")


def test_a_shared_account_takes_nothing_away(camille: Person) -> None:
    assert browser(camille).post(TAKE_AWAY).status_code == 403


def test_nobody_makes_the_campus_gather_all_day(signed_in: Client, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"take_away": "2/h/user"}
    answers = [signed_in.post(TAKE_AWAY).status_code for _ in range(3)]
    assert answers == [200, 200, 302]


def test_that_somebody_took_their_data_away_is_written_down(person: Person) -> None:
    taken_by(person)
    assert Activity.objects.get().name == "people.account.taken-away"
