"""The French of the pages: whole, current, and typeset as French is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po

import envol.web
from envol.web.pagekit.typesetting import typeset

WEB = Path(envol.web.__file__).parent
LOCALE = WEB / "locale"
FRENCH = LOCALE / "fr" / "LC_MESSAGES" / "django.po"
Key: TypeAlias = tuple[str | None, str]

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|\{\w*\}")
BARE_SPACE = re.compile(r"(?<![\u00a0\u202f])[:;!?»](?!\w|//)|«(?![\u00a0\u202f])")
NO_TEXT = re.compile(r"https?://\S+|\{\w*\}|%\(\w+\)[a-z]")


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """Every message of the code and the templates, read as `babel.cfg` says."""
    target = tmp_path_factory.mktemp("messages") / "django.pot"
    keywords = ["gettext_lazy", "ngettext_lazy:1,2", "pgettext_lazy:1c,2"]
    options = ["--mapping-file", str(LOCALE / "babel.cfg"), "--output-file", str(target)]
    options += [option for keyword in keywords for option in ("--keywords", keyword)]
    CommandLineInterface().run(["pybabel", "--quiet", "extract", *options, str(WEB)])
    with target.open("rb") as file:
        return read_po(file)


@pytest.fixture(scope="module")
def french() -> Catalog:
    """The French catalogue."""
    with FRENCH.open("rb") as file:
        return read_po(file, locale="fr")


def messages(catalog: Catalog) -> dict[Key, Message]:
    """The messages of a catalogue, without its header."""
    return {(message.context, texts(message.id)[0]): message for message in catalog if message.id}


def texts(text: object) -> tuple[str, ...]:
    """The forms of a message: one, or a singular and its plurals."""
    return (text,) if isinstance(text, str) else tuple(str(form) for form in text or ())  # type: ignore[attr-defined]


def forms(catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Each translated form, beside the English that it stands for."""
    for message in messages(catalog).values():
        english = texts(message.id)
        for place, form in enumerate(texts(message.string)):
            yield english[min(place, len(english) - 1)], form


def test_messages_are_found_in_templates_and_in_code(extracted: Catalog) -> None:
    found = messages(extracted)
    assert (None, "Skip to the content") in found
    assert (None, "Your choices are kept.") in found
    assert len(found) > 100


def test_every_message_has_its_french(extracted: Catalog, french: Catalog) -> None:
    translated = messages(french)
    missing = [
        key
        for key in messages(extracted)
        if key not in translated or not all(texts(translated[key].string)) or not texts(translated[key].string)
    ]
    assert missing == []


def test_no_french_is_left_of_messages_that_are_gone(extracted: Catalog, french: Catalog) -> None:
    assert sorted(messages(french).keys() - messages(extracted).keys(), key=str) == []
    assert not french.obsolete


def test_nothing_is_guessed(french: Catalog) -> None:
    assert [message.id for message in messages(french).values() if message.fuzzy] == []


def test_a_translation_names_what_its_message_names(french: Catalog) -> None:
    differing = [
        (english, form)
        for english, form in forms(french)
        if sorted(PLACEHOLDER.findall(english)) != sorted(PLACEHOLDER.findall(form))
    ]
    assert differing == []


def test_french_has_no_break_spaces_and_round_apostrophes(french: Catalog) -> None:
    wrong = [form for _, form in forms(french) if BARE_SPACE.search(NO_TEXT.sub("x", form)) or "'" in form]
    assert wrong == []


def test_french_has_no_space_before_a_comma_or_a_full_stop(french: Catalog) -> None:
    assert [form for _, form in forms(french) if re.search(r"\s[,.](?!\w)", form)] == []


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Croyez-vous toujours votre sonde ?", "Croyez-vous toujours votre sonde\u00a0?"),
        ("L'agitateur s'arrête : vite !", "L’agitateur s’arrête\u00a0: vite\u00a0!"),
        ("« Vol » à 5 %", "«\u00a0Vol\u00a0» à 5\u00a0%"),
        ("en cuve de 2 000 L", "en cuve de 2\u00a0000 L"),
        ("à 10:30, pas avant", "à 10:30, pas avant"),
        ("sans rien à changer", "sans rien à changer"),
    ],
)
def test_french_of_the_content_is_typeset(typed: str, printed: str) -> None:
    assert typeset(typed) == printed
