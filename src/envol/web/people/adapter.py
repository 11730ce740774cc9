"""Where sign-in meets our people."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ValidationError

from envol.errors import Refusal
from envol.web.people.email_stage import EmailStage
from envol.web.people.models import ApiToken, Person
from envol.web.people.refusals import said
from envol.web.people.services import refuse_what_is_not_theirs


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-in by e-mail, with a person who has no user name.

    A shared account and a pupil's get neither e-mail nor password: their pages are closed to them
    (`middleware.OwnAccountMiddleware`), and what is written goes through here as well.
    """

    def populate_username(self, request: Any, user: Any) -> None:
        """A person has no user name."""

    def set_password(self, user: Any, password: str) -> None:
        """Keep a password, of those who may have one."""
        refuse_in_a_form(user)
        super().set_password(user, password)
        # Whoever changes a password wants others out: a program that shows a token is one of them.
        ApiToken.objects.filter(person=user.pk).delete()

    def clean_email(self, email: str) -> str:
        """Refuse an e-mail to whoever may have none, however they came to ask."""
        user = getattr(self.request, "user", None)
        if isinstance(user, Person):
            refuse_in_a_form(user)
        return str(super().clean_email(email))

    def get_login_stages(self) -> list[str]:
        """Ask nobody to confirm an e-mail who has none: people come in through identity providers without one."""
        ours = f"{EmailStage.__module__}.{EmailStage.__qualname__}"
        theirs = "allauth.account.stages.EmailVerificationStage"
        return [ours if stage == theirs else stage for stage in super().get_login_stages()]

    def send_password_reset_mail(self, user: Any, email: str, context: dict[str, Any]) -> None:
        """Send the link of a forgotten password, to those who may have one."""
        if not (user.is_fictional or user.is_pupil):
            super().send_password_reset_mail(user, email, context)


def refuse_in_a_form(person: Person) -> None:
    """Refuse whoever may hold neither e-mail nor password, as forms show it.

    Raises
    ------
    ValidationError
        If the account is a pupil's or shared.
    """
    try:
        refuse_what_is_not_theirs(person)
    except Refusal as refused:
        raise ValidationError(said(refused), code=refused.key) from refused
