"""The large made-up situation run by PySD, draw after draw: run as a program, in a process of its own.

python -m envol.cli.rig.futures_peer 2
"""

from __future__ import annotations

import importlib
import json
import sys
import tempfile
import warnings
from pathlib import Path
from time import process_time
from typing import Any

import click
import numpy as np
from numpy.typing import NDArray

from envol.cli.rig.futures import large_situation
from envol.cli.rig.futures_vensim import axes_of, names_of, vensim_model
from envol.errors import EnvolError
from envol.foresight.demand import begins_of, first_growth, jobs_of
from envol.foresight.engine import project
from envol.foresight.luck import Luck
from envol.foresight.ready import LEAVING, SCHOOLING
from envol.foresight.situation import Situation

Numbers = NDArray[np.float64]

TABLES = {"people": "supply", "jobs": "demand", "need": "need"}
"""What the model calls what a projection holds."""


def measured(draws: int) -> dict[str, Any]:
    """Run PySD without chance, then some draws.

    Returns
    -------
    dict
        `translate_s`: CPU seconds from the text to the model, once; `cpu_s_per_draw`; `largest_difference` without
        chance and `largest_difference_drawn`, of all years and cells, as a share of the figure (of 1 person where it is
        less); each also by table.
    """
    pysd = _pysd()
    situation = large_situation()
    with tempfile.TemporaryDirectory(prefix="envol-vensim-") as folder:
        path = Path(folder) / "futures.mdl"
        path.write_text(vensim_model(situation, constants(situation, Luck(seed=1, draws=0), 0)), encoding="utf-8")
        began = process_time()
        model = pysd.read_vensim(str(path))
        translated = process_time() - began
        calm = differences(situation, _run(model, situation, None), 0, 0)
        luck, drawn, spent = Luck(seed=1, draws=draws), [], []
        for draw in range(draws):
            given = _given(situation, constants(situation, luck, draw))
            began = process_time()
            found = _run(model, situation, given)
            spent.append(process_time() - began)
            drawn.append(max(differences(situation, found, draws, draw).values()))
    return {
        "engine": f"PySD {pysd.__version__}",
        "draws": draws,
        "translate_s": translated,
        "cpu_s_per_draw": float(np.mean(spent)),
        "largest_difference": max(calm.values()),
        "largest_difference_drawn": max(drawn),
        **{f"largest_difference_{name}": value for name, value in calm.items()},
    }


def constants(situation: Situation, luck: Luck, draw: int) -> dict[str, Numbers]:
    """Return what is drawn, for one draw."""
    common = luck.normal("growth")
    found = {}
    for name in (*SCHOOLING, *LEAVING):
        rate = getattr(situation if name in LEAVING else situation.trainings, name)
        found[f"{name} odds"] = np.exp(rate.spread * luck.normal(name))[draw]
    found["arrivals factor"] = np.exp(situation.arrivals_spread * luck.normal("arrivals"))[draw]
    found["first growth"] = first_growth(situation, luck, common)[:, draw]
    projects = situation.projects
    found["jobs of"] = np.array([jobs_of(each, luck, common, situation.hope)[draw] for each in projects])
    found["begins"] = np.array([begins_of(each, luck)[draw] for each in projects])
    return found


def differences(situation: Situation, found: dict[str, Numbers], draws: int, draw: int) -> dict[str, float]:
    """Return the largest difference from the mode `core`, by table."""
    ours = project(situation, draws=draws)
    worst = {}
    for theirs, table in TABLES.items():
        expected = found[theirs]
        off = np.abs(getattr(ours, table)[..., draw] - expected) / np.maximum(np.abs(expected), 1.0)
        worst[table] = float(off.max())
    return worst


def _run(model: Any, situation: Situation, given: dict[str, Any] | None) -> dict[str, Numbers]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # PySD's own, on how it uses xarray and pandas
        frame = model.run(params=given, return_columns=list(TABLES))
    names, past = names_of(situation), situation.trainings.past
    found = {}
    for name in TABLES:
        columns = [
            f"{name}[{level},{region},{occupation}]"
            for level in names["level"]
            for region in names["region"]
            for occupation in names["occupation"]
        ]
        table = frame[columns].to_numpy().reshape(-1, *situation.perimeter.shape)
        # A stock is read at the end of a year, a flow at its beginning.
        found[name] = table[past:-1] if name == "need" else table[past + 1 :]
    return found


def _given(situation: Situation, drawn: dict[str, Numbers]) -> dict[str, Any]:
    names, xarray = names_of(situation), importlib.import_module("xarray")
    return {
        name: xarray.DataArray(value, {axis: names[axis] for axis in axes_of(name)}, list(axes_of(name)))
        if axes_of(name)
        else float(value)
        for name, value in drawn.items()
    }


def _pysd() -> Any:
    try:
        return importlib.import_module("pysd")
    except ImportError as missing:
        raise EnvolError("the peer is PySD, which is not installed: pip install 'envol[peers]' brings it") from missing


if __name__ == "__main__":
    try:
        click.echo(json.dumps(measured(int(sys.argv[1]))))
    except EnvolError as error:
        click.echo(json.dumps({"not_measured": str(error)}))
