"""What is filled in of a pupil's paper."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from envol.web.papers.models import CivilFile
from envol.web.papers.services import Parent

MOST = 6
"""Representatives on one paper; two parents and a guardian are three."""
BLANK = 2


class PaperForm(forms.Form):
    """Who a pupil is, as the law asks for it."""

    family_name = forms.CharField(label=_("Family name"), max_length=120, required=False)
    given_name = forms.CharField(label=_("Given name"), max_length=120, required=False)
    birth_date = forms.DateField(
        label=_("Birth date"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["birth_date"].widget.attrs["max"] = timezone.localdate().isoformat()
        for field in self.fields.values():
            # What one pupil is called is not to be proposed for the next.
            field.widget.attrs["autocomplete"] = "off"


class ParentForm(forms.Form):
    """One legal representative; a row left without a name is none."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=_("Name"), max_length=120, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=30, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"

    def clean(self) -> dict[str, Any]:
        """Ask for the name where something else is said of them."""
        found = super().clean() or {}
        if not found.get("name") and (found.get("email") or found.get("phone")):
            self.add_error("name", _("Whose e-mail or telephone is it? Write the name too."))
        return found

    @property
    def parent(self) -> Parent | None:
        """Whom a valid row names."""
        found = self.cleaned_data
        if not found.get("name"):
            return None
        return Parent(id=found["id"], name=found["name"], email=found["email"], phone=found["phone"])


Parents = forms.formset_factory(ParentForm, extra=BLANK, max_num=MOST, validate_max=True, absolute_max=MOST)


def forms_of(paper: CivilFile | None) -> tuple[PaperForm, forms.BaseFormSet[ParentForm]]:
    """Return the forms, filled with what a paper says."""
    if paper is None:
        return PaperForm(), Parents(prefix="parents")
    said = {"family_name": paper.family_name, "given_name": paper.given_name, "birth_date": paper.birth_date}
    rows = [
        {"id": each.pk, "name": each.name, "email": each.email, "phone": each.phone}
        for each in paper.representatives.all()
    ]
    parents = Parents(initial=rows, prefix="parents")
    parents.extra = 1 if rows else BLANK
    return PaperForm(initial=said), parents
