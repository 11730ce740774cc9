"""Which jobs are coming, how sure we are, and what to open: pages on the projections of `envol.foresight`."""
