"""Organisations, sites, labels, conventions, offerings, programmes: their pages, and who may read and change them."""
