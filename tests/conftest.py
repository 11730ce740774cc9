"""How many times a long test is repeated."""

import os

import pytest


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that asks for `long_seed` once for each seed: 20 of them, or ENVOL_LONG_SEEDS."""
    if "long_seed" in metafunc.fixturenames:
        metafunc.parametrize("long_seed", range(1, 1 + int(os.environ.get("ENVOL_LONG_SEEDS", "20"))))
