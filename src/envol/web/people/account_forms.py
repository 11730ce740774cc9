"""What people fill in about their account, and on the way into it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from envol.web.people.models import Person
from envol.web.people.selectors import pupil_of_card

DAYS = (30, 90, 365)


class CardForm(forms.Form):
    """The words on a pupil's card."""

    card = forms.CharField(
        label=_("The words on your card"),
        max_length=60,
        help_text=_("Twelve signs such as K7MQ-2F9T-WX3D. Small letters, spaces and hyphens do not matter."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "autofocus": True}
        ),
    )


class NameForm(forms.Form):
    """The name by which others read of somebody."""

    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        required=False,
        help_text=_("Others of your organisations read it. Without one, they read the beginning of a number."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    says_of_age = forms.BooleanField(label=_("I am fifteen or older"), required=False)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if person.says_of_age is not False:
            del self.fields["says_of_age"]


class TokenForm(forms.Form):
    """What a token is called, and how long it lasts."""

    token_name = forms.CharField(label=_("What it is for"), max_length=60)
    days = forms.TypedChoiceField(label=_("How long it lasts"), coerce=int, initial=DAYS[1], widget=forms.Select)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["days"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(days, gettext("%(days)s days") % {"days": days}) for days in DAYS]

    def last_day(self) -> date:
        """Return the last day of the token."""
        return timezone.localdate() + timedelta(days=self.cleaned_data["days"])


def word_to_erase() -> str:
    """Return the word that somebody types to erase their account, in the language of the page."""
    return pgettext("typed to erase an account", "erase")


class EraseForm(forms.Form):
    """The word that shows that somebody means it, and the password of whoever has one, or a pupil's card."""

    word = forms.CharField(max_length=20, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    card = forms.CharField(
        label=_("The words on your card"),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
        ),
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        if not person.is_pupil:
            del self.fields["card"]
        self.fields["word"].label = gettext("Type the word “%(word)s”") % {"word": word_to_erase()}
        if not person.has_usable_password():
            del self.fields["password"]

    def clean_word(self) -> str:
        """Take the word however it is written."""
        word: str = self.cleaned_data["word"].strip().casefold()
        if word != word_to_erase().casefold():
            raise forms.ValidationError(gettext("Type “%(word)s”, nothing else.") % {"word": word_to_erase()})
        return word

    def clean_password(self) -> str:
        """Take the password of whoever has one."""
        password: str = self.cleaned_data["password"]
        if not self.person.check_password(password):
            raise forms.ValidationError(gettext("This is not your password."))
        return password

    def clean_card(self) -> str:
        """Take the card of a pupil: whoever sits at a computer that they left has not got it."""
        card: str = self.cleaned_data["card"]
        if pupil_of_card(card) != self.person:
            raise forms.ValidationError(gettext("This is not your card."))
        return card
