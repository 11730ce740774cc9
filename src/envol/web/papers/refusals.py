"""Why a paper is refused: one sentence a key, in English and in the language of the page."""

from __future__ import annotations

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from envol.errors import Refusal

YOUNGEST, OLDEST = 6, 30
"""Ages between which a birth date is that of a pupil; outside, it is a slip of the pen."""

REFUSALS: dict[str, Promise] = {
    "papers.born-later": _("The birth date %(day)s is still to come: look at the year."),
    "papers.too-young": _(
        "Born on %(day)s, the pupil would be %(age)s years old; the least is %(least)s: look at the year."
    ),
    "papers.too-old": _(
        "Born on %(day)s, the pupil would be %(age)s years old; papers are for pupils: look at the year."
    ),
    "papers.no-representative": _(
        "The pupil is a minor (%(age)s years old): a paper needs the name of at least one legal representative."
    ),
    "papers.unknown-representative": _(
        "A representative that was changed is not on this paper any more: load it anew."
    ),
    "papers.fictional": _(
        "Anybody may enter as a fictional person: no real paper is kept by one. Sign in with an account of your own."
    ),
    "papers.no-paper": _("There is no paper of this pupil in this school."),
    "papers.signs-alone": _("A minor does not sign alone: name the legal representative who signed."),
    "papers.other-representative": _("That legal representative is not on the paper of this pupil."),
    "papers.no-hash": _("A signature names its document by a SHA-256: 64 digits from 0 to 9 and a to f."),
    "papers.signed-already": _("That document was signed already by the same hand."),
}


def paper_refusal(key: str, **params: str | int) -> Refusal:
    """Return a refusal with its English sentence."""
    with translation.override("en"):
        return Refusal(key, str(REFUSALS[key]) % params, params)


def said(refusal: Refusal) -> str:
    """Return the sentence of a refusal in the language of the page."""
    return str(REFUSALS[refusal.key]) % refusal.params if refusal.key in REFUSALS else str(refusal)
