"""The API, version 1: its routes, its errors and its schema."""

from __future__ import annotations

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.renderers import JSONRenderer

from envol.web.api.problems import HANDLERS
from envol.web.api.routes import finding, network, people, referentials, trainings
from envol.web.api.schema import put_right

ABOUT = (
    "Reading the campus by program. What a page shows to somebody, the API tells to their token; without one it tells "
    "what is public. Sentences are in the language of Accept-Language, French or English."
)


class Readable(JSONRenderer):
    """JSON in which French can be read as it is."""

    json_dumps_params = {"ensure_ascii": False}  # noqa: RUF012 - the attribute is ninja's


class CampusApi(NinjaAPI):
    """An API whose schema is made once."""

    _schema: OpenAPISchema | None = None

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """Return the schema, as django-ninja makes it and tidied."""
        if self._schema is None:
            made = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
            put_right(made)
            self._schema = made
        return self._schema


api = CampusApi(
    title="Envol",
    version="1.0.0",
    description=ABOUT,
    urls_namespace="api:v1",
    docs_url=None,
    renderer=Readable(),
)
for routes in (referentials, network, trainings, finding, people):
    api.add_router("", routes.router)
for error, handler in HANDLERS:
    api.add_exception_handler(error, handler)  # type: ignore[arg-type] # each takes its own kind of error
