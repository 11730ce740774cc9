"""What is filled in about organisations and what belongs to them.

The forms know the type and the length of each field, from the models; whether it may be kept, the services say in a
sentence, so that an import and an API are told the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django import forms
from django.db.models import Model
from django.forms.models import fields_for_model
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from envol.gateways.geography import geography
from envol.web.network.directory.selectors import Viewer, organisation_meant, programmes_visible_to
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
_NONE = [("", _("to choose"))]


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


class KeptForm(forms.Form):
    """Fields as a model has them, without its rules: the services say those in sentences of their own."""

    model: ClassVar[type[Model]]
    names: ClassVar[tuple[str, ...]]
    widgets: ClassVar[Mapping[str, forms.Widget]] = {}
    help_texts: ClassVar[Mapping[str, Any]] = {}

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        wanted = [name for name in self.names if name not in self.fields]
        made = fields_for_model(self.model, wanted, widgets=dict(self.widgets), help_texts=dict(self.help_texts))
        self.fields.update(made)
        self.order_fields([*self.names])
        for name, field in self.fields.items():
            if isinstance(field, forms.IntegerField) and not isinstance(field, forms.FloatField):
                # The widest number that the database takes is known to the field of the model alone.
                field.validators += self.model._meta.get_field(name).validators  # type: ignore[union-attr]
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = 5

    def shut(self, names: Iterable[str]) -> None:
        """Show some fields without letting them be filled in: whatever is sent for them counts for nothing."""
        for name in names:
            self.fields[name].disabled = True
            self.fields[name].help_text = _("This is not yours to change here.")


class OrganisationForm(KeptForm):
    """The page of an organisation."""

    region = forms.ChoiceField(label=_("Region"), required=False)
    academy = forms.ChoiceField(label=_("Academy"), required=False)
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    siret = forms.CharField(label=_("SIRET"), required=False, max_length=30, help_text=_("Fourteen digits."))
    uai = forms.CharField(
        label=_("UAI"), required=False, max_length=20, help_text=_("Of schools: seven digits and a letter.")
    )

    model = Organisation
    names = (
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
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        academies = [(each.code, each.name) for each in geography().academies.values()]
        for name, known in (("region", _regions()), ("academy", sorted(academies, key=lambda each: each[1]))):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [*_NONE, *known]


class SiteForm(KeptForm):
    """A site."""

    department = forms.ChoiceField(label=_("Department"), required=False)
    siret = forms.CharField(label=_("SIRET"), required=False, max_length=30, help_text=_("Fourteen digits."))
    # The range is said by the service, in words; the browser's own say depends on its language.
    latitude = forms.FloatField(label=_("Latitude (degrees)"), required=False, help_text=_("For the map: 49.443"))
    longitude = forms.FloatField(label=_("Longitude (degrees)"), required=False, help_text=_("For the map: 1.099"))

    model = Site
    names = (
        "name",
        "street",
        "postcode",
        "town",
        "department",
        "siret",
        "latitude",
        "longitude",
        "receives_minors",
    )
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


class LabelForm(KeptForm):
    """A label."""

    proof = forms.URLField(label=_("Address of the proof"), required=False, assume_scheme="https")

    model = Label
    names = ("name", "awarded_by", "number", "proof", "since", "until")
    widgets: ClassVar = {"since": _day(), "until": _day()}
    help_texts: ClassVar = {"until": _("Its last day; nothing where it does not expire.")}


class OfferingForm(KeptForm):
    """One thing that is offered."""

    audiences = forms.MultipleChoiceField(
        label=_("Publics"), choices=Audience.choices, required=False, widget=forms.CheckboxSelectMultiple
    )

    model = Offering
    names = ("kind", "title_fr", "title_en", "about", "audiences", "places", "site", "visibility", "until")
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


class ConventionForm(KeptForm):
    """An agreement with another organisation."""

    partner = PartnerField(label=_("With"))

    model = Convention
    names = ("partner", "title", "signed_on", "ends_on", "reference")
    widgets: ClassVar = {"signed_on": _day(), "ends_on": _day()}

    def __init__(self, *arguments: Any, viewer: Viewer, present: Organisation | None = None, **named: Any) -> None:
        super().__init__(*arguments, **named)
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


class ResourceForm(KeptForm):
    """Something that a relay keeps."""

    model = Resource
    names = ("title_fr", "title_en", "kind", "quantity", "conditions")


def _regions() -> list[tuple[str, str]]:
    regions = ((each.code, each.name) for each in geography().regions.values())
    return sorted(regions, key=lambda each: each[1].replace("Î", "I"))
