"""What somebody looks for among the trainings."""

from __future__ import annotations

from django import forms
from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from envol.gateways.geography import geography
from envol.web.offer.selectors import Sieve
from envol.web.pagekit.language import page_language, said_in

_ANY = ("", _("any"))


class SieveForm(forms.Form):
    """Level, place, certification, and whether one can enter still; what is not filled in is not asked."""

    level = forms.ChoiceField(label=_("Level reached"), required=False)
    region = forms.ChoiceField(label=_("Region"), required=False)
    department = forms.ChoiceField(label=_("Department"), required=False)
    rncp = forms.CharField(
        label=_("Certification (RNCP number)"),
        required=False,
        max_length=12,
        validators=[RegexValidator(r"^(?i:RNCP)?\s*\d{1,6}$", _("An RNCP number is written with digits, as 38883."))],
    )
    upcoming = forms.BooleanField(label=_("With a session that can still be entered"), required=False)

    def __init__(self, *args: object, **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]
        known = geography()
        choices = {
            "level": [(str(each.number), said_in(each.title, page_language())) for each in known.levels.values()],
            "region": sorted(((each.code, each.name) for each in known.regions.values()), key=lambda pair: pair[1]),
            "department": [(each.code, f"{each.code} {each.name}") for each in known.departments.values()],
        }
        for name, found in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [_ANY, *found]

    def sieve(self) -> Sieve:
        """Return what is looked for; a field that is filled in wrongly asks nothing."""
        if not self.is_bound:
            return Sieve()
        self.is_valid()
        said = self.cleaned_data
        return Sieve(
            level=int(said["level"]) if said.get("level") else None,
            region=said.get("region", ""),
            department=said.get("department", ""),
            rncp="".join(letter for letter in said.get("rncp", "") if letter.isdigit()),
            from_day=timezone.localdate() if said.get("upcoming") else None,
        )

    def query(self) -> str:
        """Return the filters as they stand in an address, with a last ``&``; empty where there are none."""
        said = {name: str(self.data[name]) for name in self.fields if self.is_bound and self.data.get(name)}
        return f"{urlencode(said)}&" if said else ""
