"""What is refused about accounts, each in a sentence."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from envol.errors import Refusal

REFUSALS: Mapping[str, str] = {
    "shared-account": _(
        "this account is fictional and shared by everybody who tries: it has no e-mail, password, key, token or "
        "consent of its own"
    ),
    "pupil-account": _(
        "an account opened by a card holds neither name nor e-mail, and needs no password: the card is all"
    ),
    "too-young": _(
        "below fifteen, consent is given together with a legal representative: ask your school for the form"
    ),
    "needs-name": _("this consent is about a name or an e-mail, which this account does not hold"),
    "token-too-long": _("a token lasts {most} days at most: choose an earlier end"),
    "token-ended": _("this end has passed already: choose a later one"),
    "too-many-tokens": _("{most} tokens exist already: revoke one first"),
    "no-such-token": _("there is no such token among yours"),
    "no-pupil": _("only an account opened by a card has a card: this one signs in otherwise"),
}


def refusal(key: str, **params: float | str) -> Refusal:
    """Return a refusal with its sentence."""
    return Refusal(key, REFUSALS[key].format_map(params), params)


def said(refused: Refusal) -> str:
    """Return the sentence of a refusal in the language of the page."""
    return gettext(REFUSALS[refused.key]).format_map(refused.params) if refused.key in REFUSALS else str(refused)
