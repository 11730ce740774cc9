"""What projecting the large made-up situation by single age costs: run as a program, in a process of its own.

python -m envol.cli.rig.ages 1000 3
"""

from __future__ import annotations

import contextlib
import json
import sys
from pathlib import Path
from time import process_time
from typing import Any

import click

from envol.cli.rig.futures import large_situation
from envol.cli.rig.server import figures_of
from envol.cli.rig.usage import status_mb
from envol.foresight.age_schedules import assumed_schedules
from envol.foresight.projection import quantiles
from envol.foresight.single_age import Stepper, compile_step, is_compilable, project_ages


def measure(draws: int = 1000, runs: int = 3) -> dict[str, Any]:
    """Project by single age in a process of its own.

    Returns
    -------
    dict
        `cpu_s`: CPU seconds of the best run, the quantiles of the gap included, machine code made before; `compile_s`:
        of importing numba and making it; `peak_mb`: the most memory at once above what imports and machine code hold,
        what making it left free being used again; `compile_mb`: what making it left; `numpy_cpu_s`: the same without
        machine code, once; `stepper`: "numpy" where numba is not installed, in which case `cpu_s` is that of NumPy;
        `cells`, `years`, `draws`.

    Raises
    ------
    EnvolError
        If it failed, with its last words.
    """
    return figures_of("rig.ages", draws, runs)


def measured(draws: int, runs: int) -> dict[str, Any]:
    """Measure in the process that called; see `measure`."""
    before, began = status_mb("VmRSS"), process_time()
    stepper = Stepper.COMPILED if is_compilable() else Stepper.NUMPY
    if stepper is Stepper.COMPILED:
        compile_step()
    compiled = process_time() - began
    # Making machine code takes more memory than running it: the kernel is asked to forget that peak.
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")
    held = status_mb("VmRSS")
    spent = [_once(draws, stepper) for _ in range(runs)]
    peak = status_mb("VmHWM") - held
    situation = large_situation()
    return {
        "cpu_s": min(spent),
        "compile_s": compiled,
        "peak_mb": peak,
        "compile_mb": held - before,
        "numpy_cpu_s": min(spent) if stepper is Stepper.NUMPY else _once(draws, Stepper.NUMPY),
        "stepper": stepper.value,
        "cells": situation.stock.size * assumed_schedules(situation).ages,
        "years": situation.perimeter.years,
        "draws": draws,
    }


def _once(draws: int, stepper: Stepper) -> float:
    situation = large_situation()
    schedules = assumed_schedules(situation)
    began = process_time()
    quantiles(project_ages(situation, schedules, draws=draws, stepper=stepper).gap)
    return process_time() - began


if __name__ == "__main__":
    click.echo(json.dumps(measured(int(sys.argv[1]), int(sys.argv[2]))))
