"""Grading a flight: one criterion a file, each a block of the score between 0 and 1 with the moments it rests on."""
