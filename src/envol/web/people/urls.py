"""The addresses of the pages about people."""

from django.urls import path

from envol.web.people import views

app_name = "people"
urlpatterns = [
    path("preferences/", views.preferences, name="preferences"),
    path("enter/<slug:who>/", views.enter, name="demonstration"),
]
