"""What the pages of the directory show, put together from what somebody may see, in as few questions for any length."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Prefetch, Q
from django.urls import reverse

from envol.gateways.geography import geography
from envol.web.network.directory.map import Place
from envol.web.network.directory.selectors import (
    Outlook,
    conventions_visible_to,
    labels_visible_to,
    offerings_visible_to,
    organisations_visible_to,
    places_visible_to,
    programmes_visible_to,
    relays_visible_to,
)
from envol.web.network.models import (
    Audience,
    Convention,
    Label,
    Membership,
    Offering,
    OfferingKind,
    Organisation,
    Programme,
    ProgrammePlace,
    Relay,
    Role,
    Site,
)
from envol.web.network.models.consortium import PlaceKind
from envol.web.network.posts import lasting
from envol.web.pagekit.keyset import KeysetPage, keyset_page
from envol.web.pagekit.language import page_language
from envol.web.pagekit.typesetting import typeset

ORDER = ("name", "id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A text in the language of the page where there is one, else in the other; `language` is the one it is in."""

    text: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An organisation in a list."""

    organisation: Organisation
    region: str
    towns: tuple[str, ...]
    offers: tuple[str, ...]
    """The kinds of what it offers to whoever looks, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """A label, and how it stands today."""

    label: Label
    standing: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Something offered, as it is told."""

    offering: Offering
    title: Told
    audiences: tuple[str, ...]
    is_over: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RelayCard:
    """A relay, and what it keeps."""

    relay: Relay
    region: str
    resources: tuple[tuple[object, Told], ...]
    """Each with its title."""


def told(fr: str, en: str) -> Told:
    """Return a text of the two languages as the page tells it."""
    if page_language() == "en" and en:
        return Told(text=en, language="en")
    return Told(text=typeset(fr), language="fr") if fr else Told(text=en, language="en")


def organisations_page(outlook: Outlook, chosen: Mapping[str, str], after: str) -> KeysetPage[Organisation]:
    """Return a page of the directory, narrowed by what was chosen in the filter."""
    found = organisations_visible_to(outlook)
    found = found.filter(**{name: chosen[name] for name in ("kind", "region") if name in chosen})
    if programme := chosen.get("programme"):
        found = found.filter(id__in=places_visible_to(outlook).filter(programme=programme).values("organisation"))
    if offers := chosen.get("offers"):
        found = found.filter(id__in=offerings_visible_to(outlook).filter(kind=offers).values("organisation"))
    return keyset_page(found.prefetch_related("sites"), order=ORDER, after=after)


def rows_of(outlook: Outlook, organisations: Sequence[Organisation]) -> list[Row]:
    """Return the lines of a list; what each offers is that which whoever looks may read of."""
    kinds: dict[UUID, set[str]] = defaultdict(set)
    offered = offerings_visible_to(outlook).filter(organisation__in=[each.pk for each in organisations])
    for organisation, kind in offered.values_list("organisation_id", "kind").distinct():
        kinds[organisation].add(kind)
    return [
        Row(
            organisation=each,
            region=typeset(geography().region_name(each.region)),
            towns=_towns(each.sites.all()),
            offers=tuple(str(kind.label) for kind in OfferingKind if kind in kinds[each.pk]),
        )
        for each in organisations
    ]


def places_of(organisations: Iterable[Organisation]) -> list[Place]:
    """Return where organisations are, for the map; their sites are read ahead."""
    return [
        Place(
            key=str(each.pk),
            name=each.short_name or each.name,
            town=site.town,
            path=reverse("network:organisation", args=[each.pk]),
            point=(site.longitude, site.latitude),
        )
        for each in organisations
        for site in each.sites.all()
        if site.longitude is not None and site.latitude is not None
    ]


def badges_of(outlook: Outlook, organisation: Organisation) -> list[Badge]:
    """Return the labels of an organisation with how each stands."""
    labels = labels_visible_to(outlook).filter(organisation=organisation)
    return [_badge(label, outlook) for label in labels]


def _badge(label: Label, outlook: Outlook) -> Badge:
    standing = label.standing(outlook.day)
    return Badge(label=label, standing=standing.value, says=str(standing.label))


def offers_of(outlook: Outlook, organisation: Organisation) -> list[tuple[str, list[Offer]]]:
    """Return what an organisation offers to whoever looks, by kind."""
    words = dict(Audience.choices)
    by_kind: dict[str, list[Offer]] = defaultdict(list)
    found = offerings_visible_to(outlook).filter(organisation=organisation).select_related("site")
    for each in found.order_by("title_fr", "id"):
        audiences = tuple(str(words[word]) for word in each.audiences if word in words)
        is_over = each.until is not None and each.until < outlook.day
        title = told(each.title_fr, each.title_en)
        by_kind[each.kind].append(Offer(offering=each, title=title, audiences=audiences, is_over=is_over))
    return [(str(kind.label), by_kind[kind]) for kind in OfferingKind if kind in by_kind]


def conventions_of(outlook: Outlook, organisation: Organisation) -> list[tuple[Convention, bool]]:
    """Return the conventions of an organisation that whoever looks may read, each with whether it is over.

    They read them as its own people, or as its partner's.
    """
    mine = Q(holder=organisation) | Q(partner=organisation)
    found = conventions_visible_to(outlook).filter(mine).select_related("holder", "partner")
    return [(each, each.ends_on is not None and each.ends_on < outlook.day) for each in found]


def people_of(outlook: Outlook, organisation: Organisation) -> list[tuple[str, int]]:
    """Return how many people have each role in an organisation, for its members alone."""
    if organisation.pk not in outlook.own:
        return []
    held = Membership.objects.filter(lasting(outlook.day), organisation=organisation)
    counts = dict(held.values_list("role").annotate(people=Count("person", distinct=True)))
    return [(str(role.label), counts[role]) for role in Role if role in counts]


def places_in_programmes(outlook: Outlook, organisation: Organisation) -> list[tuple[ProgrammePlace, Told]]:
    """Return the places of an organisation in programmes, each with the programme's name."""
    places = places_visible_to(outlook).filter(organisation=organisation).select_related("programme")
    return [(each, name_of(each.programme)) for each in places.order_by("programme__name_fr", "kind")]


