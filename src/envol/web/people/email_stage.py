"""The step of sign-in at which an e-mail is confirmed."""

from __future__ import annotations

from typing import Any

from allauth.account.stages import EmailVerificationStage


class EmailStage(EmailVerificationStage):  # type: ignore[misc]
    """Passes whoever has no e-mail; nobody comes in by one that they did not give."""

    def handle(self) -> tuple[Any, bool]:
        """Let them pass, or ask for a confirmation where this campus does."""
        person = self.login.user
        if person is not None and not person.email and not self.login.email:
            return None, True
        found: tuple[Any, bool] = super().handle()
        return found
