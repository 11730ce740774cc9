"""The small language of triggers, pilot rules and scoring: ``glucose < 2 and not alarm('low-oxygen')``.

Arithmetic follows IEEE 754 on numbers and on arrays alike: a division by zero gives an infinity or a NaN,
never an exception, and both sides of ``and``, ``or`` and ``if else`` are always evaluated. One text has
therefore one meaning, whether it is evaluated at one instant or over a whole flight. A NaN is not true.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from envol.errors import ContentError, UnknownNameError
from envol.flight.content.expression_reader import BUILT_IN, Functions, Kind, Misread, Step, read, truth

__all__ = ["Expression", "Functions", "Kind", "Value"]

Value: TypeAlias = float | bool | NDArray[Any]


@dataclass(frozen=True, slots=True)
class Expression:
    """A checked expression; build it with `Expression.parse`.

    Attributes
    ----------
    text : str
        The text as it was written.
    names : frozenset of str
        The free names, to be given by the environment.
    calls : frozenset of (str, str or float)
        Each call of a function of the environment, with its literal argument.
    kind : Kind
        Whether the text gives a number or a condition.
    """

    text: str
    names: frozenset[str] = field(compare=False, repr=False)
    calls: frozenset[tuple[str, str | float]] = field(compare=False, repr=False)
    kind: Kind = field(compare=False, repr=False)
    _run: Step = field(compare=False, repr=False)

    @classmethod
    def parse(cls, text: str, *, where: str = "") -> Expression:
        """Read an expression.

        Parameters
        ----------
        text : str
            The expression, at most 1000 characters.
        where : str
            The key that holds it, for the message.

        Raises
        ------
        ContentError
            If the text is not of the language; its one `Fault` gives the position, counted from 1.
        """
        try:
            reading = read(text)
        except Misread as misread:
            raise ContentError([misread.fault(where, text)]) from None
        return cls(text, reading.names, reading.calls, reading.kind, reading.run)

    def evaluate(self, env: Mapping[str, Any], functions: Functions | None = None) -> Value:
        """Evaluate on numbers, or element by element on arrays that broadcast together.

        Parameters
        ----------
        env : mapping of str to float or array
            A value for each of `names`.
        functions : mapping of str to callable
            Each takes the literal argument and returns a number, a truth value or an array.

        Returns
        -------
        float, bool or array
            A Python number or truth value where no array came in.

        Raises
        ------
        UnknownNameError
            If a name or a function is missing; call `unknown` beforehand.
        """
        with np.errstate(all="ignore"):
            value = np.asarray(self._run(env, functions or {}))
        plain: Value = value.item() if value.ndim == 0 else value
        return plain

    def is_true(self, env: Mapping[str, Any], functions: Functions | None = None) -> bool:
        """Say whether a condition on plain numbers holds; a NaN does not."""
        return bool(truth(self.evaluate(env, functions)))

    def unknown(self, names: Collection[str], functions: Mapping[str, Collection[str]]) -> tuple[UnknownNameError, ...]:
        """List what the expression uses and the caller does not offer, each with the nearest known names.

        Parameters
        ----------
        names : collection of str
            The names the environment will hold.
        functions : mapping of str to collection of str
            The arguments that each function of the environment accepts.
        """
        faults = [UnknownNameError("quantity", name, names) for name in sorted(self.names - set(names))]
        for function, argument in sorted(self.calls, key=str):
            if function not in functions:
                faults.append(UnknownNameError("function", function, {*functions, *BUILT_IN}))
            elif argument not in functions[function]:
                known = functions[function]
                faults.append(UnknownNameError(f"argument of {function}()", str(argument), known))
        return tuple(faults)

    def __str__(self) -> str:
        return self.text

    def __reduce__(self) -> tuple[Any, ...]:
        return _parse_again, (self.text,)


def _parse_again(text: str) -> Expression:
    return Expression.parse(text)