def relays_carried(outlook: Outlook, organisation: Organisation) -> list[tuple[Relay, Told]]:
    """Return the relays that an organisation carries, each with the programme's name."""
    relays = relays_visible_to(outlook).filter(organisation=organisation).select_related("programme")
    return [(each, name_of(each.programme)) for each in relays.order_by("kind", "region")]


def name_of(programme: Programme) -> Told:
    """Return the name of a programme as the page tells it."""
    return told(programme.name_fr, programme.name_en)


def consortium_of(outlook: Outlook, programme: Programme) -> list[tuple[str, list[ProgrammePlace]]]:
    """Return who is in the consortium of a programme, by role."""
    sites = Prefetch("organisation__sites", queryset=Site.objects.order_by("name"))
    places = places_visible_to(outlook).filter(programme=programme).select_related("organisation")
    by_kind: dict[str, list[ProgrammePlace]] = defaultdict(list)
    for place in places.prefetch_related(sites).order_by("organisation__name"):
        by_kind[place.kind].append(place)
    return [(str(kind.label), by_kind[kind]) for kind in PlaceKind if kind in by_kind]


def relays_of(outlook: Outlook, programme: Programme) -> list[RelayCard]:
    """Return the relays of a programme, the resource centre first, with what each keeps."""
    relays = relays_visible_to(outlook).filter(programme=programme).select_related("organisation", "programme")
    return [relay_card(each) for each in relays.prefetch_related("resources").order_by("kind", "region")]


def relay_card(relay: Relay) -> RelayCard:
    """Return a relay as it is shown; its resources are read ahead, and show where it does."""
    resources = tuple((each, told(each.title_fr, each.title_en)) for each in relay.resources.all())
    return RelayCard(relay=relay, region=typeset(geography().region_name(relay.region)), resources=resources)


def programmes_of(outlook: Outlook) -> list[tuple[Programme, Told, Told]]:
    """Return every programme with its name and what it is, by name."""
    found = programmes_visible_to(outlook)
    rows = [(each, name_of(each), told(each.about_fr, each.about_en)) for each in found]
    return sorted(rows, key=lambda row: row[1].text.casefold())


def _towns(sites: Iterable[Site]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(site.town for site in sites))
