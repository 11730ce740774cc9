"""Addresses of the jobs."""

from django.urls import URLPattern, path

from envol.web.referentials import job_views

urlpatterns: list[URLPattern] = [
    path("jobs/", job_views.jobs, name="jobs"),
    path("jobs/<str:code>/", job_views.job, name="job"),
]
