"""Finding things by the beginnings of their words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Length

from envol.web.search.folding import LONGEST, words_of
from envol.web.search.models import Entry, FormerTitle, Word

MOST_FOUND = 30
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
    found = list(_ranked(_bearing(words, kinds), words)[: most + 1])
    has_more = len(found) > most
    reasons = _former_titles(found[:most], words)
    items = [Find(entry=entry, former=reasons.get(entry.pk, "")) for entry in found[:most]]
    return Finds(items=items, has_more=has_more)


def _bearing(words: Sequence[str], kinds: Sequence[str]) -> QuerySet[Entry]:
    found = Entry.objects.filter(kind__in=kinds) if kinds else Entry.objects.all()
    for word in words:
        found = found.filter(id__in=Word.objects.filter(_begins(word)).values("entry"))
    return found


def _begins(word: str) -> Q:
    """Return the condition that a word begins so: a range, which every database reads from its index."""
    return Q(word__gte=word, word__lte=word.ljust(LONGEST, "z"))


def _ranked(found: QuerySet[Entry], words: Sequence[str]) -> QuerySet[Entry]:
    """Order finds: whole words of today's title before beginnings and before old titles, then short titles first."""
    likeness: object = F("weight")
    for word in words:
        whole = Exists(Word.objects.filter(entry=OuterRef("pk"), word=word, is_former=False))
        begun = Exists(Word.objects.filter(_begins(word), entry=OuterRef("pk"), is_former=False))
        score = Case(When(whole, then=Value(10)), When(begun, then=Value(6)), default=Value(0), output_field=_WHOLE)
        likeness = likeness + score  # type: ignore[operator]
    return found.annotate(likeness=likeness, length=Length("title")).order_by(  # type: ignore[arg-type]
        "-likeness", "length", "title", "id"
    )


_WHOLE = IntegerField()


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
