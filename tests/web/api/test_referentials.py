"""Jobs, certifications, sheets and skills by program: as public as their pages, and never without their standing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from django.utils import timezone, translation

from envol.gateways.skill_content import load_referential
from envol.skills.skill import BlockLink, Links
from envol.web.api.records.certifications import sheet_ref
from envol.web.api.records.skills import skill_record
from envol.web.provenance.importing import run_import
from envol.web.referentials.certification_selectors import certification_of, related, standing_facts
from envol.web.referentials.models import Job
from envol.web.referentials.rome_import import IMPORTER
from small_rome import without, write_rome

from .conftest import Program

pytestmark = pytest.mark.django_db
STALE = {
    "state": "stale",
    "reason": "Its registration ended on 31 August 2020.",
    "successors": ["RNCP99001"],
    "to_be_looked_up": False,
}


def codes(found: list[dict[str, str]]) -> list[str]:
    return [each["code"] for each in found]


def test_jobs_are_listed_by_their_codes(nobody: Program, jobs: None) -> None:
    assert codes(nobody.every("/jobs", 2)) == ["H2301", "H2302", "H2303", "H2305", "J1302"]


def test_a_domain_narrows_the_jobs(nobody: Program, jobs: None) -> None:
    assert codes(nobody.get("/jobs?domain=J13")["items"]) == ["J1302"]
    assert codes(nobody.get("/jobs?domain=Z")["items"]) == []


def test_a_job_says_where_it_comes_from(nobody: Program, jobs: None) -> None:
    for record in (nobody.get("/jobs")["items"][0], nobody.get("/jobs/H2303"), nobody.get("/jobs/H2399")):
        assert "ROME" in record["provenance"]["source"]
        assert record["provenance"]["imported_on"] == timezone.localdate().isoformat()


def test_a_job_says_what_it_asks_of_people(nobody: Program, jobs: None) -> None:
    job = nobody.get("/jobs/H2303")
    assert [(each["title"], each["is_emerging"]) for each in job["core_skills"]] == [
        ("Contrôler la stérilité", False),
        ("Écrire un dossier de lot", True),
    ]
    assert "Agent / Agente de fabrication aseptique" in [each["title"] for each in job["titles"]]
    assert codes(job["near"]) == ["J1302", "H2302"]
    assert not job["is_former"]


def test_a_code_in_small_letters_is_the_same_job(nobody: Program, jobs: None) -> None:
    assert nobody.get("/jobs/h2303")["code"] == "H2303"


def test_an_old_code_says_what_became_of_it(nobody: Program, jobs: None) -> None:
    former = nobody.get("/jobs/H2399")
    assert former["is_former"]
    assert codes(former["successors"]) == ["H2305"]


def test_a_job_that_stands_no_more_says_since_when(nobody: Program, jobs: None) -> None:
    Job.objects.filter(code="J1302").update(retired_on=timezone.localdate())
    former = nobody.get("/jobs/J1302")
    assert (former["is_former"], former["retired_on"]) == (True, timezone.localdate().isoformat())


def test_a_job_shows_its_certifications_with_how_they_stand(nobody: Program, jobs: None, certifications: None) -> None:
    leading = nobody.get("/jobs/H2303")["certifications"]
    assert [(each["title"], each["standing"]["state"]) for each in leading] == [
        ("In force", "current"),
        ("Out of date", "stale"),
    ]
    assert leading[1]["standing"] == STALE


@pytest.mark.parametrize(
    "path",
    [
        "/jobs/Z9999",
        "/jobs/H2303x",
        "/jobs/%00",
        "/certifications/9999",
        "/certifications/%00",
        "/sheets/RNCP1",
        "/sheets/none",
        "/skills/no-such-skill",
        "/skills/a b",
    ],
)
def test_what_no_register_knows_is_not_found(nobody: Program, jobs: None, certifications: None, path: str) -> None:
    assert nobody.get(path, 404)["title"] == "Nothing there"


def test_certifications_are_listed_with_how_they_stand(nobody: Program, certifications: None) -> None:
    found = nobody.every("/certifications", 1)
    assert [(each["code"], each["standing"]["state"]) for each in found] == [
        ("1", "current"),
        ("2", "stale"),
        ("3", "unknown"),
    ]
    assert found[1]["standing"] == STALE
    assert found[1]["provenance"]["source"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("level=4", ["3"]),
        ("standing=stale", ["2"]),
        ("level=5&standing=current", ["1"]),
        ("job=H2303", ["1", "2"]),
        ("", ["1", "2", "3"]),
    ],
)
def test_certifications_are_narrowed(
    nobody: Program, jobs: None, certifications: None, query: str, found: list[str]
) -> None:
    assert codes(nobody.get(f"/certifications?{query}")["items"]) == found


def test_a_certification_says_what_follows_it(nobody: Program, certifications: None) -> None:
    record = nobody.get("/certifications/2")
    assert record["standing"] == STALE
    assert [(each["number"], each["standing"]["state"]) for each in record["replaced_by"]] == [("RNCP99001", "current")]
    assert [(each["number"], each["standing"]["state"]) for each in record["sheets"]] == [("RNCP99002", "stale")]


def test_the_standing_is_the_one_that_the_register_tells_everybody(nobody: Program, certifications: None) -> None:
    found = certification_of("2")
    assert found
    with translation.override("en"):
        facts = standing_facts(found, timezone.localdate())
    assert nobody.get("/certifications/2")["standing"] == {name: facts[name] for name in STALE}


def test_the_reason_is_said_in_the_callers_language(certifications: None) -> None:
    reason = Program(language="fr").get("/certifications/2")["standing"]["reason"]
    assert "31 août 2020" in reason


def test_a_sheet_has_its_blocks_its_validity_and_what_it_replaces(nobody: Program, certifications: None) -> None:
    sheet = nobody.get("/sheets/RNCP99001")
    assert codes(sheet["blocks"]) == ["RNCP99001BC01", "RNCP99001BC02"]
    assert sheet["validity"]["last_day"] == "2029-08-31"
    assert [each["number"] for each in sheet["replaces"]] == ["RNCP99002"]
    assert sheet["replaces"][0]["standing"] == STALE
    assert codes(sheet["certifications"]) == ["1"]
    assert sheet["provenance"]["source"]


def test_a_stale_sheet_says_so(nobody: Program, certifications: None) -> None:
    assert nobody.get("/sheets/99002")["standing"] == STALE


def test_skills_come_in_their_families(nobody: Program) -> None:
    families = nobody.get("/skills")["families"]
    assert [each["name"] for each in families] == [each.name for each in load_referential().families]
    told = [skill["name"] for family in families for skill in family["skills"]]
    assert told == [skill.name for skill in load_referential().skills]


def test_a_level_narrows_the_skills(nobody: Program) -> None:
    told = [skill["name"] for family in nobody.get("/skills?level=8")["families"] for skill in family["skills"]]
    assert told == [skill.name for skill in load_referential().skills if skill.is_taught_at(8)]


def test_every_skill_is_told_whole(nobody: Program) -> None:
    referential = load_referential()
    for skill in [*referential.skills][::9]:
        record = nobody.get(f"/skills/{skill.name}")
        assert record["title"] == {"fr": skill.title.fr, "en": skill.title.en}
        assert record["prerequisites"] == list(skill.prerequisites)
        assert record["opens"] == [each.name for each in referential.opened_by(skill.name)]


def test_the_blocks_of_a_skill_say_how_their_sheets_stand(certifications: None) -> None:
    referential = load_referential()
    block = BlockLink(certification="RNCP99002", block="RNCP99002BC01")
    skill = replace(referential.skills[0], links=Links(blocks=(block,)))
    (sheet,) = related(["RNCP99002"], timezone.localdate())
    sheets = {"RNCP99002": sheet_ref(sheet)}
    record = skill_record(skill, referential=referential, wordings=[], scenarios=[], sheets=sheets)
    assert record.blocks[0].sheet.standing
    assert record.blocks[0].sheet.standing.successors == ["RNCP99001"]


def test_a_job_that_an_import_dropped_is_listed_no_more(nobody: Program, jobs: None, tmp_path: Path) -> None:
    folder = write_rome(
        tmp_path / "again",
        changes={name: without("J1302") for name in ("referentiel_code_rome", "referentiel_code_rome_riasec")}
        | {name: without("J1302") for name in ("referentiel_appellation", "rubrique_mobilite")},
    )
    run_import(IMPORTER, folder)
    assert "J1302" not in codes(nobody.every("/jobs"))
