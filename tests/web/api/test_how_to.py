"""What the page about reading the API says is so: its commands are answered, its program runs."""

from __future__ import annotations

import io
import re
import shlex
from pathlib import Path

import pytest
from django.test import Client

from envol.web.api.limits import WITH_TOKEN, WITHOUT_TOKEN
from envol.web.people.models import Person
from envol.web.people.token_services import make_token

from .conftest import Program

pytestmark = pytest.mark.django_db
PAGE = Path(__file__).parents[3] / "docs" / "how-to" / "read-the-api.md"
TEXT = PAGE.read_text(encoding="utf-8")
HOST = "http://localhost:8000"
COMMANDS = re.findall(r"^curl .+$", TEXT, re.MULTILINE)


@pytest.mark.parametrize("command", COMMANDS)
def test_its_commands_are_answered(person: Person, command: str) -> None:
    _token, text = make_token(person=person, name="a program")
    *options, address = shlex.split(command.replace("$ENVOL_TOKEN", text))[1:]
    headers = dict(each.split(": ", 1) for each in options if each != "-H")
    assert address.startswith(HOST)
    assert Client(headers=headers).get(address.removeprefix(HOST)).status_code == 200


def test_its_program_reads_the_whole_list(
    certifications: None, nobody: Program, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def opened(address: str) -> io.BytesIO:
        return io.BytesIO(Client().get(address.removeprefix(HOST)).content)

    monkeypatch.setattr("urllib.request.urlopen", opened)
    (program,) = re.findall(r"```python\n(.+?)```", TEXT, re.DOTALL)
    exec(program.replace("size=100", "size=1"), {})
    printed = capsys.readouterr().out.splitlines()
    assert [line.split()[:2] for line in printed] == [["1", "current"], ["2", "stale"], ["3", "unknown"]]


def test_it_says_the_limits_as_they_are() -> None:
    assert f"{WITHOUT_TOKEN} questions from an address without a token, {WITH_TOKEN} with a token" in TEXT


def test_no_header_lets_other_sites_read(nobody: Program) -> None:
    answer = nobody.ask("/skills", Origin="https://elsewhere.example")
    assert not [name for name in answer.headers if name.lower().startswith("access-control-")]
