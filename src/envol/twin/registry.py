"""The unit operations that exist, found by looking: one class a file under `envol.twin.units`, and third parties'.

Nothing is listed by hand. A third party's classes are passed in by whoever read the entry points (`envol.units`).
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterable
from functools import cache
from types import ModuleType

from envol.errors import ModelError, UnknownNameError
from envol.twin import units
from envol.twin.dimensions import check_dimensions
from envol.twin.model import Model, UnitClass, UnitOperation, compile_model, unit_file, unit_name


class Registry:
    """The unit operations of this installation, by name.

    Parameters
    ----------
    more : iterable of UnitOperation classes
        Those of third parties.

    Raises
    ------
    ModelError
        If a file holds none or several unit operations, or two bear the same name.
    """

    def __init__(self, more: Iterable[UnitClass] = ()) -> None:
        self._units: dict[str, UnitClass] = {}
        for unit in (*_own_units(), *more):
            other = self._units.setdefault(unit_name(unit), unit)
            if other is not unit:
                raise ModelError(
                    f"{unit_file(unit)}: {unit_file(other)} is called {unit_name(unit)} too; rename one file"
                )

    def names(self) -> tuple[str, ...]:
        """Return the name of every unit operation, in alphabetical order."""
        return tuple(sorted(self._units))

    def unit(self, name: str) -> UnitClass:
        """Return a unit operation by name.

        Raises
        ------
        UnknownNameError
            If there is none; the text proposes the nearest.
        """
        if name not in self._units:
            raise UnknownNameError("unit operation", name, self._units)
        return self._units[name]

    def model(self, name: str) -> Model:
        """Return the compiled model of a unit operation, its units checked; made once in a process.

        Raises
        ------
        UnknownNameError
            If there is none of that name.
        ModelError
            If its text is not whole, or mixes units.
        """
        return checked_model(self.unit(name))  # type: ignore[arg-type]  # mypy takes a class for unhashable


@cache
def checked_model(unit: UnitClass) -> Model:
    """Compile a unit operation and check its dimensions; the same class gives the same model.

    Raises
    ------
    ModelError
        If its text is not whole, or mixes units.
    """
    model = compile_model(unit)
    check_dimensions(model)
    return model


@cache
def _own_units() -> tuple[UnitClass, ...]:
    names = sorted(found.name for found in pkgutil.iter_modules(units.__path__, f"{units.__name__}."))
    return tuple(unit_in(importlib.import_module(name)) for name in names)


def unit_in(module: ModuleType) -> UnitClass:
    """Return the one unit operation that a file defines.

    Raises
    ------
    ModelError
        If it defines none, or several.
    """
    found = [
        value
        for value in vars(module).values()
        if inspect.isclass(value) and issubclass(value, UnitOperation) and value.__module__ == module.__name__
    ]
    if len(found) != 1:
        named = ", ".join(unit.__name__ for unit in found) or "none"
        file = getattr(module, "__file__", None) or module.__name__
        raise ModelError(f"{file}: one file defines one unit operation; {named} found here")
    return found[0]
