"""What people fill in about themselves."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from envol.web.people.models import Language, Theme

AUTONYMS = [(Language.FRENCH.value, "Français"), (Language.ENGLISH.value, "English")]
"""Each language in its own words, for whoever does not read the one of the page."""


class PreferencesForm(forms.Form):
    """The language and the look of the pages; either may be left out, and then stays."""

    language = forms.ChoiceField(label=_("Language"), choices=AUTONYMS, required=False, widget=forms.RadioSelect)
    theme = forms.ChoiceField(label=_("Appearance"), choices=Theme.choices, required=False, widget=forms.RadioSelect)

    def clean_language(self) -> Language | None:
        """The language, None where it was left out."""
        value = self.cleaned_data["language"]
        return Language(value) if value else None

    def clean_theme(self) -> Theme | None:
        """The look, None where it was left out."""
        value = self.cleaned_data["theme"]
        return Theme(value) if value else None
