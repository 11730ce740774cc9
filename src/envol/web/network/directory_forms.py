"""What is filled in about organisations and what belongs to them.

The forms know the type and the length of each field, from the models; whether it may be kept, the services say in a
sentence, so that an import and an API are told the same.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from envol.gateways.geography import geography
from envol.web.network.directory_selectors import Viewer, organisation_meant, programmes_visible_to
from envol.web.network.models import (
    Audience,
    Convention,
    Label,
    Offering,
    OfferingKind,
    Organisation,
    OrganisationKind,
    Resource,
    Site,
)
from envol.web.pagekit.language import page_language

_ANY = [("", _("any"))]
_NONE = [("", _("not said"))]


class FilterForm(forms.Form):
    """What narrows the directory; what is no choice narrows nothing."""

    kind = forms.ChoiceField(label=_("Kind"), required=False)
    region = forms.ChoiceField(label=_("Region"), required=False)
    programme = forms.ChoiceField(label=_("Programme"), required=False)
    offers = forms.ChoiceField(label=_("What it offers"), required=False)

    def __init__(self, data: Any, *, viewer: Viewer) -> None:
        super().__init__(data)
        name = f"name_{page_language()}"
        choices: dict[str, list[tuple[str, Any]]] = {
            "kind": OrganisationKind.choices,
            "region": _regions(),
            "programme": list(programmes_visible_to(viewer).order_by(name).values_list("slug", name)),
            "offers": OfferingKind.choices,
        }
        for key, known in choices.items():
            field = self.fields[key]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [*_ANY, *known]

    def chosen(self) -> dict[str, str]:
        """Return what was chosen, without what was left open or is unknown."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class _Kept(forms.ModelForm):  # type: ignore[type-arg] # Django takes no parameter there while it runs
    """A form over a model whose services say what may be kept."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        for field in self.fields.values():
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = 5

    def validate_unique(self) -> None:
        """Leave it to the service, whose sentence names the holder of a number."""

    def validate_constraints(self) -> None:
        """Leave it to the service, whose sentence says what to do."""


class OrganisationForm(_Kept):
    """The page of an organisation."""

    region = forms.ChoiceField(label=_("Region"), required=False)
    academy = forms.ChoiceField(label=_("Academy"), required=False)
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    siret = forms.CharField(label=_("SIRET"), required=False, max_length=30, help_text=_("Fourteen digits."))
    uai = forms.CharField(
        label=_("UAI"), required=False, max_length=20, help_text=_("Of schools: seven digits and a letter.")
    )

    class Meta:
        """Which fields, of which model."""

        model = Organisation
        fields: ClassVar = [
            "name",
            "short_name",
            "kind",
            "siret",
            "uai",
            "region",
            "academy",
            "website",
            "about_fr",
            "about_en",
            "is_listed",
        ]

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        academies = [(each.code, each.name) for each in geography().academies.values()]
        for name, known in (("region", _regions()), ("academy", sorted(academies, key=lambda each: each[1]))):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [*_NONE, *known]


class SiteForm(_Kept):
    """A site."""

    department = forms.ChoiceField(label=_("Department"), required=False)
    siret = forms.CharField(label=_("SIRET"), required=False, max_length=30, help_text=_("Fourteen digits."))
    # The range is said by the service, in words; the browser's own say depends on its language.
    latitude = forms.FloatField(label=_("Latitude (degrees)"), required=False, help_text=_("For the map: 49.443"))
    longitude = forms.FloatField(label=_("Longitude (degrees)"), required=False, help_text=_("For the map: 1.099"))

    class Meta:
        """Which fields, of which model."""

        model = Site
        fields: ClassVar = [
            "name",
            "street",
            "postcode",
            "town",
            "department",
            "siret",
            "latitude",
            "longitude",
            "receives_minors",
        ]
        help_texts: ClassVar = {
            "receives_minors": _("Not where rules of the zone forbid it: clean rooms, biosafety levels.")
        }

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        known = [(each.code, f"{each.code} {each.name}") for each in geography().departments.values()]
        field = self.fields["department"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*_NONE, *known]
        for name in ("latitude", "longitude"):
            self.fields[name].widget.attrs["step"] = "any"


def _day() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class LabelForm(_Kept):
    """A label."""

    proof = forms.URLField(label=_("Address of the proof"), required=False, assume_scheme="https")

    class Meta:
        """Which fields, of which model."""

        model = Label
        fields: ClassVar = ["name", "awarded_by", "number", "proof", "since", "until"]
        widgets: ClassVar = {"since": _day(), "until": _day()}
        help_texts: ClassVar = {"until": _("Its last day; nothing where it does not expire.")}


class OfferingForm(_Kept):
    """One thing that is offered."""

    audiences = forms.MultipleChoiceField(
        label=_("Publics"), choices=Audience.choices, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        """Which fields, of which model."""

        model = Offering
        fields: ClassVar = [
            "kind",
            "title_fr",
            "title_en",
            "about",
            "audiences",
            "places",
            "site",
            "visibility",
            "until",
        ]
        widgets: ClassVar = {"until": _day()}
        help_texts: ClassVar = {"until": _("The last day of the offer; nothing where it lasts.")}

    def __init__(self, *arguments: Any, owner: Organisation, **named: Any) -> None:
        super().__init__(*arguments, **named)
        site = self.fields["site"]
        assert isinstance(site, forms.ModelChoiceField)
        site.queryset = owner.sites.all()

    def clean_audiences(self) -> tuple[str, ...]:
        """The publics, in the order of the list."""
        return tuple(self.cleaned_data["audiences"])


class PartnerField(forms.CharField):
    """Another organisation, by a number or by its whole name."""

    def __init__(self, **named: Any) -> None:
        super().__init__(
            max_length=200, help_text=_("Its SIRET, its UAI, or its name as the directory writes it."), **named
        )


def _meant(viewer: Viewer, text: str) -> Organisation:
    organisation = organisation_meant(viewer, text)
    if organisation is None:
        sentence = gettext("The directory knows no one organisation as “%(text)s”: look it up there.")
        raise forms.ValidationError(sentence % {"text": text})
    return organisation


class ConventionForm(_Kept):
    """An agreement with another organisation."""

    partner = PartnerField(label=_("With"))

    class Meta:
        """Which fields, of which model."""

        model = Convention
        fields: ClassVar = ["title", "signed_on", "ends_on", "reference"]
        widgets: ClassVar = {"signed_on": _day(), "ends_on": _day()}

    def __init__(self, *arguments: Any, viewer: Viewer, present: Organisation | None = None, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.order_fields(["partner"])
        self.viewer, self.present = viewer, present

    def clean_partner(self) -> Organisation:
        """The organisation that is meant, of those that one finds; the present partner even if it shows no more."""
        text = self.cleaned_data["partner"]
        return self.present if self.present and text == self.present.name else _meant(self.viewer, text)


class CompetitorForm(forms.Form):
    """A competitor to be declared."""

    partner = PartnerField(label=_("A competitor"))

    def __init__(self, *arguments: Any, viewer: Viewer, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.viewer = viewer

    def clean_partner(self) -> Organisation:
        """The organisation that is meant, of those that one finds."""
        return _meant(self.viewer, self.cleaned_data["partner"])


class ResourceForm(_Kept):
    """Something that a relay keeps."""

    class Meta:
        """Which fields, of which model."""

        model = Resource
        fields: ClassVar = ["title_fr", "title_en", "kind", "quantity", "conditions"]


def _regions() -> list[tuple[str, str]]:
    regions = ((each.code, each.name) for each in geography().regions.values())
    return sorted(regions, key=lambda each: each[1].replace("Î", "I"))
