"""Numbers as hands write them: with a comma or a point, in every field of the cockpit."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from .conftest import Try

TYPE = """
const type = (input, text) => { input.value = text; input.dispatchEvent(new Event("input")); };
const mount = async (name) => (await import(`/cockpit/instruments/${name}/${name}.js`)).mount(host, deck);
"""


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    ("typed", "read"),
    [("2.5", 2.5), ("2,5", 2.5), (" 1\u202f250,5 ", 1250.5), ("−3", -3), ("0,125", 0.125), ("", None), ("two", None)],
)
def test_a_number_is_read_as_it_is_meant(blank: Page, typed: str, read: float | None, language: str) -> None:
    script = 'async ([text, language]) => (await import("/cockpit/numbers.js")).parsed(text, language)'
    found = blank.evaluate(script, [typed, language])
    assert (None if found != found else found) == read


@pytest.mark.parametrize(("language", "read"), [("fr", 1.25), ("en", None)])
def test_a_number_that_could_be_two_is_none(blank: Page, language: str, read: float | None) -> None:
    script = 'async (language) => (await import("/cockpit/numbers.js")).parsed("1,250", language)'
    found = blank.evaluate(script, language)
    assert (None if found != found else found) == read


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("value", [0, 3, 0.05, -12.5, 1250, 1_234_567.5])
def test_what_a_field_shows_it_reads_again(blank: Page, value: float, language: str) -> None:
    script = """async ([value, language]) => {
      const { parsed, written } = await import("/cockpit/numbers.js");
      return parsed(written(value, 1, language), language);
    }"""
    assert blank.evaluate(script, [value, language]) == value


@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_amount_with_a_comma_is_the_amount_that_is_dosed(on_deck: Try, language: str) -> None:
    script = f"""{TYPE} await mount("gestures");
      const row = host.querySelector("[data-gesture=dose-antifoam]");
      type(row.querySelector("input"), "2,5");
      row.querySelector("button").click();
      return asked;"""
    assert on_deck(script, language) == [{"what": "intervene", "intervention": "dose-antifoam", "amount": 2.5}]


def test_a_severity_with_a_comma_is_the_severity_that_is_set_in(on_deck: Try) -> None:
    script = f"""{TYPE} await mount("instructor");
      const row = host.querySelector(".gesture");
      type(row.querySelector("input"), "0,5");
      row.querySelector("button").click();
      return asked;"""
    assert [(each["what"], each["severity"]) for each in on_deck(script)] == [("inject", 0.5)]


@pytest.mark.parametrize("typed", ["", "much", "0", "1,5"])
def test_a_severity_that_is_none_is_told_and_not_sent(on_deck: Try, typed: str) -> None:
    script = f"""{TYPE} await mount("instructor");
      const row = host.querySelector(".gesture");
      type(row.querySelector("input"), "{typed}");
      row.querySelector("button").click();
      return [asked, document.getElementById("status").textContent];"""
    asked, said = on_deck(script)
    assert asked == []
    assert said == "A severity lies above 0 and up to 1."


def test_a_profile_with_a_comma_follows_it(on_deck: Try) -> None:
    script = f"""{TYPE} await mount("profiles");
      const points = [...host.querySelectorAll(".points li")].map((row) => row.querySelectorAll("input"));
      type(points[0][1], "2,5");
      type(points[1][0], "30,5");
      [...host.querySelectorAll("button")].find((one) => one.textContent === deck.t("profiles.send")).click();
      return asked[0].points;"""
    assert on_deck(script)[0][1] == 2.5
    assert on_deck(script)[1][0] == 30.5


def test_a_set_point_with_a_comma_is_the_one_that_is_set(on_deck: Try) -> None:
    script = f"""{TYPE}
      const {{ entry }} = await import("/cockpit/instruments/faceplate/entries.js");
      host.append(...entry(deck, deck.meta.controls.find((one) => one.name === "feed_flow")).nodes);
      const field = host.querySelector("input");
      type(field, "1,75");
      field.dispatchEvent(new KeyboardEvent("keydown", {{ key: "Enter" }}));
      return asked;"""
    assert on_deck(script) == [{"what": "set-input", "input": "feed_flow", "value": 1.75}]


def test_the_arrows_of_a_field_go_by_its_step_and_say_what_is_beyond(on_deck: Try) -> None:
    script = """
      const { entry } = await import("/cockpit/instruments/faceplate/entries.js");
      const control = deck.meta.controls.find((one) => one.name === "feed_flow");
      deck.store.state.settings = { feed_flow: control.high };
      const part = entry(deck, control);
      host.append(...part.nodes);
      part.update();
      const field = host.querySelector("input");
      field.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowUp" }));
      return [field.value, host.querySelector("[role=alert]").textContent, control.high, control.step];"""
    value, told, high, step = on_deck(script)
    assert float(value) == pytest.approx(high + step)
    assert "is above the limit" in told


@pytest.mark.parametrize("instrument", ["gestures", "profiles", "instructor"])
def test_no_field_is_of_the_kind_that_takes_no_french_comma(on_deck: Try, instrument: str) -> None:
    kinds: list[Any] = on_deck(
        f"""{TYPE} await mount("{instrument}");
        return [...host.querySelectorAll("input")].map((one) => [one.type, one.inputMode]);"""
    )
    assert kinds
    assert all(kind == ["text", "decimal"] for kind in kinds)
