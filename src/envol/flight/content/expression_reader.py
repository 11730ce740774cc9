"""Turn the text of an expression into steps that compute it; only whitelisted grammar passes."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import reduce
from typing import Any, TypeAlias

import numpy as np

from envol.errors import UnknownNameError
from envol.flight.content.fault import Fault

Functions: TypeAlias = Mapping[str, Callable[[Any], Any]]
Step: TypeAlias = Callable[[Mapping[str, Any], Functions], Any]

LONGEST_TEXT = 1000
DEEPEST_NESTING = 40
LARGEST_EXPONENT = 10

_STRANGE_CHARACTER = re.compile(r"[^A-Za-z0-9_ .,()+\-*/<>=!'\"]")
# Python only warns of `1or 2` or `0x1f`, and warnings are not for the author of a scenario.
_GLUED_NUMBER = re.compile(r"(?<![A-Za-z0-9_.])(?>\.?[0-9][0-9.]*(?:[eE][+-]?[0-9]+)?)[A-Za-z_]")
_STRING = re.compile(r"'[^']*'|\"[^\"]*\"")

_ARITHMETIC: Mapping[type[ast.operator], np.ufunc] = {
    ast.Add: np.add, ast.Sub: np.subtract, ast.Mult: np.multiply, ast.Div: np.divide, ast.Pow: np.power,
}  # fmt: skip
_COMPARISONS: Mapping[type[ast.cmpop], np.ufunc] = {
    ast.Lt: np.less, ast.LtE: np.less_equal, ast.Gt: np.greater, ast.GtE: np.greater_equal,
    ast.Eq: np.equal, ast.NotEq: np.not_equal,
}  # fmt: skip
BUILT_IN: Mapping[str, tuple[int, int]] = {"min": (2, 20), "max": (2, 20), "abs": (1, 1), "clip": (3, 3)}


class Kind(Enum):
    """What an expression gives, as far as its text tells."""

    NUMBER = "a number"
    CONDITION = "a condition"
    EITHER = "a number or a condition"


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: how to compute it and what it uses."""

    run: Step
    names: frozenset[str]
    calls: frozenset[tuple[str, str | float]]
    kind: Kind


class Misread(Exception):
    """Text that is not of the language; column counts from 0."""

    def __init__(self, expected: str, found: str, column: int = 0, hint: str = "") -> None:
        super().__init__(expected)
        self.expected, self.found, self.column, self.hint = expected, found, column, hint

    def fault(self, where: str, text: str) -> Fault:
        """Return the mistake as a fault of the key `where`."""
        shown = text if len(text) <= 60 else text[:57] + "..."
        found = f"{self.found} at character {self.column + 1} of {shown!r}"
        return Fault(key=where, expected=self.expected, found=found, hint=self.hint)


def _refuse_strange_text(text: str) -> None:
    if not text.strip():
        raise Misread("an expression", "an empty text")
    if len(text) > LONGEST_TEXT:
        raise Misread(f"an expression of at most {LONGEST_TEXT} characters", f"{len(text)} characters")
    if strange := _STRANGE_CHARACTER.search(text):
        raise Misread("letters, digits and + - * / < > = ( ) , .", repr(strange.group()), strange.start())
    bare = _STRING.sub(lambda string: "'" * len(string.group()), text)
    if glued := _GLUED_NUMBER.search(bare):
        raise Misread("a space after a number", repr(glued.group()), glued.start(), "2 * x, 1 or 2")


def _tree(text: str, offset: int) -> ast.expr:
    try:
        return ast.parse(text, mode="eval").body
    except SyntaxError as error:
        column = offset + max((error.offset or 1) - 1, 0)
        raise Misread("an expression", f"a mistake ({error.msg})", column) from None
    except (ValueError, RecursionError, MemoryError, OverflowError):
        raise Misread("a simpler expression", "a text nested too deeply") from None


def read(text: str) -> Reading:
    """Read a text, or raise `Misread` at its first mistake."""
    flat = re.sub(r"[\r\n\t]", " ", text)
    _refuse_strange_text(flat)
    offset = len(flat) - len(flat.lstrip())
    tree = _tree(flat.lstrip(), offset)
    reader = _TreeReader(offset)
    step = reader.step(tree)
    return Reading(step, frozenset(reader.names), frozenset(reader.calls), _kind(tree))


