"""Nicknames of the software's own making: an animal that nobody minds being, and a good word for it."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Sequence


def _listed(text: str) -> tuple[str, ...]:
    return tuple(text.split())


FRENCH_ANIMALS = _listed(
    """
    Abeille Aigle Albatros Antilope Bouquetin Castor Cerf Chamois Chouette Cigogne Coccinelle Colibri Dauphin
    Faucon Flamant Gazelle Grillon Guépard Hermine Héron Hibou Hippocampe Hirondelle Jaguar Koala Lama Libellule
    Loutre Lynx Macareux Marmotte Mésange Otarie Panda Panthère Papillon Pinson Puma Renard Rossignol Saumon
    Tigre Tortue Toucan Truite Zèbre Écureuil Élan
    """
)
FRENCH_WORDS = _listed(
    """
    agile aimable alerte brave calme céleste champêtre énergique fidèle habile honnête insulaire leste logique
    lucide lunaire magnifique mobile nomade polaire rapide robuste sociable solaire souple stable tenace
    tranquille
    """
)
"""Words that are the same of a he and of a she, as French would have it."""
ENGLISH_ANIMALS = _listed(
    """
    Albatross Antelope Badger Beaver Bee Butterfly Chamois Crane Cricket Deer Dolphin Dragonfly Eagle Elk Falcon
    Finch Flamingo Fox Gazelle Hare Heron Ibex Jaguar Kingfisher Koala Ladybird Lark Leopard Llama Lynx Marten
    Nightingale Otter Owl Panda Panther Puffin Puma Robin Salmon Seahorse Squirrel Stork Swallow Swift Tiger
    Toucan Trout Turtle Zebra
    """
)
ENGLISH_WORDS = _listed(
    """
    Agile Alert Amber Bold Brave Bright Calm Clear Clever Deft Early Easy Fair Fleet Gentle Golden Honest Keen
    Kind Lively Lucid Merry Nimble Polar Quick Quiet Ready Solar Steady Sunny Swift Warm
    """
)

Pick = Callable[[Sequence[str]], str]


def nickname(language: str, taken: Collection[str], pick: Pick = secrets.choice) -> str:
    """Return a nickname in a language that nobody of a group has."""
    taken = set(taken)
    free = [each for each in (_english() if language.startswith("en") else _french()) if each not in taken]
    return pick(free)


def _french() -> list[str]:
    return [f"{animal} {word}" for animal in FRENCH_ANIMALS for word in FRENCH_WORDS]


def _english() -> list[str]:
    # "Swift Swift" is one animal too few.
    return [f"{word} {animal}" for word in ENGLISH_WORDS for animal in ENGLISH_ANIMALS if word != animal]
