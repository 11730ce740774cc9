"""The directory: its list and map, an organisation, the programmes and their relays."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from envol.gateways.geography import geography
from envol.web.network.directory import listing
from envol.web.network.directory.forms import FilterForm
from envol.web.network.directory.map import draw
from envol.web.network.directory.selectors import (
    organisations_visible_to,
    outlook_of,
    programmes_visible_to,
    relays_visible_to,
)


@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """Show the organisations, narrowed as one likes, and where those of the page are."""
    outlook = outlook_of(request.user)
    form = FilterForm(request.GET, viewer=outlook)
    chosen = form.chosen()
    page = listing.organisations_page(outlook, chosen, request.GET.get("after", ""))
    region = chosen.get("region", "")
    drawing = draw(geography().regions, listing.places_of(page.items), marked={region}, zoom=region)
    kept = {name: value for name, value in chosen.items() if name != "region"}
    context = {
        "form": form,
        "chosen": chosen,
        "region": geography().region_name(region),
        "page": page,
        "rows": listing.rows_of(outlook, page.items),
        "query": f"{urlencode(chosen)}&" if chosen else "",
        "drawing": drawing,
        "around": f"?{urlencode(kept)}&region=" if kept else "?region=",
        "source": geography().source_of_outlines,
    }
    return render(request, "network/directory/list.html", context)


@require_safe
def organisation(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show an organisation: what it is, where, what it holds, what it offers to whoever looks."""
    outlook = outlook_of(request.user)
    found = organisations_visible_to(outlook).select_related("part_of", "provenance").prefetch_related("sites")
    shown = get_object_or_404(found, pk=pk)
    whole = shown.part_of
    context = {
        "organisation": shown,
        "whole": whole if whole and organisations_visible_to(outlook).filter(pk=whole.pk).exists() else None,
        "parts": organisations_visible_to(outlook).filter(part_of=shown).order_by("name"),
        "about": listing.told(shown.about_fr, shown.about_en),
        "region": geography().region_name(shown.region),
        "academy": geography().academy_name(shown.academy),
        "badges": listing.badges_of(outlook, shown),
        "offers": listing.offers_of(outlook, shown),
        "places": listing.places_in_programmes(outlook, shown),
        "relays": listing.relays_carried(outlook, shown),
        "conventions": listing.conventions_of(outlook, shown),
        "people": listing.people_of(outlook, shown),
        "may_change": request.user.has_perm("network.change_organisation", shown),
        "may_offer": request.user.has_perm("network.add_offering", shown),
        "heads": request.user.has_perm("network.change_competitors", shown),
    }
    return render(request, "network/directory/organisation.html", context)


@require_safe
def programmes(request: HttpRequest) -> HttpResponse:
    """Show every programme."""
    rows = listing.programmes_of(outlook_of(request.user))
    return render(request, "network/directory/programmes.html", {"rows": rows})


@require_safe
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a programme: who is in its consortium as what, what carries it in the regions, and where they are."""
    outlook = outlook_of(request.user)
    shown = get_object_or_404(programmes_visible_to(outlook), slug=slug)
    consortium = listing.consortium_of(outlook, shown)
    relays = listing.relays_of(outlook, shown)
    members = {place.organisation.pk: place.organisation for _, places in consortium for place in places}
    context = {
        "programme": shown,
        "name": listing.name_of(shown),
        "about": listing.told(shown.about_fr, shown.about_en),
        "consortium": consortium,
        "relays": relays,
        "drawing": draw(
            geography().regions,
            listing.places_of(members.values()),
            marked={card.relay.region for card in relays},
        ),
        "around": f"{reverse('network:directory')}?programme={shown.slug}&region=",
        "source": geography().source_of_outlines,
    }
    return render(request, "network/directory/programme.html", context)


@require_safe
def relay(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show a relay and what it keeps."""
    found = relays_visible_to(request.user).select_related("organisation", "programme").prefetch_related("resources")
    shown = get_object_or_404(found, pk=pk)
    context = {
        "card": listing.relay_card(shown),
        "name": listing.name_of(shown.programme),
        "may_change": request.user.has_perm("network.add_resource", shown),
    }
    return render(request, "network/directory/relay.html", context)
