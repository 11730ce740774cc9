"""The pages of certifications and sheets, and what of them stands on the page of a job."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

import certification_files as files
from envol.web.referentials.certification_selectors import for_job

from .conftest import OLD, Import

pytestmark = pytest.mark.django_db

SOON = (timezone.localdate() + timedelta(days=40)).strftime("%d/%m/%Y")


@pytest.fixture
def english(client: Client) -> Client:
    """A browser that reads English."""
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def text(html: str) -> str:
    """What is read on a page, without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html.partition("<main")[2].partition("</main>")[0])).split())


def read(client: Client, address: str) -> str:
    """What is read at an address."""
    response = client.get(address)
    assert response.status_code == 200
    return text(response.content.decode())


@pytest.mark.usefixtures("registers")
def test_the_list_says_of_each_how_it_stands(english: Client) -> None:
    shown = read(english, reverse("referentials:certifications"))
    for sentence in (
        "out of date Its last session was in 2005. Replaced by: RNCP38883",
        "in force Its sessions began in 2006",
        "last session Its last session is that of this school year",
        "validity unknown No imported register says",
    ):
        assert sentence in shown


@pytest.mark.usefixtures("registers")
def test_what_certifies_nothing_is_on_no_list_and_no_page(english: Client) -> None:
    assert "Préparation au concours" not in read(english, reverse("referentials:certifications"))
    assert english.get(reverse("referentials:certification", args=["5"])).status_code == 404
    assert "Préparation" not in read(english, reverse("search:search") + "?q=preparation+concours")


@pytest.mark.usefixtures("registers")
@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["BTS ancien", "BTS nouveau", "CAP finissant", "DU sans date"]),
        ("level=3", ["CAP finissant"]),
        ("type=156", ["DU sans date"]),
        ("standing=stale", ["BTS ancien"]),
        ("standing=current", ["BTS nouveau"]),
        ("standing=last-session", ["CAP finissant"]),
        ("standing=unknown", ["DU sans date"]),
        ("standing=expiring", []),
        ("job=H2301", ["BTS ancien", "BTS nouveau"]),
        ("level=5&standing=current", ["BTS nouveau"]),
        ("level=12&standing=nonsense&job=x", ["BTS ancien", "BTS nouveau", "CAP finissant", "DU sans date"]),
    ],
)
def test_the_list_is_narrowed(english: Client, query: str, titles: list[str]) -> None:
    html = english.get(f"{reverse('referentials:certifications')}?{query}").content.decode()
    assert re.findall(r'<th scope="row"><a [^>]*>([^<]*)</a>', html) == titles


@pytest.mark.usefixtures("registers")
def test_a_certification_that_was_replaced_leads_to_the_one_that_replaces_it(english: Client) -> None:
    html = english.get(reverse("referentials:certification", args=["1"])).content.decode()
    assert "out of date" in text(html)
    assert reverse("referentials:sheet", args=["RNCP38883"]) in html


@pytest.mark.usefixtures("registers")
def test_a_certification_leads_back_to_the_one_that_it_replaces(english: Client) -> None:
    html = english.get(reverse("referentials:certification", args=["2"])).content.decode()
    assert "Replaces RNCP1033 BTS ancien out of date" in text(html)
    assert reverse("referentials:sheet", args=["RNCP1033"]) in html


@pytest.mark.usefixtures("registers")
def test_a_sheet_that_only_certifications_cite_has_its_page(english: Client) -> None:
    shown = read(english, reverse("referentials:sheet", args=["RNCP1033"]))
    assert "RNCP1033 BTS ancien out of date Its last session was in 2005." in shown
    assert "The sheet itself was not imported" in shown


@pytest.mark.usefixtures("registers")
def test_a_page_says_where_it_comes_from(english: Client) -> None:
    assert "Carif-Oref et Onisep, Certif Info" in read(english, reverse("referentials:certification", args=["1"]))


@pytest.mark.usefixtures("registers")
@pytest.mark.parametrize("number", ["1033", "rncp1033", "RNCP01033"])
def test_a_number_in_another_form_leads_to_the_proper_address(client: Client, number: str) -> None:
    response = client.get(reverse("referentials:sheet", args=[number]))
    assert (response.status_code, response["Location"]) == (301, reverse("referentials:sheet", args=["RNCP1033"]))


@pytest.mark.usefixtures("registers")
@pytest.mark.parametrize("number", ["RNCP999999", "nonsense", "1033'--", "½"])
def test_a_number_of_nothing_is_not_found(client: Client, number: str) -> None:
    assert client.get(reverse("referentials:sheet", args=[number])).status_code == 404


