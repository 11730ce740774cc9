"""What is found by which words."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from envol.web.search.finding import find
from envol.web.search.folding import folded, words_of
from envol.web.search.models import Word
from envol.web.search.services import Findable, forget, index

pytestmark = pytest.mark.django_db
JOB = Findable(
    key="H2303",
    title="Opérateur / Opératrice de fabrication en industrie pharmaceutique",
    path="/jobs/H2303/",
    hint="H2303",
    former=["Agent / Agente de fabrication pharmaceutique", "Façonneur pharmaceutique"],
    codes=["H2301"],
)


@pytest.fixture(autouse=True)
def _things() -> None:
    index("job", [JOB, Findable(key="K", title="Œnologue", path="/jobs/K/")])
    index(
        "certification", [Findable(key="1", title="BTS Biotechnologies", path="/c/1/", weight=-5, title_en="Biotech")]
    )
    index("certification", [Findable(key="2", title="BTS Biotechnologie en recherche et en production", path="/c/2/")])


def titles(question: str, **more: object) -> list[str]:
    return [found.entry.path for found in find(question, **more).items]  # type: ignore[arg-type]


@pytest.mark.parametrize("question", ["operateur", "OPÉRATEUR", "opérat fabric", "fabrication, pharma", "h2303"])
def test_words_are_found_without_accents_case_or_endings(question: str) -> None:
    assert titles(question) == ["/jobs/H2303/"]


def test_a_ligature_is_two_letters() -> None:
    assert titles("oenologue") == titles("œnologue") == ["/jobs/K/"]


def test_another_title_finds_it_and_is_said() -> None:
    found = find("faconneur").items
    assert [each.former for each in found] == ["Façonneur pharmaceutique"]


def test_its_own_title_needs_no_reason() -> None:
    assert [each.former for each in find("opérateur").items] == [""]


def test_an_old_code_finds_it() -> None:
    assert titles("H2301") == ["/jobs/H2303/"]


def test_what_weighs_less_comes_later_among_the_alike() -> None:
    assert titles("bts biotechno") == ["/c/2/", "/c/1/"]


def test_every_word_has_to_be_borne() -> None:
    assert titles("bts pharmaceutique") == []


@pytest.mark.parametrize("question", ["", "   ", "de la", "!?", "x" * 5000, "%", "_", "\x00"])
def test_a_question_without_words_finds_nothing(question: str) -> None:
    assert titles(question) == []


def test_one_kind_can_be_asked_for() -> None:
    assert titles("biotech", kinds=["job"]) == []


def test_more_than_was_asked_for_is_said() -> None:
    assert find("bts", most=1).has_more
    assert not find("bts", most=2).has_more


def test_writing_again_replaces_what_stood_there() -> None:
    index("job", [Findable(key="H2303", title="Magicien", path="/jobs/H2303/")])
    assert titles("operateur") == []
    assert titles("magicien") == ["/jobs/H2303/"]


def test_what_is_forgotten_is_found_no_more() -> None:
    forget("job", ["K"])
    assert titles("oenologue") == []
    assert not Word.objects.filter(word="oenologue").exists()


def test_the_questions_to_the_database_do_not_grow_with_what_is_found() -> None:
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            find("technicien")
        return len(queries)

    index("job", [Findable(key="T1", title="Technicien un", path="/1/", former=["autre technicien"])])
    few = asked()
    index("job", [Findable(key=f"U{n}", title=f"Technicien {n}", path=f"/{n}/", former=["x"]) for n in range(40)])
    assert asked() == few


@given(st.text(max_size=80))
def test_words_are_plain_letters_and_digits_whatever_is_typed(text: str) -> None:
    assert all(word.isascii() and word.isalnum() and word == word.lower() for word in words_of(text))


@given(st.text(max_size=80))
def test_folding_again_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_shows_what_was_found(client: Client, language: str) -> None:
    page = client.get(reverse("search:search"), {"q": "faconneur"}, headers={"Accept-Language": language})
    html = page.content.decode()
    assert "/jobs/H2303/" in html
    assert "Façonneur pharmaceutique" in html


def test_the_page_says_that_nothing_was_found(client: Client) -> None:
    assert 'role="status"' in client.get(reverse("search:search"), {"q": "zzz"}).content.decode()


def test_a_question_cannot_write_into_the_page(client: Client) -> None:
    html = client.get(reverse("search:search"), {"q": '"><script>alert(1)</script>', "kind": "<b>"}).content.decode()
    assert "<script>alert" not in html
