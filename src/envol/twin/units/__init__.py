"""The unit operations, one a file; they never import one another."""
