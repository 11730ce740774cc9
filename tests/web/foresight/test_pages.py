"""The pages of outlooks: read by everybody, without script, whatever an address says."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from envol.gateways.outlooks import outlook_names, read_outlook
from envol.web.foresight import throttle
from web.test_pages import LANGUAGES, is_framed

pytestmark = pytest.mark.django_db

NAME = "france"
SHOWN = reverse("foresight:outlook", args=[NAME])
ANSWER = reverse("foresight:answer", args=[NAME])
EVERY_OUTLOOK = pytest.mark.parametrize("name", outlook_names())
FIRST_PROJECT = read_outlook(NAME).situation.projects[0].name
SMALL = {"region": "94", "occupation": "pharmacist", "level": "doctorate"}
"""Corsica's industrial pharmacists: fewer than eleven by any account."""


@pytest.fixture(autouse=True)
def nobody_asked_yet() -> None:
    cache.clear()


def page(client: Client, address: str = SHOWN, **asked: Any) -> str:
    response = client.get(address, asked, headers={"accept-language": "en"})
    assert response.status_code == 200
    return response.content.decode()


def told(client: Client, **asked: Any) -> dict[str, Any]:
    response = client.get(ANSWER, asked, headers={"accept-language": "en"})
    assert response.status_code == 200
    found: dict[str, Any] = response.json()
    return found


@LANGUAGES
def test_foresight_says_what_it_is_and_which_outlooks_there_are(client: Client, language: str) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    html = client.get(reverse("foresight:home")).content.decode()
    is_framed(html, language)
    assert all(reverse("foresight:outlook", args=[name]) in html for name in outlook_names())


@LANGUAGES
@EVERY_OUTLOOK
def test_an_outlook_is_shown_in_both_languages(client: Client, name: str, language: str) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    is_framed(client.get(reverse("foresight:outlook", args=[name])).content.decode(), language)


def test_an_outlook_that_does_not_exist_is_no_page(client: Client) -> None:
    assert client.get(reverse("foresight:outlook", args=["never-written"])).status_code == 404


def test_every_region_stands_in_the_table_with_its_interval(client: Client) -> None:
    html = page(client)
    rows = re.findall(r'<th scope="row">([^<]+)</th>.*?class="between">([^<]+ to [^<]+)<', html, re.DOTALL)
    found = {name.replace("&#x27;", "'") for name, _between in rows}
    assert {each["en"] for each in read_outlook(NAME).regions.values()} <= found


def test_how_many_futures_were_counted_stands_on_the_page(client: Client) -> None:
    assert "Counted over 400 futures" in page(client)


def test_every_assumption_stands_with_how_it_is_known(client: Client) -> None:
    html = page(client)
    assert html.count('class="known known-') == len(read_outlook(NAME).statements)


def test_every_project_stands_with_its_probability(client: Client) -> None:
    html = page(client)
    section = html[html.index('id="projects"') : html.index('id="doubt"')]
    assert section.count('<th scope="row">') == len(read_outlook(NAME).situation.projects)
    assert section.count("\u00a0%") == len(read_outlook(NAME).situation.projects)


def test_a_region_that_is_chosen_is_what_the_page_speaks_of(client: Client) -> None:
    assert "Normandie · all occupations · all levels · 2030" in page(client, region="28", year="2030")


def test_the_page_answers_changes_without_a_script(client: Client) -> None:
    html = page(client, **{f"late.{FIRST_PROJECT}": "1", "insertion": "5"})
    assert "What is changed adds −" in html
    assert "+5 points" in html


def test_sliders_stand_where_the_address_put_them(client: Client) -> None:
    html = page(client, insertion="5", places="24", training="bts-biotechnologies", where="28", since="2027")
    assert re.search(r'name="insertion" min="-20" max="20" step="1" value="5"', html)
    assert re.search(r'name="places"[^>]* value="24"', html)
    assert '<option value="bts-biotechnologies" selected>' in html


def test_a_line_is_left_for_the_next_places(client: Client) -> None:
    assert page(client).count('name="places"') == 1
    assert page(client, places="24", training="bts-biotechnologies", where="28").count('name="places"') == 2


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"region": "nowhere"}, "This outlook has no “nowhere”. Choose one of the list."),
        ({"year": "1815"}, "This outlook has no “1815”. Choose one of the list."),
        (
            {"late.evotec-toulouse": "-5"},
            "No project starts before 2025: the jobs of earlier ones are among those of today. "
            "Make “evotec-toulouse” less early.",
        ),
        ({"insertion": "many"}, "The change of insertion is a whole number from -20 to 20, not “many”."),
        ({"late.none-such": "1"}, "This outlook has no project “none-such”. Choose one of its list."),
        ({"places": "3", "training": "x", "where": "28"}, "This outlook has no training “x”. Choose one of its list."),
    ],
)
def test_what_cannot_be_understood_is_told_and_left_out(client: Client, asked: dict[str, str], sentence: str) -> None:
    html = page(client, **asked)
    assert re.search(rf'<div class="faults" role="alert">\s*<p>{re.escape(sentence)}</p>', html)
    assert "Gap in 20" in html


