"""What must hold before the directory is changed. Each check refuses with its sentence."""

from __future__ import annotations

from django.db.models import Q

from envol.errors import Refusal
from envol.gateways.geography import geography
from envol.gateways.identifiers import is_siret, is_uai, plain
from envol.web.network.directory.details import (
    ConventionDetails,
    LabelDetails,
    OfferingDetails,
    Presentation,
    SiteDetails,
)
from envol.web.network.directory.refusals import refuse
from envol.web.network.directory.selectors import Outlook, organisations_visible_to
from envol.web.network.models import Offering, Organisation, Site


def checked_siret(text: str, outlook: Outlook, *, organisation: Organisation, site: Site | None = None) -> str | None:
    """Return the SIRET of an organisation or of one of its sites as it is kept, None where there is none.

    One of its sites may bear the number of the organisation itself: its seat does. Else no two places share one. The
    sentence names the holder where whoever asks finds it in the directory: else it would give away an organisation
    that is not listed.

    Raises
    ------
    Refusal
        If the number cannot be right, or is another's.
    """
    number = plain(text)
    if not number:
        return None
    if not is_siret(number):
        raise refuse("siret-wrong", number=number)
    others = Organisation.objects.filter(Q(siret=number) | Q(sites__siret=number)).exclude(pk=organisation.pk)
    holder = others.first()
    if holder is None and site is not None:
        sisters = organisation.sites.filter(siret=number).exclude(pk=site.pk)
        holder = organisation if sisters.exists() else None
    if holder:
        raise _taken("siret", number, holder, outlook)
    return number


def checked_uai(text: str, outlook: Outlook, *, organisation: Organisation) -> str | None:
    """Return the UAI of an organisation as it is kept, None where there is none.

    Raises
    ------
    Refusal
        If the number cannot be right, or is somebody else's.
    """
    number = plain(text)
    if not number:
        return None
    if not is_uai(number):
        raise refuse("uai-wrong", number=number)
    holder = Organisation.objects.filter(uai=number).exclude(pk=organisation.pk).first()
    if holder:
        raise _taken("uai", number, holder, outlook)
    return number


def _taken(what: str, number: str, holder: Organisation, outlook: Outlook) -> Refusal:
    if organisations_visible_to(outlook).filter(pk=holder.pk).exists():
        return refuse(f"{what}-taken", number=number, holder=holder.name)
    return refuse(f"{what}-taken-elsewhere", number=number)


def check_presentation(details: Presentation) -> None:
    """Refuse an academy of another region than the organisation's, and a website that is none."""
    _check_address("website", details.website)
    academy = geography().academies.get(details.academy)
    if academy and details.region and academy.region != details.region:
        region = geography().region_name(details.region)
        raise refuse("academy-of-another-region", academy=academy.name, region=region)


def check_site(details: SiteDetails, organisation: Organisation, site: Site | None) -> None:
    """Refuse a name that another site bears, an unknown department, and coordinates that are none."""
    named = organisation.sites.filter(name=details.name).first()
    if named is not None and named != site:
        raise refuse("site-name-taken", name=details.name)
    if details.department and details.department not in geography().departments:
        raise refuse("department-unknown", department=details.department)
    if (details.latitude is None) != (details.longitude is None):
        raise refuse("half-a-place")
    if details.latitude is not None and not -90 <= details.latitude <= 90:
        raise refuse("latitude-outside", value=details.latitude)
    if details.longitude is not None and not -180 <= details.longitude <= 180:
        raise refuse("longitude-outside", value=details.longitude)


def check_label(details: LabelDetails) -> None:
    """Refuse a label that ends before it begins, and a proof that no browser opens."""
    _check_address("proof", details.proof)
    if details.until is not None and details.until < details.since:
        raise refuse("label-ends-before")


def check_convention(details: ConventionDetails, holder: Organisation) -> None:
    """Refuse a convention with oneself, or that ends before it was signed."""
    if details.partner.pk == holder.pk:
        raise refuse("with-itself")
    if details.ends_on is not None and details.ends_on < details.signed_on:
        raise refuse("convention-ends-before")


def check_offering(
    details: OfferingDetails, organisation: Organisation, outlook: Outlook, offering: Offering | None
) -> None:
    """Refuse a site of another organisation, and a last day that has passed, unless it stood there before."""
    if details.site is not None and details.site.organisation_id != organisation.pk:
        raise refuse("site-of-another")
    stood = offering.until if offering else None
    if details.until is not None and details.until < outlook.day and details.until != stood:
        raise refuse("offering-over")


def _check_address(where: str, address: str) -> None:
    # Pages link to it: a script in an address would run for whoever follows the link.
    if address and not address.lower().startswith(("https://", "http://")):
        raise refuse(f"{where}-wrong", address=address)
