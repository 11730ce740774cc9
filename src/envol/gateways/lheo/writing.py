"""LHEO 2.3 out, a formation at a time, whatever their number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from io import BytesIO

from lxml import etree

from envol.errors import EnvolError
from envol.gateways.lheo.element import Element
from envol.gateways.lheo.vocabulary import NAMESPACE

_PREFIX = f"{{{NAMESPACE}}}"
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def lheo_in_parts(formations: Iterable[Element], *, publisher: str = "", at: datetime | None = None) -> Iterator[bytes]:
    """Yield the bytes of an LHEO 2.3 file, in parts.

    Parameters
    ----------
    formations : iterable of Element
        Each valid; there must be one at least, for an offer without any is not LHEO.
    publisher : str
        Who says so; goes to the root.
    at : datetime, optional
        When it was exported.

    Raises
    ------
    EnvolError
        If there is no formation, or a text holds what XML cannot.
    """
    attributes = {"info": publisher} if publisher else {}
    if at is not None:
        attributes["horodatage-export"] = at.isoformat(timespec="seconds")
    rest = iter(formations)
    first = next(rest, None)
    if first is None:
        raise EnvolError("there is no training to write: an LHEO file holds one at least")
    out = BytesIO()
    with etree.xmlfile(out, encoding="utf-8") as file:
        file.write_declaration()
        with file.element(f"{_PREFIX}lheo", attributes, nsmap={None: NAMESPACE}), file.element(f"{_PREFIX}offres"):
            for formation in _all(first, rest):
                file.write(_node(formation), pretty_print=False)
                file.flush()
                yield _taken(out)
    yield _taken(out)


def _all(first: Element, rest: Iterator[Element]) -> Iterator[Element]:
    yield first
    yield from rest


def _taken(out: BytesIO) -> bytes:
    part = out.getvalue()
    out.seek(0)
    out.truncate()
    return part


def _node(element: Element, above: etree._Element | None = None) -> etree._Element:
    tag, attributes = _PREFIX + element.name, dict(element.attributes)
    for text in (element.text, *attributes.values()):
        if wrong := _UNWRITABLE.search(text):
            raise EnvolError(f"{element.name} holds the character U+{ord(wrong[0]):04X}, which XML cannot: take it out")
    if above is None:
        node = etree.Element(tag, attributes, nsmap={None: NAMESPACE})
    else:
        node = etree.SubElement(above, tag, attributes)
    node.text = element.text or None
    for child in element.children:
        _node(child, node)
    return node
