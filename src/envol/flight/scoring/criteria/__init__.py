"""What a flight may be judged by: one criterion a file, found by `envol.flight.scoring.registry`."""
