"""A class by its code: pupils come in without a name, come back with a card, and are seen flying by their teacher."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page, expect

from .campus import Campus
from .classroom import (
    Class,
    asks_for_nothing_personal,
    come_back,
    join,
    join_quickly,
    open_class,
    roster,
    shown_card,
    shown_class,
    sign_out,
)
from .cockpit import Cockpit
from .content import scenario_title
from .french import LOCALES, said
from .keyboard import Keyboard
from .network import Network
from .screens import PHONE, NewContext, Visit

PUPILS, ON_A_PHONE = 28, 3
"""Those who tap their way in on a phone; the others send the same form."""
SCENARIO = "feed-pump-stop"


def test_a_teacher_opens_a_class_and_28_pupils_join_without_name_or_email(
    visit: Visit, new_context: NewContext, campus: Campus, network: Network
) -> None:
    teacher = as_teacher(visit, network, "en", "teacher.classes")
    opened = open_class(teacher, "en", "BTS Vingt-huit")
    cards = [tapped_in(visit("fr", viewport=PHONE, has_touch=True), opened) for _ in range(ON_A_PHONE)]
    cards += [join_quickly(stranger(new_context, campus), opened.code) for _ in range(PUPILS - ON_A_PHONE)]
    assert len(set(cards)) == PUPILS
    teacher.reload()
    expect(teacher.locator(".roster caption")).to_have_text("28 learners")
    listed = roster(teacher)
    assert [number for number, _ in listed] == list(range(1, PUPILS + 1))
    nicknames = {nickname for _, nickname in listed}
    assert len(nicknames) == PUPILS
    assert all(len(nickname.split()) == 2 for nickname in nicknames), nicknames
    assert campus.ask("pupils", group=opened.id) == [{"name": "", "email": None}] * PUPILS


def test_a_pupil_comes_back_with_the_card_and_the_teacher_sees_the_flight(visit: Visit, network: Network) -> None:
    teacher = as_teacher(visit, network, "fr", "teacher.classes")
    opened = open_class(teacher, "fr", "BTS Retour")
    pupil = visit("fr", viewport=PHONE, has_touch=True)
    card = tapped_in(pupil, opened)
    nickname = re.search(r"[^·]+$", pupil.locator(".card p").first.inner_text())
    assert nickname
    pupil.get_by_role("link", name=said("fr", "I have kept my card: begin")).click()
    sign_out(pupil, "fr")
    come_back(pupil, "fr", card.replace("-", " ").lower())
    cockpit = took_off(pupil, "fr")
    flight = urlsplit(pupil.url).path
    teacher.get_by_role("link", name=said("fr", "Flights in the air")).click()
    row = teacher.get_by_role("row").filter(has=teacher.locator(f"a[href='{flight}']"))
    expect(row).to_contain_text(nickname.group().strip())
    expect(row).to_contain_text(scenario_title(SCENARIO, "fr"))
    expect(row).to_contain_text(said("fr", "being flown"))
    watching = Cockpit(teacher)
    row.get_by_role("rowheader").get_by_role("link").click()
    watching.ready()
    expect(watching.banner).to_have_text(watching.t("banner.live"))
    cockpit.end()


def test_the_next_pupil_at_the_same_computer_gets_a_card_of_their_own(visit: Visit, network: Network) -> None:
    teacher = as_teacher(visit, network, "en", "teacher.classes")
    opened = open_class(teacher, "en", "BTS Un poste")
    computer = visit("en")
    first = tapped_in(computer, opened, "en")
    computer.goto("/join/")
    computer.get_by_label(said("en", "Class code")).fill(opened.code)
    computer.get_by_role("button", name=said("en", "Join"), exact=True).click()
    expect(computer.get_by_role("heading", level=1, name=said("en", "Is that you?"))).to_be_visible()
    asks_for_nothing_personal(computer)
    computer.get_by_role("button", name=said("en", "No: sign them out, and give me a card of my own")).click()
    assert shown_card(computer, "en") != first
    teacher.reload()
    assert [number for number, _ in roster(teacher)] == [1, 2]


def test_a_card_that_was_renewed_opens_nothing_any_more(visit: Visit, network: Network) -> None:
    teacher = as_teacher(visit, network, "en", "teacher.classes")
    opened = open_class(teacher, "en", "BTS Carte perdue")
    pupil = visit("en", viewport=PHONE)
    lost = tapped_in(pupil, opened, "en")
    teacher.reload()
    teacher.get_by_role("link", name="New card for number 1").click()
    teacher.get_by_role("button", name=said("en", "Make a new card")).click()
    expect(teacher.locator(".card-words")).not_to_have_text(lost)
    found = teacher.locator(".card-words").inner_text()
    pupil.goto("/groups/")
    expect(pupil).to_have_url(re.compile(r"/accounts/login/"))
    come_back(pupil, "en", found)
    expect(pupil.get_by_role("status")).to_contain_text("and the one before opens nothing")


def test_a_class_is_opened_and_joined_by_keyboard_only(visit: Visit, network: Network) -> None:
    page = as_teacher(visit, network, "en", "teacher.keys")
    keyboard = Keyboard(page)
    page.goto("/")
    keyboard.use(page.get_by_role("link", name=said("en", "Classes"), exact=True))
    keyboard.use(page.get_by_role("link", name=said("en", "Open a class"), exact=True))
    keyboard.go_to(page.get_by_label(said("en", "Name"), exact=True))
    keyboard.write("BTS Clavier")
    keyboard.use(page.get_by_role("button", name=said("en", "Open the class")))
    keyboard.go_to(page.get_by_label(said("en", "The code serves for")))
    keyboard.press("ArrowUp")
    keyboard.use(page.get_by_role("button", name=said("en", "Open a code")))
    joined_by_keyboard(visit("en", viewport=PHONE), shown_class(page))
    page.reload()
    assert [number for number, _ in roster(page)] == [1]
    keyboard.use(page.get_by_role("link", name="Remove number 1"))
    keyboard.use(page.get_by_role("button", name=said("en", "Remove from the class")))
    expect(page.get_by_text(said("en", "Nobody is in this class yet."))).to_be_visible()
    keyboard.use(page.get_by_role("button", name=said("en", "Close the code")))
    expect(page.get_by_text(said("en", "No code opens this class now."))).to_be_visible()


def joined_by_keyboard(page: Page, opened: Class) -> None:
    """Find the page to join from the home page, join, copy nothing, begin."""
    keyboard = Keyboard(page)
    page.goto("/")
    keyboard.use(page.get_by_role("link", name=said("en", "I have a code")))
    keyboard.go_to(page.get_by_label(said("en", "Class code")))
    keyboard.write(opened.code.lower())
    keyboard.press("Enter")
    shown_card(page, "en")
    keyboard.use(page.get_by_role("link", name=said("en", "I have kept my card: begin")))
    expect(page.get_by_role("heading", level=1, name=said("en", "What now?"))).to_be_visible()


def as_teacher(visit: Visit, network: Network, language: str, who: str) -> Page:
    page = visit(language)
    network.come_in(page.context, who)
    return page


def stranger(new_context: NewContext, campus: Campus) -> BrowserContext:
    """A browser of somebody who was never here."""
    return new_context(base_url=campus.address, locale=LOCALES["fr"])


def tapped_in(page: Page, opened: Class, language: str = "fr") -> str:
    """Join by the page, which on no step asks who somebody is; return the words on the card."""
    page.goto("/")
    page.get_by_role("link", name=said(language, "I have a code")).click()
    asks_for_nothing_personal(page)
    card = join(page, language, opened.code)
    asks_for_nothing_personal(page)
    return card


def took_off(page: Page, language: str) -> Cockpit:
    """Choose a scenario and take off."""
    page.get_by_role("link", name=said(language, "Scenarios"), exact=True).click()
    page.get_by_role("link", name=scenario_title(SCENARIO, language)).click()
    asks_for_nothing_personal(page)
    cockpit = Cockpit(page)
    page.get_by_role("button", name=said(language, "Take off")).click()
    return cockpit.ready()
