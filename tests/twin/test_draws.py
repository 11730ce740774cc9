"""Random numbers depend on seed, source and place, and on nothing else."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from envol.twin import draws
from envol.twin.course import lot_parameters, noise_of
from envol.twin.declarations import draw
from envol.twin.model import UnitClass, compile_model

from .tank import Tank


def noisy(*sources: str) -> UnitClass:
    """The tank with further random inputs."""
    declared: dict[str, Any] = {name: draw() for name in sources}
    return type("Noisy", (Tank,), declared | {"__module__": __name__})


def test_taking_one_source_away_shifts_no_other() -> None:
    both, one = compile_model(noisy("gauge", "scale")), compile_model(noisy("scale"))
    left = noise_of(both, 3, 0, 50)[:, both.draws["scale"]]
    assert np.array_equal(left, noise_of(one, 3, 0, 50)[:, one.draws["scale"]])


@given(first=st.integers(0, 3 * draws.BLOCK), count=st.integers(1, 2 * draws.BLOCK), cut=st.floats(0, 1))
def test_a_draw_does_not_depend_on_how_the_scans_were_cut(first: int, count: int, cut: float) -> None:
    whole = draws.uniforms(1, "source", first, count)
    split = round(cut * count)
    parts = [
        draws.uniforms(1, "source", start, n) for start, n in ((first, split), (first + split, count - split)) if n
    ]
    assert np.array_equal(whole, np.concatenate(parts))


def test_the_scan_after_a_block_continues_the_stream() -> None:
    edge = draws.BLOCK
    around = draws.uniforms(1, "source", edge - 1, 2)
    assert around[0] == draws.uniform_block(1, "source", 0)[-1]
    assert around[1] == draws.uniform_block(1, "source", 1)[0]


def test_no_two_blocks_repeat_each_other() -> None:
    blocks = np.concatenate([draws.uniform_block(1, "source", k) for k in range(4)])
    assert len(np.unique(blocks)) == len(blocks)


def test_another_seed_and_another_source_draw_otherwise() -> None:
    first = draws.uniform(1, "source")
    assert first != draws.uniform(2, "source")
    assert first != draws.uniform(1, "sources")


def test_uniform_draws_are_uniform_and_never_at_the_ends() -> None:
    drawn = draws.uniforms(5, "source", 0, 20_000)
    assert 0 < drawn.min() < drawn.max() < 1
    assert stats.kstest(drawn, "uniform").pvalue > 0.01


def test_normal_draws_are_normal() -> None:
    assert stats.kstest(draws.normals(5, "source", 0, 20_000), "norm").pvalue > 0.01


def test_a_first_draw_is_the_one_that_journals_were_flown_with() -> None:
    # a change of this number makes every recorded flight unreadable
    assert draws.uniform(1, "source") == pytest.approx(0.6046301936941716, abs=0)


def test_a_lot_spreads_only_what_is_declared_to_spread() -> None:
    model = compile_model(Tank)
    nominal, lot = lot_parameters(model, None), lot_parameters(model, 4)
    moved = [name for name, place in model.parameters.slices.items() if np.any(lot[place] != nominal[place])]
    assert moved == ["fastest"]


def test_a_spread_that_is_given_takes_the_place_of_the_declared_one() -> None:
    model = compile_model(Tank)
    place = model.parameters["fastest"]
    nominal, declared, alike, wide = (
        lot_parameters(model, seed, None, spreads)[place][0]
        for seed, spreads in (
            (None, None),
            (4, None),
            (4, {"fastest": 0.0}),
            (4, {"fastest": 2 * model.declared["fastest"].spread}),
        )
    )
    assert alike == nominal != declared
    assert np.log(wide / nominal) == pytest.approx(2 * np.log(declared / nominal))
