"""Handing over: choosing what goes out, and writing it."""
