"""Sound and film beside a transcript: played, followed, found again."""
