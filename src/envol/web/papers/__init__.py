"""Nominative papers of minors: birth date, representatives, signatures; in a store of their own."""
