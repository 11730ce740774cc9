"""What is asked of whoever makes an account by themselves, beside e-mail and password."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class OfAge(forms.Form):
    """Whether they are fifteen: below, consents are given together with a legal representative."""

    says_of_age = forms.BooleanField(
        label=_("I am fifteen or older"),
        required=False,
        help_text=_("Below fifteen you can make an account too; consents then need a legal representative."),
    )

    def signup(self, request: HttpRequest, user: Any) -> None:
        """Keep what they said."""
        user.says_of_age = self.cleaned_data["says_of_age"]
        user.save(update_fields=["says_of_age"])
