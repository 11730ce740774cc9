"""YAML is read without guessing, and every key knows its line."""

from __future__ import annotations

import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st

from envol.gateways.yaml_source import read_yaml


def fault(text: str) -> str:
    source = read_yaml(text, "a.yaml")
    assert len(source.faults) == 1
    return str(source.faults[0])


def test_every_key_and_every_item_knows_its_line() -> None:
    source = read_yaml("# first\na: 1\nb:\n  - c: 2\n  - {d: 3,\n     e: 4}\n", "a.yaml")
    assert source.value == {"a": 1, "b": [{"c": 2}, {"d": 3, "e": 4}]}
    expected = {("a",): 2, ("b",): 3, ("b", 0): 4, ("b", 0, "c"): 4, ("b", 1): 5, ("b", 1, "e"): 6}
    assert expected.items() <= source.lines.items()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("-3.5", -3.5),
        ("1e-3", 0.001),
        ("1.5E+2", 150.0),
        (".5", 0.5),
        ("true", True),
        ("~", None),
        ("", None),
        ("1/h", "1/h"),
        ("'12'", "12"),
        ('"yes"', "yes"),
        ("'2024-05-01'", "2024-05-01"),
        ("day-three", "day-three"),
        ("0", 0),
        ("0.25", 0.25),
        ("0,5", "0,5"),
    ],
)
def test_a_plain_value_is_what_it_looks_like(text: str, value: object) -> None:
    source = read_yaml(f"a: {text}\n", "a.yaml")
    assert source.faults == []
    assert source.value == {"a": value}
    assert type(source.value["a"]) is type(value)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("2024-05-01", "a date"),
        ("2024-05-01 10:00:00", "a date"),
        ("yes", "true or false"),
        ("Off", "true or false"),
        ("1:30", "base 60"),
        ("010", "begins with 0"),
        ("0x1f", "begins with 0"),
        ("1_000", "underscores"),
        (".nan", "no finite number"),
        ("-.inf", "no finite number"),
        ("1e999", "no finite number"),
    ],
)
def test_what_yaml_would_guess_is_a_fault(text: str, what: str) -> None:
    sentence = fault(f"b: 1\na: {text}\n")
    assert sentence.startswith("a.yaml:2: a: expected a text in quotes, or a plain number, found " + text)
    assert what in sentence


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a: 1\nb: 2\na: 3\n", "a.yaml:3: a: expected each key once, found 'a' again, already at line 1"),
        ("a: &x 1\nb: *x\n", "a.yaml:2: b: expected the value itself, found the alias *x (write it out)"),
        ("a: !!python/object:os.system 1\n", "a.yaml:1: a: expected a value without a tag"),
        ("1: a\n", "a.yaml:1: 1: expected a key that is a word, found '1'"),
        ("[a, b]: 1\n", "a.yaml:1: expected a key that is a word, found a list or a mapping"),
        ("a: 1\n---\nb: 2\n", "a.yaml:2: expected one document in the file, found a second one after ---"),
        ("", "a.yaml: expected well-formed YAML, found an empty file"),
        ("# only this\n", "found an empty file"),
        ("a: 1\nb: c: 2\n", "a.yaml:2: expected well-formed YAML, found mapping values are not allowed"),
        ("a: 1\n\tb: 2\n", "a.yaml:2: expected well-formed YAML, found"),
        ("a: [1, 2\n", "expected well-formed YAML, found did not find expected"),
        ("a: 'open\n", "expected well-formed YAML, found"),
        ("a: \x00\n", "expected well-formed YAML"),
        ("[" * 100_000, "expected well-formed YAML, found more than 30 levels of nesting"),
        ("- " * 10_000 + "a", "expected well-formed YAML, found more than 30 levels of nesting"),
    ],
)
def test_a_broken_or_doubtful_file_is_one_fault_with_its_line(text: str, sentence: str) -> None:
    assert sentence in fault(text)


@given(st.text(max_size=80) | st.text(alphabet="ab:-[]{}&*!|>'\"%@`,#?\n \t0.", max_size=80))
def test_any_text_is_read_or_faulted_without_a_traceback(text: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        source = read_yaml(text, "a.yaml")
    assert len(source.faults) == 1 or not source.broken
