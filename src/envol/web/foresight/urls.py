"""The addresses of foresight."""

from __future__ import annotations

from django.urls import path

from envol.web.foresight import record_urls, views

app_name = "foresight"
urlpatterns = [
    path("", views.home, name="home"),
    path("outlooks/<slug:name>/", views.outlook, name="outlook"),
    path("outlooks/<slug:name>/answer/", views.answer_in_page, name="answer"),
    path("outlooks/<slug:name>/figures.json", views.figures_json, name="figures-json"),
    path("outlooks/<slug:name>/figures.csv", views.figures_csv, name="figures-csv"),
    *record_urls.urlpatterns,
]
