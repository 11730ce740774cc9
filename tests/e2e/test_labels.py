"""A label that lapsed is shown as lapsed, to everybody and in both languages; its head is told first of all."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from .french import LANGUAGES, said
from .network import Network
from .screens import PHONE, Visit

LABELS = {"Valide (exemple)": "valid", "Bientôt échu (exemple)": "lapses soon", "Échu (exemple)": "lapsed"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lapsed_label_shows_as_lapsed(visit: Visit, network: Network, language: str) -> None:
    page = visit(language, viewport=PHONE)
    page.goto(network.schools["labels"].path)
    for name, standing in LABELS.items():
        expect(label(page, name).locator(".standing")).to_have_text(said(language, standing))
    lapsed, valid = (label(page, name).locator(".standing") for name in ("Échu (exemple)", "Valide (exemple)"))
    assert looks_of(lapsed) != looks_of(valid), "only the word tells a lapsed label from a valid one"
    answer = page.context.request.get(f"/api/v1/organisations/{network.schools['labels'].id}")
    assert {each["name"]: each["standing"] for each in answer.json()["labels"]}["Échu (exemple)"] == "lapsed"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_home_page_tells_a_head_of_a_lapsed_label_and_leads_to_it(
    visit: Visit, network: Network, language: str
) -> None:
    page = visit(language)
    network.come_in(page.context, "head.labels")
    page.goto("/")
    card = page.locator("#labels")
    expect(card.get_by_role("heading", name=said(language, "Labels to renew"))).to_be_visible()
    expect(card).to_contain_text("1")
    card.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1, name=network.schools["labels"].name)).to_be_visible()
    expect(label(page, "Échu (exemple)")).to_contain_text(said(language, "lapsed"))


def label(page: Page, name: str) -> Locator:
    """The line of a label."""
    return page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=name, exact=True))


def looks_of(standing: Locator) -> tuple[str, str]:
    """The sign before the word, and what is drawn around it."""
    drawn: list[str] = standing.evaluate(
        "(node) => [getComputedStyle(node, '::before').background, getComputedStyle(node).border]"
    )
    return drawn[0], drawn[1]
