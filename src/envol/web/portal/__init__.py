"""The way in: the home page, what Envol is, and what a page says when something went wrong."""
