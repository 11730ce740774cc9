"""What every store of journals must honour, run over all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from envol.errors import JournalError
from envol.flight.journal import verify
from envol.flight.journal_store import JournalStore, MemoryJournal
from envol.gateways.journal_file import JournalFile
from envol.web.flightdeck.journal import TableJournal
from envol.web.flightdeck.models import Flight

PILOT = "pilot:expert"
STATE = "cd" * 32

NOON = "2026-03-01T12:00:00Z"


def a_table(folder: Path) -> TableJournal:
    flight = Flight.objects.create(scenario="any", line="any", seed=1, runner="me")
    return TableJournal(flight.id, "me", clock=lambda: NOON)


STORES: dict[str, Callable[[Path], JournalStore]] = {
    "memory": lambda folder: MemoryJournal(lambda: NOON),
    "file": lambda folder: JournalFile.create(folder / "flight.jsonl", clock=lambda: NOON),
    "file with fsync": lambda folder: JournalFile.create(folder / "flight.jsonl", fsync=True, clock=lambda: NOON),
    "database": a_table,
}


WITH_MARKS = [pytest.param(name, marks=pytest.mark.django_db) if name == "database" else name for name in STORES]


@pytest.fixture(params=WITH_MARKS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[JournalStore]:
    store = STORES[request.param](tmp_path)
    yield store
    if isinstance(store, JournalFile):
        store.close()


def test_a_new_store_is_empty_and_open(store: JournalStore) -> None:
    assert store.events() == ()
    assert not store.sealed


def test_what_was_acknowledged_is_read_back(store: JournalStore) -> None:
    written = [store.append(type="noted", data={"to": [1.5, None]}, scan=scan, actor=PILOT) for scan in (0, 0, 4)]
    assert store.events() == tuple(written)


def test_the_stored_chain_is_whole(store: JournalStore) -> None:
    store.append(type="flight-opened", data={"seed": 7}, scan=0, actor=PILOT)
    store.append(type="noted", version=2, scan=3, actor="person:7f3a91c2")
    store.seal(state_hash=STATE, scan=9, actor=PILOT)
    verify(store.events(), closed=True)
    assert store.sealed


def test_a_refused_event_leaves_the_store_as_it_was(store: JournalStore) -> None:
    store.append(type="noted", scan=3, actor=PILOT)
    before = store.events()
    with pytest.raises(JournalError):
        store.append(type="noted", scan=2, actor=PILOT)
    with pytest.raises(JournalError):
        store.append(type="noted", data={"note": "free text"}, scan=3, actor=PILOT)
    assert store.events() == before


def test_a_sealed_store_accepts_nothing_more(store: JournalStore) -> None:
    store.append(type="noted", scan=0, actor=PILOT)
    store.seal(state_hash=STATE, scan=0, actor=PILOT)
    with pytest.raises(JournalError, match="sealed"):
        store.append(type="noted", scan=1, actor=PILOT)
    with pytest.raises(JournalError, match="sealed"):
        store.seal(state_hash=STATE, scan=1, actor=PILOT)
    assert len(store.events()) == 2


def test_an_empty_store_cannot_be_sealed(store: JournalStore) -> None:
    with pytest.raises(JournalError, match="without any event"):
        store.seal(state_hash=STATE, scan=0, actor=PILOT)


def test_events_already_read_do_not_grow(store: JournalStore) -> None:
    store.append(type="noted", scan=0, actor=PILOT)
    read = store.events()
    store.append(type="noted", scan=0, actor=PILOT)
    assert len(read) == 1


def test_every_event_is_stamped_the_seal_included(store: JournalStore) -> None:
    store.append(type="noted", scan=0, actor=PILOT)
    store.seal(state_hash=STATE, scan=0, actor=PILOT)
    assert [event.at for event in store.events()] == [NOON, NOON]


def test_the_seal_keeps_the_final_values_and_the_result(store: JournalStore) -> None:
    store.append(type="noted", scan=0, actor=PILOT)
    store.seal(state_hash=STATE, scan=0, actor=PILOT, final={"volume": 2.0}, result={"score": 50.0})
    (_, seal) = store.events()
    assert (seal.data["final"], seal.data["result"]) == ({"volume": 2.0}, {"score": 50.0})
