"""Organisations, classes and people as other systems send them."""
