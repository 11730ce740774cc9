"""What a browser sends of a passkey, read without trusting its shape."""

from __future__ import annotations

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.forms import LoginWebAuthnForm


class PasskeyForm(LoginWebAuthnForm):  # type: ignore[misc]
    """The passkey of whoever signs in: anybody may send anything here."""

    def clean_credential(self) -> Any:
        """Take a passkey; refuse what has not the shape of one."""
        try:
            return super().clean_credential()
        except (KeyError, TypeError, ValueError, AttributeError):
            raise get_adapter().validation_error("incorrect_code") from None
