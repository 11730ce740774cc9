"""The equation sheet of a unit operation: its own text, bound to SymPy symbols and printed.

What the text computes on the way stands in the balances by its symbol; its definition follows below.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

import sympy

from envol.twin.declarations import Actuator, Algebraic, Declaration, Draw, Mode, Output, Parameter, State
from envol.twin.model import Bound, UnitClass, bind, declarations_of, unit_name
from envol.twin.notation import LatexWriter, MathmlWriter, latex_symbol, mathml_symbol, tidy

KINDS: dict[str, type[Declaration]] = {
    "States": State,
    "Modes": Mode,
    "Algebraic variables": Algebraic,
    "Inputs": Actuator,
    "Random inputs": Draw,
    "Parameters": Parameter,
    "Outputs": Output,
}
"""The tables of a sheet, in the order in which they are printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One declared quantity, in words for a table; empty where a column does not concern it."""

    name: str
    symbol: str
    unit: str
    value: str
    range: str
    status: str
    source: str
    spread: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Equation:
    """One equation: a left-hand side and a sum of terms, each with its name where it has one.

    Parameters
    ----------
    name : str
        Of the quantity that it is about, or of the event.
    left : sympy expression
    terms : tuple of (str, sympy expression)
    rate : bool
        Whether the left-hand side is the rate of change of `left`.
    """

    name: str
    left: Any
    terms: tuple[tuple[str, Any], ...]
    rate: bool = False


@dataclass(frozen=True)
class Sheet:
    """What a unit operation says, ready to be printed.

    Parameters
    ----------
    tables : mapping of str to tuple of Row
        By kind of quantity (`KINDS`).
    sections : mapping of str to tuple of Equation
        Balances, equations, definitions, events, random resets, streams.
    symbols : mapping of sympy symbol to str
        LaTeX of each symbol.
    """

    name: str
    title: str
    text: str
    time: str
    tables: Mapping[str, tuple[Row, ...]]
    sections: Mapping[str, tuple[Equation, ...]]
    symbols: Mapping[Any, str]

    def latex(self) -> str:
        """Return a LaTeX document."""
        writer = LatexWriter(self.symbols)
        parts = [PREAMBLE, rf"\section*{{{_tex(self.title)}}}", _tex(self.text)]
        for heading, rows in self.tables.items():
            parts += [rf"\subsection*{{{heading}}}", *_latex_table(rows)]
        for heading, equations in self.sections.items():
            parts += [rf"\subsection*{{{heading}}}"]
            parts += [f"\\[{_latex_equation(equation, self.time, writer)}\\]" for equation in equations]
        return "\n".join([*parts, r"\end{document}", ""])

    def markdown(self) -> str:
        """Return Markdown with tables, and equations between double dollars."""
        writer = LatexWriter(self.symbols)
        parts = [f"# {self.title}", f"`{self.name}`; time in {self.time}.", self.text]
        for heading, rows in self.tables.items():
            parts += [f"## {heading}", "\n".join(_markdown_table(rows))]
        for heading, equations in self.sections.items():
            parts += [f"## {heading}"]
            for equation in equations:
                parts += [f"**{equation.name}**", f"$$\n{_latex_equation(equation, self.time, writer)}\n$$"]
        return "\n\n".join([*parts, ""])

    def mathml(self) -> dict[str, str]:
        """Return one `math` element for each equation, by section and name (`Balances: volume`)."""
        writer = MathmlWriter(self.symbols)
        return {
            f"{heading}: {equation.name}": _mathml_equation(equation, writer, self.symbols)
            for heading, equations in self.sections.items()
            for equation in equations
        }


def equation_sheet(unit: UnitClass) -> Sheet:
    """Return the equation sheet of a unit operation.

    Raises
    ------
    ModelError
        If its text names something that is not declared.
    """
    declared = declarations_of(unit)
    symbols = {name: sympy.Symbol(name, real=True) for name in declared}
    given = {name: symbol for name, symbol in symbols.items() if not isinstance(declared[name], Output)}
    bound = bind(unit, given, lambda name, value: symbols.get(name, value))
    tables = {
        heading: tuple(_row(name, d) for name, d in declared.items() if type(d) is kind)
        for heading, kind in KINDS.items()
    }
    return Sheet(
        name=unit_name(unit),
        title=unit.title or unit_name(unit),
        text=" ".join((unit.__doc__ or "").split()),
        time=unit.time,
        tables={heading: rows for heading, rows in tables.items() if rows},
        sections={heading: found for heading, found in _sections(bound, symbols).items() if found},
        symbols={symbol: latex_symbol(name, declared[name]) for name, symbol in symbols.items()},
    )


def _row(name: str, declared: Declaration) -> Row:
    parameter = isinstance(declared, Parameter)
    bounds = (declared.low, declared.high)
    ranged = any(abs(bound) != float("inf") for bound in bounds)
    value = declared.value if isinstance(declared, Parameter) else declared.start
    spread = getattr(declared, "spread", 0.0)
    spread_sd = getattr(declared, "spread_sd", 0.0)
    return Row(
        name=name,
        symbol=latex_symbol(name, declared),
        unit=declared.unit,
        value=""
        if isinstance(declared, (Output, Draw))
        else f"{value:g}"
        if isinstance(value, (int, float))
        else str(value),
        range=f"{bounds[0]:g} to {bounds[1]:g}" if ranged else "",
        status=declared.source.status.value if isinstance(declared, Parameter) else "",
        source=declared.source.text if isinstance(declared, Parameter) else "",
        spread=f"{100 * spread:g} %" if spread else f"± {spread_sd:g}" if spread_sd and parameter else "",
        about=declared.about + (" (malfunctions only)" if getattr(declared, "fault", False) else ""),
    )


def _sections(bound: Bound, symbols: Mapping[str, Any]) -> dict[str, tuple[Equation, ...]]:
    def rates() -> Iterator[Equation]:
        for name, terms in bound.balances.items():
            yield Equation(name=name, left=symbols[name], terms=_tidied(terms), rate=True)

    def resets(group: Mapping[str, Any], cause: Callable[[Any], Any], left: str) -> Iterator[Equation]:
        for name, change in group.items():
            yield Equation(name=name, left=sympy.Symbol(left), terms=(("", tidy(cause(change))),))
            for state, value in change.resets.items():
                yield Equation(name=f"{name}: {state}", left=symbols[state], terms=(("", tidy(value)),))

    def pipes() -> Iterator[Equation]:
        for name, stream in bound.streams.items():
            yield Equation(name=name, left=sympy.Symbol("flow"), terms=(("", tidy(stream.flow)),))
            for state, value in stream.carries.items():
                yield Equation(name=f"{name}: {state}", left=symbols[state], terms=(("", tidy(value)),))

    defined = [
        Equation(name=n, left=symbols[n], terms=(("", tidy(v)),)) for n, v in bound.quantities.items() if n in symbols
    ]
    zero = [Equation(name=n, left=sympy.Integer(0), terms=(("", tidy(v)),)) for n, v in bound.equations.items()]
    return {
        "Balances": tuple(rates()),
        "Equations that hold at each instant": tuple(zero),
        "Where": tuple(defined),
        "Events": tuple(resets(bound.events, lambda event: event.when, "when")),
        "Random resets": tuple(resets(bound.jumps, lambda jump: jump.rate, "rate")),
        "Streams": tuple(pipes()),
    }


def _tidied(terms: Mapping[str, Any]) -> tuple[tuple[str, Any], ...]:
    return tuple((name, tidy(value)) for name, value in terms.items())


# ---- printing ------------------------------------------------------------------------------------------------------

PREAMBLE = r"""\documentclass{article}
\usepackage[a4paper,landscape,margin=15mm]{geometry}
\usepackage{amsmath,longtable}
\begin{document}"""
COLUMNS = {
    "name": "Name",
    "symbol": "Symbol",
    "unit": "Unit",
    "value": "Value",
    "range": "Range",
    "status": "Status",
    "source": "Source",
    "spread": "Spread",
    "about": "About",
}


def _columns(rows: tuple[Row, ...]) -> list[str]:
    return [column for column in COLUMNS if any(getattr(row, column) for row in rows)]


def _markdown_table(rows: tuple[Row, ...]) -> Iterator[str]:
    columns = _columns(rows)
    yield f"| {' | '.join(COLUMNS[column] for column in columns)} |"
    yield f"|{'---|' * len(columns)}"
    for row in rows:
        cells = [f"`{row.name}`", f"${row.symbol}$", *(getattr(row, column) for column in columns[2:])]
        yield f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"


def _latex_table(rows: tuple[Row, ...]) -> Iterator[str]:
    columns = _columns(rows)
    widths = "".join("p{60mm}" if column in ("source", "about") else "l" for column in columns)
    yield rf"\begin{{longtable}}{{{widths}}}"
    yield " & ".join(COLUMNS[column] for column in columns) + r" \\ \hline"
    for row in rows:
        cells = [rf"\texttt{{{_tex(row.name)}}}", f"${row.symbol}$", *(_tex(getattr(row, c)) for c in columns[2:])]
        yield " & ".join(cells) + r" \\"
    yield r"\end{longtable}"


def _tex(text: str) -> str:
    for letter in "\\&%$#_{}^~":
        text = text.replace(letter, {"\\": "/", "^": r"\^{}", "~": r"\~{}"}.get(letter, f"\\{letter}"))
    return text


def _latex_equation(equation: Equation, time: str, writer: LatexWriter) -> str:
    left = writer.write(equation.left)
    if equation.rate:
        left = rf"\frac{{\mathrm{{d}}\,{left}}}{{\mathrm{{d}}t}}"
    if not equation.terms:
        return f"{left} = 0"
    named = [
        rf"\underbrace{{{writer.write(v)}}}_{{\text{{{_tex(n)}}}}}" if n else writer.write(v) for n, v in equation.terms
    ]
    if len(named) == 1:
        return f"{left} = {named[0]}"
    lines = [rf"{left} ={{}}& {named[0]} \\", *(rf"& + {term} \\" for term in named[1:])]
    return "\n".join([r"\begin{aligned}", *lines, r"\end{aligned}"])


def _mathml_equation(equation: Equation, writer: MathmlWriter, symbols: Mapping[Any, str]) -> str:
    left = mathml_symbol(symbols.get(equation.left, str(equation.left)))
    if equation.rate:
        left = f"<mfrac><mrow><mi>d</mi>{left}</mrow><mrow><mi>d</mi><mi>t</mi></mrow></mfrac>"
    terms = [_mathml_term(name, writer.write(value)) for name, value in equation.terms] or ["<mn>0</mn>"]
    return f'<math display="block"><mrow>{left}<mo>=</mo>{"<mo>+</mo>".join(terms)}</mrow></math>'


def _mathml_term(name: str, written: str) -> str:
    if not name:
        return written
    return f"<munder><munder><mrow>{written}</mrow><mo>⏟</mo></munder><mtext>{escape(name)}</mtext></munder>"
