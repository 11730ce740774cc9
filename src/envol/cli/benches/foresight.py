"""How fast the futures of jobs and trainings are projected: 780 cells, 10 years, 1 000 draws."""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
from typing import Any

from envol.cli.rig.futures import large_situation
from envol.errors import EnvolError
from envol.foresight.projection import Mode

DRAWS = 1000
RUNS = {Mode.CORE: 7, Mode.FULL: 3}
ONE_THREAD = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")}
"""What is measured is the work, not how it is shared out between cores."""


def bench_foresight() -> dict[str, Any]:
    """Project the large made-up situation in processes of their own.

    Returns
    -------
    dict
        `cpu_s` and `peak_mb` of the mode `core`: CPU seconds of the best run over all threads, and memory at its peak
        above the imports; `full`, the same of the mode `full`; `single_age`, of the model by single ages; `cells`,
        `years`, `draws`.
    """
    perimeter = large_situation().perimeter
    cells = len(perimeter.levels) * len(perimeter.regions) * len(perimeter.occupations)
    return {
        **_measured(Mode.CORE),
        "full": _measured(Mode.FULL),
        "single_age": _single_age(),
        "cells": cells,
        "years": perimeter.years,
        "draws": DRAWS,
    }


def _measured(mode: Mode) -> dict[str, float]:
    command = [sys.executable, "-m", "envol.cli.rig.futures_measure", mode.value, str(DRAWS), str(RUNS[mode])]
    done = subprocess.run(command, env={**os.environ, **ONE_THREAD}, capture_output=True, text=True)
    if done.returncode:
        raise EnvolError(f"the mode {mode.value} was not measured: {done.stderr.strip()[-2000:]}")
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def _single_age() -> dict[str, Any]:
    try:
        measure = importlib.import_module("envol.cli.rig.ages").measure
        figures: dict[str, Any] = measure()
    except ImportError as missing:
        return {"not_measured": f"the model by single ages needs {missing.name}"}
    except EnvolError as error:
        return {"not_measured": str(error)}
    return figures
