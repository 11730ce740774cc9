"""The link of a forgotten password: bound to the e-mail that it was sent to, which whoever follows it has proven."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import (
    EmailAwarePasswordResetTokenGenerator,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    UserTokenForm,
)
from allauth.account.models import EmailAddress
from django.db import transaction

from envol.web.people.models import Person
from envol.web.people.reclaiming import answers_to, prove


class TokensTo(EmailAwarePasswordResetTokenGenerator):  # type: ignore[misc]
    """Makes links that were sent to one e-mail, and knows them again."""

    def __init__(self, email: str) -> None:
        super().__init__()
        self._email = email.lower()

    def _make_hash_value(self, user: Any, timestamp: int) -> str:
        return f"{super()._make_hash_value(user, timestamp)}|to {self._email}"


def address_of(person: Person, key: str) -> str | None:
    """Return the e-mail that the link with this key was sent to; None where it no longer holds."""
    further: list[str] = list(EmailAddress.objects.filter(user=person).values_list("email", flat=True))
    for email in dict.fromkeys([person.email or "", *further]):
        if email and answers_to(person, email) and TokensTo(email).check_token(person, key):
            return email
    return None


class AnyAddress:
    """Says whether a link of somebody holds, whichever of their e-mails it was sent to."""

    def check_token(self, user: Person, key: str) -> bool:
        """Say whether it holds."""
        return address_of(user, key) is not None


class ForgottenForm(ResetPasswordForm):  # type: ignore[misc]
    """The e-mail of whoever forgot their password."""

    users: list[Person]

    def clean_email(self) -> str:
        """Take an e-mail; one that somebody added and never confirmed leads to nobody."""
        email = str(super().clean_email())
        self.users = [user for user in self.users if answers_to(user, email)]
        return email

    def save(self, request: Any, **kwargs: Any) -> str:
        """Send the link."""
        return str(super().save(request, token_generator=TokensTo(self.cleaned_data["email"]), **kwargs))


class LinkForm(UserTokenForm):  # type: ignore[misc]
    """The link that somebody followed."""

    token_generator = AnyAddress()


class NewPasswordForm(ResetPasswordKeyForm):  # type: ignore[misc]
    """The new password of whoever followed the link."""

    @transaction.atomic
    def save(self) -> None:
        """Keep it; where the e-mail was never proven, nothing that was in the account before opens it any more."""
        email = address_of(self.user, self.temp_key)
        if email is not None:
            prove(self.user, email)
        super().save()
