"""What happens in the vessel: the language of unit operations, their solvers, the units themselves."""
