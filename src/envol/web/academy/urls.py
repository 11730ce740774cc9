"""The addresses of what there is to fly."""

from django.urls import path

from envol.web.academy import views

app_name = "academy"
urlpatterns = [
    path("scenarios/", views.scenarios, name="scenarios"),
    path("scenarios/<slug:name>/", views.briefing, name="briefing"),
    path("logbook/", views.logbook, name="logbook"),
]
