"""What projecting the large made-up situation costs: run as a program, in a process of its own.

python -m envol.cli.rig.futures_measure core 1000 5
"""

from __future__ import annotations

import json
import sys
from time import process_time

import click

from envol.cli.rig.futures import large_situation
from envol.cli.rig.usage import status_mb
from envol.foresight.engine import project
from envol.foresight.projection import Mode


def measured(mode: Mode, draws: int, runs: int) -> dict[str, float]:
    """Project several times.

    Returns
    -------
    dict
        `cpu_s`: the best run, over all threads; `peak_mb`: the most memory at once, above what the imports hold.
    """
    imports = status_mb("VmRSS")
    situation = large_situation()
    spent = []
    for _ in range(runs):
        began = process_time()
        project(situation, draws=draws, mode=mode)
        spent.append(process_time() - began)
    return {"cpu_s": min(spent), "peak_mb": status_mb("VmHWM") - imports}


if __name__ == "__main__":
    click.echo(json.dumps(measured(Mode(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))))
