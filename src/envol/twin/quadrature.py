"""Integrals along a course, made by the scheme that makes the course."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import casadi as ca

from envol.errors import ModelError
from envol.twin.declarations import Declaration, State
from envol.twin.model import Layout, Model, column


def with_quadratures(model: Model, integrands: Mapping[str, Any]) -> Model:
    """Return a model with one more state for each integrand: its integral from time zero on.

    Parameters
    ----------
    integrands : mapping of str to expression
        In the model's own symbols: what the text returned (`model.bound`), or made of it.

    Raises
    ------
    ModelError
        If a name is taken, or an integrand is no single number.
    """
    for name, integrand in integrands.items():
        if name in model.declared:
            raise ModelError(f"{model.name}: {name} is declared already; call the integral something else")
        if ca.SX(integrand).shape != (1, 1):
            raise ModelError(f"{model.name}: {name} integrates {ca.SX(integrand).shape} numbers; take its total")
    added: dict[str, Declaration] = {name: State(unit="1", scale=1.0) for name in integrands}
    whole = {name: model.declared[name] for name in model.states.slices} | added
    bound = replace(model.bound, balances=model.bound.balances | {n: {"integrand": v} for n, v in integrands.items()})
    return replace(
        model,
        declared=model.declared | added,
        bound=bound,
        x=ca.vertcat(model.x, *[ca.SX.sym(name) for name in integrands]),
        rate=ca.vertcat(model.rate, column(list(integrands.values()))),
        states=Layout.of(whole),
    )
