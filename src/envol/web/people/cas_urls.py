"""The addresses of sign-in through a CAS server, where there is one."""

from django.urls import path
from django_cas_ng.views import CallbackView

from envol.web.people.cas import CasLogin

urlpatterns = [
    path("login/", CasLogin.as_view(), name="cas_ng_login"),
    path("callback/", CallbackView.as_view(), name="cas_ng_proxy_callback"),
]
