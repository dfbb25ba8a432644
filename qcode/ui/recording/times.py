"""Times and speeds of a recording as the player shows them."""

from __future__ import annotations

from qcode.services.words import decimal


def time_words(milliseconds: int) -> str:
    """Return a time as hours, minutes and seconds; without hours where there are none."""
    seconds = max(milliseconds, 0) // 1000
    hours, minutes, seconds = seconds // 3600, seconds // 60 % 60, seconds % 60
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def speed_words(speed: float) -> str:
    """Return a speed as "1.25×", with the language's own comma."""
    return decimal(speed, 2).rstrip("0").rstrip(".,") + "×"
