"""What people do around the flights: find a page, keep what they offer, consent, let a program in, be invited."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from .campus import Campus
from .french import LANGUAGES, said
from .network import Network
from .people import newcomer
from .registers import IN_FORCE, JOB, OUT_OF_DATE
from .screens import PHONE, Visit

TOKEN = re.compile(r"envol_[\w-]{20,}")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("typed", ["operateur FABRICATION", "remplisseuse", "h2303"], ids=["bare", "former", "code"])
@pytest.mark.usefixtures("registers")
def test_a_job_is_found_without_accents_by_an_old_title_and_by_its_code(
    visit: Visit, language: str, typed: str
) -> None:
    page = visit(language)
    page.goto("/")
    page.locator("#ways-q").fill(typed)
    page.keyboard.press("Enter")
    found = page.locator(".finds li").filter(has_text="Opérateur / Opératrice de fabrication")
    if typed == "remplisseuse":
        expect(found).to_contain_text("Remplisseur / Remplisseuse d")
    found.get_by_role("link").click()
    expect(page).to_have_url(re.compile(f"/jobs/{JOB}/$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Opérateur / Opératrice de fabrication")


@pytest.mark.usefixtures("registers")
def test_a_certification_that_is_out_of_date_looks_so_on_every_page_that_names_it(visit: Visit) -> None:
    page = visit("en", viewport=PHONE)
    signs = []
    for path in (
        "/certifications/",
        "/certifications/2/",
        f"/rncp/{OUT_OF_DATE}/",
        f"/rncp/{IN_FORCE}/",
        f"/jobs/{JOB}/",
    ):
        page.goto(path)
        sign = page.locator(".standing-word").filter(has_text=said("en", "out of date")).first
        expect(sign).to_be_visible()
        signs.append(sign.evaluate("(node) => getComputedStyle(node).backgroundColor"))
        assert sign.locator("svg").count() == 1, path
    assert len(set(signs)) == 1, signs
    assert "rgba(0, 0, 0, 0)" not in signs


def test_what_a_company_offers_to_the_network_is_hidden_from_its_competitor(visit: Visit, network: Network) -> None:
    contact, rival, head, nobody = (visit("en") for _ in range(4))
    title = "Immersion of two days"
    network.come_in(contact.context, "contact.maker")
    contact.goto(network.company("maker"))
    offer(contact, title)
    expect(contact.get_by_role("listitem").filter(has_text=title)).to_contain_text("8 places")
    network.come_in(rival.context, "contact.rival")
    network.come_in(head.context, "head.looks")
    for page, sees in ((rival, 0), (head, 1), (nobody, 0)):
        page.goto(network.company("maker"))
        expect(page.get_by_role("heading", level=1, name="Exemple maker (example)")).to_be_visible()
        expect(page.get_by_text("Visit maker public")).to_be_visible()
        expect(page.get_by_text(title)).to_have_count(sees)
    for page, sees in ((rival, 0), (head, 1)):
        page.goto("/network/?offers=training")
        found = page.get_by_role("region", name=said("en", "Organisations"))
        expect(found.get_by_role("link", name="Exemple maker (example)")).to_have_count(sees)


def offer(page: Page, title: str) -> None:
    """Add something that is offered to the network."""
    page.get_by_role("link", name=said("en", "Add something that is offered")).click()
    page.locator("[name=kind]").select_option("training")
    page.locator("[name=title_fr]").fill("Immersion de deux jours")
    page.locator("[name=title_en]").fill(title)
    page.locator("[name=places]").fill("8")
    page.locator("[name=site]").select_option(label="Annexe (Évreux)")
    page.locator("[name=visibility]").select_option("network")
    page.get_by_role("button", name=said("en", "Keep it")).click()


def test_a_consent_is_given_and_withdrawn_as_easily(visit: Visit) -> None:
    page = visit("en")
    newcomer(page.context, says_of_age="on")
    page.goto("/account/")
    part = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name="News of the campus by e-mail"))
    expect(part).to_contain_text(said("en", "Not given."))
    part.get_by_role("button", name=re.compile("^Consent")).click()
    expect(page.get_by_role("status")).to_have_text(
        said("en", "Your consent is written down. You can withdraw it at any time.")
    )
    expect(part).to_contain_text("Given on")
    part.get_by_role("button", name=re.compile("^Withdraw")).click()
    expect(page.get_by_role("status")).to_have_text(said("en", "Your consent is withdrawn."))
    expect(part).to_contain_text(said("en", "Not given."))


def test_a_token_lets_a_program_read_until_it_is_revoked(visit: Visit, campus: Campus) -> None:
    page = visit("en")
    newcomer(page.context)
    page.goto("/account/")
    page.get_by_label(said("en", "What it is for")).fill("A spreadsheet")
    page.get_by_role("button", name=said("en", "Make a token")).click()
    made = TOKEN.search(page.locator(".token").inner_text())
    assert made
    program = visit("en").context.request
    headers = {"Authorization": f"Bearer {made.group()}"}
    account = page.context.request.get("/account/kept/account/").text()
    me = program.get(f"{campus.address}/api/v1/me", headers=headers)
    assert me.ok
    assert me.json()["id"] in account
    assert program.get(f"{campus.address}/api/v1/me").status == 401
    page.goto("/account/")
    expect(page.locator("main")).not_to_contain_text(TOKEN)
    page.get_by_role("button", name="Revoke the token A spreadsheet").click()
    expect(page.get_by_role("status")).to_contain_text(said("en", "The token is revoked: programs that used it"))
    assert program.get(f"{campus.address}/api/v1/me", headers=headers).status == 401
