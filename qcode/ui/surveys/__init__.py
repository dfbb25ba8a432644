"""Surveys brought in from tables."""
