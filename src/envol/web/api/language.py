"""The language of an answer: what the program asks for, whatever a browser's cookies or an account say."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header


def speak(request: HttpRequest) -> None:
    """Answer in the first language of `Accept-Language` that the campus has, else in the campus's own."""
    language = _asked(request.headers.get("Accept-Language", ""))
    translation.activate(language)
    request.LANGUAGE_CODE = language


def _asked(header: str) -> str:
    for code, _quality in parse_accept_lang_header(header.lower()):
        try:
            return translation.get_supported_language_variant(code)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE
