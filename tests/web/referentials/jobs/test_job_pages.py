"""Jobs are listed by their domains, shown with what they ask, and old codes say what became of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from envol.web.provenance.importing import run_import
from envol.web.referentials import job_selectors as selectors
from envol.web.referentials.job_sheet import sheet_of
from envol.web.referentials.models import Job
from envol.web.referentials.rome_import import IMPORTER
from small_rome import Table, without, write_rome

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english(client: Client) -> None:
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def codes(found: list[Job]) -> list[str]:
    return [job.code for job in found]


def test_an_empty_campus_says_that_nothing_was_imported(client: Client) -> None:
    assert "No referential of jobs has been imported" in page(client, reverse("referentials:jobs"))


def test_jobs_are_listed_by_their_domains(client: Client, five_jobs: Path) -> None:
    text = page(client, reverse("referentials:jobs"))
    order = [text.index(f">{code}</span>") for code in ("H23", "H2301", "H2305", "J13", "J1302")]
    assert order == sorted(order)


@pytest.mark.parametrize(
    ("domain", "found"),
    [
        ("H", ["H2301", "H2302", "H2303", "H2305"]),
        ("J13", ["J1302"]),
        ("", ["H2301", "H2302", "H2303", "H2305", "J1302"]),
    ],
)
def test_a_domain_narrows_the_list(five_jobs: Path, domain: str, found: list[str]) -> None:
    assert codes(list(selectors.jobs(domain).order_by("code"))) == found


def test_a_domain_that_does_not_exist_narrows_nothing(client: Client, five_jobs: Path) -> None:
    assert "J1302" in page(client, reverse("referentials:jobs") + "?domain=%C3%A9%25")


def test_a_long_list_goes_on_by_its_keys_within_the_domain(
    client: Client, five_jobs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("envol.web.referentials.job_views.JOBS_A_PAGE", 2)
    text = page(client, reverse("referentials:jobs") + "?domain=H23")
    assert "H2303" not in text
    address = text.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    following = page(client, reverse("referentials:jobs") + address)
    assert "H2303" in following
    assert "H2302" not in following


def test_a_job_shows_what_is_of_its_core_before_the_rest(client: Client, five_jobs: Path) -> None:
    text = page(client, reverse("referentials:job", args=["H2303"]))
    told = ("Contrôler la stérilité", "Écrire un dossier de lot", "emerging", "Régler une machine", "Rigueur")
    order = [text.index(each) for each in told]
    assert order == sorted(order)


def test_a_sheet_groups_the_rest_by_category(five_jobs: Path) -> None:
    sheet = sheet_of(Job.objects.get(code="H2303"))
    assert [item.title for item in sheet.core_skills] == ["Contrôler la stérilité", "Écrire un dossier de lot"]
    assert [group.title for group in sheet.skills] == ["Savoir-faire · Technique"]
    assert [group.title for group in sheet.conduct] == ["Savoir-être professionnel"]
    assert [item.title for item in sheet.core_knowledge] == ["Bonnes Pratiques de Fabrication"]
    assert [group.title for group in sheet.knowledge] == ["Domaines d'expertise"]


def test_the_titles_of_a_job_begin_with_its_own_and_end_with_the_rare_ones(five_jobs: Path) -> None:
    assert [title.ogr for title in selectors.titles_of(Job.objects.get(code="H2303"))] == [103, 104, 105]


def test_near_jobs_come_nearest_first(five_jobs: Path) -> None:
    assert codes(selectors.near_jobs_of(Job.objects.get(code="H2303"))) == ["J1302", "H2302"]


def test_the_successors_of_a_code_begin_with_the_job_that_kept_it(five_jobs: Path) -> None:
    assert codes(selectors.successors_of("H2301")) == ["H2301", "H2302", "H2303"]
    assert codes(selectors.successors_of("H2399")) == ["H2305"]


def test_a_job_that_took_single_titles_over_is_told_apart(five_jobs: Path) -> None:
    assert [(heir.job.code, heir.titles) for heir in selectors.title_heirs_of("J1302")] == [("H2303", 1)]


def test_a_code_that_was_wider_says_which_jobs_it_also_meant(client: Client, five_jobs: Path) -> None:
    text = page(client, reverse("referentials:job", args=["H2301"]))
    assert "The code H2301 was wider" in text
    assert reverse("referentials:job", args=["H2303"]) in text


def test_an_old_code_that_no_job_bears_says_what_became_of_it(client: Client, five_jobs: Path) -> None:
    text = page(client, reverse("referentials:job", args=["H2399"]))
    assert "no job bears it today" in text
    assert reverse("referentials:job", args=["H2305"]) in text
    assert f'rel="canonical" href="{reverse("referentials:job", args=["H2399"])}"' in text


def test_a_retired_job_looks_so_and_leads_on(client: Client, five_jobs: Path, tmp_path: Path) -> None:
    def taken_over(table: Table) -> None:
        without("J1302")(table)
        table.append(["J1308", "9", "19", "Technicien en biologie", "", "", "", "", "", "J1302"])

    changes = dict.fromkeys(("referentiel_appellation", "rubrique_mobilite"), without("J1302"))
    changes["referentiel_code_rome"] = taken_over
    run_import(IMPORTER, write_rome(tmp_path / "rome-20260616", version="470", changes=changes))
    text = page(client, reverse("referentials:job", args=["J1302"]))
    assert "This job stands in ROME no more, since June 16, 2026" in text
    assert reverse("referentials:job", args=["J1308"]) in text


@pytest.mark.parametrize("code", ["Z9999", "H23", "<script>"])
def test_a_code_that_never_was_is_not_found(client: Client, five_jobs: Path, code: str) -> None:
    page(client, reverse("referentials:job", args=[code]), status=404)


def test_small_letters_lead_to_the_code_itself(client: Client, five_jobs: Path) -> None:
    answer = client.get(reverse("referentials:job", args=["h2303"]))
    assert (answer.status_code, answer["Location"]) == (301, reverse("referentials:job", args=["H2303"]))


def test_the_source_is_told_with_the_day_of_its_import(client: Client, five_jobs: Path) -> None:
    text = page(client, reverse("referentials:job", args=["H2303"]))
    assert "Source: France Travail, ROME 4.0, version 460." in text
    assert "The source gives no date." in text
    assert "Imported on" in text


def test_titles_in_french_say_so_on_an_english_page(client: Client, five_jobs: Path) -> None:
    text = page(client, reverse("referentials:job", args=["H2303"]))
    assert '<h1 lang="fr">' in text
    assert "exists in French only" in text


def test_a_french_page_does_not_explain_that_rome_is_french(client: Client, five_jobs: Path) -> None:
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "fr"
    assert "exists in French only" not in page(client, reverse("referentials:job", args=["H2303"]))


def test_the_queries_of_a_job_do_not_grow_with_what_it_asks(client: Client, five_jobs: Path, tmp_path: Path) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            page(client, reverse("referentials:job", args=["H2303"]))
        return len(queries)

    def more(*heads: str, count: int = 30) -> object:
        return lambda table: table.extend(
            [str(1000 + k) if cell == "#" else cell for cell in heads] for k in range(count)
        )

    few = asked()
    changes = {
        "referentiel_appellation": more("#", "Un titre", "Titre", "H2303", "", "SYNONYME", "H2301", "N"),
        "referentiel_savoir": more("#", "Un savoir", "Normes et procédés", "", ""),
        "liens_rome_referentiels": more("H2303", "5", "3", "#"),
    }
    run_import(IMPORTER, write_rome(tmp_path / "more", changes=changes))  # type: ignore[arg-type]
    assert asked() == few


def test_the_queries_of_the_list_do_not_grow_with_the_jobs(client: Client, five_jobs: Path) -> None:
    counts = []
    for domain in ("J13", "H"):
        with CaptureQueriesContext(connection) as queries:
            page(client, reverse("referentials:jobs") + f"?domain={domain}")
        counts.append(len(queries))
    assert counts[0] == counts[1]
