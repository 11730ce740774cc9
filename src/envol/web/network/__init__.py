"""Organisations, who has which role in them, and their classes."""
