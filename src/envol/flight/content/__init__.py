"""What content files say: one model a kind, the small language of conditions, the checks between files."""
