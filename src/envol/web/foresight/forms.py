"""What is filled in of scenarios and needs. Whether it may be kept, the services say in a sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from envol.errors import Refusal
from envol.gateways.outlooks import Outlook
from envol.web.foresight.models import LONGEST_NOTE, LONGEST_TITLE, MOST_PEOPLE, DeclaredNeed, NeedKind
from envol.web.foresight.need_services import NeedDetails
from envol.web.foresight.refusals import field_of, said
from envol.web.foresight.scenario_words import name_of
from envol.web.network.models import Organisation

_NONE = [("", _("to choose"))]


class ScenarioForm(forms.Form):
    """What a scenario is called, and what its maker says of it."""

    title = forms.CharField(label=_("Title"), max_length=LONGEST_TITLE, required=False)
    note = forms.CharField(
        label=_("Note"),
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Why you changed this, and what you expect. Name nobody."),
    )


class ShareForm(forms.Form):
    """With which of their organisations somebody shares a scenario."""

    organisation = forms.ChoiceField(label=_("Organisation"), required=False)

    def __init__(self, *arguments: Any, places: Sequence[Organisation], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._places = {str(place.pk): place for place in places}
        field = self.fields["organisation"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("with none")), *((key, place.name) for key, place in self._places.items())]

    @property
    def place(self) -> Organisation | None:
        """The organisation that a valid form names."""
        return self._places.get(self.cleaned_data["organisation"])


class NeedForm(forms.Form):
    """Whom an organisation needs, in the words of an outlook."""

    occupation = forms.ChoiceField(label=_("Occupation"))
    level = forms.ChoiceField(label=_("Level"))
    region = forms.ChoiceField(label=_("Region"))
    people = forms.IntegerField(label=_("How many people"), min_value=1, max_value=MOST_PEOPLE, initial=1)
    kind = forms.ChoiceField(label=_("What for"), choices=NeedKind.choices)
    wanted_by = forms.DateField(label=_("By when"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *arguments: Any, outlook: Outlook, **named: Any) -> None:
        super().__init__(*arguments, **named)
        for name in ("occupation", "level", "region"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            codes = getattr(outlook.situation.perimeter, f"{name}s")
            field.choices = [*_NONE, *((code, name_of(outlook, name, code)) for code in codes)]
        self.fields["wanted_by"].widget.attrs["min"] = timezone.localdate().isoformat()

    @property
    def details(self) -> NeedDetails:
        """What a valid form says."""
        return NeedDetails(**self.cleaned_data)


def first_values(need: DeclaredNeed) -> dict[str, Any]:
    """Return what stands in the form before a need is changed."""
    return {each.name: getattr(need, each.name) for each in fields(NeedDetails)}


def kept(form: forms.Form, keep: Callable[[], None]) -> bool:
    """Keep what was filled in; say whether it was, else the form bears the faults."""
    if not form.is_valid():
        return False
    try:
        keep()
    except Refusal as refusal:
        field = field_of(refusal)
        form.add_error(field if field in form.fields else None, said(refusal))
        return False
    return True
