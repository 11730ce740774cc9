"""What instruments say and to whom: the state of the flight, the answer to a question, titles and units."""

from __future__ import annotations

import pytest

from .conftest import Try

BANNER = """
const { mount, stateOf } = await import("/cockpit/instruments/banner/banner.js");
mount(host, deck);
const fly = async (sections) => { deck.store.absorb(sections); await told(); };
const over = (mode) => fly({ landed: { url: "/score/" }, mode: { ...deck.store.state.mode, ...mode } });
"""


@pytest.mark.parametrize(
    ("ended", "detail"),
    [
        ("ended", "closed by the crew"),
        ("harvest", "harvested"),
        ("abort", "batch stopped and decontaminated"),
        ("time", "the time is over"),
        ("left-the-model", "the model can no longer be believed"),
        ("", ""),
    ],
)
def test_the_banner_says_why_a_flight_is_over(on_deck: Try, ended: str, detail: str) -> None:
    script = f'{BANNER} await over({{ ended: "{ended}" }}); return stateOf(deck);'
    assert on_deck(script) == {"state": "ended", "word": "ENDED", "detail": detail}


def test_a_flight_that_left_the_model_says_by_which_quantity(on_deck: Try) -> None:
    script = (
        f'{BANNER} await over({{ ended: "left-the-model", frozen: "validity:temperature" }}); return stateOf(deck);'
    )
    assert on_deck(script)["detail"] == "Temperature has left the range where the model can be believed"


@pytest.mark.parametrize(
    ("change", "announced"),
    [
        ('await fly({ mode: { ...deck.store.state.mode, frozen: "left-alone" } });', "FROZEN nobody was watching"),
        (
            "deck.store.connect(false); await told();",
            "CONNECTION LOST the values are old; the page is trying again by itself",
        ),
    ],
)
def test_the_state_of_the_flight_is_announced_without_its_speed(on_deck: Try, change: str, announced: str) -> None:
    script = f"""{BANNER} await told();
      const region = host.querySelector("[role=status]");
      const before = region.textContent.trim();
      {change}
      return [before, region.textContent.trim(), region.querySelector(".banner-speed, .banner-phase") === null];"""
    assert on_deck(script) == ["LIVE", announced, True]


WHY = """
answers.why = { state: "glucose", unit: "mmol/L/h", rate: -0.25, hidden: 0,
  terms: [{ name: "uptake", value: -0.25, share: 1 }] };
(await import("/cockpit/instruments/why/why.js")).mount(host, deck);
host.querySelector("select").value = "glucose";
"""


def test_the_answer_to_why_is_announced_in_a_sentence(on_deck: Try) -> None:
    script = f"""{WHY}
      host.querySelector("button").click();
      await told();
      return [...host.querySelectorAll("[role=status]")].map((region) => region.textContent);"""
    (said,) = on_deck(script)
    assert said == "At day 0, 00:00. Glucose: -0.250 mmol/L/h"


def test_an_answer_that_says_the_same_again_is_announced_again(on_deck: Try) -> None:
    script = f"""{WHY}
      const region = () => host.querySelector("[role=status]");
      const heard = [];
      const listener = new MutationObserver(() => heard.push(region().textContent));
      listener.observe(region(), {{ childList: true, characterData: true, subtree: true }});
      for (let i = 0; i < 2; i++) {{ host.querySelector("button").click(); await told(); }}
      return heard.filter(Boolean).length;"""
    assert on_deck(script) == 2


def test_a_gesture_of_a_piece_is_gone_to_itself(on_deck: Try) -> None:
    script = """
      const tab = '<button role="tab" id="tab-gestures" aria-controls="panel">Gestures</button>';
      host.innerHTML = `<div role="tablist">${tab}</div><div id="panel"></div>`;
      (await import("/cockpit/instruments/gestures/gestures.js")).mount(document.getElementById("panel"), deck);
      const { openPiece } = await import("/cockpit/instruments/faceplate/piece.js");
      const piece = deck.meta.synoptic.find((one) => one.interventions.length);
      const name = piece.interventions.at(-1);
      const plate = document.createElement("div");
      plate.append(...openPiece(deck, piece).body);
      host.append(plate);
      [...plate.querySelectorAll("button")].find((one) => one.textContent === deck.titles.get(name)).click();
      return [document.activeElement.closest("[data-gesture]")?.dataset.gesture ?? "", name];"""
    reached, wanted = on_deck(script)
    assert reached == wanted


def test_true_values_bear_the_titles_and_the_units_of_the_line(on_deck: Try) -> None:
    script = """
      (await import("/cockpit/instruments/instructor/instructor.js")).mount(host, deck);
      deck.store.reveal({ values: { temperature: 36.5, dead: 0.5, base_used: 2 }, active: [] });
      await told();
      return [...host.querySelectorAll("tbody tr")].map((row) => [...row.children].map((cell) => cell.textContent));"""
    assert on_deck(script) == [["True temperature", "36.5 °C"], ["Dead cells", "0.5 10⁶/mL"], ["base_used", "2 L"]]


@pytest.mark.parametrize("key", ["above-limit", "limits"])
def test_a_refusal_writes_units_as_the_page_does(on_deck: Try, key: str) -> None:
    script = f"""return deck.refusal("{key}", {{ name: "temperature_loop.setpoint", unit: "degC", value: 50,
      limit: 38.5, low: 30, high: 38.5 }}).sentence;"""
    said = on_deck(script)
    assert "38.5 °C" in said
    assert "degC" not in said
