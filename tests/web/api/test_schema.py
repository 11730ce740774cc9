"""The schema: OpenAPI 3.1 that says of every address what it takes, what it answers and how it fails."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from .conftest import V1, Program

pytestmark = pytest.mark.django_db
TYPES = {"string", "integer", "number", "boolean", "array", "object", "null"}


@pytest.fixture
def schema() -> dict[str, Any]:
    """What a program is given."""
    found: dict[str, Any] = Client().get(reverse("api:v1:openapi-json")).json()
    return found


def operations(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in schema["paths"].items():
        for operation in methods.values():
            yield path, operation


def nodes(node: Any) -> Iterator[dict[str, Any]]:
    """Every object of the schema, however deep."""
    if isinstance(node, dict):
        yield node
        for each in node.values():
            yield from nodes(each)
    elif isinstance(node, list):
        for each in node:
            yield from nodes(each)


def test_it_is_openapi_3_1(schema: dict[str, Any]) -> None:
    assert schema["openapi"].startswith("3.1.")
    assert schema["info"].keys() >= {"title", "version", "description"}
    assert Client().get(f"{V1}/openapi.json").status_code == 200


def test_its_paths_are_the_addresses_that_exist(schema: dict[str, Any]) -> None:
    def names(resolver: URLResolver) -> Iterator[str]:
        for each in resolver.url_patterns:
            if isinstance(each, URLResolver):
                yield from names(each)
            elif isinstance(each, URLPattern):
                yield each.name or ""

    api = next(each for each in get_resolver().url_patterns if getattr(each, "app_name", "") == "api")
    assert isinstance(api, URLResolver)
    told = {operation["operationId"] for _path, operation in operations(schema)}
    assert set(names(api)) == told | {"reference", "nowhere", "openapi-json", "api-root"}


def test_every_address_has_a_name_by_which_it_is_found(schema: dict[str, Any]) -> None:
    for path, operation in operations(schema):
        parts = dict.fromkeys(re.findall(r"{(\w+)}", path), "00000000-0000-0000-0000-000000000000")
        assert reverse(f"api:v1:{operation['operationId']}", kwargs=parts) == path.format(**parts)


def test_everything_is_read_and_nothing_written(schema: dict[str, Any]) -> None:
    assert {method for methods in schema["paths"].values() for method in methods} == {"get"}


def test_every_operation_says_what_it_is_for(schema: dict[str, Any]) -> None:
    for path, operation in operations(schema):
        assert operation["summary"], path
        assert operation["description"], path
        assert len(operation["tags"]) == 1, path
    ids = [operation["operationId"] for _path, operation in operations(schema)]
    assert len(ids) == len(set(ids))


def test_every_operation_says_what_it_answers_and_how_it_fails(schema: dict[str, Any]) -> None:
    for path, operation in operations(schema):
        answers = operation["responses"]
        assert "$ref" in answers["200"]["content"]["application/json"]["schema"], path
        failing = set(answers) - {"200"}
        assert failing >= {"401", "422", "429", "500"}
        assert ("404" in failing) == ("{" in path)
        for status in failing:
            (problem,) = answers[status]["content"].items()
            assert problem == ("application/problem+json", {"schema": {"$ref": "#/components/schemas/Problem"}})


def test_the_token_is_named_and_asked_for_where_it_is_needed(schema: dict[str, Any]) -> None:
    (name,) = schema["components"]["securitySchemes"]
    scheme = schema["components"]["securitySchemes"][name]
    assert (scheme["type"], scheme["scheme"]) == ("http", "bearer")
    needing = {path for path, operation in operations(schema) if {} not in operation["security"]}
    assert needing == {f"{V1}{path}" for path in ("/me", "/me/flights", "/groups", "/groups/{id}", "/flights/{id}")}
    assert all({name: []} in operation["security"] for _path, operation in operations(schema))


def test_what_it_says_of_tokens_is_so(schema: dict[str, Any], nobody: Program) -> None:
    for path, operation in operations(schema):
        if "{" not in path and path != f"{V1}/search":
            expected = 200 if {} in operation["security"] else 401
            assert nobody.ask(path.removeprefix(V1)).status_code == expected


def test_every_part_of_an_address_is_declared(schema: dict[str, Any]) -> None:
    for path, operation in operations(schema):
        declared = {each["name"] for each in operation["parameters"] if each["in"] == "path"}
        assert declared == set(re.findall(r"{(\w+)}", path))
        for each in operation["parameters"]:
            assert each["in"] in ("path", "query")
            assert each["in"] == "query" or each["required"]
            assert each["in"] == "path" or each["description"], (path, each["name"])


def test_every_reference_leads_somewhere_and_nothing_is_left_over(schema: dict[str, Any]) -> None:
    referred = {node["$ref"] for node in nodes(schema) if "$ref" in node}
    assert referred == {f"#/components/schemas/{name}" for name in schema["components"]["schemas"]}


def test_schemas_are_in_the_words_of_json_schema(schema: dict[str, Any]) -> None:
    for name, each in schema["components"]["schemas"].items():
        assert re.fullmatch(r"[A-Za-z0-9]+", name)
        for node in nodes(each):
            told = node.get("type")
            assert not isinstance(told, str) or told in TYPES
            assert "nullable" not in node
        if "properties" in each:
            assert set(each.get("required", [])) <= set(each["properties"])


def test_an_answer_has_every_part_that_the_schema_names(
    schema: dict[str, Any], nobody: Program, jobs: None, certifications: None
) -> None:
    examples = {
        "JobRecord": "/jobs/H2303",
        "CertificationRecord": "/certifications/1",
        "SheetRecord": "/sheets/RNCP99001",
        "SkillRecord": "/skills/make-aseptic-connection",
        "FamiliesRecord": "/skills",
        "PageOfJobRow": "/jobs",
        "PageOfCertificationRow": "/certifications",
    }
    for name, path in examples.items():
        assert nobody.get(path).keys() == set(schema["components"]["schemas"][name]["properties"])


def test_the_docs_of_the_library_are_off() -> None:
    assert Client().get(f"{V1}/docs").status_code == 404
