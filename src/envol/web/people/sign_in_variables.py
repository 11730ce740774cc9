"""The variables of the environment by which ways in are told, each read and refused by its own name."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from envol.errors import nearest

KNOWN = frozenset(
    {
        "ENVOL_OIDC",
        *(f"ENVOL_OIDC_{part}" for part in ("ID", "NAME", "SERVER", "CLIENT_ID", "SECRET", "EMAIL_DOMAINS")),
        *(f"ENVOL_SAML_{part}" for part in ("NAME", "ENTITY", "METADATA", "SSO", "CERTIFICATE", "EMAIL_DOMAINS")),
        *(f"ENVOL_CAS_{part}" for part in ("NAME", "SERVER", "EMAIL_ATTRIBUTE", "EMAIL_DOMAINS")),
    }
)
FAMILIES = ("ENVOL_OIDC", "ENVOL_SAML", "ENVOL_CAS")
ON, OFF = {"1", "true", "yes", "on"}, {"", "0", "false", "no", "off"}
LOOPBACK = {"localhost", "127.0.0.1", "::1"}
WORD = re.compile(r"[a-z][a-z0-9-]{0,40}")
DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")
RESERVED = ("openid_connect", "saml")
PROVIDER = {"id", "name", "server", "client_id", "secret"}


class Variables:
    """Reads the variables of an environment; what is wrong is refused in a sentence that names the variable."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._told = {name: value.strip() for name, value in environment.items() if value.strip()}

    def refuse_unknown(self) -> None:
        """Refuse a variable of these families that nothing reads: its maker meant another."""
        for name in sorted(self._told):
            if name.startswith(FAMILIES) and name not in KNOWN:
                meant = " or ".join(nearest(name, KNOWN)) or ", ".join(sorted(KNOWN))
                raise ImproperlyConfigured(f"{name} is no variable of sign-in: is {meant} meant?")

    def text(self, name: str) -> str:
        """Return a variable, empty where it is not told."""
        return self._told.get(name, "")

    def switch(self, name: str) -> bool:
        """Return whether a switch is on."""
        found = self.text(name).lower()
        if found not in ON | OFF:
            raise ImproperlyConfigured(f"{name} is {self.text(name)!r}: it is a switch, write 1 or 0")
        return found in ON

    def number(self, name: str) -> int:
        """Return a number, none where it is not told."""
        found = self.text(name) or "0"
        if not (found.isascii() and found.isdigit()):
            raise ImproperlyConfigured(f"{name} is {found!r}: it is a number of servers, 0 or more")
        return int(found)

    def any_of(self, *names: str) -> bool:
        """Say whether any of some variables is told; a name that ends with _ stands for all that begin so."""
        return any(
            told.startswith(name) if name.endswith("_") else told == name for told in self._told for name in names
        )

    def all_of(self, prefix: str, *parts: str) -> dict[str, str]:
        """Return the variables that belong together, each by its part of the name."""
        missing = [f"{prefix}{part}" for part in parts if f"{prefix}{part}" not in self._told]
        if missing:
            told = ", ".join(sorted(name for name in self._told if name.startswith(prefix)))
            raise ImproperlyConfigured(f"{' and '.join(missing)} must be set as well: {told} alone lets nobody sign in")
        return {part: self._told[f"{prefix}{part}"] for part in parts}

    def refuse_both(self, name: str, other: str, is_other: bool) -> None:
        """Refuse two ways of telling the same at once."""
        if is_other and name in self._told:
            raise ImproperlyConfigured(f"{name} and {other} tell the same in two ways: keep one of them")

    def refuse_twice(self, name: str, ids: Collection[str]) -> None:
        """Refuse two providers of one id."""
        twice = sorted({id for id in ids if list(ids).count(id) > 1})
        if twice:
            raise ImproperlyConfigured(f"{name} has two providers called {twice[0]!r}: give each an id of its own")

    def address(self, name: str) -> str:
        """Return an address, encrypted unless it is on this machine."""
        return _address(name, self.text(name))

    def origins(self, name: str) -> list[str]:
        """Return further addresses, written with commas."""
        found = [each.strip() for each in self.text(name).split(",") if each.strip()]
        return [f"{parts.scheme}://{parts.netloc}" for parts in (urlsplit(_address(name, each)) for each in found)]

    def slug(self, name: str, default: str) -> str:
        """Return a word of addresses."""
        return _word(name, self.text(name) or default)

    def domains(self, name: str) -> tuple[str, ...]:
        """Return domains of e-mail addresses, written with commas."""
        return _domains(name, [each for each in self.text(name).split(",") if each.strip()])

    def certificate(self, name: str) -> str:
        """Return a certificate: the text itself, or that of the file it names."""
        found = self.text(name)
        if "BEGIN CERTIFICATE" in found:
            return found
        try:
            text = Path(found).read_text(encoding="ascii")
        except (OSError, ValueError) as error:
            raise ImproperlyConfigured(
                f"{name} is neither a certificate nor a file that can be read: {error}"
            ) from None
        if "BEGIN CERTIFICATE" not in text:
            raise ImproperlyConfigured(f"{name} names {found}, which holds no certificate in PEM")
        return text

    def providers(self, name: str) -> list[dict[str, Any]]:
        """Return a list of OpenID Connect providers, written in JSON."""
        if name not in self._told:
            return []
        try:
            rows = json.loads(self.text(name))
        except ValueError as error:
            raise ImproperlyConfigured(f"{name} is no JSON: {error}") from None
        if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
            raise ImproperlyConfigured(f'{name} is a list of providers, as [{{"id": ..., "server": ...}}]')
        return [_provider(name, row) for row in rows]


def _provider(name: str, row: dict[str, Any]) -> dict[str, Any]:
    where = f"{name} ({row.get('id') or row.get('name') or 'a provider without id'})"
    missing = sorted(PROVIDER - {key for key, value in row.items() if value and isinstance(value, str)})
    if missing:
        raise ImproperlyConfigured(
            f"{where} lacks {', '.join(missing)}: each provider has {', '.join(sorted(PROVIDER))}"
        )
    unknown = sorted(row.keys() - PROVIDER - {"email_domains"})
    if unknown:
        raise ImproperlyConfigured(f"{where} has {', '.join(unknown)}, which nothing reads")
    domains = row.get("email_domains", [])
    if not isinstance(domains, list) or not all(isinstance(each, str) for each in domains):
        raise ImproperlyConfigured(f"{where}: email_domains is a list of domains")
    return {
        **row,
        "id": _word(where, row["id"]),
        "server": _address(where, row["server"]),
        "email_domains": _domains(where, domains),
    }


def _address(name: str, value: str) -> str:
    parts = urlsplit(value)
    if not parts.hostname or parts.scheme not in {"https", "http"}:
        raise ImproperlyConfigured(f"{name} is {value!r}: an address begins with https://")
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        raise ImproperlyConfigured(f"{name} is {value!r}: an identity is only asked for over https")
    return value.rstrip("/")


def _word(name: str, value: str) -> str:
    if not WORD.fullmatch(value) or value in RESERVED:
        raise ImproperlyConfigured(
            f"{name} has the id {value!r}: small letters, digits and hyphens, and not {' or '.join(RESERVED)}"
        )
    return value


def _domains(name: str, values: Collection[str]) -> tuple[str, ...]:
    found = tuple(each.strip().lower() for each in values)
    for each in found:
        if not DOMAIN.fullmatch(each):
            raise ImproperlyConfigured(f"{name} names {each!r}, which is no domain such as univ.example.fr")
    return found
