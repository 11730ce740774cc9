"""What all pages share: their frame, their look, their small words."""
