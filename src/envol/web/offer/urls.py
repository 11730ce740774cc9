"""The addresses of trainings."""

from django.urls import path

from envol.web.offer import views
from envol.web.offer.addresses import TRAINING

app_name = "offer"
urlpatterns = [
    path("trainings/", views.trainings, name="trainings"),
    path("trainings/lheo.xml", views.lheo, name="lheo"),
    path(TRAINING, views.training, name="training"),
]
