"""Commands of `envol manage`."""