@dataclass(slots=True)
class _TreeReader:
    """Turn a tree into steps, noting on the way what it uses."""

    offset: int
    names: set[str] = field(default_factory=set)
    calls: set[tuple[str, str | float]] = field(default_factory=set)
    depth: int = 0

    def step(self, node: ast.expr) -> Step:
        if self.depth >= DEEPEST_NESTING:
            raise self._misread(node, f"at most {DEEPEST_NESTING} levels of nesting", "a deeper one")
        self.depth += 1
        try:
            return self._dispatch(node)
        finally:
            self.depth -= 1

    def _dispatch(self, node: ast.expr) -> Step:
        match node:
            case ast.Constant():
                return _constant(self._number(node))
            case ast.Name(id=name):
                self.names.add(name)
                return _name(name)
            case ast.BinOp():
                return self._arithmetic(node)
            case ast.UnaryOp(op=op, operand=operand):
                return _unary(op, self.step(operand))
            case ast.BoolOp(op=op, values=values):
                join = np.logical_and if isinstance(op, ast.And) else np.logical_or
                return _joined(join, [_is_truth(self.step(value)) for value in values])
            case ast.Compare():
                return self._comparison(node)
            case ast.IfExp(test=test, body=body, orelse=orelse):
                return _choice(self.step(test), self.step(body), self.step(orelse))
            case ast.Attribute() if dotted := _dotted(node):
                self.names.add(dotted)
                return _name(dotted)
            case ast.Call():
                return self._call(node)
        found = f"a Python {type(node).__name__.lower()}"
        raise self._misread(node, "numbers, names, comparisons, and / or / not, calls", found)

    def _number(self, node: ast.Constant) -> float:
        if isinstance(node.value, bool) or not isinstance(node.value, int | float):
            hint = "a text may only be a function's argument"
            raise self._misread(node, "a number", repr(node.value), hint)
        try:
            return _finite(float(node.value))
        except OverflowError:
            raise self._misread(node, "a number that fits in 64 bits", "a larger one") from None

    def _arithmetic(self, node: ast.BinOp) -> Step:
        if type(node.op) not in _ARITHMETIC:
            raise self._misread(node, "+ - * / or **", f"the operator {type(node.op).__name__}")
        if isinstance(node.op, ast.Pow) and abs(self._exponent(node.right)) > LARGEST_EXPONENT:
            raise self._misread(node.right, f"an exponent of at most {LARGEST_EXPONENT}", "a larger one")
        return _applied(_ARITHMETIC[type(node.op)], [self.step(node.left), self.step(node.right)])

    def _exponent(self, node: ast.expr) -> float:
        sign = 1.0
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            node, sign = node.operand, -1.0
        if not isinstance(node, ast.Constant):
            raise self._misread(node, "a plain number as exponent", "something to compute")
        return sign * self._number(node)

    def _comparison(self, node: ast.Compare) -> Step:
        for op in node.ops:
            if type(op) not in _COMPARISONS:
                raise self._misread(node, "< <= > >= == or !=", f"the comparison {type(op).__name__}")
        sides = [self.step(side) for side in (node.left, *node.comparators)]
        pairs = zip(node.ops, sides, sides[1:], strict=False)
        return _joined(np.logical_and, [_compared(_COMPARISONS[type(op)], a, b) for op, a, b in pairs])

    def _call(self, node: ast.Call) -> Step:
        if not isinstance(node.func, ast.Name):
            raise self._misread(node, "a function called by its name", "another call")
        if node.keywords:
            raise self._misread(node, "plain arguments", f"{node.keywords[0].arg or '**'}=")
        name = node.func.id
        return self._built_in(name, node) if name in BUILT_IN else self._asked(name, node)

    def _built_in(self, name: str, node: ast.Call) -> Step:
        fewest, most = BUILT_IN[name]
        if not fewest <= len(node.args) <= most:
            count = str(fewest) if fewest == most else f"{fewest} to {most}"
            raise self._misread(node, f"{name}() with {count} arguments", str(len(node.args)))
        steps = [self.step(argument) for argument in node.args]
        match name:
            case "abs":
                return _applied(np.absolute, steps)
            case "clip":
                return _applied(np.minimum, [_applied(np.maximum, steps[:2]), steps[2]])
        return _applied(np.minimum if name == "min" else np.maximum, steps)

    def _asked(self, name: str, node: ast.Call) -> Step:
        literal = node.args[0] if len(node.args) == 1 else None
        if not isinstance(literal, ast.Constant):
            raise self._misread(node, f"one text or number in the brackets of {name}()", "something else")
        argument = literal.value if isinstance(literal.value, str) else self._number(literal)
        self.calls.add((name, argument))
        return _call_of(name, argument)

    def _misread(self, node: ast.expr, expected: str, found: str, hint: str = "") -> Misread:
        return Misread(expected, found, self.offset + node.col_offset, hint)


