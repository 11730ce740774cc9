"""Grading a flight: criteria of which each gives a block between 0 and 1 with the moments it rests on, then a grade."""
