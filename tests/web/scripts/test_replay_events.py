"""The replay's list of events: words that people wrote are words, whatever they look like."""

from __future__ import annotations

from playwright.sync_api import Page

LISTED = """async ([label, who]) => {
  document.body.innerHTML = '<ol id="events"></ol><div id="kinds"></div><button id="before"></button><button id="after"></button><p id="said"></p>';
  const parts = Object.fromEntries(["events", "kinds", "before", "after", "said"].map((id) => [id, document.getElementById(id)]));
  const { mountEvents } = await import("/debrief/events.js");
  const { Instant } = await import("/debrief/instant.js");
  const events = [{ scan: 0, hour: 0, kind: "note", name: "", label, priority: null, who }];
  const instant = new Instant({ scans: [0], hours: [0], events, phases: [] });
  mountEvents({ t: (key, params) => (params?.label ? `${params.label} (${params.who})` : key), hour: String }, instant, parts, () => {});
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
