"""Coded passages brought in from tables."""
