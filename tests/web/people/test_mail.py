"""By which server mail leaves, how it is told, and what is said where none is."""

from __future__ import annotations

import logging

import pytest
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from pytest_django.fixtures import Settings

from envol.web.config.logs import SecretsHidden
from envol.web.people.mail import is_configured
from envol.web.people.mail_server import NO_MAIL, MailServer, mail_server_of

CONSOLE = "django.core.mail.backends.console.EmailBackend"
SMTP = "django.core.mail.backends.smtp.EmailBackend"


def told(url: str = "", sender: str = "Envol <envol@example.org>", **further: str) -> MailServer:
    return mail_server_of({"ENVOL_EMAIL_URL": url, "ENVOL_EMAIL_FROM": sender, **further})


def test_a_server_is_told_by_one_address() -> None:
    server = told("smtp://user%40example.org:p%40ss@mail.example.org:587?tls=1")
    assert (server.backend, server.host, server.port) == (SMTP, "mail.example.org", 587)
    assert (server.user, server.password, server.tls, server.ssl) == ("user@example.org", "p@ss", True, False)
    assert server.sender == "Envol <envol@example.org>"
    assert server.leaves


@pytest.mark.parametrize(
    ("url", "port", "tls", "ssl"),
    [
        ("smtp://mail.example.org", 25, False, False),
        ("smtp://mail.example.org?tls=1", 587, True, False),
        ("smtps://mail.example.org", 465, False, True),
    ],
)
def test_a_port_that_is_not_told_is_the_usual_one(url: str, port: int, tls: bool, ssl: bool) -> None:
    server = told(url)
    assert (server.port, server.tls, server.ssl) == (port, tls, ssl)


@pytest.mark.parametrize(
    ("url", "sender", "words"),
    [
        ("mail.example.org", "a@example.org", "begins with smtp:// or smtps://"),
        ("http://mail.example.org", "a@example.org", "begins with smtp:// or smtps://"),
        ("smtp://", "a@example.org", "names no server"),
        ("smtp://mail.example.org:port", "a@example.org", "port"),
        ("smtp://mail.example.org?tsl=1", "a@example.org", "tsl"),
        ("smtp://mail.example.org?tls=perhaps", "a@example.org", "tls"),
        ("smtps://mail.example.org?tls=1", "a@example.org", "tls"),
        ("smtp://user@mail.example.org", "a@example.org", "password"),
        ("smtp://user:word@mail.example.org", "a@example.org", "tls=1"),
        ("smtp://mail.example.org", "", "ENVOL_EMAIL_FROM"),
        ("smtp://mail.example.org", "nobody", "ENVOL_EMAIL_FROM"),
    ],
)
def test_what_is_told_wrongly_is_refused_in_a_sentence(url: str, sender: str, words: str) -> None:
    with pytest.raises(ImproperlyConfigured) as refused:
        told(url, sender)
    assert words in str(refused.value)
    assert ":word@" not in str(refused.value)


def test_a_password_goes_unencrypted_to_this_machine_only() -> None:
    assert told("smtp://user:word@localhost:25").password == "word"


def test_no_mail_leaves_where_no_server_is_told() -> None:
    server = mail_server_of({})
    assert server.backend == NO_MAIL
    assert not server.leaves


def test_a_way_of_sending_may_be_named_where_no_server_is() -> None:
    server = mail_server_of({"ENVOL_EMAIL_BACKEND": CONSOLE})
    assert server.backend == CONSOLE
    assert not server.leaves
    with pytest.raises(ImproperlyConfigured):
        told("smtp://mail.example.org", ENVOL_EMAIL_BACKEND=CONSOLE)


@pytest.mark.parametrize(("backend", "leaves"), [(NO_MAIL, False), (CONSOLE, False), (SMTP, True)])
def test_the_pages_know_whether_mail_leaves(settings: Settings, backend: str, leaves: bool) -> None:
    settings.EMAIL_BACKEND = backend
    assert is_configured() is leaves


def test_a_mail_that_does_not_leave_is_written_down_without_its_links(
    settings: Settings, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    settings.EMAIL_BACKEND = NO_MAIL
    with caplog.at_level(logging.WARNING):
        assert mail.send_mail("Come", "https://campus/invitations/secret/", None, ["a@example.org"]) == 0
    written = "".join(capfd.readouterr()) + caplog.text
    assert "no mail leaves" in written
    assert "secret" not in written
    assert "a@example.org" not in written


@pytest.mark.parametrize(
    "path",
    [
        "/invitations/s3cret/",
        "/accounts/password/reset/key/3f-s3cret/",
        "/accounts/confirm-email/s3cret/",
        "/fr/invitations/s3cret?next=1",
    ],
)
def test_no_secret_of_an_address_is_written_to_the_log(path: str) -> None:
    record = logging.LogRecord("django.request", logging.WARNING, "", 1, "Not Found: %s", (path,), None)
    as_document = logging.LogRecord("envol", logging.WARNING, "", 1, {"event": "x", "path": path}, None, None)
    for each in (record, as_document):
        assert SecretsHidden().filter(each)
        assert "s3cret" not in each.getMessage()


def test_other_lines_of_the_log_stay_as_they_are() -> None:
    record = logging.LogRecord("django.request", logging.WARNING, "", 1, "Not Found: %s", ("/flights/1/",), None)
    assert SecretsHidden().filter(record)
    assert (record.msg, record.args) == ("Not Found: %s", ("/flights/1/",))
