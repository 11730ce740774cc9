"""Random numbers that depend on their name and their place in time, and on nothing else.

A draw is keyed by (seed, source, scan). Philox (Salmon 2011) turns the key and a counter into bits, so any block of
scans can be made alone, in any order, and taking one source away shifts no other. Normal draws are the inverse of the
normal distribution at a uniform draw.
"""

from __future__ import annotations

import hashlib

import numpy as np
from scipy.special import ndtri

BLOCK = 1024
"""Scans made at once. Blocks start at multiples of it, so a value never depends on how a flight was cut into calls."""


def _key(seed: int, source: str) -> np.ndarray:
    digest = hashlib.sha256(f"{seed}:{source}".encode()).digest()
    return np.frombuffer(digest[:16], dtype=np.uint64)


def uniform_block(seed: int, source: str, block: int) -> np.ndarray:
    """Return the uniform draws on (0, 1) of one block of scans, shape (BLOCK,)."""
    bits = np.random.Philox(key=_key(seed, source), counter=[block * BLOCK, 0, 0, 0]).random_raw(BLOCK)
    return (np.asarray(bits >> np.uint64(11), dtype=float) + 0.5) * 2.0**-53


def uniforms(seed: int, source: str, first: int, count: int) -> np.ndarray:
    """Return the uniform draws of `count` scans from scan `first` on, shape (count,)."""
    blocks = range(first // BLOCK, (first + count - 1) // BLOCK + 1)
    drawn = np.concatenate([uniform_block(seed, source, b) for b in blocks])
    start = first - blocks[0] * BLOCK
    return drawn[start : start + count]


def normals(seed: int, source: str, first: int, count: int) -> np.ndarray:
    """Return the standard normal draws of `count` scans from scan `first` on, shape (count,)."""
    return np.asarray(ndtri(uniforms(seed, source, first, count)))


def uniform(seed: int, source: str, index: int = 0) -> float:
    """Return one uniform draw on (0, 1)."""
    return float(uniforms(seed, source, index, 1)[0])


def normal(seed: int, source: str, index: int = 0) -> float:
    """Return one standard normal draw."""
    return float(normals(seed, source, index, 1)[0])
