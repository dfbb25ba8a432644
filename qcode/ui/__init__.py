"""The window: the only PySide6, one folder a pane."""
