"""The organisations and programmes of the content, written into the directory where they are not there yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from envol.gateways.network_content import NetworkContent, OrganisationEntry, ProgrammeFile, RelayEntry
from envol.web.network.directory.services import index_organisation, index_organisations
from envol.web.network.models import (
    Convention,
    Label,
    Offering,
    Organisation,
    Programme,
    ProgrammePlace,
    Relay,
    Resource,
    Site,
)
from envol.web.pagekit.typesetting import typeset


@transaction.atomic
def furnish_directory(content: NetworkContent, day: date) -> Mapping[str, Organisation]:
    """Write what the content holds and the directory does not; what stands there already stays as it is.

    Only what fictional organisations say of themselves is given back at each start: anybody may have changed it.

    Return the organisations by their keys.

    Parameters
    ----------
    content : NetworkContent
    day : date
        That on which the days of labels and conventions are counted.
    """
    made: list[Organisation] = []
    places: dict[str, Organisation] = {}
    for entries, is_fictional in ((content.real, False), (content.fictional, True)):
        for entry in entries:
            place, is_new = _organisation(entry, is_fictional)
            places[entry.key] = place
            made += [place] if is_new else []
    entries = (*content.real, *content.fictional)
    for entry in entries:
        _belongings(entry, places, day)
    for programme in content.programmes:
        _programme(programme, places)
    if made:
        index_organisations()
    return places


def _organisation(entry: OrganisationEntry, is_fictional: bool) -> tuple[Organisation, bool]:
    values = {
        "kind": entry.kind,
        "short_name": entry.short_name,
        "region": entry.region,
        "source": typeset(entry.source),
        "about_fr": entry.about.fr if entry.about else "",
        "about_en": entry.about.en if entry.about else "",
    }
    place, is_new = Organisation.objects.get_or_create(name=entry.name, is_fictional=is_fictional, defaults=values)
    if is_fictional and not is_new:
        _restore(place, values | {"website": "", "academy": "", "is_listed": True, "retired_on": None})
    return place, is_new


def _restore(place: Organisation, values: Mapping[str, Any]) -> None:
    """Give a fictional organisation back what it says of itself: visitors of a demonstration have changed it."""
    changed = {name: value for name, value in values.items() if getattr(place, name) != value}
    for name, value in changed.items():
        setattr(place, name, value)
    if changed:
        place.save(update_fields=list(changed))
        index_organisation(place)


def _belongings(entry: OrganisationEntry, places: Mapping[str, Organisation], day: date) -> None:
    place = places[entry.key]
    if entry.part_of and place.part_of_id is None:
        place.part_of = places[entry.part_of]
        place.save(update_fields=["part_of"])
    if entry.competitors:
        place.competitors.add(*(places[key] for key in entry.competitors))
    sites = {
        each.name: Site.objects.get_or_create(organisation=place, name=each.name, defaults=each.model_dump())[0]
        for each in entry.sites
    }
    for label in entry.labels:
        days = {"since": _after(day, label.since), "until": _after(day, label.until)}
        defaults = {"awarded_by": label.awarded_by, **days}
        Label.objects.get_or_create(organisation=place, name=label.name, defaults=defaults)
    for deed in entry.conventions:
        days = {"signed_on": _after(day, deed.signed), "ends_on": _after(day, deed.ends)}
        Convention.objects.get_or_create(
            holder=place, partner=places[deed.partner], title=typeset(deed.title), defaults=days
        )
    _offerings(entry, place, sites)


def _offerings(entry: OrganisationEntry, place: Organisation, sites: Mapping[str, Site]) -> None:
    for each in entry.offerings:
        Offering.objects.get_or_create(
            organisation=place,
            kind=each.kind,
            title_fr=each.title.fr,
            defaults={
                "title_en": each.title.en,
                "about": typeset(each.about),
                "audiences": list(each.audiences),
                "places": each.places,
                "visibility": each.visibility,
                "site": sites.get(each.site),
            },
        )


def _programme(file: ProgrammeFile, places: Mapping[str, Organisation]) -> None:
    programme, _ = Programme.objects.get_or_create(
        slug=file.name,
        defaults={
            "name_fr": file.title.fr,
            "name_en": file.title.en,
            "about_fr": file.about.fr,
            "about_en": file.about.en,
            "since": file.since,
            "until": file.until,
            "source": typeset(file.source),
        },
    )
    for each in file.consortium:
        ProgrammePlace.objects.get_or_create(
            programme=programme,
            organisation=places[each.organisation],
            kind=each.kind,
            defaults={"note_fr": typeset(each.note)},
        )
    _relays(programme, file.relays, places)


def _relays(programme: Programme, relays: Iterable[RelayEntry], places: Mapping[str, Organisation]) -> None:
    for entry in relays:
        carrier = places[entry.organisation] if entry.organisation else None
        relay, _ = Relay.objects.get_or_create(
            programme=programme,
            kind=entry.kind,
            region=entry.region,
            defaults={"organisation": carrier, "place": typeset(entry.place)},
        )
        for each in entry.resources:
            details = {"kind": each.kind, "quantity": each.quantity, "conditions": typeset(each.conditions)}
            Resource.objects.get_or_create(
                relay=relay, title_fr=each.title.fr, defaults={"title_en": each.title.en, **details}
            )


def _after(day: date, days: int | None) -> date | None:
    return None if days is None else day + timedelta(days=days)
