"""What schools refuse, each with its sentence."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from envol.errors import Refusal

SENTENCES: Mapping[str, str] = {
    "address-has-role": _("This address has the role already: nothing was sent."),
    "already-invited": _("This address is invited to the role already: send that invitation again, or withdraw it."),
    "card-of-another": _(
        "Only the organisation in which this pupil’s account was made gives them a new card: ask one of its teachers."
    ),
    "class-full": _("This class has %(most)d places, and all are taken: ask the teacher."),
    "code-no-good": _("This code opens no class now. Check it letter by letter, then ask the teacher for a new one."),
    "delegation-past": _("A role is lent from today on at the earliest, and to a day after it."),
    "delegation-to-oneself": _("A role is lent to somebody else: you have it already."),
    "delegation-to-stranger": _("A role is lent to somebody who works in the same organisation."),
    "delegation-too-long": _("A role is lent for one school year at most: to %(last)s."),
    "fictional-person": _("A fictional person has no place in a real organisation."),
    "fictional-sends-no-mail": _(
        "A fictional person invites fictional people only: give an address that ends in .invalid."
    ),
    "group-closed": _("This class is closed: it changes no more."),
    "group-name-taken": _("There is a class called %(name)s already this year: give another name."),
    "heads-end-heads": _("Whoever borrows the role of a head ends no head’s role: ask a head, or an administrator."),
    "invitation-expired": _("This invitation has expired: ask whoever sent it to send it again."),
    "invitation-used": _("This invitation was taken up already."),
    "invitation-without-sender": _(
        "Whoever sent this invitation may give this role no longer: ask the organisation for a new one."
    ),
    "invitation-withdrawn": _("This invitation was withdrawn."),
    "invited-too-often": _("This address was invited several times within the hour: wait an hour."),
    "last-head": _("Nobody would head the organisation any more: name another head first."),
    "not-a-teacher": _("Only a teacher or an instructor of the organisation teaches a class."),
    "not-for-pupils": _("A pupil’s account takes no role: sign in with an account of your own."),
    "not-your-organisation": _("You may not invite into this organisation: it is somebody else’s."),
    "not-your-role": _("You may lend only a role of your own, and only one that teaches or heads."),
    "organisation-over": _("This organisation is no longer on the campus: nobody takes up a role there."),
    "role-over": _("This role has ended already."),
    "role-not-yours-to-give": _("You may not give this role here: ask an administrator."),
    "sent-a-moment-ago": _("An e-mail left for this invitation less than an hour ago: wait an hour."),
    "site-of-another": _("This site is another organisation’s."),
    "teaches-already": _("You teach this class: you do not join it."),
    "too-many-invitations": _("You sent %(most)d invitations within the hour: wait before you send more."),
    "too-many-guesses": _("Too many wrong codes came from this place: wait a quarter of an hour."),
    "until-past": _("The last day is in the past: choose today or a later one."),
    "until-before-since": _("The last day comes before the first."),
}
"""The English sentence of each, by its key."""


def refusal(key: str, **params: float | str) -> Refusal:
    """Return a refusal with its sentence."""
    return Refusal(key, SENTENCES[key] % params, params)


def said(refused: Refusal) -> str:
    """Return the sentence of a refusal in the language of the page."""
    return gettext(SENTENCES[refused.key]) % refused.params if refused.key in SENTENCES else refused.sentence
