"""The addresses of what people keep of foresight, and of claims, plans and backtests."""

from __future__ import annotations

from django.urls import path

from envol.web.foresight import claim_views, compare_views, need_views, plan_views
from envol.web.foresight import scenario_views as scenarios

urlpatterns = [
    path("scenarios/", scenarios.scenarios, name="scenarios"),
    path("scenarios/save/", scenarios.save, name="scenario-save"),
    path("scenarios/compare/", compare_views.compare, name="compare"),
    path("scenarios/<uuid:pk>/", scenarios.scenario, name="scenario"),
    path("scenarios/<uuid:pk>/change/", scenarios.change, name="scenario-change"),
    path("scenarios/<uuid:pk>/share/", scenarios.share, name="scenario-share"),
    path("scenarios/<uuid:pk>/renew/", scenarios.renew, name="scenario-renew"),
    path("scenarios/<uuid:pk>/delete/", scenarios.delete, name="scenario-delete"),
    path("scenarios/<uuid:pk>/scenario.json", scenarios.as_json, name="scenario-json"),
    path("scenarios/<uuid:pk>/scenario.csv", scenarios.as_csv, name="scenario-csv"),
    path("shared/<str:words>/", scenarios.shared, name="shared-scenario"),
    path("needs/", need_views.needs, name="needs"),
    path("needs/of/<uuid:pk>/", need_views.add, name="need-add"),
    path("needs/<uuid:pk>/change/", need_views.change, name="need-change"),
    path("needs/<uuid:pk>/confirm/", need_views.confirm, name="need-confirm"),
    path("needs/<uuid:pk>/end/", need_views.end, name="need-end"),
    path("outlooks/<slug:name>/needs/", need_views.counts, name="need-counts"),
    path("claims/", claim_views.claims, name="claims"),
    path("plan/", plan_views.plan, name="plan"),
    path("backtests/", plan_views.backtests, name="backtests"),
]
