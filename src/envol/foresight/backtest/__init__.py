"""Methods of foresight tried on the past: what they would have said, beside what came."""
