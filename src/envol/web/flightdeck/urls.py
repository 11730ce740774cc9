"""Addresses of flights."""

from django.urls import path

from envol.web.flightdeck import debrief_views, download_views, views

app_name = "flightdeck"
urlpatterns = [
    path("deck/", views.deck, name="deck"),
    path("flights/<uuid:id>/", views.cockpit, name="cockpit"),
    path("flights/<uuid:id>/score/", debrief_views.score, name="score"),
    path("flights/<uuid:id>/replay/", debrief_views.replay, name="replay"),
    path("flights/<uuid:id>/replay/telemetry.json", debrief_views.replay_telemetry, name="replay-telemetry"),
    path("flights/<uuid:id>/replay/why.json", debrief_views.replay_why, name="replay-why"),
    path("flights/<uuid:id>/journal.jsonl", download_views.journal, name="journal"),
    path("flights/<uuid:id>/telemetry.parquet", download_views.telemetry, name="telemetry"),
]