def test_the_page_of_a_sheet_shows_blocks_validity_and_both_neighbours(
    english: Client, bring_in: Import, tmp_path: Path
) -> None:
    rows = [
        {"FicheRNCP": "RNCP1", "Nouvelle Certification rempla (RNCP)": "RNCP2", "Fiche ACTIVE/INACTIVE": "INACTIVE"},
        {
            "FicheRNCP": "RNCP2",
            "Date d'échéance de la fiche RNCP": SOON,
            "Nouvelle Certification rempla (RNCP)": "RNCP3",
        },
    ]
    bring_in("kit", files.kit_workbook(tmp_path / "k.xlsx", *rows, dated="31/01/2023"))
    block = {"Numero_Fiche": "RNCP2", "Bloc_Competences_Code": "RNCP2BC01", "Bloc_Competences_Libelle": "Cultiver"}
    sheet = {"Numero_Fiche": "RNCP2", "Date_Fin_Enregistrement": SOON}
    bring_in("rncp", files.export(tmp_path / "e", "2026_11_20", [sheet], Blocs_De_Compétences=[block]))
    shown = read(english, reverse("referentials:sheet", args=["RNCP2"]))
    assert "expires soon" in shown
    assert "RNCP2BC01 Cultiver" in shown
    assert "Replaces RNCP1 BTS De démonstration out of date" in shown
    assert "Replaced by RNCP3 its sheet is not among what was imported" in shown
    assert "France compétences, RNCP et répertoire spécifique" in shown


def test_an_expired_sheet_without_a_known_successor_says_that_it_has_to_be_looked_up(
    english: Client, bring_in: Import, tmp_path: Path
) -> None:
    row = {"Date de début des parcours certifiants\n\n(enregistrement de droit)": None}
    expired = {**row, "Date d'échéance de la fiche RNCP": "31/08/2020"}
    bring_in("kit", files.kit_workbook(tmp_path / "k.xlsx", expired))
    assert "it has to be looked up" in read(english, reverse("referentials:sheet", args=["RNCP1033"]))


def test_an_empty_campus_says_so(english: Client, db: None) -> None:
    assert "No certification was imported yet." in read(english, reverse("referentials:certifications"))


def test_a_list_goes_on_by_where_it_ended(client: Client, bring_in: Import, tmp_path: Path) -> None:
    rows = [{"Code_Diplome": str(n), "Libelle_Diplome": f"Titre {n % 7}"} for n in range(1, 61)]
    bring_in("certifications", files.certif_info(tmp_path / "c.csv", *rows))
    address, codes = reverse("referentials:certifications"), []
    while address:
        html = client.get(address).content.decode()
        codes += re.findall(r'<th scope="row"><a href="/certifications/(\d+)/"', html)
        further = re.search(r'rel="next" href="([^"]*)"', html)
        address = reverse("referentials:certifications") + unescape(further[1]) if further else ""
    assert sorted(map(int, codes)) == list(range(1, 61))


@pytest.mark.parametrize("name", ["certifications", "certification", "sheet", "job"])
def test_questions_do_not_grow_with_rows(client: Client, bring_in: Import, tmp_path: Path, name: str) -> None:
    def asked(count: int) -> int:
        rows = [{**OLD, "Code_Diplome": str(n), "Code_Ancien_RNCP": f"{n + 5000}"} for n in range(1, count + 1)]
        bring_in("certifications", files.certif_info(tmp_path / "c.csv", *rows))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            _ask(client, name)
        return len(queries)

    assert asked(3) == asked(20)


def _ask(client: Client, name: str) -> None:
    addresses: dict[str, list[str]] = {"certifications": [], "certification": ["1"], "sheet": ["RNCP1033"]}
    if name == "job":
        for_job("H2301", timezone.localdate(), 20)
    else:
        assert client.get(reverse(f"referentials:{name}", args=addresses[name])).status_code == 200


@pytest.mark.usefixtures("registers")
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("address", ["/certifications/", "/certifications/1/", "/rncp/RNCP1033/"])
def test_a_page_asks_for_nothing_that_the_policy_of_content_forbids(
    client: Client, address: str, language: str
) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    html = client.get(address).content.decode()
    assert len(re.findall(r"<h1[ >]", html)) == 1
    assert not re.search(r"\sstyle=|\son[a-z]+=|<style|<script", html)
