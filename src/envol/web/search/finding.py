"""Finding things by the beginnings of their words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from envol.web.search.folding import LONGEST, words_of
from envol.web.search.models import Entry, FormerTitle, Word

MOST_FOUND = 30
MOST_RANKED = 1000
"""Things that are put in order. A question that more of them answer says too little for an order to matter: the first
that the index gives are taken, and the page asks for a further word."""
WHOLE, BEGUN = 10, 6
"""What a word of the question adds to the likeness: borne as it is, or begun by one that is borne."""
MOST_WORDS = 8
"""Words of a question that count; nobody asks with more, and each costs a search."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Find:
    """Something found.

    Parameters
    ----------
    entry : Entry
    former : str
        The old or other title that it was found by, empty where its own title says enough.
    """

    entry: Entry
    former: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finds:
    """What was found for a question.

    Parameters
    ----------
    items : list of Find
        The most alike first.
    has_more : bool
        Whether there are more than were asked for.
    """

    items: list[Find]
    has_more: bool


def find(question: str, *, kinds: Sequence[str] = (), most: int = MOST_FOUND) -> Finds:
    """Return what bears every word of a question, or begins of them; accents and case make no difference.

    Parameters
    ----------
    question : str
        As somebody typed it.
    kinds : sequence of str
        The kinds that are wanted; all where none is named.
    most : int
    """
    words = words_of(question)[:MOST_WORDS]
    if not words:
        return Finds(items=[], has_more=False)
    found = _ranked(list(_bearing(words, kinds).values_list("pk", "weight", "title")[:MOST_RANKED]), words)[: most + 1]
    has_more = len(found) > most
    by_id = Entry.objects.in_bulk(found[:most])
    entries = [by_id[id] for id in found[:most] if id in by_id]
    reasons = _former_titles(entries, words)
    items = [Find(entry=entry, former=reasons.get(entry.pk, "")) for entry in entries]
    return Finds(items=items, has_more=has_more)


def _bearing(words: Sequence[str], kinds: Sequence[str]) -> QuerySet[Entry]:
    found = Entry.objects.filter(kind__in=kinds) if kinds else Entry.objects.all()
    for word in words:
        found = found.filter(id__in=Word.objects.filter(_begins(word)).values("entry"))
    return found


def _begins(word: str) -> Q:
    """Return the condition that a word begins so: a range, which every database reads from its index."""
    return Q(word__gte=word, word__lte=word.ljust(LONGEST, "z"))


def _ranked(found: Sequence[tuple[int, int, str]], words: Sequence[str]) -> list[int]:
    """Order finds: whole words of today's title before beginnings and before old titles, then short titles first."""
    borne: dict[int, set[str]] = defaultdict(set)
    asked = reduce(or_, (_begins(word) for word in words))
    now = Word.objects.filter(asked, entry__in=[id for id, _, _ in found], is_former=False)
    for entry, word in now.values_list("entry", "word"):
        borne[entry].add(word)

    def place(find: tuple[int, int, str]) -> tuple[int, int, str, int]:
        id, weight, title = find
        likeness = weight + sum(_likeness(word, borne[id]) for word in words)
        return -likeness, len(title), title, id

    return [id for id, _, _ in sorted(found, key=place)]


def _likeness(word: str, borne: Collection[str]) -> int:
    if word in borne:
        return WHOLE
    return BEGUN if any(each.startswith(word) for each in borne) else 0


def _former_titles(found: Sequence[Entry], words: Sequence[str]) -> dict[int, str]:
    """Return, for what its own title does not explain, the old or other title that does."""
    reasons: dict[int, str] = {}
    unexplained = {entry.pk for entry in found if not _explains(f"{entry.title} {entry.title_en} {entry.hint}", words)}
    for former in FormerTitle.objects.filter(entry__in=unexplained).order_by("id"):
        if former.entry_id not in reasons and _explains(former.title, words):
            reasons[former.entry_id] = former.title
    return reasons


def _explains(title: str, words: Sequence[str]) -> bool:
    borne = words_of(title)
    return all(any(each.startswith(word) for each in borne) for word in words)
