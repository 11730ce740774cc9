"""Addresses of the referentials."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
