"""What of this machine and its programs decides the last bit of a value."""

from __future__ import annotations

import platform
import sys
from functools import cache
from pathlib import Path

import casadi
import numpy
import scipy

import envol

FEATURES = {
    "x86_64": ("avx2", "avx512f", "fma"),
    "aarch64": ("asimd", "fphp", "sve"),
}
"""By architecture, what the mathematical library chooses its forms of exp, log and pow by."""


@cache
def machine_pins() -> dict[str, str]:
    """Return the pins of this machine: the versions that compute, and its class.

    Bits are promised to be the same within one class: architecture, C library, features of the processor, Python.
    """
    return {
        "envol": envol.__version__,
        "casadi": casadi.__version__,
        "numpy": numpy.__version__,
        "scipy": scipy.__version__,
        "machine": machine_class(),
    }


def machine_class() -> str:
    """Return the class of this machine, in one word without spaces."""
    architecture = platform.machine()
    library = "-".join(part for part in platform.libc_ver() if part) or sys.platform
    present = _features(Path("/proc/cpuinfo"))
    features = "+".join(name for name in FEATURES.get(architecture, ()) if name in present) or "plain"
    python = f"py{sys.version_info.major}.{sys.version_info.minor}"
    return "/".join(part.replace(" ", "") for part in (architecture, library, features, python))


def _features(listing: Path) -> set[str]:
    try:
        lines = listing.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return set()
    named = (line.partition(":")[2] for line in lines if line.lower().startswith(("flags", "features")))
    return set(next(named, "").split())
