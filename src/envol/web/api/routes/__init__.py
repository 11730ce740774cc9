"""The routes of the API, by what they are about. Each reads through the selectors that feed the pages."""
