"""Writing down what can be found. Apps call this when they import or change something public."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db import transaction

from envol.web.search.folding import words_of
from envol.web.search.models import Entry, FormerTitle, Word

AT_ONCE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Findable:
    """Something public that can be found.

    Parameters
    ----------
    key, title, path : str
    title_en : str
        The English title, empty where there is none.
    hint : str
        A second line.
    former : collection of str
        Old and other titles.
    codes : collection of str
        Codes that it is found by.
    weight : int
    """

    key: str
    title: str
    path: str
    title_en: str = ""
    hint: str = ""
    former: Collection[str] = ()
    codes: Collection[str] = ()
    weight: int = 0


@transaction.atomic
def index(kind: str, things: Iterable[Findable], *, whole: bool = False) -> int:
    """Write down things of one kind, in place of what stood under their keys; return how many.

    Parameters
    ----------
    whole : bool
        Whether these are all there are: then the others of this kind are found no more.
    """
    if whole:
        Entry.objects.filter(kind=kind).delete()
    batch: list[Findable] = []
    count = 0
    for thing in things:
        batch.append(thing)
        if len(batch) == AT_ONCE:
            count += _write(kind, batch, replacing=not whole)
            batch = []
    return count + _write(kind, batch, replacing=not whole)


def forget(kind: str, keys: Collection[str]) -> None:
    """Let things be found no more."""
    Entry.objects.filter(kind=kind, key__in=keys).delete()


def _write(kind: str, batch: list[Findable], *, replacing: bool) -> int:
    if replacing:
        forget(kind, [thing.key for thing in batch])
    entries = [
        Entry(
            kind=kind,
            key=thing.key,
            title=thing.title[:300],
            title_en=thing.title_en[:300],
            hint=thing.hint[:300],
            path=thing.path,
            weight=thing.weight,
        )
        for thing in batch
    ]
    Entry.objects.bulk_create(entries)
    Word.objects.bulk_create(word for entry, thing in zip(entries, batch, strict=True) for word in _words(entry, thing))
    FormerTitle.objects.bulk_create(
        FormerTitle(entry=entry, title=title[:300])
        for entry, thing in zip(entries, batch, strict=True)
        for title in dict.fromkeys(thing.former)
    )
    return len(entries)


def _words(entry: Entry, thing: Findable) -> list[Word]:
    now = words_of(" ".join((thing.title, thing.title_en, thing.hint, *thing.codes)))
    once = [word for word in words_of(" ".join(thing.former)) if word not in now]
    return [Word(entry=entry, word=word) for word in now] + [
        Word(entry=entry, word=word, is_former=True) for word in once
    ]
