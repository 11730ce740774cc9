"""Says where, in the tables of a campus, any of some words still stands; sessions are read as they were written."""

import json
import os

from django.contrib.sessions.models import Session
from django.db import connections

GIVEN = json.loads(os.environ["GIVEN"])
WORDS = [word.casefold() for word in GIVEN["words"]]


def standing_in(text):
    folded = str(text).casefold()
    return [word for word in WORDS if word in folded]


def cells_of(connection):
    """Every cell of every table, with where it is."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            columns = [each[0] for each in cursor.description]
            for row in cursor.fetchall():
                for column, value in zip(columns, row, strict=True):
                    yield f"{connection.alias}.{table}.{column}", value


cells = [cell for alias in connections for cell in cells_of(connections[alias])]
cells += [("a session", session.get_decoded()) for session in Session.objects.all()]
found = sorted({f"{word} in {where}" for where, value in cells for word in standing_in(value)})
print(json.dumps({"found": found, "cells": len(cells)}))  # noqa: T201 - this is how it answers
