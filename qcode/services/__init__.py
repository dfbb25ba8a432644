"""The use cases, one module a noun or job. The only door for the command line and the window."""
