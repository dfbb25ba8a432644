"""Nouns and pure functions. Standard library only: no files, no clock, no Qt, no SQL."""
