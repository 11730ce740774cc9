"""How a name and an expression are written: LaTeX, and MathML that a browser draws by itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from typing import Any
from xml.dom.minidom import parseString

import sympy
from sympy.printing.latex import LatexPrinter
from sympy.printing.mathml import MathMLPresentationPrinter

from envol.twin.declarations import Declaration

LN10 = float(sympy.log(10))
GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε", "theta": "θ",
    "kappa": "κ", "lambda": "λ", "Lambda": "Λ", "mu": "μ", "nu": "ν", "xi": "ξ", "rho": "ρ", "sigma": "σ", "tau": "τ",
    "phi": "φ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Omega": "Ω", "partial": "∂", "sum": "Σ",
}  # fmt: skip
_BAR = re.compile(r"\\bar\s*\{?(\w)\}?")
_STYLED = re.compile(r"\\(?:mathrm|operatorname|text|mathit)\{([^{}]*)\}")
_COMMAND = re.compile(r"\\([A-Za-z]+)\s*")


def latex_symbol(name: str, declared: Declaration) -> str:
    """Return the LaTeX of a declared quantity: its symbol, or its name in upright letters."""
    if declared.symbol:
        return declared.symbol
    part, _, local = name.rpartition(".")
    upright = rf"\mathrm{{{_words(local)}}}"
    return rf"{upright}_{{\mathrm{{{_words(part)}}}}}" if part else upright


def _words(name: str) -> str:
    return name.replace("_", r"\ ")


def plain(latex: str) -> str:
    """Return LaTeX as plain characters, braces kept: what the printer of MathML can read."""
    text = _BAR.sub(lambda match: f"{match[1]}\u0304", latex.replace(r"\ ", " ").replace(r"\_", "_"))
    while _STYLED.search(text):
        text = _STYLED.sub(r"{\1}", text)
    return _COMMAND.sub(lambda match: GREEK.get(match[1], match[1]), text)


def mathml_symbol(latex: str) -> str:
    """Return the presentation MathML of a LaTeX symbol with at most one subscript and one superscript."""
    base, marks = plain(latex), {}
    for mark in ("^", "_"):
        base, _, marks[mark] = _cut(base, mark)
    letters = [f"<mi>{escape(text.strip('{} '))}</mi>" for text in (base, marks["_"], marks["^"])]
    if marks["_"] and marks["^"]:
        return f"<msubsup>{''.join(letters)}</msubsup>"
    if marks["_"]:
        return f"<msub>{letters[0]}{letters[1]}</msub>"
    return f"<msup>{letters[0]}{letters[2]}</msup>" if marks["^"] else letters[0]


def _cut(text: str, mark: str) -> tuple[str, str, str]:
    """Cut at the first mark that stands outside braces."""
    depth = 0
    for k, letter in enumerate(text):
        depth += (letter == "{") - (letter == "}")
        if letter == mark and depth == 0:
            return text[:k], mark, text[k + 1 :]
    return text, "", ""


def tidy(expression: Any) -> sympy.Expr:
    """Return an expression as a reader expects it: powers of ten where the text says exp(ln 10 ...)."""
    return sympy.sympify(expression).replace(sympy.exp, _power_of_ten)


def _power_of_ten(exponent: sympy.Expr) -> sympy.Expr:
    parts = [term.as_coeff_Mul() for term in sympy.Add.make_args(sympy.expand(exponent / LN10))]
    whole = all(number.is_Float and abs(number - round(number)) < 1e-9 for number, _ in parts)
    return sympy.Pow(10, sympy.Add(*[round(n) * rest for n, rest in parts])) if whole else sympy.exp(exponent)


class LatexWriter:
    """Writes expressions as LaTeX.

    Parameters
    ----------
    symbols : mapping of sympy symbol to str
        LaTeX of each.
    """

    def __init__(self, symbols: Mapping[Any, str]) -> None:
        self._printer = LatexPrinter({"symbol_names": dict(symbols)})

    def write(self, expression: Any) -> str:
        """Return the LaTeX of one expression."""
        return str(self._printer.doprint(expression))


class MathmlWriter:
    """Writes expressions as presentation MathML.

    Parameters
    ----------
    symbols : mapping of sympy symbol to str
        LaTeX of each.
    """

    def __init__(self, symbols: Mapping[Any, str]) -> None:
        self._printer = _Presentation(symbols)

    def write(self, expression: Any) -> str:
        """Return the MathML of one expression, without the `math` element around it."""
        written = str(self._printer.doprint(expression))
        return written.replace("&InvisibleTimes;", "\u2062").replace("&ExponentialE;", "e")  # HTML's names, not XML's


class _Presentation(MathMLPresentationPrinter):  # type: ignore[misc]
    """Presentation MathML with our own symbols and operators."""

    def __init__(self, symbols: Mapping[Any, str]) -> None:
        super().__init__()
        self._symbols = symbols

    def _print_Symbol(self, symbol: Any, style: str = "plain") -> Any:  # noqa: N802 - SymPy calls it so
        return parseString(mathml_symbol(self._symbols.get(symbol, str(symbol)))).documentElement

    def _print_Piecewise(self, expression: Any) -> Any:  # noqa: N802 - SymPy calls it so
        """Print the cases one under the other, behind a brace."""
        row, table = self.dom.createElement("mrow"), self.dom.createElement("mtable")
        for value, condition in expression.args:
            line = self.dom.createElement("mtr")
            for cell in (value, condition):
                place = self.dom.createElement("mtd")
                place.appendChild(self._operator("else") if cell is sympy.true else self._print(cell))
                line.appendChild(place)
            table.appendChild(line)
        row.appendChild(self._operator("{"))
        row.appendChild(table)
        return row

    def _print_Relational(self, relation: Any) -> Any:  # noqa: N802 - SymPy calls it so
        """Print a comparison; the parent leaves < and > bare, which is no XML."""
        row = self.dom.createElement("mrow")
        for part in (self._print(relation.lhs), self._operator(escape(relation.rel_op)), self._print(relation.rhs)):
            row.appendChild(part)
        return row

    _print_StrictLessThan = _print_StrictGreaterThan = _print_Relational  # noqa: N815
    _print_LessThan = _print_GreaterThan = _print_Relational  # noqa: N815

    def _print_Function(self, expression: Any) -> Any:  # noqa: N802 - SymPy calls it so
        """Print an operator of ours: its sign, then its arguments in brackets."""
        row, brackets = self.dom.createElement("mrow"), self.dom.createElement("mrow")
        sign = self.dom.createElement("mi")
        sign.appendChild(self.dom.createTextNode(plain(expression.func.__name__).strip("{}")))
        for k, part in enumerate(expression.args):
            brackets.appendChild(self._operator("(" if k == 0 else ","))
            brackets.appendChild(self._print(part))
        brackets.appendChild(self._operator(")"))
        row.appendChild(sign)
        row.appendChild(brackets)
        return row

    def _operator(self, sign: str) -> Any:
        element = self.dom.createElement("mo")
        element.appendChild(self.dom.createTextNode(sign))
        return element
