"""axe-core finds nothing on the pages around the flights, by every role, nor in the states that forms bring about."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from .axe import assert_accessible
from .campus_pages import FOR_EVERYBODY, pages_of
from .classroom import open_class
from .french import said
from .looks import LOOKS, TWO_LOOKS
from .network import Network, School
from .people import newcomer, stranger
from .screens import Visit
from .watching import Watch

WHO = ("head.looks", "teacher.looks", "contact.maker", "head.maker", "keeper.maker", "learner.looks", "officer")
HALF = len(FOR_EVERYBODY) // 2
UNTRUE = """(form) => { form.noValidate = true; form.requestSubmit(); }"""
"""Sends a form as a browser does that checks nothing."""


@LOOKS
@pytest.mark.parametrize("half", [slice(None, HALF), slice(HALF, None)], ids=["one", "other"])
@pytest.mark.usefixtures("registers")
def test_pages_of_the_campus_for_everybody_are_accessible(
    visit: Visit, network: Network, language: str, look: dict[str, Any], half: slice
) -> None:
    page = visit(language, **look)
    for path in pages_of(network)["anybody"][half]:
        page.goto(path)
        unfold(page)
        assert_accessible(page, path)


@LOOKS
@pytest.mark.parametrize("who", [*WHO, "administrator"])
def test_pages_of_a_role_are_accessible(
    visit: Visit, network: Network, language: str, look: dict[str, Any], who: str
) -> None:
    page = visit(language, **look)
    network.come_in(page.context, who)
    for path in pages_of(network)[who]:
        page.goto(path)
        unfold(page)
        assert_accessible(page, f"{path} as {who}")


@TWO_LOOKS
def test_a_class_is_accessible_from_its_code_to_its_cards(
    visit: Visit, network: Network, watch: Watch, language: str, look: dict[str, Any], tmp_path: Path
) -> None:
    watch.provoke("422")
    page, pupil = visit(language, **look), visit(language, **look)
    network.come_in(page.context, "teacher.looks")
    page.goto("/groups/new/")
    sent_wrong(page, "a class without a name")
    opened = open_class(page, language, f"BTS {language}")
    assert_accessible(page, "a class with its code")
    page.get_by_role("button", name=said(language, "Add, and print their cards")).click()
    expect(page.locator(".card")).to_be_visible()
    assert_accessible(page, "cards")
    page.goto(opened.path)
    for what in ("card", "end"):
        page.goto(opened.path)
        page.locator(f".doings a[href$='/{what}/']").first.click()
        assert_accessible(page, f"before {what}")
    pupil.goto("/join/?code=none")
    sent_wrong(pupil, "a code that opens nothing")
    pupil.goto(f"/join/?code={opened.code}")
    pupil.get_by_role("button", name=said(language, "Join"), exact=True).click()
    expect(pupil.locator(".card-words")).to_be_visible()
    assert_accessible(pupil, "the card of a pupil")
    for path in ("/", "/account/", "/account/looks/", opened.path):
        pupil.goto(path)
        assert_accessible(pupil, f"{path} as a pupil")
    pupil.goto(f"/join/?code={opened.code}")
    pupil.get_by_role("button", name=said(language, "Join"), exact=True).click()
    expect(pupil.locator("[name=who]")).to_have_count(2)
    assert_accessible(pupil, "the next pupil at the same computer")
    class_list(page, opened.path, tmp_path)


def class_list(page: Page, path: str, folder: Path) -> None:
    """Look at a class list with a fault in it."""
    file = folder / "classe.csv"
    file.write_text("NOM;PRENOM;NE(E) LE\nEXEMPLE (fictif);Zoé;12/03/2010\nEXEMPLE;;demain\n", encoding="utf-8")
    page.goto(f"{path}list/")
    page.locator("input[type=file]").set_input_files(file)
    page.locator("main form.sheet button").click()
    expect(page.locator(".tally")).to_be_visible()
    assert_accessible(page, "what a class list would do")


@TWO_LOOKS
def test_the_people_of_a_school_are_accessible_from_a_list_to_an_invitation(
    visit: Visit, network: Network, watch: Watch, language: str, look: dict[str, Any], tmp_path: Path
) -> None:
    watch.provoke("422", "404")
    school = network.schools["looks"]
    page, guest = visit(language, **look), visit(language, **look)
    network.come_in(page.context, "head.looks")
    page.goto(f"{school.path}people/")
    page.locator("[name=email]").fill("nobody")
    sent_wrong(page, "an invitation to no address")
    page.locator("[name=email]").fill(stranger())
    page.locator("#invite ~ form button").click()
    expect(page.get_by_role("status")).to_be_visible()
    assert_accessible(page, "an invitation that waits")
    page.locator("a[href$='/end/']").first.click()
    assert_accessible(page, "before a role ends")
    staff_list(page, school, tmp_path)
    lend(page, language)
    guest.goto("/invitations/none/")
    assert_accessible(guest, "an invitation that is none")


def staff_list(page: Page, school: School, folder: Path) -> None:
    """Look at a staff list with a fault in it."""
    file = folder / "personnels.csv"
    line = f"somebody.looks@example.invalid;Somebody (example);teacher;{school.id};Centre"
    file.write_text(f"email;name;role;organisation;site\n{line}\nnobody;;magician;;\n", encoding="utf-8")
    page.goto(f"{school.path}people/import/")
    page.locator("input[type=file]").set_input_files(file)
    page.locator("main form.sheet button").click()
    expect(page.locator("[name=others]")).to_be_visible()
    assert_accessible(page, "what a staff list would do")


def lend(page: Page, language: str) -> None:
    """Lend a role, at first without saying to whom."""
    page.goto("/delegations/")
    sent_wrong(page, "a role lent to nobody")
    page.locator("[name=membership]").select_option(index=1)
    page.locator("[name=receiver]").select_option(index=1)
    page.locator("[name=until]").fill(page.evaluate("new Date(Date.now() + 864e5).toISOString().slice(0, 10)"))
    page.get_by_role("button", name=said(language, "Lend the role")).click()
    taken_back = page.locator("form[action*='/end/'] button").first
    expect(taken_back).to_be_visible()
    assert_accessible(page, "a role that is lent")
    taken_back.click()


@TWO_LOOKS
def test_what_is_kept_about_somebody_is_accessible_from_a_token_to_the_end(
    visit: Visit, watch: Watch, language: str, look: dict[str, Any]
) -> None:
    watch.provoke("422")
    page = visit(language, **look)
    newcomer(page.context, says_of_age="on")
    page.goto("/account/")
    page.get_by_label(said(language, "What it is for")).fill("A spreadsheet")
    page.get_by_role("button", name=said(language, "Make a token")).click()
    expect(page.locator(".token")).to_be_visible()
    assert_accessible(page, "a token that was made")
    page.locator("button[value=give]").first.click()
    expect(page.locator("button[value=withdraw]").first).to_be_visible()
    assert_accessible(page, "a consent that was given")
    page.goto("/account/erase/")
    sent_wrong(page, "leaving without the word")


@TWO_LOOKS
def test_forms_of_the_directory_are_accessible_with_their_faults(
    visit: Visit, network: Network, watch: Watch, language: str, look: dict[str, Any]
) -> None:
    watch.provoke("422")
    page = visit(language, **look)
    network.come_in(page.context, "head.maker")
    maker = network.company("maker")
    for part in ("offerings", "labels", "sites", "conventions"):
        page.goto(f"{maker}{part}/add/")
        sent_wrong(page, f"an empty form of {part}")


def sent_wrong(page: Page, what: str) -> None:
    """Send the form of a page as it stands, and look at the faults that come back."""
    page.locator("main form.sheet").last.evaluate(UNTRUE)
    expect(page.locator("main .fault, main .faults").first).to_be_visible()
    assert_accessible(page, what)


def unfold(page: Page) -> None:
    """Open whatever is folded."""
    page.locator("details").evaluate_all("(folds) => folds.forEach((fold) => { fold.open = true; })")
