"""The replay's list of events: words that people wrote are words, whatever they look like."""

from __future__ import annotations

from playwright.sync_api import Page

LISTED = """async ([label, who]) => {
  const kinds = { events: "ol", kinds: "div", before: "button", after: "button", said: "p" };
  const parts = Object.fromEntries(Object.entries(kinds).map(([name, kind]) => [name, document.createElement(kind)]));
  document.body.replaceChildren(...Object.values(parts));
  const { mountEvents } = await import("/debrief/events.js");
  const { Instant } = await import("/debrief/instant.js");
  const t = (key, params) => (params?.label ? `${params.label} (${params.who})` : key);
  const events = [{ scan: 0, hour: 0, kind: "note", name: "", label, priority: null, who }];
  const instant = new Instant({ scans: [0], hours: [0], events, phases: [] });
  mountEvents({ t, hour: String }, instant, parts, () => {});
  instant.move(0);
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 20)));
  return [parts.events.textContent, parts.said.textContent, document.querySelectorAll("img, script").length];
}"""


def test_a_note_is_listed_as_words(blank: Page) -> None:
    markup = "<img src=x onerror=alert(1)><script>alert(2)</script>"
    listed, said, made = blank.evaluate(LISTED, [markup, "crew"])
    assert f"{markup} (crew)" in listed
    assert said == markup
    assert made == 0
