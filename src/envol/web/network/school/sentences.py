"""The sentences of what is done with classes, roles and invitations."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

LOOK = "network.group.looked"
LOOK_AT_ONE = "network.pupil.looked"
RENEWED = "network.pupil.new-card"
"""Whoever gives a pupil a new card sees its words."""

SENTENCES = {
    LOOK: _("a class with its pupils"),
    LOOK_AT_ONE: _("the page of one pupil of a class"),
    RENEWED: _("the words of a new card"),
    "network.group.opened": _("the class %(group)s was opened"),
    "network.group.code-opened": _("a code to join the class %(group)s was opened"),
    "network.group.code-closed": _("the code to join the class %(group)s was closed"),
    "network.group.teacher-assigned": _("a teacher was given the class %(group)s"),
    "network.group.teacher-left": _("a teacher has the class %(group)s no longer"),
    "network.group.rolled-over": _("classes were taken to the year %(year)s: %(went_on)s go on, %(ended)s ended"),
    "network.pupil.joined": _("a pupil joined the class %(group)s"),
    "network.learner.joined": _("somebody joined the class %(group)s with an account of their own"),
    "network.pupil.added": _("%(many)s pupils were added to the class %(group)s"),
    "network.pupil.left": _("number %(number)s left the class %(group)s"),
    "network.pupil.card-renewed": _("number %(number)s of the class %(group)s was given a new card"),
    "network.pupil.listed": _("%(many)s pupils came into the class %(group)s from a list"),
    "network.membership.ended": _("a role ended at %(place)s"),
    "network.delegation.lent": _("a role was lent to a colleague until %(until)s"),
    "network.delegation.ended": _("a role that was lent was given back"),
    "network.invitation.sent": _("an invitation was sent at %(place)s"),
    "network.invitation.sent-again": _("an invitation was sent again at %(place)s"),
    "network.invitation.withdrawn": _("an invitation was withdrawn at %(place)s"),
    "network.invitation.accepted": _("an invitation was accepted at %(place)s"),
    "network.staff.imported": _("people were imported at %(place)s: %(created)s new, %(updated)s changed"),
}
