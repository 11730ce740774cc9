"""Finding again what another system knows under keys of its own."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.utils.crypto import salted_hmac

from envol.web.accountability.personal import Row
from envol.web.provenance.models import ExternalKey
from envol.web.provenance.upsert import in_batches

ORG, CLASS, USER = "org", "class", "user"
_SALT = "envol.provenance.external-key"


class ExternalKeys:
    """The keys of one kind in one system.

    Parameters
    ----------
    system : str
        As it calls itself.
    kind : str
        `ORG`, `CLASS` or `USER`. The keys of users are kept as digests.
    """

    def __init__(self, system: str, kind: str) -> None:
        self._system, self._kind = system[:60], kind

    def known(self, keys: Iterable[str]) -> dict[str, UUID]:
        """Return what stands behind some keys, by key."""
        found: dict[str, UUID] = {}
        for some in in_batches(keys, 400):
            written = {each: key for key in some for each in self._as_kept(key)}
            rows = ExternalKey.objects.filter(system=self._system, kind=self._kind, key__in=written)
            found |= {written[key]: object_id for key, object_id in rows.values_list("key", "object_id")}
        return found

    def add(self, pairs: Iterable[tuple[str, UUID]]) -> None:
        """Keep keys with what stands behind them, in place of what did before."""
        rows = [
            ExternalKey(system=self._system, kind=self._kind, key=self._as_kept(key)[0], object_id=object_id)
            for key, object_id in pairs
        ]
        ExternalKey.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["system", "kind", "key"], update_fields=["object_id"]
        )

    def objects(self) -> set[UUID]:
        """Return all that the system knows."""
        rows = ExternalKey.objects.filter(system=self._system, kind=self._kind)
        return set(rows.values_list("object_id", flat=True))

    def _as_kept(self, key: str) -> list[str]:
        """Return how a key is kept, under the secret of today and then under those before it."""
        if self._kind != USER:
            return [key]
        secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
        text = f"{self._system}/{key}"
        return [salted_hmac(_SALT, text, secret=each, algorithm="sha256").hexdigest() for each in secrets]


def keys_of(object_id: UUID) -> list[Row]:
    """Return under which systems something is known."""
    rows = ExternalKey.objects.filter(object_id=object_id).order_by("id")
    return [{"system": system, "kind": kind} for system, kind in rows.values_list("system", "kind")]


def forget_keys_of(object_id: UUID) -> None:
    """Let no system know something any more."""
    ExternalKey.objects.filter(object_id=object_id).delete()
