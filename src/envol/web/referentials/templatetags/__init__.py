"""Words that the templates of the referentials use."""
