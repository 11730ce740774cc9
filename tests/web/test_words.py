"""The small words of the pages: durations, numbers, texts of the content, where the page stands in the menu."""

from __future__ import annotations

import pytest
from django.utils import translation

from envol.flight.content.schema import Bilingual
from envol.web.pagekit.templatetags.pagekit import decimal, here, lasting, said


@pytest.mark.parametrize(
    ("hours", "english", "french"),
    [
        (0.0, "0 min", "0 min"),
        (0.001, "1 min", "1 min"),
        (0.56, "34 min", "34 min"),
        (1.0, "1 h", "1 h"),
        (1.5, "1 h 30 min", "1 h 30 min"),
        (23.999, "1 day", "1 jour"),
        (24.0, "1 day", "1 jour"),
        (60.0, "2 days 12 h", "2 jours 12 h"),
        (336.0, "14 days", "14 jours"),
    ],
)
def test_a_duration_is_said_in_words(hours: float, english: str, french: str) -> None:
    for language, expected in (("en", english), ("fr", french)):
        with translation.override(language):
            assert lasting(hours).replace("\u00a0", " ") == expected


@pytest.mark.parametrize(("language", "expected"), [("en", "84.5"), ("fr", "84,5")])
def test_a_number_is_written_as_the_language_writes_it(language: str, expected: str) -> None:
    with translation.override(language):
        assert decimal(84.46, 1) == expected


def test_a_number_that_is_not_there_is_a_dash() -> None:
    assert decimal(None) == "–"


@pytest.mark.parametrize(("language", "expected"), [("en", "The feed stops"), ("fr", "L’alimentation s’arrête")])
def test_a_text_of_the_content_is_said_in_the_language_of_the_page(language: str, expected: str) -> None:
    with translation.override(language):
        assert said(Bilingual(fr="L'alimentation s'arrête", en="The feed stops")) == expected


def test_only_the_page_that_is_shown_is_marked() -> None:
    assert here("academy:logbook", "academy:logbook") == ' aria-current="page"'
    assert here("academy:logbook", "academy:scenarios", "academy:briefing") == ""
