"""Bringing files in: what they would give, shown before anything is added."""
