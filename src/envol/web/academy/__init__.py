"""What there is to fly: the list of scenarios, the briefing, take-off, and the logbook."""
