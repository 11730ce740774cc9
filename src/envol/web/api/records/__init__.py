"""What the API tells of each thing."""
