"""A flight that is over, made ready for its pages: what happened, what it came to, and what moved the process when."""
