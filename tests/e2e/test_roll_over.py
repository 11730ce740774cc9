"""From one school year to the next: looked at, two pupils left out, done once."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from .classroom import roster
from .french import said
from .network import Network
from .screens import Visit

LEAVING = (2, 5)
STAYING = (1, 3, 4, 6)


def test_a_class_goes_on_into_the_next_school_year_without_those_who_leave_and_only_once(
    visit: Visit, network: Network
) -> None:
    school = network.schools["years"]
    page = visit("en")
    network.come_in(page.context, "head.years")
    page.goto(f"/groups/{school.old}/")
    before = dict(roster(page))
    assert sorted(before) == list(range(1, 7))
    look_at_the_proposal(page)
    page.goto(f"/groups/{school.old}/")
    assert dict(roster(page)) == before, "to look at it changes nothing"
    look_at_the_proposal(page)
    sent = page.locator("main form.sheet").evaluate("(form) => Object.fromEntries(new FormData(form))")
    take_on(page)
    expect(page.get_by_role("status")).to_have_text("1 class goes on, 0 end. 4 learners go with them, 2 leave.")
    page.get_by_role("link", name="BTS 2 B").click()
    expect(page.get_by_text("goes on from BTS 1 B")).to_be_visible()
    after = dict(roster(page))
    assert after == {number: before[number] for number in STAYING}, "they keep their numbers and nicknames"
    following = page.url
    is_closed(page, school.old)
    send_again(page, sent)
    page.goto(following)
    assert dict(roster(page)) == after
    page.goto("/groups/roll-over/")
    expect(page.get_by_role("heading", name="BTS 1 B")).to_have_count(0)


def look_at_the_proposal(page: Page) -> None:
    """Find the page that proposes, which says how each class is called next year."""
    page.goto("/groups/")
    page.get_by_role("link", name=said("en", "To the next school year")).click()
    expect(page.get_by_role("heading", name="BTS 1 B")).to_be_visible()
    expect(page.get_by_label(said("en", "Name next year"))).to_have_value("BTS 2 B")


def take_on(page: Page) -> None:
    """Mark those who leave, and confirm."""
    page.get_by_text("6 learners: mark those who leave").click()
    for number in LEAVING:
        page.get_by_label(f"{number} leaves").check()
    page.get_by_role("button", name="Take these classes to").click()


def is_closed(page: Page, old: str) -> None:
    """Check that the class of last year is over: nobody is in it or teaches it any more, and no code opens it."""
    page.goto(f"/groups/{old}/")
    expect(page.locator(".inline-facts")).to_contain_text("closed on 31 Aug. 2026")
    expect(page.get_by_text(said("en", "This class is over: nobody is in it any more."))).to_be_visible()
    expect(page.get_by_text(said("en", "Nobody teaches it any more."))).to_be_visible()
    expect(page.get_by_role("button", name=said("en", "Open a code"))).to_have_count(0)


def send_again(page: Page, sent: dict[str, str]) -> None:
    """Send the same form once more, as a page that was loaded again does."""
    origin = page.evaluate("location.origin")
    headers = {"Referer": f"{origin}/groups/roll-over/", "Accept-Language": "en"}
    answer = page.context.request.post("/groups/roll-over/", form=sent, headers=headers)
    assert answer.ok, answer.status
    assert "0 classes go on" in answer.text()
