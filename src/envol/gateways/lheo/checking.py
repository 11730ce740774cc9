"""From a node of the parser to our element, with every fault in it: what is missing, unknown, too many, too long."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from lxml.etree import _Element as Node

from envol.flight.content.fault import Fault, did_you_mean
from envol.gateways.lheo.element import Element
from envol.gateways.lheo.vocabulary import (
    ATTRIBUTES,
    FOREVER,
    INSTANTS,
    LOCAL_ATTRIBUTES,
    NEVER,
    OWN_ATTRIBUTES,
    Child,
    Text,
    holders,
    texts,
)

OLDEST = timedelta(days=3653)
"""A session that ended longer ago than this is no offer, but a mistake of the year or a forgotten file."""
_NUMBER = re.compile(r"[0-9]{1,18}")
_SIRET = re.compile(r"[0-9]{14}")
_URI = re.compile(r"(?:[\w.~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*", re.ASCII)
_INSTANT = re.compile(
    r"[0-9]{4}-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9](\.[0-9]{1,6})?(Z|[+-][0-9][0-9]:[0-9][0-9])?"
)
_SHOWN = 60
MOST_ATTRIBUTES, LONGEST_ATTRIBUTE = 50, 3000
"""LHEO knows fifteen; lxml takes time by the square of their number."""
MOST_FAULTS = 20
"""Of one formation; they are told with their place, and finding it takes time."""


@dataclass(slots=True, kw_only=True)
class Checker:
    """Reads one formation after the other; `faults` are those of the last one.

    Parameters
    ----------
    file : str
        As faults name it.
    namespace : str
    today : date
        By which a session is too long ago.
    """

    file: str
    namespace: str
    today: date
    number: int = 0
    faults: list[Fault] = field(default_factory=list)
    _holders: dict[str, dict[str, Child]] = field(default_factory=holders)
    _texts: dict[str, Text] = field(default_factory=texts)
    _cut: int = field(init=False)

    def __post_init__(self) -> None:
        self._cut = len(self.namespace) + 2

    def formation(self, node: Node) -> Element | None:
        """Return a formation, None where it has faults."""
        self.number += 1
        self.faults = []
        element = self._element(node, "formation")
        if element is None:
            self._fault(node, expected="the elements of a formation", found="none")
        self.faults.sort(key=lambda fault: fault.line)
        return None if self.faults else element

    def stray(self, node: Node) -> Fault | None:
        """Return the fault of what stands among the formations and is none; None where it may stand there."""
        name = str(node.tag).removeprefix(f"{{{self.namespace}}}")
        if name == "extras":
            return None
        return Fault(
            file=self.file,
            line=node.sourceline or 0,
            key="offres",
            expected="a formation",
            found=_short(name),
            hint=did_you_mean(name, ("formation", "extras")),
        )

    def _element(self, node: Node, name: str) -> Element | None:
        """Return an element, None where it is empty though something should stand in it: as good as not there."""
        attributes = self._attributes(node, name) if len(node.attrib) else ()
        if name in self._texts:
            return self._text(node, name, attributes)
        known = self._holders[name]
        if not len(node) and any(child.least for child in known.values()):
            return None
        found = sorted(self._children(node, known), key=lambda child: known[child.name].rank)
        self._count(node, known, found)
        if name == "periode" and len(found) > 1:
            self._check_period(node, found[0].text, found[1].text)
        return Element(name=name, attributes=attributes, children=tuple(found), line=node.sourceline or 0)

    def _children(self, node: Node, known: Mapping[str, Child]) -> Iterator[Element]:
        if node.text and node.text.strip():
            self._fault(node, expected="elements only", found=f"the text {_short(node.text)}")
        for child in node:
            tag = str(child.tag)
            name = tag[self._cut :] if tag[1 : self._cut - 1] == self.namespace else tag
            if name not in known:
                self._fault(child, expected="an element that LHEO 2.3 knows here", found=name, known=known)
            elif element := self._element(child, name):
                yield element
            if child.tail and child.tail.strip():
                self._fault(node, expected="elements only", found=f"the text {_short(child.tail)}")

    def _count(self, node: Node, known: Mapping[str, Child], found: list[Element]) -> None:
        times: dict[str, int] = {}
        for element in found:
            times[element.name] = times.get(element.name, 0) + 1
        for name, child in known.items():
            many = times.get(name, 0)
            if many < child.least:
                hint = "it is mandatory; an empty one is as good as none"
                self._fault(node, key=name, expected=f"at least {child.least}", found=str(many or "none"), hint=hint)
            elif child.most is not None and many > child.most:
                self._fault(node, key=name, expected=f"at most {child.most}", found=str(many))

    def _text(self, node: Node, name: str, attributes: tuple[tuple[str, str], ...]) -> Element | None:
        rule = self._texts[name]
        text = node.text or ""
        if len(node):
            if name == "extra":
                text = "".join(str(part) for part in node.itertext())
            else:
                self._fault(node, expected=rule.expected, found=f"the element {node[0].tag!s}")
        # Where files were put together their marks stay in the middle, unseen.
        text = text.replace("\ufeff", "").strip()
        if not text and (rule.least or rule.kind != "text"):
            return None
        if found := self._wrong(rule, text):
            self._fault(node, expected=rule.expected, found=found)
        return Element(name=name, text=text, attributes=attributes, line=node.sourceline or 0)

    def _wrong(self, rule: Text, text: str) -> str:
        """Return what is found in place of what is expected, empty where all is well."""
        if rule.kind == "text":
            return "" if rule.least <= len(text) <= rule.most else f"{len(text)}: {_short(text)}"
        if rule.kind == "one of":
            fits = text in rule.choices
        elif rule.kind == "day":
            fits = text in (NEVER, FOREVER) or day_of(text) is not None
        else:
            fits = (_NUMBER if rule.kind == "number" else _SIRET).fullmatch(text) is not None
        return "" if fits else _short(text)

    def _check_period(self, node: Node, starts: str, ends: str) -> None:
        first, last = day_of(starts), day_of(ends)
        if first and last and last < first:
            self._fault(node, expected=f"an end on {starts} or later", found=ends)
        above = node.getparent()
        in_session = above is not None and str(above.tag)[self._cut :] == "session"
        if in_session and last and last < self.today - OLDEST:
            hint = "a session that ended more than ten years ago is no offer"
            self._fault(node, key="fin", expected="a day of the last ten years or to come", found=ends, hint=hint)

    def _attributes(self, node: Node, name: str) -> tuple[tuple[str, str], ...]:
        if len(node.attrib) > MOST_ATTRIBUTES:
            self._fault(node, expected=f"at most {MOST_ATTRIBUTES} attributes", found=str(len(node.attrib)))
            return ()
        kept = []
        for key, value in sorted((str(key), str(value).strip()) for key, value in node.items()):
            if key.startswith("{http://www.w3.org/") or key in LOCAL_ATTRIBUTES or not value:
                continue
            if key not in ATTRIBUTES and key not in OWN_ATTRIBUTES.get(name, ()):
                self._fault(node, key=f"@{key}", expected="an attribute of LHEO 2.3", found=key)
            elif len(value) > LONGEST_ATTRIBUTE:
                expected = f"at most {LONGEST_ATTRIBUTE} characters"
                self._fault(node, key=f"@{key}", expected=expected, found=f"{len(value)}: {_short(value)}")
            elif key in INSTANTS and not _is_instant(value):
                self._fault(node, key=f"@{key}", expected="an instant as 2026-09-01T08:00:00", found=_short(value))
            elif key == "uri" and not _URI.fullmatch(value):
                self._fault(node, key=f"@{key}", expected="an address", found=_short(value))
            else:
                kept.append((key, value))
        return tuple(kept)

    def _fault(
        self, node: Node, *, expected: str, found: str, key: str = "", hint: str = "", known: Mapping[str, Child] = {}
    ) -> None:
        if len(self.faults) >= MOST_FAULTS:
            return
        place = "/".join((*reversed(list(self._path(node))), *([key] if key else [])))
        hint = hint or (did_you_mean(found, known) if known else "")
        self.faults.append(
            Fault(file=self.file, line=node.sourceline or 0, key=place, expected=expected, found=found, hint=hint)
        )

    def _path(self, node: Node) -> Iterator[str]:
        """Yield the steps up to the formation; a number tells those apart that may stand several times."""
        above = node.getparent()
        while above is not None and str(node.tag)[self._cut :] != "formation":
            same = [each for each in above if each.tag == node.tag]
            name = str(node.tag)[self._cut :] if str(node.tag).startswith("{" + self.namespace) else str(node.tag)
            yield f"{name}[{same.index(node) + 1}]" if len(same) > 1 else name
            node, above = above, above.getparent()
        yield f"formation[{self.number}]"


def day_of(text: str) -> date | None:
    """Return the day that eight digits name; None where they name none, or no end, or no beginning."""
    if not (len(text) == 8 and text.isascii() and text.isdigit()):
        return None
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None


def _is_instant(text: str) -> bool:
    if not _INSTANT.fullmatch(text):
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
