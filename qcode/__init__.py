"""QCode: read, code and write up what people said."""

__version__ = "0.1.0"
