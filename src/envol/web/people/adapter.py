"""Where sign-in meets our people."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-in by e-mail, with a person who has no user name."""

    def populate_username(self, request: Any, user: Any) -> None:
        """A person has no user name."""
