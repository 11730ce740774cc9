"""The vocabulary of skills: what somebody can do, how one sees it, and what comes first."""
