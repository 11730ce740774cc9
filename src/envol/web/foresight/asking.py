"""What somebody looks at in an outlook: region, occupation, level and year."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from envol.gateways.outlooks import Outlook
from envol.web.foresight.figures import Chosen, usual_year
from envol.web.foresight.naming import printed
from envol.web.pagekit.language import page_language

FORM = "asked"
"""The id of the form in the page, which holds the sliders too."""


class ChosenForm(forms.Form):
    """What is looked at; what is not filled in is all of it."""

    region = forms.ChoiceField(label=_("Region"), required=False)
    occupation = forms.ChoiceField(label=_("Occupation"), required=False)
    level = forms.ChoiceField(label=_("Level"), required=False)
    year = forms.ChoiceField(label=_("Year"), required=False)

    def __init__(self, query: QueryDict, *, outlook: Outlook) -> None:
        perimeter = outlook.situation.perimeter
        self._usual = usual_year(perimeter)
        asked = query.copy()
        asked.setdefault("year", str(self._usual))
        super().__init__(asked)
        self._offer(outlook)

    def _offer(self, outlook: Outlook) -> None:
        perimeter = outlook.situation.perimeter
        years = range(perimeter.first_year + 1, perimeter.last_year + 1)
        choices: dict[str, list[tuple[str, str | Promise]]] = {
            "region": [("", _("all regions")), *_titles(outlook.regions, perimeter.regions)],
            "occupation": [("", _("all occupations")), *_titles(outlook.occupations, perimeter.occupations)],
            "level": [("", _("all levels")), *_titles(outlook.levels, perimeter.levels)],
            "year": [(str(year), str(year)) for year in years],
        }
        for name, found in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = found
            field.error_messages["invalid_choice"] = _("This outlook has no “%(value)s”. Choose one of the list.")
            # The form stands beside what it asks; its fields say which it is.
            field.widget.attrs["form"] = FORM

    def chosen(self) -> Chosen:
        """Return what is looked at; a field that is filled in wrongly chooses nothing, and the form shows what is."""
        self.is_valid()
        said = self.cleaned_data
        if not said.get("year"):
            # Else the first year would be shown beside the figures of another.
            self.data = dict(self.data.items()) | {"year": str(self._usual)}
        return Chosen(
            region=said.get("region", ""),
            occupation=said.get("occupation", ""),
            level=said.get("level", ""),
            year=int(said.get("year") or self._usual),
        )


def _titles(titles: Mapping[str, Mapping[str, str]], codes: tuple[str, ...]) -> list[tuple[str, str | Promise]]:
    return [(code, title_of(titles, code)) for code in codes]


def title_of(titles: Mapping[str, Mapping[str, str]], code: str) -> str:
    """Return what a code is called in the language of the page, the code itself where nothing says."""
    return printed(titles.get(code, {}).get(page_language(), code))
