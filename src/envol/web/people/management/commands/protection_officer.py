"""`envol manage protection_officer`: name the data protection officer, or release them."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from envol.errors import Refusal
from envol.web.people.models import Person
from envol.web.people.refusals import said
from envol.web.people.services import name_protection_officer


class Command(BaseCommand):
    """Name somebody who has an account."""

    help = "Name the data protection officer by the e-mail of their account; they read the register of looks."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the e-mail, and --remove."""
        parser.add_argument("email", help="The e-mail of the account.")
        parser.add_argument("--remove", action="store_true", help="Release them.")

    def handle(self, *args: Any, email: str, remove: bool, **options: Any) -> None:
        """Name or release them, and say so."""
        person = Person.objects.filter(email__iexact=email).first()
        if person is None:
            raise CommandError(_("nobody has an account with the e-mail %(email)s") % {"email": email})
        try:
            was_doubtful = name_protection_officer(person=person, named=not remove)
        except Refusal as refused:
            raise CommandError(said(refused)) from None
        self.stdout.write(_said(remove) % {"email": person.email})
        if was_doubtful:
            self.stdout.write(
                _(
                    "Nobody had confirmed this e-mail: the password and the tokens of the account are void. They reset "
                    "the password by e-mail, or you set one: envol manage changepassword %(email)s"
                )
                % {"email": person.email}
            )


def _said(remove: bool) -> str:
    if remove:
        return _("%(email)s is no longer a data protection officer")
    return _("%(email)s is a data protection officer")
