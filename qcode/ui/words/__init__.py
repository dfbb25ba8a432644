"""The pane that counts words."""
