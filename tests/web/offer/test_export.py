"""The offer is written to a file, whole or not at all; a journal is exported as before."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lxml import etree

from envol.cli.main import main
from envol.gateways.lheo.reading import read_lheo
from envol.gateways.lheo.records import Formation
from gateways.lheo.conftest import TODAY
from reference_data import reference
from web.offer.conftest import Import, formation, with_place

pytestmark = pytest.mark.django_db


def envol(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def test_the_offer_is_exported_as_valid_lheo(imported: Import, tmp_path: Path) -> None:
    imported(formation(1), with_place(formation(2), "76000", "Rouen"))
    path = tmp_path / "out.xml"
    result = envol("export", "lheo", "--to", path, "--json")
    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout) == {"file": str(path), "trainings": 2, "bytes": path.stat().st_size}
    schema = etree.XMLSchema(etree.parse(str(reference("lheo/lheo.xsd"))))
    assert schema.validate(etree.parse(str(path))), schema.error_log


def test_what_is_exported_is_what_was_imported(imported: Import, tmp_path: Path) -> None:
    imported(formation(1), formation(2))
    sent = [each.element for each in read_lheo(tmp_path / "offer.xml", today=TODAY) if isinstance(each, Formation)]
    envol("export", "lheo", "--to", tmp_path / "out.xml")
    back = [each.element for each in read_lheo(tmp_path / "out.xml", today=TODAY) if isinstance(each, Formation)]
    assert back == sent


def test_an_empty_offer_is_not_written(db: None, tmp_path: Path) -> None:
    result = envol("export", "lheo", "--to", tmp_path / "out.xml")
    assert result.exit_code == 1
    assert "there is no training to write" in result.stderr
    assert not list(tmp_path.iterdir())


def test_a_place_that_cannot_be_written_is_refused_first(tmp_path: Path) -> None:
    result = envol("export", "lheo", "--to", tmp_path / "nowhere" / "out.xml")
    assert result.exit_code == 1
    assert "there is no folder" in result.stderr


def test_the_help_names_both() -> None:
    said = envol("export", "--help").stdout
    assert "flight" in said
    assert "lheo" in said


def test_what_is_no_command_is_a_journal(tmp_path: Path) -> None:
    result = envol("export", tmp_path / "nowhere.jsonl", "--to", "x.csv")
    assert result.exit_code == 1
    assert "nowhere.jsonl" in result.stderr
