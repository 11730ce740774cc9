"""What is filled in before take-off."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from envol.web.flightdeck.services import SEEDS


class TakeOffForm(forms.Form):
    """The seed, where somebody wants the very flight of another."""

    seed = forms.IntegerField(
        label=_("Seed"),
        help_text=_("Two flights of one seed meet the same draws: noise, and the hour at which things happen."),
        required=False,
        min_value=0,
        max_value=SEEDS - 1,
    )
