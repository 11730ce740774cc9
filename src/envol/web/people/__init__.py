"""Who is who: accounts, and what a person chose for the pages."""
