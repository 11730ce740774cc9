"""The State's referentials: jobs and titles, certifications, levels, regions; and the skills referential."""
