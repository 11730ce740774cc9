"""Logs are facts: one JSON document a line, and no stack where somebody was merely refused."""

from __future__ import annotations

import json
import logging
import logging.config
from io import StringIO

import pytest
import structlog

from envol.web.config.logs import logging_by


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> StringIO:
    settings = logging_by("INFO", as_json=True)
    logging.config.dictConfig(settings)
    handler = logging.getLogger().handlers[-1]
    assert isinstance(handler, logging.StreamHandler)
    stream = StringIO()
    monkeypatch.setattr(handler, "stream", stream)
    return stream


def test_a_fact_is_one_json_document_with_its_names(written: StringIO) -> None:
    structlog.get_logger("envol.web").info("flight.landed", flight="f1", score=71.5)
    found = json.loads(written.getvalue())
    assert (found["event"], found["flight"], found["score"]) == ("flight.landed", "f1", 71.5)


def test_a_line_break_in_a_value_does_not_begin_a_line(written: StringIO) -> None:
    structlog.get_logger("envol.web").warning("odd", value="one\ntwo")
    assert len(written.getvalue().splitlines()) == 1


def _refuse(level: int) -> None:
    try:
        raise PermissionError("not for you")
    except PermissionError as error:
        logging.getLogger("envol.web").log(level, "refused", exc_info=error)


def test_somebody_who_is_refused_leaves_no_stack(written: StringIO) -> None:
    _refuse(logging.WARNING)
    assert "Traceback" not in written.getvalue()


def test_an_error_leaves_its_stack(written: StringIO) -> None:
    _refuse(logging.ERROR)
    assert "Traceback" in written.getvalue()
