"""The search by program: the finds of the page, each with the address of its record."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

import pytest

from envol.web.api.routes.finding import Kind
from envol.web.referentials.skill_index import index_skills
from envol.web.search.finding import find
from envol.web.search.services import Findable, index
from envol.web.search.views import KINDS

from .conftest import V1, Program

pytestmark = pytest.mark.django_db


def test_the_kinds_are_those_of_the_page() -> None:
    assert set(get_args(Kind)) == set(KINDS)


def test_the_finds_are_those_of_the_page(nobody: Program, jobs: None) -> None:
    finds = nobody.get("/search?q=fabrication")
    assert [each["key"] for each in finds["items"]] == [each.entry.key for each in find("fabrication").items]
    assert finds["has_more"] is False


def test_an_old_title_says_that_it_was_the_reason(nobody: Program, jobs: None) -> None:
    (found,) = nobody.get("/search?q=remplisseur")["items"]
    assert (found["key"], found["former"]) == ("H2303", "Remplisseur / Remplisseuse d'ampoules")


def test_a_stale_find_says_how_it_stands_today(nobody: Program, certifications: None) -> None:
    (found,) = nobody.get("/search?q=out+of+date&kind=certification")["items"]
    assert found["standing"]["state"] == "stale"
    assert found["standing"]["successors"] == ["RNCP99001"]


def test_every_find_leads_to_its_record_and_its_page(
    nobody: Program, jobs: None, certifications: None, offered: Callable[[int], None]
) -> None:
    offered(1)
    index_skills()
    found = [
        each
        for kind, word in {"job": "ligne", "certification": "force", "training": "cuve", "skill": "aseptic"}.items()
        for each in nobody.get(f"/search?q={word}&kind={kind}&size=5")["items"]
    ]
    assert {each["kind"] for each in found} == {"job", "certification", "training", "skill"}
    for each in found:
        nobody.get(each["record"].removeprefix(V1))


def test_a_sheet_without_a_certification_leads_to_its_sheet(nobody: Program, certifications: None) -> None:
    index("certification", [Findable(key="RNCP99002", title="Alone", path="/rncp/RNCP99002/")])
    (found,) = nobody.get("/search?q=alone")["items"]
    assert found["record"] == f"{V1}/sheets/RNCP99002"
    assert found["standing"]["state"] == "stale"


def test_a_kind_narrows_the_finds(nobody: Program, jobs: None) -> None:
    assert nobody.get("/search?q=ligne&kind=skill")["items"] == []


def test_a_search_for_nothing_is_told_so(nobody: Program) -> None:
    for path in ("/search", "/search?q="):
        assert nobody.get(path, 422)["faults"][0]["place"] == "query.q"
