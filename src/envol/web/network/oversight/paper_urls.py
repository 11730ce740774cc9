"""Addresses of papers, of deeds and of looks."""

from django.urls import path

from envol.web.network.oversight import activity_views, paper_views

urlpatterns = [
    path("groups/<uuid:group>/pupils/<int:number>/paper/", paper_views.paper, name="paper"),
    path("activity/", activity_views.activity, name="activity"),
    path("access-log/", activity_views.access_log, name="access-log"),
]
