"""Small words of the pages of accountability."""

from __future__ import annotations

from django import template

from envol.web.accountability.duties import WORDS
from envol.web.accountability.processing import BASES, Basis

register = template.Library()


@register.filter
def word(key: str) -> str:
    """Return the word of a key of the law's content."""
    return str(WORDS[key])


@register.filter
def basis(key: Basis) -> str:
    """Return a legal basis with its article."""
    return str(BASES[key])
