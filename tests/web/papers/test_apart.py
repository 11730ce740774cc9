"""Papers are in a store of their own: nothing of them is in that of accounts, and nothing joins the two."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connections
from django.db.models import Model

from envol.web.papers.models import CivilFile, Representative, Signature

pytestmark = pytest.mark.django_db(databases=["default", "papers"])

NOMINATIVE = {"family_name", "given_name", "birth_date", "kept_until"}


def columns(alias: str) -> dict[str, set[str]]:
    """The columns of each table of a store."""
    connection = connections[alias]
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        return {
            table: {column.name for column in connection.introspection.get_table_description(cursor, table)}
            for table in tables
        }


def is_paper(model: type[Model]) -> bool:
    return model._meta.app_label == "papers"


def test_the_store_of_accounts_has_no_table_of_the_papers() -> None:
    assert not {table for table in columns("default") if table.startswith("papers_")}


def test_the_store_of_accounts_has_no_column_of_the_papers() -> None:
    assert {table: names & NOMINATIVE for table, names in columns("default").items() if names & NOMINATIVE} == {}


def test_the_store_of_papers_has_no_other_table() -> None:
    tables = set(columns("papers")) - {"django_migrations", "sqlite_sequence"}
    assert tables == {model._meta.db_table for model in (CivilFile, Representative, Signature)}


def test_accounts_and_papers_share_no_foreign_key() -> None:
    joined = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if isinstance(field.related_model, type) and is_paper(field.related_model) != is_paper(model)
    ]
    assert joined == []


@pytest.mark.parametrize("alias", ["default", "papers"])
def test_each_reference_of_a_table_is_to_its_own_store(alias: str) -> None:
    connection = connections[alias]
    own = columns(alias)
    with connection.cursor() as cursor:
        targets = {
            target for table in own for _, target in connection.introspection.get_relations(cursor, table).values()
        }
    assert targets <= set(own)
