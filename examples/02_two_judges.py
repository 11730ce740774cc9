"""One text, two solvers: the fixed grid that flights fly on, and CVODES that judges it."""

import importlib.util
from pathlib import Path

import numpy as np

from envol.twin.adaptive import run_adaptive
from envol.twin.model import compile_model
from envol.twin.solve import run_on_grid
from envol.twin.timing import Timing

first = importlib.util.spec_from_file_location("a_vessel", Path(__file__).with_name("01_a_vessel.py"))
a_vessel = importlib.util.module_from_spec(first)
first.loader.exec_module(a_vessel)

if __name__ == "__main__":
    model = compile_model(a_vessel.Tank)
    scan = {"control_scan_s": 600.0, "alarm_scan_s": 600.0}
    reference = run_adaptive(model, 10.0, timing=Timing(integration_step_s=600.0, **scan), tolerance=1e-10)
    for step in (600.0, 300.0, 150.0):
        timing = Timing(integration_step_s=step, refined_step_s=step, **scan)
        course = run_on_grid(model, 10.0, timing=timing)
        error = np.abs(course["biomass"] - reference["biomass"]).max()
        print(f"step {step:5.0f} s: largest error in biomass {error:.1e} g/L")
