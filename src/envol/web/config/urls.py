"""Addresses of the campus."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

ways_in: list[URLPattern | URLResolver] = []
"""The addresses of those ways to sign in that this campus has, beside the ones that allauth switches by itself."""
if settings.SIGN_IN.saml:
    ways_in.append(path("accounts/", include("envol.web.people.saml_urls")))
if settings.SIGN_IN.cas:
    ways_in.append(path("accounts/cas/", include("envol.web.people.cas_urls")))

urlpatterns = [
    path("", include("envol.web.portal.urls")),
    path("", include("envol.web.people.urls")),
    path("", include("envol.web.accountability.urls")),
    path("", include("envol.web.search.urls")),
    path("", include("envol.web.referentials.urls")),
    path("", include("envol.web.network.urls")),
    path("", include("envol.web.offer.urls")),
    path("foresight/", include("envol.web.foresight.urls")),
    path("", include("envol.web.academy.urls")),
    path("", include("envol.web.flightdeck.urls")),
    *ways_in,
    path("accounts/", include("allauth.urls")),
    path("api/", include("envol.web.api.urls")),
]

handler400 = "envol.web.portal.views.bad_request"
handler403 = "envol.web.portal.views.permission_denied"
handler404 = "envol.web.portal.views.page_not_found"
handler500 = "envol.web.portal.views.server_error"
