"""Tables of ways in that were switched off since: their rows still point at people, and no model knows them."""

from __future__ import annotations

from uuid import UUID

from django.apps import apps
from django.db import connection

from envol.web.people.models import Person

_SOCIAL = '"socialaccount_socialaccount"'
_ACCOUNTS = f'(SELECT "id" FROM {_SOCIAL} WHERE "user_id" = %s)'
LEFT = (
    # app, table, what deletes a person's rows; whatever others point at comes after those.
    ("mfa", "mfa_authenticator", 'DELETE FROM "mfa_authenticator" WHERE "user_id" = %s'),
    (
        "socialaccount",
        "socialaccount_socialtoken",
        f'DELETE FROM "socialaccount_socialtoken" WHERE "account_id" IN {_ACCOUNTS}',
    ),
    ("socialaccount", "socialaccount_socialaccount", f'DELETE FROM {_SOCIAL} WHERE "user_id" = %s'),
    (
        "django_cas_ng",
        "django_cas_ng_proxygrantingticket",
        'DELETE FROM "django_cas_ng_proxygrantingticket" WHERE "user_id" = %s',
    ),
)


def erase_leftovers(person: UUID) -> None:
    """Delete what the tables of a way in that is off today still keep about somebody."""
    installed = {config.label for config in apps.get_app_configs()}
    wanted = [(table, sql) for app, table, sql in LEFT if app not in installed]
    if not wanted:
        return
    there = set(connection.introspection.table_names())
    key = Person._meta.pk.get_db_prep_value(person, connection)
    with connection.cursor() as cursor:
        for table, sql in wanted:
            if table in there:
                cursor.execute(sql, [key])
