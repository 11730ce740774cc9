"""Where records come from: imports, their outcome, and the writing of many rows at once."""