def test_markup_in_an_address_is_only_text(client: Client) -> None:
    assert "<script>alert" not in page(client, region="<script>alert(1)</script>", insertion="<script>alert(2)")


def test_too_few_persons_are_not_shown(client: Client) -> None:
    html = page(client, **SMALL)
    assert "n&lt;11: there are too few jobs and persons to say more." in html
    assert "<polyline" not in html


def test_too_few_persons_are_not_sent_either(client: Client) -> None:
    sent = client.get(reverse("foresight:figures-json", args=[NAME]), SMALL).json()
    assert all(each["gap"] is None and each["demand"] is None for each in sent["years"])


def test_an_answer_is_the_part_of_the_page_that_changes(client: Client) -> None:
    found = told(client, region="28", insertion="5")
    assert found["html"].startswith('\n<h2 class="first">Normandie') or '<h2 class="first">Normandie' in found["html"]
    assert "<html" not in found["html"]


def test_an_answer_says_in_a_sentence_what_the_change_does(client: Client) -> None:
    assert re.search(
        r"Gap in 2030: .* to .* What is changed adds −.* to this gap\.", told(client, insertion="5")["said"]
    )


def test_an_answer_gives_the_address_of_its_question(client: Client) -> None:
    query = told(client, region="28", insertion="5", places="0", training="x", where="y")["query"]
    assert query == "region=28&year=2030&insertion=5"


def test_a_question_that_is_none_is_answered_by_sentences(client: Client) -> None:
    response = client.get(ANSWER, {"insertion": "many"}, headers={"accept-language": "en"})
    assert response.status_code == 400
    assert response.json()["faults"] == ["The change of insertion is a whole number from -20 to 20, not “many”."]


def test_the_same_question_is_given_the_same_answer(client: Client) -> None:
    assert told(client, insertion="5") == told(client, insertion="5")


def test_whoever_asks_too_often_is_told_to_wait(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "MOST", 2)
    codes = [client.get(ANSWER, {"insertion": "5"}).status_code for _ in range(3)]
    assert codes == [200, 200, 429]


def test_questions_without_changes_are_never_too_many(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "MOST", 0)
    assert client.get(ANSWER, {"region": "28"}).status_code == 200


def test_figures_are_sent_as_json_with_what_they_were_counted_from(client: Client) -> None:
    response = client.get(reverse("foresight:figures-json", args=[NAME]), {"insertion": "5"})
    sent = json.loads(response.content)
    assert (sent["outlook"], sent["changes"], sent["draws"], sent["seed"]) == (NAME, "insertion=5", 400, 1)
    assert response.headers["Content-Disposition"] == 'attachment; filename="envol-france.json"'


def test_figures_are_sent_as_csv_with_their_deciles(client: Client) -> None:
    text = client.get(reverse("foresight:figures-csv", args=[NAME]), {"region": "28"}).content.decode()
    rows = [row for row in csv.DictReader(io.StringIO(text)) if row["table"] == "years" and row["figure"] == "gap"]
    assert len(rows) == read_outlook(NAME).situation.perimeter.years
    assert all(float(row["q10"]) <= float(row["q50"]) <= float(row["q90"]) for row in rows)


def test_a_file_is_not_sent_for_a_question_that_is_none(client: Client) -> None:
    response = client.get(reverse("foresight:figures-csv", args=[NAME]), {"insertion": "many"})
    assert response.status_code == 400
    assert "many" in response.content.decode()


def test_nothing_is_changed_by_reading(client: Client) -> None:
    assert client.post(SHOWN, {"insertion": "5"}).status_code == 405


@pytest.mark.parametrize("year", ["nope", "1999", ""])
def test_the_form_shows_the_year_that_is_answered(client: Client, year: str) -> None:
    html = page(client, year=year)
    (shown,) = re.findall(
        r'<option value="(\d{4})" selected', html.partition('name="year"')[2].partition("</select>")[0]
    )
    assert shown == str(read_outlook(NAME).situation.perimeter.first_year + 5)
