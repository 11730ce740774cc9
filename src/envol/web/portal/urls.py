"""The addresses of the way in."""

from django.urls import path

from envol.web.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("about/", views.about, name="about"),
]
