"""Addresses of the certifications."""

from django.urls import URLPattern, path

from envol.web.referentials import certification_views

urlpatterns: list[URLPattern] = [
    path("certifications/", certification_views.certifications, name="certifications"),
    path("certifications/<str:code>/", certification_views.certification, name="certification"),
    path("rncp/<str:number>/", certification_views.sheet, name="sheet"),
]
