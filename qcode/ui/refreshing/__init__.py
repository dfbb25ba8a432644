"""A Word report that somebody works in: bringing it up to date, taking comments in from it."""
