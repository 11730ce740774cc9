"""Trainings on offer, as training bodies exchange them."""
