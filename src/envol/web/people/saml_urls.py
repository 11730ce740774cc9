"""The address of a SAML provider's answer, where there is one; it comes before that of the package."""

from django.urls import path

from envol.web.people.saml import SamlAnswer

urlpatterns = [
    path("saml/<slug:organization_slug>/acs/finish/", SamlAnswer.as_view(), name="saml_finish_acs"),
]
