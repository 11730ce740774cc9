"""The mathematics that a unit operation's text may use.

The same text is bound three times: to CasADi symbols (the model), to pint quantities (the check of dimensions), to
SymPy symbols (the equation sheet). Each function here looks at what it was given and does the same thing in each.
"""

from __future__ import annotations

from typing import Any

import casadi as ca
import numpy as np

ZERO_CELSIUS = 273.15


def _is_casadi(*values: Any) -> bool:
    return any(isinstance(v, (ca.SX, ca.MX, ca.DM)) for v in values)


def _is_quantity(*values: Any) -> bool:
    return any(hasattr(v, "dimensionality") for v in values)


def _is_sympy(*values: Any) -> bool:
    return any(hasattr(v, "free_symbols") for v in values)


def _pure(value: Any) -> Any:
    """Return the magnitude of a quantity that must be a pure number."""
    return value.to("dimensionless").magnitude if _is_quantity(value) else value


def _elementary(name: str, value: Any) -> Any:
    if _is_casadi(value):
        return getattr(ca, name)(value)
    if _is_sympy(value):
        import sympy

        return getattr(sympy, name)(value)
    return getattr(np, name)(_pure(value))


def exp(value: Any) -> Any:
    """Return e to the power of a pure number."""
    return _elementary("exp", value)


def log(value: Any) -> Any:
    """Return the natural logarithm of a pure number."""
    return _elementary("log", value)


def tanh(value: Any) -> Any:
    """Return the hyperbolic tangent of a pure number."""
    return _elementary("tanh", value)


def sqrt(value: Any) -> Any:
    """Return the square root; the unit's root is taken too."""
    if _is_quantity(value):
        return value**0.5
    return _elementary("sqrt", value)


def _alike(a: Any, b: Any) -> tuple[Any, Any]:
    """Bring two quantities to the unit of the first; a bare zero takes its companion's unit."""
    if _is_quantity(a):
        return a, _in_unit_of(a, b)
    if _is_quantity(b):
        return _in_unit_of(b, a), b
    return a, b


def _in_unit_of(quantity: Any, value: Any) -> Any:
    if not _is_quantity(value):
        unit = "dimensionless" if np.any(np.asarray(value) != 0) else quantity.units
        value = quantity.__class__(value, unit)
    return value.to(quantity.units)


def minimum(a: Any, b: Any) -> Any:
    """Return the smaller of two like quantities."""
    return _extreme("fmin", "Min", np.minimum, a, b)


def maximum(a: Any, b: Any) -> Any:
    """Return the larger of two like quantities."""
    return _extreme("fmax", "Max", np.maximum, a, b)


def _extreme(casadi_name: str, sympy_name: str, numpy_function: Any, a: Any, b: Any) -> Any:
    if _is_casadi(a, b):
        return getattr(ca, casadi_name)(a, b)
    if _is_sympy(a, b):
        import sympy

        return getattr(sympy, sympy_name)(a, b)
    a, b = _alike(a, b)
    if _is_quantity(a):
        return a.__class__(numpy_function(a.magnitude, b.magnitude), a.units)
    return numpy_function(a, b)


def clip(value: Any, low: Any, high: Any) -> Any:
    """Return the value held between two like bounds."""
    return minimum(maximum(value, low), high)


def where(condition: Any, a: Any, b: Any) -> Any:
    """Return `a` where the condition holds, `b` elsewhere."""
    if _is_casadi(condition, a, b):
        return ca.if_else(condition, a, b)
    if _is_sympy(condition, a, b):
        import sympy

        return sympy.Piecewise((a, condition), (b, True))
    a, b = _alike(a, b)
    if _is_quantity(a):
        return a.__class__(np.where(condition, a.magnitude, b.magnitude), a.units)
    return np.where(condition, a, b)


def both(a: Any, b: Any) -> Any:
    """Return whether two conditions hold together."""
    if _is_casadi(a, b):
        return ca.logic_and(a, b)
    if _is_sympy(a, b):
        import sympy

        return sympy.And(a, b)
    return np.logical_and(a, b)


def kelvin(celsius: Any) -> Any:
    """Return the absolute temperature of a temperature in degrees Celsius."""
    if _is_quantity(celsius):
        return celsius.to("kelvin")
    return celsius + ZERO_CELSIUS


def total(field: Any) -> Any:
    """Return the sum over every place of a field."""
    if _is_casadi(field):
        return ca.sum1(ca.sum2(field))
    if _is_sympy(field):
        import sympy

        return sympy.Function(r"\sum")(field)
    return field.sum() if hasattr(field, "sum") else field


def average(weights: Any, field: Any) -> Any:
    """Return the mean of a field over its first axis, each place weighted (a quadrature); the weights sum to 1."""
    if _is_sympy(field):
        import sympy

        return sympy.Function(r"\operatorname{mean}")(field)
    row = np.asarray(weights, dtype=float)
    return ca.mtimes(ca.DM(row).T, field) if _is_casadi(field) else row @ field


def along(matrix: Any, field: Any, name: str = "D") -> Any:
    """Apply a matrix of pure numbers along the first axis of a field (a derivative, a filter, a lift).

    Parameters
    ----------
    matrix : array, shape (m, n)
        Pure numbers; any unit belongs to a factor beside the call.
    field : expression, shape (n,) or (n, k)
    name : str
        How the operator is printed on the equation sheet.
    """
    if _is_casadi(field):
        return ca.mtimes(ca.sparsify(ca.DM(np.asarray(matrix, dtype=float))), field)
    if _is_sympy(field):
        import sympy

        return sympy.Function(name)(field)
    return np.asarray(matrix, dtype=float) @ field


def across(field: Any, matrix: Any, name: str = "A") -> Any:
    """Apply a matrix of pure numbers along the second axis of a field."""
    if _is_casadi(field):
        return ca.mtimes(field, ca.sparsify(ca.DM(np.asarray(matrix, dtype=float))))
    if _is_sympy(field):
        import sympy

        return sympy.Function(name)(field)
    return field @ np.asarray(matrix, dtype=float)


def place(field: Any, index: int, column: int = 0) -> Any:
    """Return one place of a field (negative counts from the end)."""
    if _is_sympy(field):
        import sympy

        return sympy.Function("at")(field, index)
    if _is_casadi(field):
        return field[index % field.shape[0], column]
    return field[index] if np.ndim(getattr(field, "magnitude", field)) == 1 else field[index, column]


def spread(value: Any, like: Any) -> Any:
    """Return a field of the shape of `like` whose every place holds `value`."""
    if _is_casadi(like):
        return ca.repmat(ca.SX(value), *like.shape) if not isinstance(like, ca.MX) else ca.repmat(value, *like.shape)
    if _is_sympy(like):
        return value
    shape = np.shape(getattr(like, "magnitude", like))
    return value * np.ones(shape)


def rounded_to(value: Any, origin: Any, step: Any) -> Any:
    """Return the value rounded to a whole number of steps from an origin, as a transmitter shows it."""
    if _is_casadi(value):
        return origin + step * ca.floor((value - origin) / step + 0.5)
    if _is_sympy(value):
        import sympy

        return origin + step * sympy.floor((value - origin) / step + sympy.Rational(1, 2))
    return origin + step * np.floor(_pure((value - origin) / step) + 0.5)
