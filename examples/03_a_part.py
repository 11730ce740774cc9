"""An instrument and a controller are parts of the equations: they lag, drift and make noise by seed."""

from envol.twin.control.pid import PiLoop
from envol.twin.declarations import parameter, state
from envol.twin.instruments.probe import Probe
from envol.twin.model import UnitOperation, compile_model
from envol.twin.solve import run_on_grid
from envol.twin.sources import assumed
from envol.twin.timing import Timing

MADE_UP = assumed("for this example")


class HotPlate(UnitOperation):
    """A vessel that is heated and loses heat to the room."""

    time = "h"
    temperature = state("degC", start=20.0, scale=10)
    loss = parameter("1/h", 0.5, MADE_UP)
    room = parameter("degC", 20.0, MADE_UP)
    power = parameter("delta_degC/h/percent", 0.4, MADE_UP)
    probe = Probe(
        of="temperature", unit="degC", lag_h=0.01, noise=0.05, drift_sd_per_h=0.0, low=0, high=100,
        resolution=0.01, start=20.0, source=MADE_UP,
    )  # fmt: skip
    heater = PiLoop(
        on="probe", unit="percent", measures="degC", gain=8.0, integral_h=0.5, setpoint=37.0, setpoint_low=20,
        setpoint_high=60, low=0, high=100, source=MADE_UP,
    )  # fmt: skip

    def balances(m):
        return {"temperature": {"heater": m.power * m.heater, "room": -m.loss * (m.temperature - m.room)}}


if __name__ == "__main__":
    model = compile_model(HotPlate)
    for seed in (1, 2):
        course = run_on_grid(model, 4.0, timing=Timing(), seed=seed)
        shown, true = course["probe.indicated"][-1], course["temperature"][-1]
        print(f"seed {seed}: the screen shows {shown:.2f} degC, the truth is {true:.2f} degC")
