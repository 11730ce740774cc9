"""What a person consents to, word by word: a consent names the version that was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from envol.web.people.models import Purpose


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The sentence of one purpose.

    Parameters
    ----------
    version : str
        Changed whenever the sentence means something else: consents to the one before do not hold for it.
    sentence : lazy text
    names : bool
        Whether it is about a name or an e-mail, so that an account without them has nothing to consent to.
    """

    version: str
    sentence: str | Promise
    names: bool = False


WORDINGS: Mapping[Purpose, Wording] = {
    Purpose.DIRECTORY: Wording(
        version="2026-11",
        sentence=_(
            "My name and what I do in my organisations may be read in the directory by whoever has an account here."
        ),
        names=True,
    ),
    Purpose.MENTORING: Wording(
        version="2026-11",
        sentence=_("I may be proposed to mentors or learners, by what I learn or teach and by my region."),
    ),
    Purpose.NEWS: Wording(
        version="2026-11",
        sentence=_("News of the campus may be sent to my e-mail address, ten times a year at most."),
        names=True,
    ),
    Purpose.RESEARCH: Wording(
        version="2026-11",
        sentence=_("My flights may be used, without anything that leads to me, in studies of how people learn."),
    ),
    Purpose.PICTURES: Wording(
        version="2026-11",
        sentence=_("Pictures of me taken at events of the campus may be shown on its pages."),
    ),
}
