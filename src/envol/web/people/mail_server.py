"""By which server mail leaves this campus: read from the environment once, at start, and refused where half told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

NO_MAIL = "envol.web.people.mail.NoMail"
STAYS_HERE = frozenset(
    {NO_MAIL, *(f"django.core.mail.backends.{kind}.EmailBackend" for kind in ("console", "dummy", "filebased"))}
)
"""The ways of sending by which nobody elsewhere gets anything."""
URL, SENDER, BACKEND = "ENVOL_EMAIL_URL", "ENVOL_EMAIL_FROM", "ENVOL_EMAIL_BACKEND"
SMTP = "django.core.mail.backends.smtp.EmailBackend"
TIMEOUT_S = 10
"""Seconds that a page waits for the server of mail at most."""
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
_ON, _OFF = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """A server of mail, and who the mails are from.

    Parameters
    ----------
    backend : str
        The way of sending, as Django names it.
    sender : str
    host : str
    port : int
    user, password : str
    tls : bool
        Whether an open connection is encrypted before anything is said (STARTTLS).
    ssl : bool
        Whether it is encrypted from the first byte.
    """

    backend: str = NO_MAIL
    sender: str = ""
    host: str = ""
    port: int = 25
    user: str = ""
    password: str = ""
    tls: bool = False
    ssl: bool = False

    @property
    def leaves(self) -> bool:
        """Whether mail reaches anybody elsewhere."""
        return self.backend not in STAYS_HERE

    def as_settings(self) -> dict[str, Any]:
        """Return it as Django's settings have it."""
        named = {"DEFAULT_FROM_EMAIL": self.sender, "SERVER_EMAIL": self.sender} if self.sender else {}
        return {
            **named,
            "EMAIL_BACKEND": self.backend,
            "EMAIL_HOST": self.host,
            "EMAIL_PORT": self.port,
            "EMAIL_HOST_USER": self.user,
            "EMAIL_HOST_PASSWORD": self.password,
            "EMAIL_USE_TLS": self.tls,
            "EMAIL_USE_SSL": self.ssl,
            "EMAIL_TIMEOUT": TIMEOUT_S,
        }


def mail_server_of(environment: Mapping[str, str]) -> MailServer:
    """Return the server that the environment tells; where it tells none, one by which nothing leaves.

    Raises
    ------
    ImproperlyConfigured
        If it is told by half, or wrongly; the sentence names the variable, and never repeats the password.
    """
    url, sender, backend = (environment.get(name, "").strip() for name in (URL, SENDER, BACKEND))
    if not url:
        return MailServer(backend=backend or NO_MAIL, sender=sender)
    if backend:
        raise ImproperlyConfigured(f"{URL} and {BACKEND} both say how mail leaves: keep one of them")
    if "@" not in parseaddr(sender)[1]:
        raise ImproperlyConfigured(f"{SENDER} must say who mails are from, as Envol <envol@example.org>: {URL} is set")
    return _server(urlsplit(url), sender)


def _server(told: SplitResult, sender: str) -> MailServer:
    if told.scheme not in {"smtp", "smtps"}:
        raise ImproperlyConfigured(f"{URL} begins with smtp:// or smtps://, as smtp://user:password@host:587?tls=1")
    if not told.hostname:
        raise ImproperlyConfigured(f"{URL} names no server, as smtp://user:password@host:587?tls=1")
    ssl = told.scheme == "smtps"
    tls = _tls(told, ssl)
    if bool(told.username) != bool(told.password):
        raise ImproperlyConfigured(f"{URL} has a user without password, or a password without user: give both")
    if told.password and not (tls or ssl) and told.hostname not in _LOOPBACK:
        raise ImproperlyConfigured(f"{URL} would send its password in clear to {told.hostname}: add ?tls=1")
    return MailServer(
        backend=SMTP,
        sender=sender,
        host=told.hostname,
        port=_port(told) or (465 if ssl else 587 if tls else 25),
        user=unquote(told.username or ""),
        password=unquote(told.password or ""),
        tls=tls,
        ssl=ssl,
    )


def _port(told: SplitResult) -> int | None:
    try:
        return told.port
    except ValueError:
        raise ImproperlyConfigured(f"{URL} has a port that is no number of 0 to 65535") from None


def _tls(told: SplitResult, ssl: bool) -> bool:
    words = parse_qs(told.query, keep_blank_values=True)
    unknown = sorted(words.keys() - {"tls"})
    if unknown:
        raise ImproperlyConfigured(f"{URL} says {', '.join(unknown)}, which nothing reads: only tls=1 is known")
    found = words.get("tls", ["0"])[-1].lower()
    if found not in _ON | _OFF:
        raise ImproperlyConfigured(f"{URL} says tls={found}: it is a switch, write 1 or 0")
    if ssl and found in _ON:
        raise ImproperlyConfigured(f"{URL} begins with smtps:// and says tls=1: keep one of them")
    return found in _ON
