"""What is answered where there is no answer: JSON, a title, a sentence, in the caller's language."""

from __future__ import annotations

import logging
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from envol.web.people.models import Person
from envol.web.people.token_services import make_token

from .conftest import V1, Program

pytestmark = pytest.mark.django_db


def test_what_is_not_there_is_told_as_json(nobody: Program) -> None:
    answer = nobody.ask(f"/organisations/{uuid4()}")
    assert answer["Content-Type"] == "application/problem+json; charset=utf-8"
    assert answer.json() == {
        "title": "Nothing there",
        "status": 404,
        "detail": "There is no such record, or it is not yours to see.",
    }


@pytest.mark.parametrize("path", ["/nothing", "/jobs/", "/jobs/H2303/titles", "/organisations/5"])
def test_an_address_that_is_none_is_told_as_json(nobody: Program, path: str) -> None:
    problem = nobody.get(path, 404)
    assert problem["title"] == "Nothing there"
    assert "/api/" in problem["detail"]


@pytest.mark.parametrize(
    ("path", "place", "sentence"),
    [
        ("/jobs?size=0", "query.size", "this is 1 at least."),
        ("/jobs?size=101", "query.size", "this is 100 at most."),
        ("/jobs?size=ten", "query.size", "a whole number is needed."),
        ("/jobs?domain=h23", "query.domain", "this is not of the form ^([A-Z]([0-9]{2})?)?$."),
        ("/trainings?upcoming=perhaps", "query.upcoming", "true or false is needed."),
        ("/search?q=" + "x" * 201, "query.q", "this is longer than 200 letters."),
        ("/search", "query.q", "this is needed."),
        ("/search?q=x&kind=person", "query.kind", "this is one of"),
        ("/certifications?standing=dead", "query.standing", "this is one of"),
        ("/certifications?level=9", "query.level", "this is 8 at most."),
    ],
)
def test_a_fault_of_a_question_has_its_place_and_a_sentence(
    nobody: Program, path: str, place: str, sentence: str
) -> None:
    problem = nobody.get(path, 422)
    (fault,) = problem["faults"]
    assert fault["place"] == place
    assert fault["sentence"].startswith(sentence)
    assert fault["sentence"] in problem["detail"]


def test_every_fault_of_a_question_is_told_at_once(nobody: Program) -> None:
    faults = nobody.get("/certifications?level=2&standing=dead&size=0", 422)["faults"]
    assert {each["place"] for each in faults} == {"query.level", "query.standing", "query.size"}


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
@pytest.mark.parametrize("path", ["/jobs", "/me", "/openapi.json", "/nothing"])
def test_nothing_is_written(method: str, path: str) -> None:
    answer = getattr(Client(enforce_csrf_checks=True), method)(V1 + path)
    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD"
    assert answer.json()["status"] == 405


def test_a_head_is_answered_without_a_body(nobody: Program) -> None:
    answer = Client().head(f"{V1}/jobs")
    assert answer.status_code == 200
    assert answer.content == b""


def test_an_error_of_ours_is_told_without_details(
    nobody: Program, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_level: object) -> None:
        raise RuntimeError("the secret of the database")

    monkeypatch.setattr("envol.web.referentials.skill_selectors.families_at", broken)
    with caplog.at_level(logging.ERROR):
        answer = nobody.ask("/skills")
    assert answer.status_code == 500
    assert answer["Content-Type"].startswith("application/problem+json")
    assert "secret" not in answer.content.decode()
    assert "the secret of the database" in caplog.text


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("fr", "fr"),
        ("fr-CA,en;q=0.5", "fr"),
        ("en-GB", "en"),
        ("de,en;q=0.8,fr;q=0.7", "en"),
        ("de", settings.LANGUAGE_CODE),
        ("*", settings.LANGUAGE_CODE),
        ("", settings.LANGUAGE_CODE),
        ("EN", "en"),
        ("\xff;;;", settings.LANGUAGE_CODE),
    ],
)
def test_an_answer_is_in_the_language_that_is_asked_for(header: str, language: str) -> None:
    assert Client().get(f"{V1}/nothing", headers={"Accept-Language": header})["Content-Language"] == language


def test_neither_a_cookie_nor_an_account_chooses_the_language(client: Client, person: Person) -> None:
    Person.objects.update(language="fr")
    client.force_login(person)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "fr"
    token = make_token(person=person, name="a program")[1]
    headers = {"Accept-Language": "en", "Authorization": f"Bearer {token}"}
    assert client.get(f"{V1}/nothing", headers=headers).json()["title"] == "Nothing there"
    assert client.get(f"{V1}/me", headers=headers)["Content-Language"] == "en"


def test_the_address_of_the_api_itself_leads_to_its_page(client: Client) -> None:
    assert client.get(f"{V1}/")["Location"] == reverse("api:reference")


def test_french_is_written_as_it_is_read(nobody: Program) -> None:
    assert "é" in nobody.ask("/skills").content.decode()
