"""Addresses of the campus."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("envol.web.portal.urls")),
    path("", include("envol.web.people.urls")),
    path("", include("envol.web.accountability.urls")),
    path("", include("envol.web.search.urls")),
    path("", include("envol.web.referentials.urls")),
    path("", include("envol.web.network.urls")),
    path("", include("envol.web.offer.urls")),
    path("", include("envol.web.academy.urls")),
    path("", include("envol.web.flightdeck.urls")),
    path("accounts/", include("allauth.urls")),
]
if settings.SIGN_IN.cas:
    urlpatterns += [path("accounts/cas/", include("envol.web.people.cas_urls"))]

handler400 = "envol.web.portal.views.bad_request"
handler403 = "envol.web.portal.views.permission_denied"
handler404 = "envol.web.portal.views.page_not_found"
handler500 = "envol.web.portal.views.server_error"
