"""Whole projects of other programs: taken in, and written for them."""
