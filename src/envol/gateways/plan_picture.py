"""A plan as a picture: regions by trainings, each cell in the colour of its decision, with its groups."""

from __future__ import annotations

from pathlib import Path

from envol.errors import EnvolError
from envol.foresight.plan.decisions import WORDS, Kind, Plan
from envol.gateways.atomically import whole_file

COLOURS = {
    Kind.OPEN: "#0072B2",
    Kind.GROW: "#56B4E9",
    Kind.COLOUR: "#E69F00",
    Kind.CLOSE: "#D55E00",
    Kind.HOLD: "#EEEEEE",
}
"""Those of Okabe and Ito, told apart by colour-blind eyes; the letter in each cell says the same."""
FORMATS = ("png", "svg", "pdf")


def refuse_form(path: Path) -> None:
    """Refuse, before any work is done, a file whose ending is none of a picture."""
    if path.suffix.removeprefix(".").lower() not in FORMATS:
        raise EnvolError(f"{path} is no picture: give it a name that ends in .{', .'.join(FORMATS)}")


def write_picture(plan: Plan, path: Path, lang: str) -> None:
    """Draw a plan.

    Raises
    ------
    EnvolError
        If the file's ending is none of a picture, or its place cannot be written.
    """
    refuse_form(path)
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.patches import Patch, Rectangle

    regions, trainings = len(plan.instance.regions), len(plan.instance.trainings)
    figure = Figure(figsize=(2.5 + 0.35 * trainings, 2.0 + 0.35 * regions), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.subplots()
    for place, decision in enumerate(plan.decisions):
        r, k = divmod(place, trainings)
        axes.add_patch(Rectangle((k, r), 1, 1, facecolor=COLOURS[decision.kind], edgecolor="white"))
        if decision.kind is not Kind.HOLD:
            text = f"{WORDS[decision.kind][lang][:2].title()}{decision.after}"
            axes.text(k + 0.5, r + 0.5, text, ha="center", va="center", fontsize=7)
    axes.set(xlim=(0, trainings), ylim=(regions, 0))
    axes.set_xticks(
        [k + 0.5 for k in range(trainings)], [t.name for t in plan.instance.trainings], rotation=90, fontsize=7
    )
    axes.set_yticks([r + 0.5 for r in range(regions)], plan.instance.regions, fontsize=7)
    patches = [Patch(color=COLOURS[kind], label=WORDS[kind][lang]) for kind in Kind]
    axes.legend(handles=patches, loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=len(Kind), fontsize=7)
    with whole_file(path) as beside:
        figure.savefig(beside, format=path.suffix.removeprefix(".").lower(), dpi=150)
