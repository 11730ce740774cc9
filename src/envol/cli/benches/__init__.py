"""What `envol bench` measures, one subject a file."""
