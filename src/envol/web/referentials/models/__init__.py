"""The State's referentials as they were imported."""
