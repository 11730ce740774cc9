"""Logs on standard error: one JSON document a line, or plain lines for somebody who reads along."""

from __future__ import annotations

import logging
import re
from typing import Any

import structlog
from structlog.typing import Processor

BEFORE: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


_SECRET = re.compile(r"(/(?:invitations|password/reset/key|confirm-email|join)/)[^/\s?#\"']+")
"""In an address: what follows opens an account or a place."""


class RefusedIsNoError(logging.Filter):
    """Keeps the stack out of the log where a visitor was refused: it says nothing of use, and hides what does."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass, those below an error without their stack."""
        if record.levelno < logging.ERROR:
            record.exc_info = None
        return True


class SecretsHidden(logging.Filter):
    """Keeps out of the log what opens something to whoever reads it: the secrets that stand in addresses."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass, its secrets replaced."""
        if isinstance(record.msg, dict):
            record.msg = {key: _hidden(value) if isinstance(value, str) else value for key, value in record.msg.items()}
            return True
        told = record.getMessage()
        if (shown := _hidden(told)) != told:
            record.msg, record.args = shown, ()
        return True


def _hidden(text: str) -> str:
    return _SECRET.sub(r"\1...", text)


def logging_by(level: str, *, as_json: bool) -> dict[str, Any]:
    """Return the configuration of logging, and let structlog write through it.

    Parameters
    ----------
    level : str
        As logging names it; of our own loggers and of the server's.
    as_json : bool
    """
    structlog.configure(
        processors=[*BEFORE, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    last = structlog.processors.JSONRenderer() if as_json else structlog.dev.ConsoleRenderer(colors=False)
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": BEFORE,
        "processors": [
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            last,
        ],
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": formatter},
        "filters": {"refused": {"()": RefusedIsNoError}, "secrets": {"()": SecretsHidden}},
        "handlers": {
            "stderr": {"class": "logging.StreamHandler", "formatter": "lines", "filters": ["refused", "secrets"]}
        },
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {name: {"level": level} for name in ("envol", "django.server", "uvicorn.error")},
    }
