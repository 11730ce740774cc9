"""The page of duties, and the same in the documentation."""

from __future__ import annotations

import re
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from envol.gateways.duties_schema import Confirmer, Human, Known, Risk, Scope, Stage, Standing, Status, Theme
from envol.web.accountability.duties import WORDS, law
from envol.web.pagekit.language import said_in

DOCUMENT = Path(__file__).parents[3] / "docs" / "duties.md"
KEYS = [
    *Theme,
    *Known,
    *Status,
    *Confirmer,
    *Standing,
    *Stage,
    *Risk,
    *Human,
    *Scope,
    "years",
    "days",
    "weeks",
    "hours",
]


@pytest.mark.parametrize("key", KEYS)
def test_every_key_of_the_content_has_its_word(key: str) -> None:
    assert str(WORDS[key])


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_duty_rule_and_aid_is_on_the_page(client: Client, language: str) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    html = client.get(reverse("accountability:duties")).content.decode()
    said = [*law().duties, *law().rules, *law().aids, *law().standards]
    assert [each.name for each in said if escape(said_in(each.title, language)) not in html] == []
    assert html.count('<ul class="sources">') == len(said)
    assert len(re.findall(r"<h1[ >]", html)) == 1


@pytest.mark.django_db
def test_each_statement_says_who_must_confirm_it(client: Client) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    html = client.get(reverse("accountability:duties")).content.decode()
    unconfirmed = [each for file in law().files for _, each in file.statements() if each.status is Status.TO_CONFIRM]
    assert html.count("To be confirmed by") == len(unconfirmed)


@pytest.mark.django_db
def test_the_places_on_the_page_are_told_apart(client: Client) -> None:
    html = client.get(reverse("accountability:duties")).content.decode()
    places = re.findall(r'\bid="([^"]+)"', html)
    assert len(places) == len(set(places))


def test_the_page_of_the_documentation_is_current() -> None:
    """Where it is not: `envol manage duties_page > docs/duties.md`."""
    printed = StringIO()
    call_command("duties_page", stdout=printed)
    assert DOCUMENT.read_text(encoding="utf-8") == printed.getvalue()
