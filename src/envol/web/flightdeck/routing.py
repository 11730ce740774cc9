"""Addresses of the sockets."""

from django.urls import path

from envol.web.flightdeck.consumers import CockpitConsumer

websocket_urlpatterns = [path("ws/flights/<uuid:flight>/", CockpitConsumer.as_asgi())]
