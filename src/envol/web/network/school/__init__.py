"""Classes, school years, pupils: their pages, joining, class lists, roll-over."""
