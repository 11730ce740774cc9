"""The numbers of organisations: which can be right."""

from __future__ import annotations

import pytest

from envol.gateways.identifiers import is_siret, is_uai, plain


@pytest.mark.parametrize("number", ["73282932000074", "35600000000048"])
def test_a_siret_that_passes_the_check_of_luhn_is_one(number: str) -> None:
    assert is_siret(number)


def test_a_siret_of_la_poste_is_one_where_its_digits_sum_to_a_multiple_of_five() -> None:
    assert is_siret("35600000000001")
    assert not is_siret("35600000000002")


def test_that_exception_is_la_poste_s_alone() -> None:
    assert sum(map(int, "73282932000004")) % 5 == 0
    assert not is_siret("73282932000004")


@pytest.mark.parametrize("number", ["73282932000075", "7328293200007", "7328293200O074", "732829320000740", ""])
def test_another_number_is_no_siret(number: str) -> None:
    assert not is_siret(number)


@pytest.mark.parametrize("number", ["0750655E", "0341087X", "0760095R"])
def test_a_uai_ends_with_the_letter_of_its_digits(number: str) -> None:
    assert is_uai(number)


@pytest.mark.parametrize("number", ["0750655F", "750655E", "07506555", "0750655e", ""])
def test_another_text_is_no_uai(number: str) -> None:
    assert not is_uai(number)


def test_numbers_are_typed_with_spaces() -> None:
    assert plain(" 732 829 320\u00a000074 ") == "73282932000074"
    assert plain("0750655e") == "0750655E"
