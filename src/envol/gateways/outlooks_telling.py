"""Every number of an outlook that somebody has to answer for, in words, with how it is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from envol.flight.content.schema import Bilingual, Entry
from envol.gateways.outlooks_schema import OutlookFile
from envol.gateways.outlooks_values import Names, names_of, value_in_words
from envol.gateways.outlooks_words import Stated

Words: TypeAlias = tuple[tuple[str, str], ...]
Status = Literal["published", "fitted", "tuned", "assumed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A number, or a table, and how it is known.

    Parameters
    ----------
    what : mapping of str to str
        By language, `fr` and `en`, as is `value`.
    value : mapping of str to str
        As it stands in the file, with the words of its codes.
    status : str
        `published`, `fitted`, `tuned` or `assumed`.
    source, date : str
        Who says so or why, and when.
    """

    what: Mapping[str, str]
    value: Mapping[str, str]
    status: Status
    source: str
    date: str


_WORDS: Mapping[str, tuple[str, str]] = {
    "stock": ("Personnes en poste", "Persons at work"),
    "jobs": ("Emplois", "Jobs"),
    "total": ("total", "total"),
    "by_region": ("par région", "by region"),
    "by_occupation": ("par métier", "by occupation"),
    "by_level": ("par niveau", "by level"),
    "cells": ("case par case", "cell by cell"),
    "retirement": ("Départs en retraite", "Retirements"),
    "quits": ("Départs vers un autre métier", "Departures to another occupation"),
    "promotion": ("Promotions au niveau supérieur", "Promotions to the next level"),
    "arrivals": ("Arrivées hors formation", "Arrivals otherwise than from training"),
    "mobility": ("Mobilité entre régions", "Mobility between regions"),
    "rates": ("Taux usuels", "Usual rates"),
    "fill": ("remplissage des places", "places taken"),
    "success": ("réussite", "success"),
    "continuation": ("poursuite d’études", "going on with studies"),
    "insertion": ("insertion", "finding work"),
    "trainings": ("Formation", "Training"),
    "places": ("places", "places"),
    "entered": ("promotions comptées", "cohorts counted"),
    "field": ("métiers d’arrivée", "occupations entered"),
    "route": ("études suivies ensuite", "studies that follow"),
    "growth": ("Croissance de la demande", "Growth of demand"),
    "mean": ("moyenne", "mean"),
    "spread": ("écart type", "standard deviation"),
    "together": ("part commune aux métiers", "share common to occupations"),
    "damping": ("amortissement", "damping"),
    "productivity": ("gain de productivité", "gain of productivity"),
    "hope": ("Lien entre croissance et projets", "Tie of growth and projects"),
    "mixes": ("Emplois d’une usine", "Jobs of a plant"),
    "active-substance": ("substance active", "active substance"),
    "fill-finish": ("répartition aseptique", "fill and finish"),
    "projects": ("Projet", "Project"),
    "start": ("démarrage", "start-up"),
    "probability": ("probabilité", "probability"),
    "delay": ("retard (années)", "delay (years)"),
    "sizing": ("emplois d’après l’investissement", "jobs from the investment"),
    "lead": ("recrutement avant démarrage (années)", "hiring before start-up (years)"),
    "ramp": ("montée en charge (années)", "ramp (years)"),
}


def statements_of(file: OutlookFile, regions: Mapping[str, str]) -> tuple[Statement, ...]:
    """Return every number of a file with how it is known, in the order of its keys; `regions` are names by code."""
    names = names_of(file, regions)
    return tuple(_statement(entry, words, names) for entry, words in _walk(file, ()))


def _walk(entry: Entry, words: Words) -> Iterator[tuple[Stated, Words]]:
    if isinstance(entry, Stated):
        yield entry, words
        return
    for name in type(entry).model_fields:
        yield from _within(name, getattr(entry, name), words)


def _within(name: str, value: object, words: Words) -> Iterator[tuple[Stated, Words]]:
    word = _WORDS.get(name, (name, name))
    if isinstance(value, Bilingual):
        return
    if isinstance(value, Entry):
        yield from _walk(value, (*words, word))
    elif isinstance(value, tuple):
        for each in value:
            title = getattr(each, "title", None)
            if isinstance(each, Entry) and isinstance(title, Bilingual):
                yield from _walk(each, (*words, word, (title.fr, title.en)))
    elif isinstance(value, Mapping):
        for key, each in value.items():
            if isinstance(each, Entry):
                yield from _walk(each, (*words, word, _WORDS.get(key, (key, key))))


def _statement(entry: Stated, words: Words, names: Names) -> Statement:
    french, english = (", ".join(dict.fromkeys(word[at] for word in words)) for at in (0, 1))
    return Statement(
        what={"fr": french, "en": english},
        value=value_in_words(entry, names),
        status=entry.status,
        source=entry.source,
        date=entry.date,
    )
