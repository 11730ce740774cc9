"""Addresses of the skills."""

from django.urls import URLPattern, path

from envol.web.referentials import skill_views

urlpatterns: list[URLPattern] = [
    path("skills/", skill_views.skills, name="skills"),
    path("skills/<slug:family>/", skill_views.skill_family, name="skill_family"),
    path("skills/<slug:family>/<slug:name>/", skill_views.skill, name="skill"),
]
