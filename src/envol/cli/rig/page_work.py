"""What a page costs its main thread: work for each frame, its kinds, and the functions that take most of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

KINDS: Mapping[str, str] = {
    **dict.fromkeys(("FunctionCall", "EvaluateScript", "v8.run", "RunMicrotasks", "FireAnimationFrame"), "script"),
    **dict.fromkeys(("TimerFire", "WebSocketReceive", "V8.DeserializeLazy", "EventDispatch"), "script"),
    **dict.fromkeys(("UpdateLayoutTree", "RecalculateStyles", "ScheduleStyleRecalculation"), "style"),
    **dict.fromkeys(("Layout", "IntersectionObserverController::computeIntersections"), "layout"),
    **dict.fromkeys(("PrePaint", "Paint", "Layerize", "Commit", "UpdateLayer", "CompositeLayers"), "paint"),
    **dict.fromkeys(("MinorGC", "MajorGC", "V8.GCScavenger", "V8.GC_MC_BACKGROUND_MARKING"), "garbage"),
}
TASKS = ("RunTask", "ThreadControllerImpl::RunTask")
TRACED = ("toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline", "v8")
_HASH = re.compile(r"\.[0-9a-f]{12}(?=\.)")


def short(address: str) -> str:
    """Return the address of a file of ours without its host and the hash in its name."""
    return _HASH.sub("", address.partition("/static/")[2] or address)


def main_thread(events: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the complete events of the thread that painted most often, by time."""
    by_thread: defaultdict[tuple[int, int], list[Mapping[str, Any]]] = defaultdict(list)
    for event in events:
        if event.get("ph") == "X":
            by_thread[event["pid"], event["tid"]].append(event)
    painted = {place: sum(each["name"] == "PrePaint" for each in found) for place, found in by_thread.items()}
    if not any(painted.values()):
        return []
    busiest = by_thread[max(painted, key=lambda place: painted[place])]
    return sorted(busiest, key=lambda event: (event["ts"], -event.get("dur", 0)))


def kinds_of_work(events: list[Mapping[str, Any]]) -> dict[str, float]:
    """Return the seconds that a thread spent in each kind of work, what is inside another counted once.

    What belongs to no kind itself belongs to that of what it is inside of, or to `other`.
    """
    spent: defaultdict[str, float] = defaultdict(float)
    inside: list[tuple[float, str]] = []
    for event in events:
        begin, lasts = float(event["ts"]), float(event.get("dur", 0))
        while inside and inside[-1][0] <= begin:
            inside.pop()
        if not inside and event["name"] not in TASKS:
            continue
        kind = KINDS.get(event["name"]) or (inside[-1][1] if inside else "other")
        spent[kind] += lasts
        if inside:
            spent[inside[-1][1]] -= lasts
        inside.append((begin + lasts, kind))
    return {kind: microseconds / 1e6 for kind, microseconds in sorted(spent.items())}


def longest_tasks(events: list[Mapping[str, Any]], count: int) -> list[float]:
    """Return how long the longest tasks of a thread took, in seconds."""
    return sorted((event["dur"] / 1e6 for event in events if event["name"] in TASKS), reverse=True)[:count]


def self_seconds(profile: Mapping[str, Any]) -> dict[str, float]:
    """Return the seconds that each function took itself, from a profile as the DevTools protocol gives it."""
    names = {node["id"]: _name(node["callFrame"]) for node in profile["nodes"]}
    spent: defaultdict[str, float] = defaultdict(float)
    for node, lasts in zip(profile["samples"], [*profile["timeDeltas"][1:], 0], strict=True):
        spent[names[node]] += lasts / 1e6
    return {
        name: took for name, took in sorted(spent.items(), key=lambda each: -each[1]) if not name.startswith("(idle")
    }


def _name(frame: Mapping[str, Any]) -> str:
    function = frame["functionName"] or "(anonymous)"
    return f"{short(frame['url'])}:{function}" if frame["url"] else function


def each(totals: list[float]) -> list[float]:
    """Return what was added from one reading of a counter to the next."""
    return [after - before for before, after in pairwise(totals)]
