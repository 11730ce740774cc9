"""What stands between the true value and the number on the screen."""
