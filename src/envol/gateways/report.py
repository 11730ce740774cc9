"""The report of a flight: one HTML file that needs nothing else, for a phone, a desktop or paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from importlib.resources import files
from pathlib import Path

import numpy as np

from envol.flight.alarms import occurrences
from envol.flight.content.fidelity import Level
from envol.flight.content.line import OutcomeQuantity
from envol.flight.content.pilots import Pilot
from envol.flight.engine import Flight
from envol.flight.scoring.block import Block, Line
from envol.flight.scoring.grade import Grade
from envol.flight.scoring.registry import criteria
from envol.flight.state import Active, Deed
from envol.gateways.atomically import whole_file
from envol.gateways.report_trends import Marks, Signs, panel
from envol.gateways.report_words import FEATURES, LEVELS, UNITS, WORDS, Language
from envol.gateways.telling import Telling

CSS = "report.css"


def write_report(
    path: Path, flight: Flight, outcome: Mapping[str, float], grade: Grade, pilot: Pilot | None, language: Language
) -> None:
    """Write the report of a flight, whole or not at all.

    Raises
    ------
    EnvolError
        If the place cannot be written.
    """
    text = Report(flight, outcome, grade, pilot, language).html()
    with whole_file(path) as beside:
        beside.write_text(text, encoding="utf-8")


class Report:
    """The parts of a report, each a piece of HTML.

    Parameters
    ----------
    flight : Flight
    outcome : mapping of str to float
    grade : Grade
    pilot : Pilot or None
    language : "fr" or "en"
    """

    def __init__(
        self, flight: Flight, outcome: Mapping[str, float], grade: Grade, pilot: Pilot | None, language: Language
    ) -> None:
        self.flight, self.outcome, self.grade, self.pilot = flight, outcome, grade, pilot
        self.plan, self.language, self.words = flight.plan, language, WORDS[language]
        self._told = Telling(flight.plan, language)
        self._columns = flight.columns()
        self._hours = np.asarray(self._columns["hour"])
        deeds = (deed for deed in flight.state.deeds if deed.verb != "sample")
        point = "," if language == "fr" else "."
        self._colon = "\u00a0: " if language == "fr" else ": "
        self._signs = Signs(day=self.words["days"], hour=self.words["hours"], point=point)
        self._incidents = [*flight.state.past, *flight.state.active.items()]
        self._marks = {
            "onsets": [self.plan.hour(active.onset) for _, active in self._incidents],
            "gestures": [self.plan.hour(deed.scan) for deed in deeds],
        }

    def html(self) -> str:
        """Return the whole page."""
        title = escape(self._told.said(self.plan.scenario.title))
        style = files("envol.gateways").joinpath(CSS).read_text(encoding="utf-8")
        parts = (
            self._header(), self._results(), self._score_card(), self._trends(),
            self._malfunctions(), self._questions(), self._deeds(), self._fidelity(), self._footer(),
        )  # fmt: skip
        return (
            f'<!DOCTYPE html>\n<html lang="{self.language}">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{title}</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
            f'<div class="banner">{escape(self.words["banner"])}</div>\n'
            f"<main>\n{''.join(parts)}</main>\n</body>\n</html>\n"
        )

    def _section(self, heading: str, body: str) -> str:
        return f"<section>\n<h2>{escape(self.words[heading])}</h2>\n{body}</section>\n" if body else ""

    def _header(self) -> str:
        plan, words, grade = self.plan, self.words, self.grade
        flyer = f"{words['pilot']} {self._told.said(self.pilot.title)}" if self.pilot else words["nobody"]
        flown = f"{self._told.number(self.flight.scan * plan.scan_h)} h {words['flown']}"
        facts = " · ".join((self._told.said(plan.line.title), flyer, f"{words['seed']} {plan.seed}", flown))
        verdict, shade = (words["passed"], "passed") if grade.passed else (words["missed"], "missed")
        reasons = [self._told.missed(failed) for failed in grade.failed if failed != "validity"]
        if self.flight.state.frozen:
            reasons.append(f"{words['frozen']}{self._colon}{self._told.why_frozen(self.flight.state.frozen)}")
        missed = "".join(f'<p class="missed">{escape(reason)}</p>' for reason in reasons)
        return (
            f'<header><div><h1>{escape(self._told.said(plan.scenario.title))}</h1><p class="facts">{escape(facts)}</p>'
            f'<p class="briefing">{escape(self._told.said(plan.scenario.briefing))}</p>{missed}</div>'
            f'<div class="verdict"><em class="{shade}">{verdict}</em></div></header>\n'
        )

    def _score_card(self) -> str:
        """Return the blocks, and after them what they come to: never one number first."""
        blocks = f'<div class="grid four">{"".join(map(self._block, self.grade.blocks))}</div>\n'
        total = f'<p class="total"><b>{self.grade.score:.0f}</b> {self.words["of"]}</p>\n'
        return self._section("score", blocks + total)

    def _block(self, block: Block) -> str:
        points = "–" if block.points is None else f"{block.points:.0%}".replace("%", "\u202f%")
        criterion = criteria()[block.name]
        title, meaning = escape(self._told.said(criterion.TITLE)), escape(self._told.said(criterion.MEANING))
        head = f'<h3>{title} <span class="weight">{self.words["weight"]} {block.weight:g}</span></h3>'
        lines = "".join(map(self._line, block.lines))
        body = f'<dl class="lines">{lines}</dl>' if lines else f'<p class="facts">{self.words["nothing"]}</p>'
        share = f'<div class="block">{head}<b>{points}</b></div>{_bar(block.points or 0)}'
        return f'<div class="card">{share}<p class="facts">{meaning}</p>{body}</div>'

    def _line(self, line: Line) -> str:
        share = f"{line.points:.0%}".replace("%", "\u202f%")
        because = escape(" · ".join(part for part in (self._when(line), self._told.because(line.facts or {})) if part))
        return f"<dt>{escape(self._told.title(line.what))}</dt><dd>{share}</dd><small>{because}</small>"

    def _when(self, line: Line) -> str:
        """Return the hour that a line opens onto, unless it is the end that every line of the outcome has."""
        at_end = "best" in (line.facts or {})
        return "" if line.scan is None or at_end else f"{self._told.number(self.plan.hour(line.scan))} h"

    def _results(self) -> str:
        rows = (
            f"<li><span>{escape(self._told.title(k))}</span><b>{self._told.number(v)}</b></li>"
            for k, v in self.outcome.items()
        )
        return self._section("results", f'<ul class="outcome">{"".join(rows)}</ul>\n')

    def _trends(self) -> str:
        legend = (
            ("limit", "border-top:2px dashed #8a949b;height:0;vertical-align:middle"),
            ("onset", "border-left:2px solid #a24a3d;width:.5em"),
            ("alarm", "background:#e9c48d"),
            ("command", "border-left:1px solid #636b71;border-right:1px solid #636b71;width:.6em"),
        )
        items = "".join(f'<li><i style="{style}"></i>{escape(self.words[name])}</li>' for name, style in legend)
        first = f'<ul class="legend">{items}</ul>\n<div class="grid">{"".join(self._what_mattered())}</div>\n'
        second = f'<div class="grid">{"".join(self._instruments())}</div>\n'
        return self._section("mattered", first) + self._section("instruments", second)

    def _what_mattered(self) -> Iterable[str]:
        told = {each.name: each for each in self.plan.line.outcome}
        for criterion in self.plan.scenario.scoring.outcome:
            values = self._in_time(told[criterion.quantity])
            yield self._panel(self._told.title(criterion.quantity), "", values, (criterion.best, criterion.worst))
        for limit in self.plan.scenario.limits:
            bounds = [bound for bound in (limit.low, limit.high) if bound is not None]
            yield self._panel(
                self._told.title(limit.quantity), _unit(limit.unit), self._columns[limit.quantity], bounds
            )

    def _in_time(self, quantity: OutcomeQuantity) -> np.ndarray:
        """Return what a quantity of the outcome came to at each scan; hours add up."""
        values = np.broadcast_to(np.asarray(quantity.value.evaluate(self._columns), dtype=float), self._hours.shape)
        return np.cumsum(values) * self.plan.scan_h if quantity.take == "hours" else values

    def _instruments(self) -> Iterable[str]:
        rung = occurrences(self.flight.alarm_log)
        for tag, shown in self.plan.line.tags.items():
            alarms = [each for each in self.plan.line.alarms if each.tag == tag]
            names = {each.name for each in alarms}
            spans = [
                (self.plan.hour(each.came), self.plan.hour(self.flight.scan if each.gone is None else each.gone))
                for each in rung
                if each.alarm in names
            ]
            unit = _unit(self.plan.model.declared[shown.quantity].unit)
            values, limits = self._columns[shown.quantity], [each.limit for each in alarms]
            yield self._panel(self._told.said(shown.title), f"{tag} {unit}", values, limits, spans)

    def _panel(
        self,
        title: str,
        note: str,
        values: np.ndarray,
        levels: Sequence[float],
        alarms: Sequence[tuple[float, float]] = (),
    ) -> str:
        marks = Marks(alarms=alarms, **self._marks)
        drawn = panel(self._hours, values, marks, levels, self._signs)
        low, high, last = (self._told.number(float(each)) for each in (np.min(values), np.max(values), values[-1]))
        told = f"{title} {note}: {low} – {high}; {last}"
        return (
            f'<figure class="card" role="img" aria-label="{escape(told)}"><figcaption>{escape(title)}'
            f"<span>{escape(note)}</span></figcaption>{drawn}</figure>\n"
        )

    def _malfunctions(self) -> str:
        return self._section("happened", "".join(self._malfunction(*incident) for incident in self._incidents))

    def _malfunction(self, name: str, active: Active) -> str:
        each, words = self.plan.malfunctions[name], self.words
        within = f" ({words['within']} {self._told.number(each.response.deadline_h)} h)"
        told = (
            ("cue", self._told.said(each.cue)),
            ("look_alike", self._told.said(each.look_alike)),
            ("consequence", self._told.said(each.consequence)),
            ("expected", self._told.said(each.response.text) + within),
        )
        lines = "".join(f"<p><strong>{words[what]}.</strong> {escape(text)}</p>" for what, text in told)
        when = self._told.number(self.plan.hour(active.onset))
        head = f"{self._told.said(each.title)} <span class='weight'>{when} h</span>"
        return f'<div class="card malfunction"><h3>{head}</h3>{lines}</div>\n'

    def _questions(self) -> str:
        asked = "".join(f"<li>{escape(self._told.said(each.question))}</li>" for each in self.plan.scenario.debrief)
        return self._section("questions", f"<ol>{asked}</ol>\n" if asked else "")

    def _deeds(self) -> str:
        deeds, words = self.flight.state.deeds, self.words
        if not deeds:
            return ""
        rows = "".join(map(self._deed, deeds))
        head = f"<tr><th>{words['hour']}</th><th>{words['what']}</th><th class='n'>{words['value']}</th></tr>"
        summary = f"<summary>{len(deeds)} {words['counted']}</summary>"
        return self._section(
            "deeds", f'<details>{summary}<div class="scroll"><table>{head}{rows}</table></div></details>\n'
        )

    def _deed(self, deed: Deed) -> str:
        what = f"{self.words[deed.verb]}{self._colon}{self._told.deed(deed.verb, deed.name)}"
        value = "" if deed.value is None else self._told.number(deed.value)
        hour = self._told.number(self.plan.hour(deed.scan), 5)
        return f'<tr><td>{hour}</td><td>{escape(what)}</td><td class="n">{value}</td></tr>'

    def _fidelity(self) -> str:
        place = 0 if self.language == "fr" else 1
        rows = []
        for feature, names in FEATURES.items():
            level: Level = getattr(self.plan.line.fidelity, feature)
            dots = "".join(f'<i class="{"on" if k < level.rank else ""}"></i>' for k in range(3))
            shown = f'<span class="levels" aria-hidden="true">{dots}</span>'
            rows.append(f"<tr><td>{names[place]}</td><td>{LEVELS[level][place]}</td><td class='n'>{shown}</td></tr>")
        return self._section("fidelity", f'<div class="card"><table>{"".join(rows)}</table></div>\n')

    def _footer(self) -> str:
        pins = self.plan.pins
        versions = " · ".join(f"{name} {pins[name]}" for name in ("envol", "casadi", "machine") if name in pins)
        return f"<footer>{escape(versions)}<br><code>{self.flight.state_hash}</code></footer>\n"


def _bar(share: float) -> str:
    return f'<div class="bar"><i style="width:{share:.1%}"></i></div>'


def _unit(unit: str) -> str:
    return UNITS.get(unit, unit)
