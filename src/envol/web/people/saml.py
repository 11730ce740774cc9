"""Sign-in through a SAML provider: what anybody may post to us is read without trusting its shape."""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.providers.saml.views import FinishACSView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from lxml.etree import XMLSyntaxError


class SamlAnswer(FinishACSView):  # type: ignore[misc]
    """The answer of the provider."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take the answer; what is no XML is the page of a sign-in that failed."""
        try:
            response: HttpResponse = super().dispatch(request, *args, **kwargs)
        except XMLSyntaxError:
            return redirect("socialaccount_login_error")
        return response
