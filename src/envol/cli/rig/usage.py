"""What a process used of its machine, as the kernel counts it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

import numpy as np

from envol.errors import EnvolError


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """Figures at an instant; two of them say what was used in between."""

    at: float
    """Seconds of the monotonic clock."""
    cpu_s: float
    """Seconds of CPU of the whole process."""
    first_thread_s: float
    """Seconds of CPU of its first thread: where a server's event loop runs."""
    own_s: float
    """Seconds of CPU of the process that asks."""
    machine_s: float
    """Seconds of CPU that anything on the machine used."""
    most_mb: float
    """The most memory that was resident, in MB."""


def usage_of(pid: int) -> Usage:
    """Return what a process used so far.

    Raises
    ------
    EnvolError
        If the kernel does not tell: /proc is Linux's.
    """
    if not Path("/proc/self/stat").exists():
        raise EnvolError("what a server uses is read from /proc: this bench runs on Linux only")
    own = os.times()
    return Usage(
        at=monotonic(),
        cpu_s=_cpu_s(Path(f"/proc/{pid}/stat")),
        first_thread_s=_cpu_s(Path(f"/proc/{pid}/task/{pid}/stat")),
        own_s=own.user + own.system,
        machine_s=_machine_s(),
        most_mb=status_mb("VmHWM", pid),
    )


def status_mb(key: str, pid: int | str = "self") -> float:
    """Return a line of the kernel's account of a process, this one if left out (MB).

    Not `getrusage`: its greatest memory also counts that of the process which started this one.
    """
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(float(line.split()[1]) / 1024 for line in lines if line.startswith(f"{key}:"))


def between(begin: Usage, end: Usage, frames: int) -> dict[str, float]:
    """Return what a server used between two instants.

    Returns
    -------
    dict
        `server_cpu`, seconds of CPU a second; `cpu_us_per_frame` of the whole server and `loop_us_per_frame` of its
        event loop alone; `client_cpu` and `elsewhere_cpu`, of this process and of all others, which may disturb;
        `server_mb`, the most memory resident.
    """
    wall, cpu = end.at - begin.at, end.cpu_s - begin.cpu_s
    client = end.own_s - begin.own_s
    return {
        "server_cpu": cpu / wall,
        "cpu_us_per_frame": 1e6 * cpu / max(1, frames),
        "loop_us_per_frame": 1e6 * (end.first_thread_s - begin.first_thread_s) / max(1, frames),
        "server_mb": end.most_mb,
        "client_cpu": client / wall,
        "elsewhere_cpu": max(0.0, end.machine_s - begin.machine_s - cpu - client) / wall,
    }


def spread(values: list[float], name: str, percents: tuple[int, ...]) -> dict[str, float]:
    """Return percentiles of some values by name, not a number where there are none; 100 is called max."""
    found = np.percentile(values, percents) if values else [np.nan] * len(percents)
    return {f"{name}_{'max' if p == 100 else f'p{p}'}": float(value) for p, value in zip(percents, found, strict=True)}


def _cpu_s(stat: Path) -> float:
    # The name of a process may hold blanks and brackets: what counts comes after the last bracket.
    fields = stat.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _machine_s() -> float:
    user, nice, system, _, _, hard, soft, *_ = map(int, Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:])
    return (user + nice + system + hard + soft) / os.sysconf("SC_CLK_TCK")
