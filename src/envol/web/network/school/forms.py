"""What is filled in about classes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from envol.web.network.models import Organisation
from envol.web.network.models.school import GroupKind
from envol.web.people.models import Person

MOST_AT_ONCE = 40
"""Pupils that are added at once: a class."""


class OpenGroupForm(forms.Form):
    """A new class or group; the organisation is asked for where somebody has several to choose from."""

    organisation = forms.ModelChoiceField(label=_("Organisation"), queryset=Organisation.objects.none())
    name = forms.CharField(label=_("Name"), max_length=60, help_text=_("As the timetable has it, such as BTS 1 A."))
    kind = forms.ChoiceField(label=_("Kind"), choices=GroupKind.choices, initial=GroupKind.CLASS)
    level = forms.TypedChoiceField(
        label=_("Level prepared"),
        choices=[("", _("not said")), *((str(level), str(level)) for level in range(3, 9))],
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("From 3 (CAP) to 8 (doctorate)."),
    )
    certification = forms.CharField(
        label=_("Certification prepared"),
        max_length=12,
        required=False,
        validators=[RegexValidator(r"^RNCP\d{3,6}$", _("A number of the RNCP, such as RNCP38883."))],
        help_text=_("Its number in the RNCP, such as RNCP38883."),
    )

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = organisations
        if organisations.count() == 1:
            field.initial = organisations.get().pk


class CodeForm(forms.Form):
    """For how long a code serves."""

    days = forms.TypedChoiceField(
        label=_("The code serves for"),
        choices=[("1", _("one day")), ("14", _("two weeks")), ("60", _("two months"))],
        coerce=int,
        initial="14",
    )


class AddPupilsForm(forms.Form):
    """How many pupils are added at once."""

    many = forms.IntegerField(label=_("How many pupils"), min_value=1, max_value=MOST_AT_ONCE, initial=1)


class AssignTeacherForm(forms.Form):
    """Who else teaches the class."""

    person = forms.ModelChoiceField(label=_("Teacher"), queryset=Person.objects.none())

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = people


class JoinForm(forms.Form):
    """The code of a class."""

    code = forms.CharField(
        label=_("Class code"),
        max_length=20,
        help_text=_("Six letters and digits that the teacher shows."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "code-field"}
        ),
    )