def _dotted(node: ast.Attribute) -> str:
    """Return the name that one or two dots make, empty where it is none: `part.output`, `unit.part.output`."""
    match node:
        case ast.Attribute(value=ast.Name(id=part), attr=own):
            return f"{part}.{own}"
        case ast.Attribute(value=ast.Attribute(value=ast.Name(id=unit), attr=part), attr=own):
            return f"{unit}.{part}.{own}"
    return ""


def _kind(node: ast.expr) -> Kind:
    match node:
        case ast.Compare() | ast.BoolOp() | ast.UnaryOp(op=ast.Not()):
            return Kind.CONDITION
        case ast.Call(func=ast.Name(id=name)) if name not in BUILT_IN:
            return Kind.EITHER
        case ast.IfExp(body=body, orelse=orelse):
            kinds = {_kind(body), _kind(orelse)}
            return kinds.pop() if len(kinds) == 1 else Kind.EITHER
    return Kind.NUMBER


def _finite(number: float) -> float:
    if not np.isfinite(number):
        raise OverflowError
    return number


def truth(value: Any) -> Any:
    """Say where a value is neither 0 nor NaN."""
    return np.logical_and(np.not_equal(value, 0), np.equal(value, value))


def _is_truth(step: Step) -> Step:
    return lambda env, functions: truth(step(env, functions))


def _constant(number: float) -> Step:
    value = np.float64(number)
    return lambda env, functions: value


def _name(name: str) -> Step:
    def look_up(env: Mapping[str, Any], functions: Functions) -> Any:
        if name not in env:
            raise UnknownNameError("quantity", name, env)
        return np.asarray(env[name])

    return look_up


def _call_of(name: str, argument: str | float) -> Step:
    def ask(env: Mapping[str, Any], functions: Functions) -> Any:
        if name not in functions:
            raise UnknownNameError("function", name, {*functions, *BUILT_IN})
        return np.asarray(functions[name](argument))

    return ask


def _applied(operation: np.ufunc, steps: list[Step]) -> Step:
    def apply(env: Mapping[str, Any], functions: Functions) -> Any:
        # A truth value counts as 0 or 1: without the type, NumPy would add truths as `or`.
        values = [step(env, functions) for step in steps]
        if len(values) == 1:
            return operation(values[0], dtype=np.float64)
        return reduce(lambda left, right: operation(left, right, dtype=np.float64), values)

    return apply


def _unary(op: ast.unaryop, step: Step) -> Step:
    if isinstance(op, ast.Not):
        return lambda env, functions: np.logical_not(truth(step(env, functions)))
    return _applied(np.negative if isinstance(op, ast.USub) else np.positive, [step])


def _joined(join: np.ufunc, steps: list[Step]) -> Step:
    return lambda env, functions: reduce(join, [step(env, functions) for step in steps])


def _compared(comparison: np.ufunc, left: Step, right: Step) -> Step:
    return lambda env, functions: comparison(left(env, functions), right(env, functions))


def _choice(test: Step, then: Step, otherwise: Step) -> Step:
    return lambda env, functions: np.where(truth(test(env, functions)), then(env, functions), otherwise(env, functions))
