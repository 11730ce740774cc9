"""What is answered where there is no answer: JSON with a title and a sentence, in the caller's language."""

from __future__ import annotations

import json
import logging
import math
from collections.abc import Mapping, Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError
from pydantic import BaseModel, Field

from envol.web.api.callers import LIMIT, TokenRefused
from envol.web.api.faults import Fault, faults_of

MEDIA_TYPE = "application/problem+json"
_log = logging.getLogger(__name__)


class Problem(BaseModel):
    """Why there is no answer."""

    title: str
    status: int
    detail: str
    """A sentence: what happened, and what to do."""
    faults: list[Fault] = Field(default_factory=list)


class Unmet(Exception):
    """A question that is malformed in a way that its declaration cannot say."""

    def __init__(self, place: str, sentence: str) -> None:
        super().__init__(place, sentence)
        self.fault = Fault(place=place, sentence=sentence)


def problem(
    status: int, detail: str, *, faults: Sequence[Fault] = (), headers: Mapping[str, str] | None = None
) -> HttpResponse:
    """Return the answer that says why there is none."""
    said = Problem(title=_title(status), status=status, detail=detail, faults=list(faults))
    text = json.dumps(said.model_dump(exclude_defaults=True), ensure_ascii=False)
    return HttpResponse(text, status=status, content_type=f"{MEDIA_TYPE}; charset=utf-8", headers=headers)


def _title(status: int) -> str:
    titles = {
        401: _("No valid token"),
        404: _("Nothing there"),
        405: _("For reading only"),
        422: _("The question has a fault"),
        429: _("Too many questions"),
        500: _("Our fault"),
    }
    return titles.get(status, _("No answer"))


def not_found(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    """Say that there is no such thing, or none that whoever asks may see: the two are not told apart."""
    return problem(404, _("There is no such record, or it is not yours to see."))


def no_such_address() -> HttpResponse:
    """Say that the API has no such address."""
    return problem(404, _("The API has no such address: see /api/ for those it has."))


def not_for_writing() -> HttpResponse:
    """Say that the API is read only."""
    return problem(405, _("This API is for reading: ask with GET."), headers={"Allow": "GET, HEAD"})


def not_known(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    """Say that a token is needed, or what is wrong with the one that was shown."""
    needed = _("This needs a token, sent in the Authorization header: make one on your account page.")
    detail = error.message if isinstance(error, TokenRefused) else needed
    return problem(401, detail, headers={"WWW-Authenticate": 'Bearer realm="Envol"'})


def too_many(request: HttpRequest, error: Throttled) -> HttpResponse:
    """Say when one may ask again."""
    seconds = math.ceil(LIMIT.wait())
    detail = _("The limit of this minute is reached: ask again in %(seconds)s s.") % {"seconds": seconds}
    return problem(429, detail, headers={"Retry-After": str(seconds)})


def malformed(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Say each fault of a question with its place."""
    return _faulty(faults_of(error.errors))


def unmet(request: HttpRequest, error: Unmet) -> HttpResponse:
    """Say the one fault of a question."""
    return _faulty([error.fault])


def _faulty(faults: Sequence[Fault]) -> HttpResponse:
    return problem(422, " ".join(f"{each.place}: {each.sentence}" for each in faults), faults=faults)


def refused(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Say what django-ninja itself found wrong."""
    return problem(error.status_code, str(error))


def broken(request: HttpRequest, error: Exception) -> HttpResponse:
    """Say that the fault is ours and nothing more; the log has the rest."""
    _log.error("an address of the API failed: %s", request.path, exc_info=error)
    return problem(500, _("Something went wrong here. It is written down; try again later."))


HANDLERS = (
    (Exception, broken),
    (Http404, not_found),
    (HttpError, refused),
    (AuthenticationError, not_known),
    (Throttled, too_many),
    (ValidationError, malformed),
    (Unmet, unmet),
)
