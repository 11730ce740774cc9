"""The pages of the skills, which anybody may read."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from envol.gateways.skill_content import load_referential
from envol.skills.skill import Skill
from envol.web.people.models import Language, Person
from envol.web.referentials.skill_index import index_skills
from envol.web.referentials.skill_selectors import LEVELS, rome_wordings_of, skills_of_job
from envol.web.search.finding import find

pytestmark = pytest.mark.django_db
REFERENTIAL = load_referential()


@pytest.fixture
def reader(client: Client, person: Person) -> Client:
    """The browser of somebody who reads English."""
    client.force_login(person)
    return client


def page(client: Client, address: str, **query: str) -> str:
    response = client.get(address, query)
    assert response.status_code == 200
    body = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return unescape(body)


def said(html: str) -> str:
    """What is read on a page, without its tags."""
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def address(skill: Skill) -> str:
    return reverse("referentials:skill", args=[skill.family, skill.name])


def test_anybody_may_read_the_skills(client: Client) -> None:
    skill = REFERENTIAL.skill("thaw-vial")
    for each in (reverse("referentials:skills"), reverse("referentials:skill_family", args=["crew"]), address(skill)):
        assert client.get(each).status_code == 200


def test_the_twelve_families_are_shown_with_their_counts(reader: Client) -> None:
    shown = said(page(reader, reverse("referentials:skills")))
    for family in REFERENTIAL.families:
        assert f"{family.title.en} {family.about.en} {len(family.skills)} skills" in shown
    assert f"{len(REFERENTIAL.skills)} skills at all levels" in shown


@pytest.mark.parametrize("level", LEVELS)
def test_a_level_leaves_the_skills_that_are_taught_at_it(reader: Client, level: int) -> None:
    taught = sum(skill.is_taught_at(level) for skill in REFERENTIAL.skills)
    shown = said(page(reader, reverse("referentials:skills"), level=str(level)))
    assert f"{taught} skills are taught at level {level}" in shown
    family = REFERENTIAL.family("crew")
    rows = page(reader, reverse("referentials:skill_family", args=["crew"]), level=str(level)).count('class="skill"')
    assert rows == sum(skill.is_taught_at(level) for skill in family.skills)


@pytest.mark.parametrize("level", ["2", "9", "five", "", "-3", "٣", "03", "5" * 5000], ids=lambda each: each[:5])
def test_what_is_no_level_shows_all(reader: Client, level: str) -> None:
    shown = said(page(reader, reverse("referentials:skills"), level=level))
    assert f"{len(REFERENTIAL.skills)} skills at all levels" in shown


def test_the_level_is_kept_on_the_way_to_a_family(reader: Client) -> None:
    html = page(reader, reverse("referentials:skills"), level="5")
    assert f'{reverse("referentials:skill_family", args=["crew"])}?level=5"' in html
    assert "aria-current" in html


@pytest.mark.parametrize("skill", REFERENTIAL.skills, ids=lambda each: each.name)
def test_a_skill_tells_what_one_sees_and_what_comes_before(reader: Client, skill: Skill) -> None:
    html = page(reader, address(skill))
    assert all(behaviour.en in said(html) for behaviour in skill.behaviours)
    assert all(f'href="{address(each)}"' in html for each in REFERENTIAL.prerequisites_of(skill.name))
    assert all(f'href="{address(each)}"' in html for each in REFERENTIAL.opened_by(skill.name))
    assert html.count('class="mark-direct"') == len(skill.prerequisites)
    assert "to be reviewed by practitioners" in said(html)


def test_a_skill_is_read_in_french_as_it_is_printed(client: Client, person: Person) -> None:
    person.language = Language.FRENCH
    person.save()
    client.force_login(person)
    shown = said(page(client, address(REFERENTIAL.skill("read-process-diagram"))))
    assert "Lire un schéma de tuyauterie et d’instrumentation" in shown
    assert "'" not in shown


def test_a_skill_leads_to_the_flights_that_call_for_it(reader: Client) -> None:
    html = page(reader, address(REFERENTIAL.skill("manage-foam")))
    assert f'href="{reverse("academy:briefing", args=["foam-out"])}"' in html
    assert "The foam climbs" in html


def test_a_skill_under_the_wrong_family_leads_to_the_right_one(client: Client) -> None:
    response = client.get(reverse("referentials:skill", args=["crew", "thaw-vial"]))
    assert response.headers["Location"] == address(REFERENTIAL.skill("thaw-vial"))


@pytest.mark.parametrize("path", ["/skills/nothing/", "/skills/crew/nothing/", "/skills/nothing/nothing/"])
def test_a_skill_that_does_not_exist_is_not_found(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("name", ["thaw-vial", "develop-analytical-method", "use-electronic-batch-record"])
def test_queries_do_not_grow_with_what_is_cited(reader: Client, name: str) -> None:
    reader.get(reverse("referentials:skills"))
    with CaptureQueriesContext(connection) as none_cited:
        reader.get(address(REFERENTIAL.skill("run-flow-cytometry")))
    with CaptureQueriesContext(connection) as some_cited:
        reader.get(address(REFERENTIAL.skill(name)))
    assert len(some_cited) == len(none_cited) + 3


def test_a_code_is_shown_without_words_where_rome_was_not_imported() -> None:
    (wording,) = rome_wordings_of(REFERENTIAL.skill("freeze-cell-bank"))
    assert (wording.code, wording.title) == ("477983", "")
    assert [(job.code, job.title) for job in wording.jobs] == [("J1201", "")]


def test_a_job_without_a_page_is_no_link(reader: Client) -> None:
    html = page(reader, address(REFERENTIAL.skill("freeze-cell-bank")))
    assert "J1201" in html
    assert reverse("referentials:job", args=["J1201"]) not in html


def test_the_skills_of_a_job_are_told() -> None:
    names = {skill.name for skill in skills_of_job("H2303")}
    assert {"follow-procedure", "report-deviation"} <= names
    assert "machine-precision-parts" not in names


# --- the search


def test_every_skill_and_family_can_be_found() -> None:
    assert index_skills() == len(REFERENTIAL.skills) + len(REFERENTIAL.families)


def test_an_index_that_is_written_again_holds_each_skill_once() -> None:
    index_skills()
    index_skills()
    entries = [each.entry for each in find("thaw vial", kinds=["skill"]).items]
    assert [entry.key for entry in entries] == ["thaw-vial"]


@pytest.mark.parametrize("question", ["décongeler un tube", "decongeler", "thaw a vial"])
def test_a_skill_is_found_in_both_languages(question: str) -> None:
    index_skills()
    found = [each.entry for each in find(question, kinds=["skill"]).items]
    assert address(REFERENTIAL.skill("thaw-vial")) in [entry.path for entry in found]
