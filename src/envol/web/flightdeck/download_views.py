"""What of a flight can be taken away: its journal, and its telemetry as a table."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from envol.errors import EnvolError
from envol.gateways.telemetry_file import table_of_flight, write_table
from envol.web.flightdeck.debrief.recall import flown_again
from envol.web.flightdeck.debrief_views import keeps_its_truth
from envol.web.flightdeck.journal import lines_of
from envol.web.flightdeck.looks import write_down_look
from envol.web.flightdeck.models import Flight
from envol.web.flightdeck.school import recording
from envol.web.flightdeck.views import grounded, visible_flight

JOURNAL, PARQUET = "application/x-ndjson", "application/vnd.apache.parquet"


@login_required
@require_safe
@never_cache
def journal(request: HttpRequest, id: UUID) -> HttpResponse:
    """Give the journal as `envol replay` reads it: its opening and an instructor's deeds tell what breaks."""
    flight = visible_flight(request, id)
    if keeps_its_truth(request, flight):
        return render(request, "flightdeck/not_yet.html", {"flight": flight}, status=403)
    write_down_look(request, [flight], "journal")
    # Not streamed: a few hundred kilobytes at most, and a generator over the database would outlive its connection.
    return _file("".join(lines_of(flight.id)).encode(), JOURNAL, file_name(flight, "jsonl"))


@login_required
@require_safe
@never_cache
def telemetry(request: HttpRequest, id: UUID) -> HttpResponse:
    """Give the telemetry, true values included, one row a scan."""
    flight = visible_flight(request, id)
    if keeps_its_truth(request, flight):
        return render(request, "flightdeck/not_yet.html", {"flight": flight}, status=403)
    try:
        table = table_of_flight(flown_again(recording(flight)))
    except EnvolError as error:
        return grounded(request, flight, error)
    write_down_look(request, [flight], "telemetry")
    with TemporaryDirectory(prefix="envol-") as folder:
        path = Path(folder) / "telemetry.parquet"
        write_table(table, path)
        return _file(path.read_bytes(), PARQUET, file_name(flight, "parquet"))


def file_name(flight: Flight, ending: str) -> str:
    """Return the name under which a flight's file is kept: scenario, seed, and enough of its id to tell two apart."""
    return f"{flight.scenario}_{flight.seed}_{flight.id.hex[:8]}.{ending}"


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
