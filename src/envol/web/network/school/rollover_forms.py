"""What becomes of each class at the end of a school year, as one form."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from envol.web.network.models import Group

GOES_ON, ENDS, WAITS = "on", "ends", "waits"
CHOICES = [(GOES_ON, gettext_lazy("goes on as")), (ENDS, gettext_lazy("ends here")), (WAITS, gettext_lazy("not now"))]


class GroupForm(forms.Form):
    """What becomes of one class."""

    what = forms.ChoiceField(label=gettext_lazy("What becomes of it"), choices=CHOICES)
    name = forms.CharField(label=gettext_lazy("Name next year"), max_length=60, required=False)

    def clean(self) -> dict[str, object]:
        """A class that goes on has a name."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("what") == GOES_ON and not str(cleaned.get("name", "")).strip():
            self.add_error("name", _("Say how it is called next year."))
        return cleaned

    @property
    def next_name(self) -> str | None:
        """Its name in the next year: empty where it ends, None where it waits."""
        what = self.cleaned_data["what"]
        if what == WAITS:
            return None
        return " ".join(self.cleaned_data["name"].split()) if what == GOES_ON else ""


def form_of(group: Group, proposed: str, sent: QueryDict | None) -> GroupForm:
    """Return the form of one class."""
    initial = {"what": GOES_ON if proposed else ENDS, "name": proposed}
    return GroupForm(sent, prefix=f"group-{group.id}", initial=initial)


def names_sent(forms_by_group: dict[UUID, GroupForm]) -> dict[UUID, str]:
    """Return what becomes of each class that does not wait."""
    named = {id: form.next_name for id, form in forms_by_group.items()}
    return {id: name for id, name in named.items() if name is not None}


def leavers_sent(sent: QueryDict, among: Collection[int]) -> set[int]:
    """Return the enrolments that were marked as leaving, of those that there are."""
    return {int(each) for each in sent.getlist("leaves") if each.isdecimal() and int(each) in among}
