"""What these tests lean on: a fault in a page is seen, and so is one of accessibility."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from .axe import violations
from .campus import Campus
from .screens import DESKTOP, NewContext
from .watching import Watch


@pytest.mark.parametrize(
    ("deed", "seen"),
    [
        ("() => console.error('alas')", "alas"),
        ("() => { setTimeout(() => { throw new Error('alas'); }); }", "page error.*alas"),
        ("() => fetch('/of-no-such-name/')", "answer 404"),
        ("() => fetch('http://127.0.0.1:9/').catch(() => null)", "breach of the content policy: connect-src"),
        ("() => document.body.append(Object.assign(document.createElement('script'), { text: '1' }))", "script-src"),
        ("() => document.body.setAttribute('style', 'color: red')", "style-src"),
    ],
    ids=["console", "error", "not-there", "elsewhere", "inline-script", "inline-style"],
)
def test_what_a_page_must_not_do_is_seen(new_context: NewContext, campus: Campus, deed: str, seen: str) -> None:
    watch = Watch()
    context = new_context(base_url=campus.address)
    watch.over(context)
    page = context.new_page()
    page.goto("/about/")
    assert watch.faults == []
    page.evaluate(deed)
    page.wait_for_timeout(100)
    page.goto("/about/")
    assert watch.faults
    watch.provoke(seen, "404", "Content Security Policy")
    assert watch.faults == []


def test_what_axe_finds_is_a_violation(new_context: NewContext, campus: Campus) -> None:
    page = new_context(base_url=campus.address, viewport=DESKTOP).new_page()
    page.goto("/about/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert violations(page, ()) == []
    page.evaluate("() => document.querySelector('main').append(document.createElement('button'))")
    assert [each.split()[0] for each in violations(page, ())] == ["button-name"]
    assert violations(page, ("button-name",)) == []
