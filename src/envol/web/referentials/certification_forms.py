"""What the list of certifications is narrowed by."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from envol.web.referentials.certification_selectors import types
from envol.web.referentials.certification_standing import State
from envol.web.referentials.models import Level


class NarrowingForm(forms.Form):
    """Level, type and standing; what is none of them narrows nothing."""

    level = forms.TypedChoiceField(
        label=_("Level"), choices=[("", _("every level")), *Level.choices], coerce=int, empty_value=None, required=False
    )
    type = forms.ChoiceField(label=_("Type"), required=False)
    standing = forms.TypedChoiceField(
        label=_("Standing"), choices=[("", _("every standing")), *State.choices], coerce=State, required=False
    )
    job = forms.RegexField(r"^[A-Z]\d{4}$", required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.fields["type"].choices = [("", _("every type")), *types()]  # type: ignore[attr-defined]
