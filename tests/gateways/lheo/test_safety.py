"""What XML may do to whoever reads it."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import pytest

from envol.errors import ContentError
from envol.gateways.lheo.reading import read_lheo
from envol.gateways.lheo.records import Formation
from envol.gateways.lheo.stream import MOST_BETWEEN, head_of
from gateways.lheo.conftest import FORMATION, TODAY, lheo

Written = Callable[[str | bytes], Path]
LAUGHS = "".join(f'<!ENTITY l{k} "{f"&l{k - 1};" * 10}">' for k in range(1, 10))


@pytest.mark.parametrize(
    "doctype",
    [
        f'<!DOCTYPE lheo [<!ENTITY l0 "ha">{LAUGHS}]>',
        '<!DOCTYPE lheo [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE lheo SYSTEM "http://127.0.0.1:9/lheo.dtd">',
        f'<!DOCTYPE lheo [<!ENTITY x "{"a" * 30000}">]>',
        "<!DOCTYPE lheo>",
    ],
)
def test_a_document_type_is_refused_with_the_sentence(written: Written, doctype: str) -> None:
    text = FORMATION.replace("Conduire une cuve", "&x;&l9;")
    with pytest.raises(ContentError, match="expected XML without a document type, found <!DOCTYPE"):
        head_of(written(lheo(text, head=doctype)))


def test_an_entity_that_nobody_declared_is_a_fault(written: Written) -> None:
    (found,) = read_lheo(written(lheo(FORMATION.replace("Conduire", "&x;"))), today=TODAY)
    assert isinstance(found, tuple)
    assert "expected XML, found Entity 'x' not defined" in str(found[0])


def test_a_formation_without_end_is_refused(written: Written) -> None:
    endless = FORMATION.replace("tout", "<x>y</x>" * (MOST_BETWEEN // 6))
    (found,) = read_lheo(written(lheo(endless)), today=TODAY)
    assert isinstance(found, tuple)
    assert "expected formations of at most" in str(found[0])


def test_a_beginning_without_end_is_refused(written: Written) -> None:
    with pytest.raises(ContentError, match="expected an element <lheo>, found none in the first"):
        head_of(written("<!--" + "a" * 200_000))


def test_a_text_that_is_huge_is_refused(written: Written) -> None:
    huge = FORMATION.replace("tout", "a" * 3_000_000)
    (found,) = read_lheo(written(lheo(huge)), today=TODAY)
    assert isinstance(found, tuple)
    assert "expected 1 to 3000 characters, found 3000000" in str(found[0])


def test_wrong_elements_without_number_are_told_some_times_only(written: Written) -> None:
    (found,) = read_lheo(
        written(lheo(FORMATION.replace("<certifiante>", "<x/>" * 100_000 + "<certifiante>"))), today=TODAY
    )
    assert isinstance(found, tuple)
    assert len(found) == 20


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b'{"no": "xml"}', "expected XML"),
        (b"", "found an empty file"),
        (b'<?xml version="1.0"?>', "expected"),
    ],
)
def test_what_is_no_xml_is_refused(written: Written, text: bytes, said: str) -> None:
    with pytest.raises(ContentError, match=said):
        head_of(written(text))


def test_a_wrong_encoding_is_told_with_its_line(written: Written) -> None:
    text = lheo(FORMATION.replace("Conduire", "Contrôler")).encode("latin-1")
    (found,) = read_lheo(written(text), today=TODAY)
    assert isinstance(found, tuple)
    assert found[0].line == 4
    assert "text in the encoding that the file declares" in str(found[0])


def test_a_declared_encoding_is_followed(written: Written) -> None:
    text = lheo(FORMATION.replace("Conduire", "Contrôler"), head='<?xml version="1.0" encoding="windows-1252"?>')
    (found,) = read_lheo(written(text.encode("windows-1252")), today=TODAY)
    assert isinstance(found, Formation)
    assert found.title == "Contrôler une cuve"


def test_an_encoding_that_nobody_knows_is_refused(written: Written) -> None:
    with pytest.raises(ContentError, match="encoding"):
        head_of(written('<?xml version="1.0" encoding="klingon"?><lheo/>'))


def test_a_file_that_is_cut_gives_what_came_before_and_then_its_fault(written: Written) -> None:
    whole = lheo(FORMATION, FORMATION.replace("F1", "F2"), FORMATION.replace("F1", "F3"))
    first, second, fault = read_lheo(written(whole[: whole.index("F3") + 200]), today=TODAY)
    assert isinstance(first, Formation)
    assert isinstance(second, Formation)
    assert isinstance(fault, tuple)
    assert fault[0].line == 19


def test_what_stands_before_a_wrong_letter_is_read(written: Written) -> None:
    text = lheo(FORMATION, FORMATION.replace("F1", "F2"), FORMATION.replace("Conduire", "\x01")).encode()
    first, second, fault = read_lheo(written(text), today=TODAY)
    assert (isinstance(first, Formation), isinstance(second, Formation)) == (True, True)
    assert isinstance(fault, tuple)


def test_lines_beyond_65535_are_told(written: Written) -> None:
    wrong = FORMATION.replace("Conduire une cuve", "")
    (found,) = read_lheo(written(lheo("\n" * 100_000 + wrong)), today=TODAY)
    assert isinstance(found, tuple)
    assert found[0].line == 100_003


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    path = tmp_path / "large.xml"
    with path.open("w") as out:
        out.write(lheo().partition("\n")[0])
        for number in range(12_000):
            out.write(FORMATION.replace("F1", f"F{number}"))
        out.write("</offres></lheo>")
    found = read_lheo(path, today=TODAY)
    assert len(list(islice(found, 2000))) == 2000
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert sum(isinstance(each, Formation) for each in found) == 10_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 8 * 1024


def test_a_hundred_thousand_attributes_are_one_fault_at_once(written: Written) -> None:
    many = " ".join(f'a{number}="1"' for number in range(100_000))
    began = time.process_time()
    (found,) = read_lheo(written(lheo(FORMATION.replace("<formation", f"<formation {many}"))), today=TODAY)
    assert isinstance(found, tuple)
    assert "expected at most 50 attributes, found 100001" in str(found[0])
    assert time.process_time() - began < 10


def test_an_attribute_without_end_is_a_fault(written: Written) -> None:
    (found,) = read_lheo(written(lheo(FORMATION.replace("F1", "F" * 1_000_000))), today=TODAY)
    assert isinstance(found, tuple)
    assert "@numero: expected at most 3000 characters, found 1000000" in str(found[0])


def test_what_stands_among_formations_and_is_none_does_not_fill_the_memory(written: Written) -> None:
    found = read_lheo(written(lheo("<x/>" * 300_000, FORMATION)), today=TODAY)
    assert sum(isinstance(each, tuple) for each in found) == 300_000


def test_the_parsers_own_options_are_no_advice_to_who_sends_a_file(written: Written) -> None:
    (found,) = read_lheo(written(lheo(FORMATION.replace("tout", "<x>" * 300))), today=TODAY)
    assert isinstance(found, tuple)
    assert "Excessive depth" in str(found[0])
    assert "XML_PARSE_HUGE" not in str(found[0])
