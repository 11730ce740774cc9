"""Envol, the flight school of bioproduction."""

__version__ = "0.1.0"
