"""The equation sheet of every unit operation is whole."""

from __future__ import annotations

from functools import cache
from xml.dom.minidom import parseString

import pytest

from envol.twin.declarations import Parameter, State
from envol.twin.sheet import Sheet, equation_sheet

from .representative import NAMES, REGISTRY, model_of


@cache
def sheet_of(name: str) -> Sheet:
    return equation_sheet(REGISTRY.unit(name))


@pytest.mark.parametrize("name", NAMES)
def test_the_sheet_names_every_state_and_every_parameter(name: str) -> None:
    text = sheet_of(name).markdown()
    named = [n for n, declared in model_of(name).declared.items() if isinstance(declared, (State, Parameter))]
    assert [n for n in named if f"| `{n}` | $" not in text] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_sheet_names_every_term_of_every_balance(name: str) -> None:
    balances = {equation.name: equation for equation in sheet_of(name).sections["Balances"]}
    wanted = {state: tuple(terms) for state, terms in model_of(name).bound.balances.items()}
    assert {state: tuple(term for term, _ in balances[state].terms) for state in wanted} == wanted


@pytest.mark.parametrize("name", NAMES)
def test_what_the_text_computes_stands_by_its_symbol_and_is_defined(name: str) -> None:
    sheet, model = sheet_of(name), model_of(name)
    defined = {equation.name for equation in sheet.sections["Where"]}
    used = {
        str(symbol) for equation in sheet.sections["Balances"] for _, v in equation.terms for symbol in v.free_symbols
    }
    assert used <= set(model.declared)
    assert set(model.bound.quantities) == defined


@pytest.mark.parametrize("name", NAMES)
def test_every_status_and_source_is_printed(name: str) -> None:
    text = sheet_of(name).markdown()
    parameters = [declared for declared in model_of(name).declared.values() if isinstance(declared, Parameter)]
    assert all(f"| {p.source.status.value} | {p.source.text.replace('|', '&#124;')} |" in text for p in parameters)


@pytest.mark.parametrize("name", NAMES)
def test_the_equations_are_also_written_as_mathml(name: str) -> None:
    written = sheet_of(name).mathml()
    assert {f"Balances: {state}" for state in model_of(name).bound.balances} <= set(written)
    assert all(parseString(math).documentElement.tagName == "math" for math in written.values())


@pytest.mark.parametrize("name", NAMES)
def test_the_braces_of_the_latex_are_balanced(name: str) -> None:
    text = sheet_of(name).latex().replace(r"\{", "").replace(r"\}", "")
    assert text.count("{") == text.count("}")
    assert text.count(r"\begin{") == text.count(r"\end{")


@pytest.mark.parametrize("name", NAMES)
def test_no_two_quantities_share_a_symbol(name: str) -> None:
    written = list(sheet_of(name).symbols.values())
    assert {symbol for symbol in written if written.count(symbol) > 1} == set()
