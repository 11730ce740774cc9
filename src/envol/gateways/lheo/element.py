"""An element of LHEO as our own value: what it is called, what it holds; no longer tied to a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from envol.gateways.lheo.vocabulary import holders


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """One element, with its children in the order of the schema.

    Parameters
    ----------
    name : str
        Without the namespace.
    text : str
        Empty where it holds others.
    attributes : tuple of (str, str)
    children : tuple of Element
    line : int
        Where it stood in the file; 0 elsewhere. Two elements are equal wherever they stood.
    """

    name: str
    text: str = ""
    attributes: tuple[tuple[str, str], ...] = ()
    children: tuple[Element, ...] = ()
    line: int = field(default=0, compare=False)

    def every(self, name: str) -> Iterator[Element]:
        """Yield the children of a name."""
        return (child for child in self.children if child.name == name)

    def first(self, *names: str) -> Element | None:
        """Return what a path of names leads to, None where it breaks off."""
        found: Element | None = self
        for name in names:
            found = next(found.every(name), None) if found is not None else None
        return found

    def said(self, *names: str) -> str:
        """Return the text at the end of a path of names, empty where it breaks off."""
        found = self.first(*names)
        return found.text if found is not None else ""

    def texts(self, name: str) -> tuple[str, ...]:
        """Return the texts of all children of a name."""
        return tuple(child.text for child in self.every(name))

    def attribute(self, name: str) -> str:
        """Return an attribute, empty where there is none."""
        return dict(self.attributes).get(name, "")

    def joined(self, others: Iterable[Element]) -> Element:
        """Return the same element with more children, each in the place that the schema gives it."""
        known = holders()[self.name]
        return replace(
            self, children=tuple(sorted((*self.children, *others), key=lambda child: known[child.name].rank))
        )

    def packed(self) -> list[Any]:
        """Return it as plain lists, as JSON keeps it: name, then text or children, then attributes if any."""
        inside: str | list[Any] = [child.packed() for child in self.children] if self.children else self.text
        return [self.name, inside, dict(self.attributes)] if self.attributes else [self.name, inside]

    @classmethod
    def unpacked(cls, packed: list[Any]) -> Element:
        """Return the element of such lists."""
        name, inside, *rest = packed
        held = inside if isinstance(inside, list) else []
        return cls(
            name=name,
            text="" if held else inside,
            attributes=tuple(rest[0].items()) if rest else (),
            children=tuple(cls.unpacked(each) for each in held),
        )


def parted(packed: list[Any], name: str) -> tuple[list[Any], list[list[Any]]]:
    """Return a packed element without its children of a name, and those children."""
    own, inside, *rest = packed
    children = inside if isinstance(inside, list) else []
    kept = [child for child in children if child[0] != name]
    return [own, kept or "", *rest], [child for child in children if child[0] == name]
