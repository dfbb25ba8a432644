"""One module a file format, reader and writer together; `base` says what they exchange."""
