"""How what was found is called on a page."""

from __future__ import annotations

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from envol.web.pagekit.language import page_language
from envol.web.search.models import Entry

register = template.Library()

_KINDS: dict[str, Promise] = {
    "job": _("job"),
    "certification": _("certification"),
    "training": _("training"),
    "skill": _("skill"),
    "organisation": _("organisation"),
}


@register.simple_tag
def title_of(entry: Entry) -> str:
    """Return the title of an entry in the language of the page, the French one where there is no other."""
    return (page_language() == "en" and entry.title_en) or entry.title


@register.simple_tag
def kind_of(entry: Entry) -> Promise | str:
    """Return what an entry is, in a word."""
    return _KINDS.get(entry.kind, entry.kind)
