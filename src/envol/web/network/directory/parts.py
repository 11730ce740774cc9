"""What belongs to an organisation or to a relay and is kept by its people: how each part is read, filled in, kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from envol.web.network.directory import keeping
from envol.web.network.directory.details import (
    ConventionDetails,
    LabelDetails,
    OfferingDetails,
    ResourceDetails,
    SiteDetails,
)
from envol.web.network.directory.forms import (
    ConventionForm,
    KeptForm,
    LabelForm,
    OfferingForm,
    ResourceForm,
    SiteForm,
)
from envol.web.network.directory.selectors import (
    Viewer,
    conventions_visible_to,
    labels_visible_to,
    offerings_visible_to,
    organisations_visible_to,
    relays_visible_to,
    resources_visible_to,
    sites_visible_to,
)
from envol.web.network.models import Organisation
from envol.web.people.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One kind of thing.

    Parameters
    ----------
    adding, changing, removing : lazy text
        The title of each page.
    may_add, may_change : str
        The permissions, asked about the owner and about the thing.
    owner : str
        The attribute that leads to its owner.
    owners, things : callable
        Those that somebody sees.
    page : str
        The name of the owner's page.
    form : callable
        Makes the form, for an owner, whoever fills it in, and the thing to be changed.
    details : type
        The dataclass that the service takes.
    keep : callable
        The service.
    """

    adding: str | Promise
    changing: str | Promise
    removing: str | Promise
    may_add: str
    may_change: str
    owner: str
    owners: Callable[[Viewer], QuerySet[Any]]
    things: Callable[[Viewer], QuerySet[Any]]
    page: str
    form: Callable[..., KeptForm]
    details: type
    keep: Callable[..., Model]

    def owner_of(self, thing: Any) -> Any:
        """Return whose a thing is."""
        return getattr(thing, self.owner)

    def first_values(self, thing: Any) -> dict[str, Any]:
        """Return what stands in the form before a thing is changed."""
        values = {each.name: getattr(thing, each.name) for each in fields(self.details)}
        return {name: value.name if isinstance(value, Organisation) else value for name, value in values.items()}

    def save(self, by: Person, owner: Model, form: KeptForm, thing: Model | None) -> None:
        """Hand what was filled in to the service.

        Raises
        ------
        Refusal
            As the service does.
        """
        named = {"relay" if self.owner == "relay" else "organisation": owner}
        if thing is not None:
            named[str(thing._meta.model_name)] = thing
        self.keep(by=by, details=self.details(**form.cleaned_data), **named)


def _offering_form(owner: Any, viewer: Viewer, thing: Any, **named: Any) -> OfferingForm:
    return OfferingForm(owner=owner, **named)


def _convention_form(owner: Any, viewer: Viewer, thing: Any, **named: Any) -> ConventionForm:
    return ConventionForm(viewer=viewer, present=thing.partner if thing else None, **named)


def _plain(form: type[KeptForm]) -> Callable[..., KeptForm]:
    def made(owner: Any, viewer: Viewer, thing: Any, **named: Any) -> KeptForm:
        return form(**named)

    return made


PARTS: Mapping[str, Part] = {
    "site": Part(
        adding=_("Add a site"),
        changing=_("Change a site"),
        removing=_("Remove a site"),
        may_add="network.change_organisation",
        may_change="network.change_site",
        owner="organisation",
        owners=organisations_visible_to,
        things=sites_visible_to,
        page="network:organisation",
        form=_plain(SiteForm),
        details=SiteDetails,
        keep=keeping.keep_site,
    ),
    "label": Part(
        adding=_("Add a label"),
        changing=_("Change a label"),
        removing=_("Remove a label"),
        may_add="network.change_organisation",
        may_change="network.change_label",
        owner="organisation",
        owners=organisations_visible_to,
        things=labels_visible_to,
        page="network:organisation",
        form=_plain(LabelForm),
        details=LabelDetails,
        keep=keeping.keep_label,
    ),
    "convention": Part(
        adding=_("Add a convention"),
        changing=_("Change a convention"),
        removing=_("Remove a convention"),
        may_add="network.add_convention",
        may_change="network.change_convention",
        owner="holder",
        owners=organisations_visible_to,
        things=conventions_visible_to,
        page="network:organisation",
        form=_convention_form,
        details=ConventionDetails,
        keep=keeping.keep_convention,
    ),
    "offering": Part(
        adding=_("Add something that is offered"),
        changing=_("Change what is offered"),
        removing=_("Remove what is offered"),
        may_add="network.add_offering",
        may_change="network.change_offering",
        owner="organisation",
        owners=organisations_visible_to,
        things=offerings_visible_to,
        page="network:organisation",
        form=_offering_form,
        details=OfferingDetails,
        keep=keeping.keep_offering,
    ),
    "resource": Part(
        adding=_("Add a resource"),
        changing=_("Change a resource"),
        removing=_("Remove a resource"),
        may_add="network.add_resource",
        may_change="network.change_resource",
        owner="relay",
        owners=relays_visible_to,
        things=resources_visible_to,
        page="network:relay",
        form=_plain(ResourceForm),
        details=ResourceDetails,
        keep=keeping.keep_resource,
    ),
}
"""By the word that names it in addresses."""
