"""The reference cases that each unit operation ships, one module a unit, found by their name."""
