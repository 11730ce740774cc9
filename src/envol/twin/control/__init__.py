"""Controllers, written into the equations: their integrals are states like any other."""
