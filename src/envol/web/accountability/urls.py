"""The addresses of this app."""

from django.urls import path

from envol.web.accountability import views

app_name = "accountability"
urlpatterns = [
    path("register/", views.register_of_processing, name="register"),
    path("duties/", views.duties, name="duties"),
]
