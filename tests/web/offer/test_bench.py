"""The bench of imports, in a tiny form: what it promises is there; no time is asserted."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from lxml import etree

from envol.cli.benches.imports import bench_imports, write_offer
from envol.gateways.lheo.reading import read_lheo
from envol.gateways.lheo.records import Formation
from reference_data import reference


def test_the_generated_offer_is_valid_and_always_the_same(tmp_path: Path) -> None:
    for name in ("one.xml", "two.xml"):
        write_offer(tmp_path / name, 300_000)
    one, two = ((tmp_path / name).read_bytes() for name in ("one.xml", "two.xml"))
    assert one == two
    assert 300_000 <= len(one) < 330_000
    assert all(isinstance(each, Formation) for each in read_lheo(tmp_path / "one.xml", today=date(2026, 11, 22)))
    schema = etree.XMLSchema(etree.parse(str(reference("lheo/lheo.xsd"))))
    assert schema.validate(etree.fromstring(one)), schema.error_log


def test_an_import_is_measured_in_a_campus_of_its_own() -> None:
    found = bench_imports(megabytes=0.2)
    first, again = found["lheo"]["first"], found["lheo"]["again"]
    assert first["created"] == again["unchanged"] > 0
    assert again["created"] == first["unchanged"] == 0
    assert first.keys() >= {"seconds", "cpu_s", "peak_mb"}
    assert (found["meets_seconds"], isinstance(found["meets_mb"], bool)) == (True, True)
