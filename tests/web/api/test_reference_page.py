"""The page about the API: made from the schema, in both languages, with nothing from elsewhere."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from envol.web.api.reference import chapters, records
from envol.web.api.v1 import api

from .conftest import V1

pytestmark = pytest.mark.django_db
LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])


def page(language: str = "en") -> str:
    answer = Client(headers={"Accept-Language": language}).get(reverse("api:reference"))
    assert answer.status_code == 200
    return answer.content.decode()


@LANGUAGES
def test_it_answers_in_both_languages_and_loads_nothing_from_elsewhere(language: str) -> None:
    html = page(language)
    assert f'<html lang="{language}"' in html
    assert len(re.findall(r"<h1[ >]", html)) == 1
    assert not re.search(r"\sstyle=|\son[a-z]+=|<style|<script", html)
    assert not re.search(r"""(?:src|href)=["']?https?:""", html)


def test_every_address_of_the_schema_is_on_it() -> None:
    html = page()
    for path in api.get_openapi_schema()["paths"]:
        assert f"GET {path}</code>" in html


def test_every_subject_has_its_chapter() -> None:
    told = {operation.path for chapter in chapters() for operation in chapter.operations}
    assert told == set(api.get_openapi_schema()["paths"])
    assert all(chapter.operations for chapter in chapters())


def test_every_link_within_it_leads_somewhere() -> None:
    html = page()
    places = set(re.findall(r'\sid="([^"]+)"', html))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= places
    assert {f"record-{each.name}" for each in records()} <= places


def test_no_id_stands_twice() -> None:
    ids = re.findall(r'\sid="([^"]+)"', page())
    assert sorted(ids) == sorted(set(ids))


def test_every_value_says_what_it_is() -> None:
    fields = [field for record in records() for field in record.fields]
    fields += [each for chapter in chapters() for operation in chapter.operations for each in operation.parameters]
    assert not [field.name for field in fields if not (field.kind.words or field.kind.record or field.kind.choices)]


def test_it_says_how_to_come_by_a_token_and_what_the_limits_are() -> None:
    html = page()
    assert f'href="{reverse("people:account")}"' in html
    assert "60 questions from an address, 600 with a token" in html
    assert f'href="{V1}/openapi.json"' in html


def test_its_examples_are_answered(jobs: None) -> None:
    told = re.findall(r"curl '([^']+)'", unescape(page()))
    assert len(told) > 10
    for address in told:
        path = address.removeprefix("http://testserver")
        expected = (404,) if re.search(r"/(ID|SLUG)$|/certifications/\d|/sheets/|/jobs/", path) else (200,)
        assert Client().get(path).status_code in (*expected, 200), path


def test_it_is_for_reading() -> None:
    assert Client().post(reverse("api:reference")).status_code == 405
