"""The cockpit's scripts, one at a time, in the machine's Chromium."""
