"""The formations of a file of any size, one after the other, in a memory that does not grow with it.

What XML may do to whoever reads it is refused: document types (entities that multiply or that name other files),
elements without end, names without end. Nothing is ever fetched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import takewhile
from pathlib import Path
from typing import IO, Any, NoReturn

from lxml import etree

from envol.errors import ContentError, EnvolError
from envol.flight.content.fault import Fault
from envol.gateways.lheo.checking import day_of
from envol.gateways.lheo.vocabulary import VERSIONS

BLOCK = 1 << 16
MOST_BEFORE_ROOT = 1 << 16
MOST_BETWEEN = 4 << 20
"""Bytes in one formation: some thousand sessions; beyond it, nobody could hold it."""
_OURS = ", use XML_PARSE_HUGE option"
"""What the parser says to those who call it; nobody who sends a file can."""
_PARSING: Any = {
    "resolve_entities": "internal",
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
    "remove_blank_text": True,
    "collect_ids": False,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What the root of a file says.

    Parameters
    ----------
    namespace, version : str
        ``2.3`` or ``2.2``.
    publisher : str
        What it says of itself: `info`, `uri` or `ref`; empty where it says nothing.
    dated : date or None
        When it was exported.
    """

    namespace: str
    version: str
    publisher: str
    dated: date | None


class _Root:
    """Hears the beginning of a document, up to its root."""

    def __init__(self) -> None:
        self.tag = ""
        self.attributes: dict[str, str] = {}
        self.has_doctype = False

    def is_heard(self) -> bool:
        """Whether enough is known."""
        return bool(self.tag) or self.has_doctype

    def doctype(self, name: str, public: str | None, system: str | None) -> None:
        self.has_doctype = True

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        # A block may hold more than the root: only the first element counts.
        if not self.tag:
            self.tag, self.attributes = tag, dict(attributes)

    def end(self, tag: str) -> None:
        """Hear nothing: the root has begun long ago."""

    def data(self, data: str) -> None:
        """Hear nothing."""

    def close(self) -> None:
        """End."""


def head_of(path: Path) -> Head:
    """Read the beginning of a file.

    Raises
    ------
    ContentError
        If it is no XML, or has a document type.
    EnvolError
        If it is another kind of XML, or another version of LHEO.
    """
    if path.is_dir():
        raise EnvolError(f"{path} is a folder: an LHEO offer is one XML file")
    root = _root_of(path)
    namespace, _, name = root.tag.rpartition("}")
    namespace = namespace.removeprefix("{")
    if namespace not in VERSIONS or name != "lheo":
        known = " or ".join(f"{version} ({each})" for each, version in VERSIONS.items())
        said = f"<{name}> of {namespace or 'no namespace'}"
        raise EnvolError(f"{path} is no LHEO file that is read here: its root is {said}, expected <lheo> of {known}")
    said_of_itself = (root.attributes.get(key, "").strip() for key in ("info", "uri", "ref"))
    exported = root.attributes.get("horodatage-export", root.attributes.get("datemaj", ""))
    return Head(
        namespace=namespace,
        version=VERSIONS[namespace],
        publisher=next(filter(None, said_of_itself), ""),
        dated=day_of(exported[:10].replace("-", "")),
    )


def formation_nodes(path: Path, namespace: str) -> Iterator[etree._Element]:
    """Yield the node of each formation, and any other that stands among them; it is emptied when the next is asked for.

    Raises
    ------
    ContentError
        Where the file ends to be XML: what was yielded before stands.
    """
    wanted, above = f"{{{namespace}}}formation", f"{{{namespace}}}offres"
    parser = etree.XMLPullParser(("end",), tag=wanted, **_PARSING)
    since = 0
    offers: etree._Element | None = None
    with path.open("rb") as opened:
        for block in _blocks(opened):
            wrong = _fault_of(lambda block=block: parser.feed(block))  # type: ignore[misc] # called at once
            since += len(block)
            for _, node in parser.read_events():
                parent = node.getparent()
                if parent is not None and parent.tag == above:
                    since, offers = 0, parent
                    before = takewhile(lambda other, node=node: other is not node, parent)  # type: ignore[misc] # now
                    yield from (other for other in before if other.tag != wanted)
                    yield node
                    _let_go(node, parent)
            # Only now: what the block held before stands.
            if wrong is not None:
                _refuse_syntax(path, wrong)
            if since > MOST_BETWEEN:
                _refuse(path, 0, f"formations of at most {MOST_BETWEEN:_} bytes", "a longer one", "was it cut well?")
    if (wrong := _fault_of(parser.close)) is not None:
        _refuse_syntax(path, wrong)
    if offers is not None:
        yield from (other for other in offers if other.tag != wanted)


def _root_of(path: Path) -> _Root:
    root, read = _Root(), 0
    parser: Any = etree.XMLParser(target=root, **_PARSING)  # type: ignore[call-overload] # lxml asks less than its stubs
    with path.open("rb") as opened:
        while not root.is_heard() and (block := opened.read(1024)):
            read += len(block)
            wrong = _fault_of(lambda block=block: parser.feed(block))  # type: ignore[misc] # called at once
            # What comes after the root is not for here, nor is what entities say.
            if wrong is not None and not root.is_heard():
                _refuse_syntax(path, wrong)
            if read > MOST_BEFORE_ROOT and not root.is_heard():
                _refuse(path, 1, "an element <lheo>", f"none in the first {MOST_BEFORE_ROOT:_} bytes")
    if root.has_doctype:
        hint = "take the <!DOCTYPE …> away: LHEO has none, and its entities could fill the memory or read files"
        _refuse(path, 1, "XML without a document type", "<!DOCTYPE", hint)
    if not root.tag:
        _refuse(path, 1, "an element <lheo>", "the end of the file" if read else "an empty file")
    return root


def _blocks(opened: IO[bytes]) -> Iterator[bytes]:
    while block := opened.read(BLOCK):
        yield block


def _fault_of(parsing: Callable[[], object]) -> etree.XMLSyntaxError | None:
    try:
        parsing()
    except etree.XMLSyntaxError as error:
        return error
    return None


def _let_go(node: etree._Element, parent: etree._Element) -> None:
    node.clear()
    while parent[0] is not node:
        del parent[0]


def _refuse_syntax(path: Path, error: etree.XMLSyntaxError) -> NoReturn:
    what = " ".join(str(error.msg or error).split()).replace(_OURS, "")
    line = error.lineno or 0
    if "ncoding" in what or "proper UTF-8" in what:
        hint = "save the file in the encoding that its first line declares, UTF-8 if it declares none"
        _refuse(path, line, "text in the encoding that the file declares", what, hint)
    _refuse(path, line, "XML", what)


def _refuse(path: Path, line: int, expected: str, found: str, hint: str = "") -> NoReturn:
    raise ContentError([Fault(file=str(path), line=line, expected=expected, found=found, hint=hint)])
