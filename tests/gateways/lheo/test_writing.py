"""What is written is valid by the schema, and says what was read; the schema judges what is made from our table."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from envol.errors import EnvolError
from envol.gateways.lheo.element import Element, parted
from envol.gateways.lheo.reading import read_lheo
from envol.gateways.lheo.records import Formation
from envol.gateways.lheo.vocabulary import Text, holders, texts
from envol.gateways.lheo.writing import lheo_in_parts
from gateways.lheo.conftest import FORMATION, TODAY, lheo
from reference_data import reference

WRITABLE = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")
"""Any letter that XML holds; what is blank at the ends of a text is taken away when it is read."""


@cache
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(reference("lheo/lheo.xsd"))))


def said(rule: Text, name: str) -> st.SearchStrategy[str]:
    """Texts that a rule of the table allows."""
    if rule.kind == "one of":
        return st.sampled_from(sorted(rule.choices))
    if rule.kind == "number":
        return st.integers(0, 10**17).map(str)
    if rule.kind == "siret":
        return st.just("73282932000074")
    if rule.kind == "day":
        return st.just("20260901" if name == "debut" else "20270630")
    least, most = rule.least, min(rule.most, 40)
    letters = st.text(WRITABLE, min_size=least, max_size=most).map(str.strip)
    return letters.filter(lambda text: least <= len(text) <= most)


@st.composite
def elements(draw: st.DrawFn, name: str, depth: int = 0) -> Element:
    """Elements that the table allows, with some of what is optional in them."""
    if name in texts():
        return Element(name=name, text=draw(said(texts()[name], name)))
    children: list[Element] = []
    for child in holders()[name].values():
        more = 0 if depth > 4 or child.name == "extras" else draw(st.integers(0, 1))
        many = child.least + more if child.most is None else min(child.least + more, child.most)
        children += [draw(elements(child.name, depth + 1)) for _ in range(many)]
    return Element(name=name, children=tuple(children))


def document(*formations: Element) -> bytes:
    return b"".join(lheo_in_parts(formations, publisher="Essai", at=datetime(2026, 11, 22, tzinfo=UTC)))


def read_again(text: bytes) -> list[Element]:
    with tempfile.NamedTemporaryFile(suffix=".xml") as file:
        file.write(text)
        file.flush()
        found = list(read_lheo(Path(file.name), today=TODAY))
    assert all(isinstance(each, Formation) for each in found), found
    return [each.element for each in found if isinstance(each, Formation)]


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(elements("formation"))
def test_what_our_table_allows_the_schema_allows(formation: Element) -> None:
    parsed = etree.fromstring(document(formation))
    assert schema().validate(parsed), schema().error_log


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(elements("formation"), min_size=1, max_size=2))
def test_what_is_written_is_read_as_it_was(formations: list[Element]) -> None:
    assert [_full(each) for each in read_again(document(*formations))] == [_full(each) for each in formations]


def _full(element: Element) -> Element:
    """What is empty where something should stand is as good as not there, once it is read."""
    known = holders().get(element.name, {})
    children = tuple(
        _full(child)
        for child in element.children
        if child.children or child.text or known[child.name].least or not _wants(child.name)
    )
    return Element(name=element.name, text=element.text, attributes=element.attributes, children=children)


def _wants(name: str) -> bool:
    return any(child.least for child in holders().get(name, {}).values())


@given(st.text(WRITABLE, min_size=1, max_size=200).map(str.strip).filter(bool))
def test_any_letters_come_back(text: str) -> None:
    formation = _formation(text)
    assert read_again(document(formation))[0].said("contenu-formation") == text


@given(elements("formation"))
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
def test_an_element_packs_and_unpacks_to_itself(formation: Element) -> None:
    assert Element.unpacked(formation.packed()) == formation


@given(elements("formation"))
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
def test_parts_that_were_taken_out_join_in_their_places(formation: Element) -> None:
    rest, actions = parted(formation.packed(), "action")
    assert Element.unpacked(rest).joined(map(Element.unpacked, actions)) == formation


def test_the_table_knows_every_element_of_the_schema() -> None:
    tree = etree.parse(str(reference("lheo/lheo.xsd")))
    named = {str(each.get("name")) for each in tree.getroot().findall("{*}element")}
    of_indexes = {name for name in named if "resume" in name or name in ("lheo", "offres", "lheo-index", "lheo-plus")}
    assert named - of_indexes == set(holders()) | set(texts())


def test_attributes_come_back_but_for_those_that_point_within_a_file() -> None:
    text = FORMATION.replace('numero="F1"', 'numero="F1" id="a1" datemaj="hier" tag="t"')
    (found,) = read_again(lheo(text).encode())
    assert found.attributes == (("datemaj", "hier"), ("numero", "F1"), ("tag", "t"))


@pytest.mark.parametrize("letter", ["\x00", "\x0b", "\x1f", "\ufffe", "\ud800"])
def test_a_letter_that_xml_cannot_hold_is_refused_by_its_number(letter: str) -> None:
    with pytest.raises(EnvolError, match=rf"contenu-formation holds the character U\+{ord(letter):04X}"):
        document(_formation(f"tout{letter}"))


def test_an_offer_without_trainings_is_not_written() -> None:
    with pytest.raises(EnvolError, match="there is no training to write"):
        document()


def test_parts_are_as_many_as_formations() -> None:
    formation = _formation("tout")
    assert len(list(lheo_in_parts([formation] * 5))) == 6


def test_the_real_2_2_file_is_valid_2_3_when_written_again() -> None:
    (found,) = read_lheo(reference("lheo/exemple-bts-onisep_v1.xml"), today=TODAY)
    assert isinstance(found, Formation)
    assert schema().validate(etree.parse(io.BytesIO(document(found.element)))), schema().error_log


def _formation(content: str) -> Element:
    (found,) = read_again(lheo(FORMATION).encode())
    children = tuple(
        Element(name=child.name, text=content) if child.name == "contenu-formation" else child
        for child in found.children
    )
    return Element(name="formation", attributes=found.attributes, children=children)


Judged = Callable[[str | bytes], list[str]]
MUTATIONS = {
    "no title": ("<intitule-formation>Conduire une cuve</intitule-formation>", ""),
    "a code too long": ("H2302", "H23021"),
    "a level in no list": ("<code-niveau-entree>14<", "<code-niveau-entree>10<"),
    "two titles": ("<certifiante>", "<certifiante>0</certifiante><certifiante>"),
    "an unknown element": ("<certifiante>", "<certifie/><certifiante>"),
    "a short number": ("84691234569", "8469"),
    "no session": ("<session>", "<!-- <session>"),
}


@pytest.mark.parametrize("what", MUTATIONS)
def test_what_the_schema_refuses_is_a_fault_here(faults: Judged, what: str) -> None:
    old, new = MUTATIONS[what]
    text = lheo(FORMATION.replace(old, new))
    text = text.replace("</session>", "</session> -->") if what == "no session" else text
    assert not schema().validate(etree.fromstring(text.encode()))
    assert faults(text)
