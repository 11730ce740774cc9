"""The command line: everything that Envol does, without a screen."""
