"""Class lists as school software writes them: its columns, its encodings, its slips."""

from __future__ import annotations

from datetime import date

import pytest

from envol.errors import ContentError, EnvolError
from envol.gateways.imports.classlist import MOST_BYTES, ClassList, read_class_list

TODAY = date(2026, 11, 22)
SIECLE = "NOM;PRENOM;NE(E) LE;DIVISION;INE\n"
PRONOTE = '"Nom","Prénom","Né(e) le","Classe"\n'


def read(text: str | bytes) -> ClassList:
    return read_class_list(text.encode() if isinstance(text, str) else text, name="liste.csv", today=TODAY)


def test_a_list_as_siecle_writes_it_is_read() -> None:
    (pupil,) = read(SIECLE + "Éxample;Zoé;12/03/2010;BTS 1;123456789AB\n").pupils
    assert (pupil.family_name, pupil.given_name, pupil.birth_date, pupil.division) == (
        "Éxample",
        "Zoé",
        date(2010, 3, 12),
        "BTS 1",
    )


def test_a_list_as_pronote_writes_it_is_read() -> None:
    (pupil,) = read(PRONOTE + '"Éxample","Zoé","12/03/2010","BTS 1"\n').pupils
    assert (pupil.given_name, pupil.division) == ("Zoé", "BTS 1")


def test_a_list_apart_by_tabs_is_read() -> None:
    assert len(read("Nom\tPrénoms\tDate de naissance\nÉxample\tZoé\t2010-03-12\n").pupils) == 1


@pytest.mark.parametrize(("encoding", "said"), [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("cp1252", "Windows-1252")])
def test_the_encoding_is_told_from_the_bytes(encoding: str, said: str) -> None:
    listing = read((SIECLE + "Éxample;Zoé;12/03/2010;;\n").encode(encoding))
    assert (listing.encoding, listing.pupils[0].given_name) == (said, "Zoé")


@pytest.mark.parametrize("content", [SIECLE.encode("utf-16"), SIECLE.encode() + b"\x81;Zo\xe9;12/03/2010;;\n"])
def test_another_encoding_is_refused_with_what_to_do(content: bytes) -> None:
    with pytest.raises(ContentError, match="save it as CSV UTF-8"):
        read(content)


def test_letters_that_were_encoded_twice_are_a_fault() -> None:
    (fault,) = read(SIECLE + "Éxample;ZoÃ©;12/03/2010;;\n").faults
    assert (fault.key, fault.expected) == ("PRENOM", "letters that were read in their own encoding")


@pytest.mark.parametrize(
    ("line", "key"),
    [
        (";Zoé;12/03/2010;;", "NOM"),
        ("Éxample;;12/03/2010;;", "PRENOM"),
        ("Éxample;Zoé;12/03/10;;", "NE(E) LE"),
        ("Éxample;Zoé;31/02/2010;;", "NE(E) LE"),
        ("Éxample;Zoé;12/03/2025;;", "NE(E) LE"),
        ("Éxample;Zoé;12/03/1910;;", "NE(E) LE"),
        ("Éxample;Zoé;;;", "NE(E) LE"),
        ("Éxample;Zoé;12/03/2010;;12", "INE"),
        ("Éxample;Zoé;12/03/2010", ""),
    ],
)
def test_a_wrong_cell_is_named(line: str, key: str) -> None:
    listing = read(SIECLE + line + "\n")
    assert [(fault.line, fault.key) for fault in listing.faults] == [(2, key)]
    assert not listing.pupils


def test_the_same_pupil_twice_is_refused_by_name_or_by_ine() -> None:
    listing = read(
        SIECLE + "Éxample;Zoé;12/03/2010;;123456789AB\nÉXAMPLE;zoé;12/03/2010;;\nAutre;Ada;12/03/2010;;123456789ab\n"
    )
    assert [fault.line for fault in listing.faults] == [3, 4]
    assert all(fault.hint == "line 2 says it already" for fault in listing.faults)


def test_ten_broken_lines_are_ten_faults() -> None:
    listing = read(SIECLE + "".join(f"Éxample;Zoé{n};?;;\n" for n in range(10)) + "Autre;Ada;12/03/2010;;\n")
    assert [fault.line for fault in listing.faults] == list(range(2, 12))
    assert len(listing.pupils) == 1


def test_the_classes_of_a_list_are_told() -> None:
    assert read(SIECLE + "A;Zoé;12/03/2010;TSTL;\nB;Léo;12/03/2010;BTS 1;\n").divisions == ["BTS 1", "TSTL"]


def test_a_missing_column_names_those_that_there_are() -> None:
    with pytest.raises(EnvolError, match=r"liste.csv is no class list file: NE\(E\) LE is missing"):
        read("NOM;PRENOM\nÉxample;Zoé\n")


def test_a_list_of_a_whole_region_is_no_class() -> None:
    with pytest.raises(EnvolError, match="export one class"):
        read(b"x" * (MOST_BYTES + 1))
